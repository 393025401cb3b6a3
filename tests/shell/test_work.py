"""The database thread: saves that must arrive, a server that goes and comes, calls that hang."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Coroutine
from typing import Any

import pytest

from db.core.errors import Denied, Invalid, Unreachable
from tests.drivers.waiting import until_async
from tui.database import save_queue as work_module
from tui.database.save import QueueState, Save
from tui.database.save_queue import SaveQueue


class Server:
    """A server that can be down, can hang, and stores what it was sent: only the queue is under test here."""

    def __init__(self) -> None:
        self.up = True
        self.hanging = threading.Event()
        self.stored: list[str] = []
        self.tries: list[str] = []
        self.sessions = 0
        self.threads: set[int] = set()
        self.refusing = ""  # why signing in is refused
        self.refused = 0

    def connect(self) -> Connection:
        if not self.up:
            raise Unreachable("connection_refused")
        if self.refusing:
            self.refused += 1
            raise Denied(self.refusing)
        self.sessions += 1
        return Connection(self)


class Connection:
    def __init__(self, server: Server) -> None:
        self.server = server
        self.aborted = threading.Event()

    def store(self, id: str) -> str:
        self.server.threads.add(threading.get_ident())
        self.server.tries.append(id)
        if not self.server.up:
            raise Unreachable("server_lost")
        if self.server.hanging.is_set():
            self.aborted.wait(20)
            raise Unreachable("server_lost")
        if id not in self.server.stored:
            self.server.stored.append(id)
        return f"stored {id}"

    def close(self) -> None:
        pass

    def abort(self) -> None:
        self.aborted.set()


Scene = Callable[[Server, SaveQueue], Coroutine[Any, Any, None]]


def at_work(scene: Scene) -> None:
    async def run() -> None:
        server = Server()
        work = SaveQueue(server.connect, jitter=lambda: 0.0)
        loop = asyncio.create_task(work.run())
        try:
            await scene(server, work)
        finally:
            loop.cancel()
            work.close()

    asyncio.run(run())


@pytest.fixture(autouse=True)
def short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(work_module, "LEAST_PAUSE", 0.02)
    monkeypatch.setattr(work_module, "MOST_PAUSE", 0.05)


class SessionCache:
    """What became of the saves."""

    def __init__(self, work: SaveQueue) -> None:
        self.work = work
        self.done: list[str] = []
        self.refused: list[tuple[str, str]] = []

    def saves(self, id: str, chain: str = "", run: Callable[[Any], Any] | None = None) -> None:
        self.work.keep(
            Save(
                id,
                run or (lambda session: session.store(id)),
                done=lambda result: self.done.append(id),
                refused=lambda error: self.refused.append((id, error.code)),
                chain=chain,
            )
        )


def test_saves_are_stored_in_order_in_one_thread_on_one_connection() -> None:
    async def scene(server: Server, work: SaveQueue) -> None:
        form_context = SessionCache(work)
        for id in "abcde":
            form_context.saves(id)
        assert work.state.kind is QueueState.SENDING
        assert work.state.waiting == 5
        await until_async(lambda: form_context.done == list("abcde"))
        assert await work.ask(lambda session, id: session.store(id), "f") == "stored f"
        assert server.stored == list("abcdef")
        assert server.sessions == 1
        assert len(server.threads) == 1
        assert work.state.kind is QueueState.OK

    at_work(scene)


def test_the_answer_to_a_save_is_near_for_a_moment_and_never_when_the_server_hangs_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(work_module, "SOON", 0.1)

    async def scene(server: Server, work: SaveQueue) -> None:
        form_context = SessionCache(work)
        assert not work.answers_soon
        server.hanging.set()
        form_context.saves("a")
        await until_async(lambda: work.answers_soon)
        await until_async(lambda: not work.answers_soon)
        assert work.state.kind is QueueState.SENDING and not form_context.done

    at_work(scene)


@pytest.mark.parametrize("trouble", ["too_many_sessions", "wrong_settings", "no_such_database"])
def test_trouble_that_passes_at_signing_in_again_costs_no_save(trouble: str) -> None:
    async def scene(server: Server, work: SaveQueue) -> None:
        form_context = SessionCache(work)
        form_context.saves("a")
        await until_async(lambda: form_context.done == ["a"])
        server.up, server.refusing = False, trouble
        form_context.saves("b")
        await until_async(lambda: work.state.kind is QueueState.LOST)
        server.up = True
        await until_async(lambda: server.refused > 2)
        server.refusing = ""
        await until_async(lambda: form_context.done == ["a", "b"])
        assert form_context.refused == []

    at_work(scene)


def test_a_lost_server_is_told_and_the_saves_arrive_once_when_it_is_back() -> None:
    async def scene(server: Server, work: SaveQueue) -> None:
        form_context = SessionCache(work)
        changes: list[QueueState] = []
        work.on_change = lambda: changes.append(work.state.kind)
        await work.ask(lambda session: None)
        server.up = False
        form_context.saves("a")
        form_context.saves("b")
        await until_async(lambda: work.state.kind is QueueState.LOST)
        assert work.state.waiting == 2
        assert work.state.since is not None
        with pytest.raises(Unreachable):
            await work.ask(lambda session: session.store("read"))
        server.up = True
        await until_async(lambda: form_context.done == ["a", "b"])
        assert server.stored == ["a", "b"]
        assert changes[-1] is QueueState.OK

    at_work(scene)


def test_a_save_whose_answer_never_comes_is_broken_off_and_repeated_with_the_same_id(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(work_module, "SAVE_DEADLINE", 0.15)

    async def scene(server: Server, work: SaveQueue) -> None:
        form_context = SessionCache(work)
        server.hanging.set()
        form_context.saves("a")
        await until_async(lambda: work.state.kind is QueueState.LOST)
        server.hanging.clear()
        await until_async(lambda: form_context.done == ["a"])
        assert server.stored == ["a"]
        assert set(server.tries) == {"a"}
        assert server.sessions >= 2

    at_work(scene)


def test_a_call_that_cannot_even_be_broken_off_holds_up_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(work_module, "SAVE_DEADLINE", 0.15)
    free = threading.Event()

    async def scene(server: Server, work: SaveQueue) -> None:
        form_context = SessionCache(work)
        first = iter([lambda session: free.wait(30)])
        form_context.saves("a", run=lambda session: next(first, lambda s: s.store("a"))(session))
        await until_async(lambda: form_context.done == ["a"])

    try:
        at_work(scene)
    finally:
        free.set()


def test_a_refused_save_says_why_and_takes_what_depends_on_it_along() -> None:
    async def scene(server: Server, work: SaveQueue) -> None:
        form_context = SessionCache(work)

        def refuse(session: Any) -> None:
            raise Invalid("text_too_short")

        form_context.saves("item", chain="report", run=refuse)
        form_context.saves("send", chain="report")
        form_context.saves("other", chain="another report")
        await until_async(lambda: form_context.done == ["other"])
        assert form_context.refused == [("item", "text_too_short"), ("send", "earlier_refused")]
        assert server.stored == ["other"]
        assert work.state.kind is QueueState.OK

    at_work(scene)


def test_typing_on_while_a_save_waits_replaces_it_in_its_place() -> None:
    async def scene(server: Server, work: SaveQueue) -> None:
        form_context = SessionCache(work)
        server.up = False
        form_context.saves("a")
        await until_async(lambda: work.state.kind is QueueState.LOST)
        form_context.saves("b")
        form_context.saves("a", run=lambda session: session.store("a, typed on"))
        assert work.state.waiting == 2
        server.up = True
        await until_async(lambda: len(form_context.done) == 2)
        assert server.stored == ["a, typed on", "b"]

    at_work(scene)


def test_a_closed_account_is_a_refusal_and_not_a_lost_server() -> None:
    async def scene(server: Server, work: SaveQueue) -> None:
        def closed() -> Connection:
            raise Denied("account_closed", login="nd-mocbac")

        work._connect = closed
        with pytest.raises(Denied):
            await work.ask(lambda session: None)
        assert work.state.kind is QueueState.OK

    at_work(scene)


def test_connecting_before_there_is_a_screen_says_what_is_wrong() -> None:
    server = Server()
    server.up = False

    async def scene() -> None:
        work = SaveQueue(server.connect)
        with pytest.raises(Unreachable) as caught:
            work.open()
        assert caught.value.code == "connection_refused"
        server.up = True
        work.open()
        assert server.sessions == 1
        work.close()

    asyncio.run(scene())


def test_a_connection_that_was_begun_is_the_one_that_is_opened() -> None:
    server = Server()

    async def scene() -> None:
        work = SaveQueue(server.connect)
        work.begin()
        work.open()
        assert server.sessions == 1
        work.close()
        server.up = False
        work.begin()
        with pytest.raises(Unreachable) as caught:
            work.open()
        assert caught.value.code == "connection_refused"

    asyncio.run(scene())


def test_pauses_grow_and_are_jittered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(work_module, "LEAST_PAUSE", 0.5)
    monkeypatch.setattr(work_module, "MOST_PAUSE", 15.0)

    async def scene() -> None:
        for jitter, longest in ((0.0, 7.5), (1.0, 15.0)):
            work = SaveQueue(Server().connect, jitter=lambda: jitter)  # noqa: B023
            pauses = [work._pause() for _try in range(12)]
            assert pauses[0] == 0.5
            assert pauses == sorted(pauses)
            assert pauses[-1] == longest

    asyncio.run(scene())
