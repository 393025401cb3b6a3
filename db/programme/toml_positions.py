"""On which line of a TOML file each value stands, so that a fault can be named by file and line.

`tomllib` reads the values and judges the syntax; this reads only positions, from text that tomllib has accepted.
"""

from __future__ import annotations

import bisect
import re

Path = tuple[str | int, ...]

_BLANK = re.compile(r"(?:[ \t\r\n,]|#[^\n]*)*")
_KEY = re.compile(r"[ \t]*(?:([A-Za-z0-9_-]+)|\"((?:[^\"\\]|\\.)*)\"|'([^']*)')[ \t]*")
_STRING = re.compile(
    r'"""(?:[^\\]|\\.)*?"{3,5}|' r"'''(?:.|\n)*?'{3,5}|" r'"(?:[^"\\\n]|\\.)*"|' r"'[^'\n]*'", re.DOTALL
)
_SCALAR = re.compile(r"[^,\]}#\n]+")


class Lines:
    """The positions of a document. `of(path)` is a line from 1; a path is keys and indexes: ("targets", 3, "code")."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts = [0, *(match.end() for match in re.finditer("\n", text))]
        self._found: dict[Path, int] = {(): 1}
        self._counts: dict[Path, int] = {}
        self._document()

    def of(self, path: Path) -> int:
        """The line of a path, or of the nearest thing around it."""
        while path not in self._found:
            path = path[:-1]
        return self._found[path]

    def _mark(self, path: Path, at: int) -> None:
        self._found.setdefault(path, bisect.bisect_right(self._starts, at))

    def _skip(self, at: int) -> int:
        found = _BLANK.match(self._text, at)
        return found.end() if found else at

    def _document(self) -> None:
        at, table = self._skip(0), ()
        where: Path = table
        while at < len(self._text):
            if self._text[at] == "[":
                where, at = self._header(at)
            else:
                at = self._pair(at, where)
            at = self._skip(at)

    def _header(self, at: int) -> tuple[Path, int]:
        """`[a.b]` or `[[a.b]]`: the path that the pairs below it belong to, and where they start."""
        start, many = at, self._text.startswith("[[", at)
        keys, at = self._keys(at + (2 if many else 1))
        path: Path = ()
        for key in keys[:-1]:
            path = (*path, key)
            self._mark(path, start)
            if path in self._counts:  # a table of an array: the last one is meant
                path = (*path, self._counts[path])
        path = (*path, keys[-1])
        self._mark(path, start)
        if many:
            self._counts[path] = self._counts.get(path, -1) + 1
            path = (*path, self._counts[path])
            self._mark(path, start)
        return path, at + (2 if many else 1)

    def _keys(self, at: int) -> tuple[list[str], int]:
        keys: list[str] = []
        while found := _KEY.match(self._text, at):
            keys.append(found[1] or found[2] or found[3] or "")
            at = found.end()
            if not self._text.startswith(".", at):
                break
            at += 1
        return keys, at

    def _pair(self, at: int, where: Path) -> int:
        start = at
        keys, at = self._keys(at)
        for count in range(1, len(keys) + 1):
            self._mark((*where, *keys[:count]), start)
        return self._value(self._skip(at + 1), (*where, *keys))

    def _value(self, at: int, path: Path) -> int:
        """Past one value, marking what is inside it."""
        self._mark(path, at)
        if self._text[at] == "[":
            at, index = self._skip(at + 1), 0
            while self._text[at] != "]":
                at, index = self._skip(self._value(at, (*path, index))), index + 1
            return at + 1
        if self._text[at] == "{":
            at = self._skip(at + 1)
            while self._text[at] != "}":
                at = self._skip(self._pair(at, path))
            return at + 1
        found = _STRING.match(self._text, at) or _SCALAR.match(self._text, at)
        return found.end() if found else len(self._text)
