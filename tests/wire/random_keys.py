"""Somebody who presses anything: keys, letters, pieces of escape sequences, pastes, windows of any size.

    python -m tests.wire.random_keys FILE SEED COUNT     in place of `screens`

That is the program with a driver that presses by itself, in place of the keyboard: the next as soon as the last has
done what it does, or after a while; it answers where its cursor is. What nobody caught goes into the file, with what
was pressed before; whoever starts it (`presses`) reads that.
"""

from __future__ import annotations

import json
import os
import random
import re
import sys
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.drivers.keys import key_bytes, paste_bytes
from tests.drivers.program import Program
from tui.shell import keys
from tui.wire import driver as wire
from tui.wire.driver import WireDriver

KEYS = {key: key_bytes(key) for command in keys.TABLE for key in command.keys if key != "ctrl+q"}
_MOVES = ("up", "down", "left", "right", "home", "end", "pageup", "pagedown", "backspace", "enter", "enter", "escape")
_TEXT = "abcdeghiklmnoxy ĐđêếạợỨ漢.,;:!1234567890"
_PIECES = (b"\x1b", b"\x1b[", b"\x1b[M", b"\x1b[M !!", b"\x1b[<0;3;4M", b"\x1b[I", b"\x1b[5;7R", b"\x1b[1;2R", b"\x1bO",
           b"\x1b]11;rgb:0/0/0\x07", b"\x1b[201~", b"\xc4", b"\xff", b"\x1b[27;5;9~", b"\x1b[97;5u")  # fmt: skip
_PASTES = ("Bà con lo giá phân bón", "1\n2\n3", "Ông Nguyễn Văn A, 0912345678", "x" * 900, "\n".join(["Đề nghị"] * 30))
_SIZES = ((60, 20), (80, 24), (80, 25), (80, 23), (120, 40), (61, 21), (200, 60), (80, 20), (60, 50))
_TOO_SMALL = ((40, 10), (59, 24), (10, 3), (1, 1))
_PATIENCE = 0.4  # seconds after which the next is pressed although the last is not done with
_LOOKS, _EVERY = 0.05, 20  # seconds for all of it to be drawn, after each so manieth
_TAIL = 40


@dataclass
class Met:
    """What came of it: events, sessions, and of each kind of fault what the log says and the events before it."""

    events: int = 0
    sessions: int = 0
    faults: dict[str, str] = field(default_factory=dict)


def events(seed: int) -> Iterator[tuple[str, bytes | tuple[int, int]]]:
    """Its name for whoever reads of a fault, and the bytes, or the size of the window."""
    chance = random.Random(seed)
    while True:
        kind = chance.random()
        if kind < 0.36:
            key = chance.choice(list(KEYS))
            yield key, KEYS[key]
        elif kind < 0.50:
            digit = chance.choice("0123456789")
            yield digit, digit.encode()
        elif kind < 0.70:
            move = chance.choice(_MOVES)
            yield move, key_bytes(move)
        elif kind < 0.84:
            text = "".join(chance.choices(_TEXT, k=chance.randrange(1, 6)))
            yield repr(text), text.encode()
        elif kind < 0.90:
            piece = chance.choice(_PIECES)
            yield repr(piece), piece
        elif kind < 0.92:
            text = chance.choice(_PASTES)
            yield f"paste {text[:10]!r}", paste_bytes(text)
        elif kind < 0.9985:
            if chance.random() < 0.1:
                small = chance.choice(_TOO_SMALL)
                yield str(small), small
            size = chance.choice(_SIZES)
            yield str(size), size
        else:
            yield "ctrl+q", b"\x11"


class Pressing(WireDriver):
    """The driver whose keyboard is a pipe that it writes into itself."""

    def __init__(self, app: Any, **options: Any) -> None:
        self._now = (80, 24)
        super().__init__(app, **options)
        self._in, self._keyboard = os.pipe()
        self._file, seed, count = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
        self._coming, self._left, self._pressed = events(seed), count, 0
        self._tail: deque[str] = deque(maxlen=_TAIL)
        self._met: list[str] = []
        self._until = 0.0

    def start_application_mode(self) -> None:
        super().start_application_mode()
        self._events.call_later(_LOOKS, self._press)

    def close(self) -> None:
        super().close()
        self._file.write_text(json.dumps({"events": self._pressed, "met": self._met}))

    def _measured(self) -> tuple[int, int]:
        return self._now

    def _question(self) -> bytes:
        x, y = self._writer.x, self._writer.y
        self._events.call_later(0.001, os.write, self._keyboard, f"\x1b[{(y or 0) + 1};{(x or 0) + 1}R".encode())
        return super()._question()

    def _press(self) -> None:
        if not self._on:
            return
        app, now = self._program, self._events.time()
        if app.faults > len(self._met):
            self._met += [" ".join(self._tail)] * (app.faults - len(self._met))
        if (len(app._typed) or app.frame.held or app.message_queue_size) and now < self._until:
            self._events.call_later(0.002, self._press)
        elif self._pressed == self._left:
            app.exit()
        else:
            self._until, self._pressed = now + _PATIENCE, self._pressed + 1
            name, event = next(self._coming)
            self._tail.append(name)
            if isinstance(event, tuple):
                self._now = event
                self._resized()
            else:
                os.write(self._keyboard, event)
            self._events.call_later(_LOOKS if self._pressed % _EVERY == 0 else 0.001, self._press)


def presses(dsn: str, folder: Path, count: int, seed: int) -> Met:
    """So many events, in as many sessions as it takes: Ctrl+Q is among them."""
    met, told, log = Met(), folder / "told", folder / "langnghe" / "langnghe.log"
    while met.events < count:
        read = log.stat().st_size if log.exists() else 0
        told.unlink(missing_ok=True)
        _sits(dsn, folder, str(told), str(seed + met.sessions), str(count - met.events))
        assert told.exists(), f"it was ended: {log.read_text()[read:] if log.exists() else ''}"
        found = json.loads(told.read_text())
        met.events += found["events"]
        met.sessions += 1
        entries = re.split(r"^(?=\S+ \[\d+\] )", log.read_text()[read:], flags=re.MULTILINE) if log.exists() else []
        faults = [entry for entry in entries if " unexpected\n" in entry]
        for entry, tail in zip(faults, [*found["met"], *["the end"] * len(faults)], strict=False):
            places = re.findall(r'File "[^"]*?/((?:tui|screens|db)/[^"]+)", line (\d+)', entry)
            kind = f"{':'.join(places[-1]) if places else ''} {entry.rstrip().splitlines()[-1]}"
            met.faults.setdefault(kind, f"{entry}before it: {tail}")
    return met


def _sits(dsn: str, folder: Path, *arguments: str) -> None:
    """One session, until it ends."""
    command = [sys.executable, "-m", "tests.wire.random_keys", *arguments]
    with Program(command, env={"LANGNGHE_DSN": dsn, "XDG_STATE_HOME": str(folder)}) as program:
        while program.status is None:
            try:
                program.reads(0.1)
            except EOFError:  # it has closed the terminal
                program.waits()


if __name__ == "__main__":
    from screens.__main__ import main

    wire.WireDriver = Pressing  # type: ignore[misc]
    sys.exit(main([]))
