"""A slow line between an SSH client and a host: so many bytes a second each way, and so long on the way.

Where the queue stands: whatever the sender has for the line and the line does not take yet waits *before* it, as before
a modem. It is read from the sender's socket at the line's own pace, a few bytes at a time; the socket's receive buffer
is `_MODEM` bytes, as a modem's, and behind it the rest waits where it does on a real host: in sshd's socket, and in
sshd, which takes a megabyte off the program (the window of an interactive channel; seen with 9.2 and 10.0) before it
lets it wait. So nothing tells a program that the line is full, and what it wrote a quarter of an hour ago may still be
on the way. What has left the line is in nobody's buffer: it is handed to the receiver in the moment it has travelled.

Only what TCP carries is counted and slowed down, not TCP's own 40 or 52 bytes a packet. To open the line is not free:
a round trip goes by before the client may speak, as with a real connection.
"""

from __future__ import annotations

import asyncio
import bisect
import contextlib
import socket
import threading
import time
from collections.abc import Coroutine
from typing import Any

RATE = 1000.0  # bytes a second, each way
DELAY = 0.6  # seconds there and back
_STEP = 25  # bytes that the line takes at a time
_AHEAD = 0.01  # seconds before it is free that the line takes the next, so that it is never idle by the clock's fault
_MODEM = 4096
_PIECE = 65536  # bytes at a time while it is not slow


class Way:
    """One direction of the line. `count` bytes so far; `count_at(moment)` had been taken by then (`time.monotonic`)."""

    def __init__(self) -> None:
        self.count = 0
        self.moved = time.monotonic()  # when a byte last came or went
        self.under_way = 0
        self._moments: list[float] = []
        self._counts: list[int] = []

    def takes(self, size: int, now: float) -> None:
        self.count, self.moved, self.under_way = self.count + size, now, self.under_way + size
        self._moments.append(now)
        self._counts.append(self.count)

    def gives(self, size: int, now: float) -> None:
        self.moved, self.under_way = now, self.under_way - size

    def count_at(self, moment: float) -> int:
        place = bisect.bisect_right(self._moments, moment)
        return self._counts[place - 1] if place else 0


class Line:
    """Listens on `port` and carries every connection to `target`, a port of this machine, until the `with` block ends.
    While `slow` is false it carries at once. `up` and `down` count for all connections together."""

    def __init__(self, target: int, rate: float = RATE, delay: float = DELAY, slow: bool = True) -> None:
        self.target, self.rate, self.delay, self.slow = target, rate, delay, slow
        self.up, self.down = Way(), Way()
        self._loop = asyncio.new_event_loop()
        self._open: set[asyncio.Task[None]] = set()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, _MODEM)  # inherited by what it accepts
        self._listener.setblocking(False)
        self.port: int = self._listener.getsockname()[1]
        self._thread = threading.Thread(target=self._run, name="slow line", daemon=True)

    def __enter__(self) -> Line:
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self.cut()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._listener.close()

    def cut(self) -> None:
        """Every connection ends at once; what was on the way is lost."""
        asyncio.run_coroutine_threadsafe(self._cut(), self._loop).result()

    def quiet_since(self) -> float:
        """When something last moved on the line (`time.monotonic`); now, if something is still on the way."""
        if self.up.under_way or self.down.under_way:
            return time.monotonic()
        return max(self.up.moved, self.down.moved)

    def _run(self) -> None:
        self._loop.create_task(self._accept())
        self._loop.run_forever()
        for task in asyncio.all_tasks(self._loop):
            task.cancel()
        self._loop.run_until_complete(asyncio.sleep(0))
        self._loop.close()

    async def _accept(self) -> None:
        while True:
            client, _address = await self._loop.sock_accept(self._listener)
            task = self._loop.create_task(self._connection(client))
            self._open.add(task)
            task.add_done_callback(self._open.discard)

    async def _cut(self) -> None:
        for task in self._open:
            task.cancel()
        await asyncio.gather(*self._open, return_exceptions=True)

    async def _connection(self, client: socket.socket) -> None:
        host = socket.socket()
        host.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, _MODEM)
        host.setblocking(False)
        with client, host, contextlib.suppress(OSError, asyncio.CancelledError):
            for end in (client, host):
                end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            await self._travels(2)  # until the client knows that it is connected, and speaks
            connected = asyncio.Event()
            up = self._carry(client, host, self.up, connected)
            down = self._carry(host, client, self.down, connected)
            await _until_one_ends(up, self._answers(host, connected, down))
        if len(self._open) == 1:  # this one: what was on its way is lost
            self.up.under_way = self.down.under_way = 0

    async def _answers(self, host: socket.socket, connected: asyncio.Event, down: Coroutine[Any, Any, None]) -> None:
        """The host knows of the connection one way later than the client, and speaks then."""
        try:
            await self._travels(1)
            await self._loop.sock_connect(host, ("127.0.0.1", self.target))
            connected.set()
            await down
        finally:
            down.close()

    async def _travels(self, ways: int) -> None:
        await asyncio.sleep(self.delay / 2 * ways if self.slow else 0)

    async def _carry(self, source: socket.socket, sink: socket.socket, way: Way, connected: asyncio.Event) -> None:
        """Until the source has no more."""
        pieces: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue()
        delivery = self._loop.create_task(self._deliver(pieces, sink, way, connected))
        free = 0.0
        try:
            while data := await self._loop.sock_recv(source, _STEP if self.slow else _PIECE):
                way.takes(len(data), time.monotonic())
                free = max(free, self._loop.time()) + (len(data) / self.rate if self.slow else 0)
                pieces.put_nowait((free + (self.delay / 2 if self.slow else 0), data))
                await asyncio.sleep(max(0.0, free - _AHEAD - self._loop.time()))
            pieces.put_nowait((0.0, b""))
            await delivery
        finally:
            delivery.cancel()

    async def _deliver(
        self, pieces: asyncio.Queue[tuple[float, bytes]], sink: socket.socket, way: Way, connected: asyncio.Event
    ) -> None:
        await connected.wait()
        while True:
            when, data = await pieces.get()
            await asyncio.sleep(max(0.0, when - self._loop.time()))
            if not data:
                return
            await self._loop.sock_sendall(sink, data)
            way.gives(len(data), time.monotonic())


async def _until_one_ends(*ways: Coroutine[Any, Any, None]) -> None:
    """When one end has gone, the line is of no use to the other."""
    tasks = [asyncio.ensure_future(way) for way in ways]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
