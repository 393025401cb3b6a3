"""A proxy before PostgreSQL that loses what it is told to lose: a request, a reply, half of either, the whole line.

It speaks enough of the protocol to know where a message ends, so that a test can say "the server commits, and the
client never hears of it". Clients reach it through a unix socket in a folder of their own.
"""

from __future__ import annotations

import contextlib
import enum
import os
import selectors
import shutil
import socket
import struct
import tempfile
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from psycopg2.extensions import make_dsn, parse_dsn


class Loss(enum.Enum):
    """What happens to the chosen statement."""

    REQUEST = "the server never hears it"
    HALF_REQUEST = "the server hears half of it"
    REPLY = "the server carries it out, the client never hears of it"
    HALF_REPLY = "the client hears half of the reply"
    RACE = "the line is cut while the server is at it"
    SILENCE = "the server carries it out, the line stays open and silent"
    BACKEND = "the backend is terminated while it is at it"


@dataclass(frozen=True, slots=True)
class Fate:
    """Which statement of a transaction meets which loss: a number (BEGIN is 1), or the one that begins with a word."""

    loss: Loss
    at: int | str


@dataclass
class Proxy:
    """Listens until closed. `fate` is asked at each BEGIN; None lets that transaction through."""

    dsn: str
    fate: Callable[[], Fate | None]
    terminate: Callable[[int], None]
    commits_swallowed: int = 0
    losses: dict[Loss, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        given = parse_dsn(self.dsn)
        self._target = f"{given['host']}/.s.PGSQL.{given['port']}"
        self.folder = Path(tempfile.mkdtemp(prefix="langnghe-proxy-", dir="/tmp"))
        self._port = given["port"]
        self._listener = socket.socket(socket.AF_UNIX)
        self._listener.bind(str(self.folder / f".s.PGSQL.{self._port}"))
        self._listener.listen(64)
        self._lock = threading.Lock()
        self._open: set[socket.socket] = set()
        threading.Thread(target=self._accept, daemon=True).start()

    def through(self, dsn: str) -> str:
        """The same connection string, by way of the proxy."""
        return make_dsn(dsn, host=str(self.folder))

    def count(self, loss: Loss, committed: bool) -> None:
        with self._lock:
            self.losses[loss] = self.losses.get(loss, 0) + 1
            self.commits_swallowed += committed

    def close(self) -> None:
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        with self._lock:
            for line in self._open:
                with contextlib.suppress(OSError):
                    line.shutdown(socket.SHUT_RDWR)
        shutil.rmtree(self.folder, ignore_errors=True)

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        server = socket.socket(socket.AF_UNIX)
        with self._lock:
            self._open |= {client, server}
        try:
            server.connect(self._target)
            _Line(self, client, server).run()
        except OSError:
            pass  # either side went away: that is what this proxy is for
        finally:
            with self._lock:
                self._open -= {client, server}
            client.close()
            server.close()


class _Cut(OSError):
    """The line ends here."""


class _Line:
    """One connection through the proxy."""

    def __init__(self, proxy: Proxy, client: socket.socket, server: socket.socket) -> None:
        self.proxy, self.client, self.server = proxy, client, server
        self.fate: Fate | None = None
        self.started = False
        self.statements = 0
        self.backend = 0
        self.asked = b""
        self.answered = b""

    def run(self) -> None:
        with selectors.DefaultSelector() as both:
            both.register(self.client, selectors.EVENT_READ, self._from_client)
            both.register(self.server, selectors.EVENT_READ, self._from_server)
            while True:
                for key, _ in both.select():
                    key.data()

    def _from_client(self) -> None:
        self.asked += _some(self.client)
        while message := self._next_request():
            if message[:1] == b"Q":
                self.statements += 1
                if message[5:].upper().startswith(b"BEGIN"):
                    self.statements, self.fate = 1, self.proxy.fate()
                if self._chosen(message):
                    self._lose(message)
            self.server.sendall(message)

    def _next_request(self) -> bytes:
        head = 1 if self.started else 0  # the very first message has no letter
        if len(self.asked) < head + 4:
            return b""
        (length,) = struct.unpack("!I", self.asked[head : head + 4])
        if len(self.asked) < head + length:
            return b""
        message, self.asked = self.asked[: head + length], self.asked[head + length :]
        self.started = True
        return message

    def _from_server(self) -> None:
        data = _some(self.server)
        if not self.backend:
            self.answered += data
            self._learn_backend()
        self.client.sendall(data)

    def _learn_backend(self) -> None:
        for letter, body in _messages(self.answered):
            if letter == b"K":
                (self.backend,) = struct.unpack("!I", body[:4])
                self.answered = b""

    def _chosen(self, message: bytes) -> bool:
        if self.fate is None:
            return False
        if isinstance(self.fate.at, int):
            return self.statements == self.fate.at
        return message[5:].upper().startswith(self.fate.at.encode())

    def _lose(self, message: bytes) -> None:
        assert self.fate is not None
        loss, committing = self.fate.loss, message[5:].upper().startswith(b"COMMIT")
        committed = False
        if loss is Loss.HALF_REQUEST:
            self.server.sendall(message[: len(message) // 2])
        elif loss is not Loss.REQUEST:
            self.server.sendall(message)
        if loss is Loss.BACKEND:
            self.proxy.terminate(self.backend)
        if loss in (Loss.REPLY, Loss.HALF_REPLY, Loss.SILENCE):
            reply = self._whole_reply()
            committed = committing and b"COMMIT\0" in reply
            if loss is Loss.HALF_REPLY:
                self.client.sendall(reply[: len(reply) // 2])
        self.proxy.count(loss, committed)
        if loss is Loss.SILENCE:
            while True:
                _some(self.client)  # until the client has had enough
        raise _Cut

    def _whole_reply(self) -> bytes:
        """Everything up to "ready for the next statement"."""
        reply = b""
        while not any(letter == b"Z" for letter, _ in _messages(reply)):
            reply += _some(self.server)
        return reply


def _some(line: socket.socket) -> bytes:
    data = line.recv(65536)
    if not data:
        raise _Cut
    return data


def _messages(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The whole messages of the server in these bytes: letter and body."""
    at = 0
    while len(data) >= at + 5:
        (length,) = struct.unpack("!I", data[at + 1 : at + 5])
        if len(data) < at + 1 + length:
            return
        yield data[at : at + 1], data[at + 5 : at + 1 + length]
        at += 1 + length


@contextlib.contextmanager
def proxied(
    dsn: str, fate: Callable[[], Fate | None] = lambda: None, terminate: Callable[[int], None] = lambda pid: None
) -> Iterator[Proxy]:
    """A proxy before the server of that connection string."""
    proxy = Proxy(dsn, fate, terminate)
    os.chmod(proxy.folder, 0o700)
    try:
        yield proxy
    finally:
        proxy.close()
