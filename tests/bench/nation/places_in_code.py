"""Where the program asks PostgreSQL, and which of these places a run came by."""

from __future__ import annotations

import ast
import sys
from pathlib import Path
from typing import NamedTuple

DB = Path(__file__).parents[3] / "db"
_ASKING = frozenset({"rows", "row", "value", "each", "execute"})
#: Functions through which other places ask: each of their callers is a place of its own.
_THROUGH = frozenset({"call", "begin"})
#: Loaded once, by an administrator, from a file; the signing in and the upgrade; the demo.
_NOT_HERE = (
    "db/programme/load",
    "db/schema/migrate.py",
    "db/core/connect.py",
    "db/schema/hardening.py",
    "db/demo/",
    "db/demo/embedded.py",
)

_reached: set[tuple[str, int]] = set()


class Place(NamedTuple):
    """One call, by its lines in a file."""

    file: str
    function: str
    first: int
    last: int

    def __str__(self) -> str:
        return f"{self.file}:{self.first} {self.function}"


def note() -> None:
    """Called while a statement is sent: every line of `db` that led to it was reached."""
    frame = sys._getframe(1)
    while frame is not None:
        name = frame.f_code.co_filename
        if name.startswith(str(DB)):
            _reached.add((str(Path(name).relative_to(DB.parent)), frame.f_lineno))
        frame = frame.f_back  # type: ignore[assignment]


def unasked() -> list[Place]:
    """The places that no statement came from."""
    return [place for place in places() if not any(_within(line, place) for line in _reached)]


def _within(line: tuple[str, int], place: Place) -> bool:
    return line[0] == place.file and place.first <= line[1] <= place.last


def places() -> list[Place]:
    """Every call in `db` that sends a statement of a session, or is made through one that does."""
    found: list[Place] = []
    for path in sorted(DB.rglob("*.py")):
        file = str(path.relative_to(DB.parent))
        if not file.startswith(_NOT_HERE):
            for function in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(function, ast.FunctionDef):
                    found += [
                        Place(file, function.name, node.lineno, node.end_lineno or node.lineno)
                        for node in ast.walk(function)
                        if isinstance(node, ast.Call) and _asks(node.func)
                    ]
    return found


def _asks(called: ast.expr) -> bool:
    if isinstance(called, ast.Attribute):
        return called.attr in _ASKING and isinstance(called.value, ast.Name) and called.value.id == "session"
    return isinstance(called, ast.Name) and called.id in _THROUGH
