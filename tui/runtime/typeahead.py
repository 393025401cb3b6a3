"""Keys one at a time: the next is given out only when everything that the last one caused has happened.

People type ahead of the screen. A key that opens a screen and the keys typed after it arrive together; given out at
once they would all go to the screen that is still there. So keys wait in a queue, and while the screen that is coming
has no data yet (`BaseScreen.held`) they wait for that, too. None is lost and none reaches the wrong screen.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Any, NamedTuple

from textual import events
from textual.dom import DOMNode

Typed = events.Key | events.Paste

#: What a person can still ask for while a screen waits for its data, if nothing was typed before it.
URGENT = frozenset({"escape", "ctrl+q", "ctrl+l"})

#: The same, and what answers a question that is asked meanwhile.
WHILE_HELD = URGENT | {"ctrl+y"}

#: Seconds after which a key whose consequences do not end stops holding back the next.
PATIENCE = 2.0


class _Call(NamedTuple):
    """Something to do behind the messages of a node. Its `act` takes no arguments: of a function with arguments, as
    `call_later` makes one, Textual studies the signature anew each time, a fifth of what a letter costs."""

    do: Callable[[DOMNode, int], Any]
    node: DOMNode
    turn: int

    def act(self) -> Any:
        return self.do(self.node, self.turn)


class TypeAhead:
    """The queue of keys. `give` passes one to the widget that has the focus and returns that widget; `held` says that
    the screen has no data yet; `urgent` gives a key to a screen that is held. `root` is the application."""

    def __init__(
        self,
        root: DOMNode,
        give: Callable[[Typed], Awaitable[DOMNode | None]],
        held: Callable[[], bool],
        urgent: Callable[[str], None],
    ) -> None:
        self._root = root
        self._give = give
        self._held = held
        self._urgent = urgent
        self._waiting: deque[Typed] = deque()
        self._round = 0  # counts the keys given out; a follower of an older one has nothing to say any more
        self._under_way = False
        self._patience: asyncio.TimerHandle | None = None
        self._rose = False
        self._stray = False  # what waits was typed for a screen that is gone
        self._target = root

    def __len__(self) -> int:
        return len(self._waiting)

    async def add(self, event: Typed) -> None:
        """A key or a paste came from the terminal."""
        if isinstance(event, events.Key) and event.key in WHILE_HELD and self._pressed_again(event.key):
            self._waiting.clear()
        self._waiting.append(event)
        await self.play()

    def _pressed_again(self, key: str) -> bool:
        last = self._waiting[-1] if self._waiting else None
        return self._held() and isinstance(last, events.Key) and last.key == key

    def rose(self) -> None:
        """The key that is under way came up to the application and may have run a command there, whose messages go
        down again: they are waited for as well."""
        self._rose = True

    def drop(self) -> None:
        """Forget what waits: the screen it was typed for cannot be had."""
        self._waiting.clear()

    def begin_anew(self) -> None:
        """Another screen is there, by no key: what the last one caused is not waited for, and what is typed until that
        screen has its data was for those that are gone."""
        self.drop()
        self._round += 1
        self._under_way = self._rose = False
        self._stray = True

    async def play(self) -> None:
        """Give out what waits, as far as it can go now. Runs in the application's own task."""
        if self._stray and not self._held():
            self._stray = False
            self._waiting.clear()
        while self._waiting and not self._under_way:
            if self._held():
                first = self._waiting[0]
                if not (isinstance(first, events.Key) and first.key in WHILE_HELD):
                    return
                self._waiting.popleft()
                self._urgent(first.key)
                continue
            target = await self._give(self._waiting.popleft())
            if target is not None:
                self._start_following(target)

    def _start_following(self, target: DOMNode) -> None:
        self._under_way, self._rose = True, False
        self._round += 1
        self._target = target
        self._patience = asyncio.get_running_loop().call_later(PATIENCE, self._give_up, self._round)
        self._follow(target, self._round)

    def _follow(self, node: DOMNode, turn: int) -> None:
        """Go up from where the key went, behind every message that it caused, until the application is reached."""
        if not node.post_message(events.Callback(_Call(self._step, node, turn).act)):
            self._up(node, turn)

    def _step(self, node: DOMNode, turn: int) -> Awaitable[None] | None:
        if node.message_queue_size:
            self._follow(node, turn)
        elif node is self._root:
            return self._finish(node, turn)  # here is the application's own task, which Textual has wait for it
        else:
            self._up(node, turn)
        return None

    def _up(self, node: DOMNode, turn: int) -> None:
        parent = node.parent
        if node is self._root or parent is None:
            self._finish_soon(turn)
        else:
            self._follow(parent, turn)

    def _finish_soon(self, turn: int) -> None:
        if turn == self._round and self._under_way:
            self._root.post_message(events.Callback(_Call(self._finish, self._root, turn).act))

    def _give_up(self, turn: int) -> None:
        self._rose = False
        self._finish_soon(turn)

    async def _finish(self, _root: DOMNode, turn: int) -> None:
        if turn != self._round or not self._under_way:
            return
        if self._rose:
            self._rose = False
            self._follow(self._target, turn)
            return
        self._under_way = False
        if self._patience is not None:
            self._patience.cancel()
        await self.play()
