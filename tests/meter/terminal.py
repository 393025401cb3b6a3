"""An xterm to look at: pyte, with what xterm does otherwise, and its cells as values that can be compared.

What is erased, inserted and scrolled in has the background of the moment; repeated characters, scrolling by a sequence
and tabs backwards are understood, since terminfo promises them to ncurses; a question for the cursor is answered.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, NamedTuple

from tests.drivers.emulator import Screen, Stream

DEFAULT = -1  # the colour that the terminal has by itself
_TRUE_COLOUR = 256


class Cell(NamedTuple):
    """One cell. `fg`, `bg`: -1 the terminal's own, 0-255 of its palette, from 256 on 0xRRGGBB + 256. The right half of
    a wide character has no text. Fields as pyte names them, and `dim`."""

    data: str
    fg: int = DEFAULT
    bg: int = DEFAULT
    bold: bool = False
    italics: bool = False
    underscore: bool = False
    strikethrough: bool = False
    reverse: bool = False
    blink: bool = False
    dim: bool = False


BLANK = Cell(" ")


@dataclass(frozen=True)
class Frame:
    """A screen at a moment: rows of cells, the cursor's column and row, and whether it is seen."""

    rows: tuple[tuple[Cell, ...], ...]
    cursor: tuple[int, int]
    visible: bool

    @property
    def texts(self) -> list[str]:
        """The rows as strings, blanks at the end cut off."""
        return ["".join(cell.data for cell in row).rstrip() for row in self.rows]


def seen(cell: Cell) -> Cell:
    """The same for all cells that look alike: a blank has no ink that could have a colour or a weight."""
    if cell.data.strip():
        return cell._replace(data=unicodedata.normalize("NFC", cell.data))
    if cell.underscore or cell.strikethrough or cell.reverse:
        return cell._replace(bold=False, italics=False, dim=False, blink=False)
    return Cell(cell.data, bg=cell.bg)


class Terminal:
    """Takes the bytes of a program. `answer` is called with what a terminal says to a question."""

    def __init__(self, columns: int, rows: int, answer: Callable[[bytes], object] = lambda _: None) -> None:
        self._screen = _Screen(columns, rows)
        self._screen.write_process_input = lambda data: answer(data.encode())  # type: ignore[method-assign]
        self._stream = _Stream(self._screen)
        self._decode = codecs.getincrementaldecoder("utf-8")("replace").decode
        self._rest = ""

    def feed(self, data: bytes) -> None:
        """Show what came; a sequence that is cut at the end waits for the rest of it."""
        text = self._rest + self._decode(data)
        cut = _UNFINISHED.search(text)
        self._rest = cut[0] if cut else ""
        self._stream.feed(_NOT_SHOWN.sub("", text[: len(text) - len(self._rest)]))

    @property
    def frame(self) -> Frame:
        """The screen as it is now."""
        screen = self._screen
        rows = tuple(tuple(screen.buffer[y][x] for x in range(screen.columns)) for y in range(screen.lines))
        at = screen.cursor
        return Frame(rows, (min(at.x, screen.columns - 1), at.y), not at.hidden)  # type: ignore[arg-type]

    @property
    def words(self) -> str:
        """The whole screen as one line of words."""
        return " ".join(" ".join(self._screen.display).split())


# Sequences that change no cell and that pyte does not know, and the beginning of one.
_NOT_SHOWN = re.compile(r"\x1b\[[<>=][0-;]*[ -/]*[@-~]|\x1b\[\?[0-;]*(?:[ -/]+[@-~]|[^0-;hl -/])")
_UNFINISHED = re.compile(r"\x1b(?:\[[0-?]*[ -/]*)?\Z")

_ATTRIBUTES = {1: "bold", 2: "dim", 3: "italics", 4: "underscore", 5: "blink", 7: "reverse", 9: "strikethrough"}
_ENDS = {22: ("bold", "dim"), 23: ("italics",), 24: ("underscore",), 25: ("blink",), 27: ("reverse",),
         29: ("strikethrough",)}  # fmt: skip


class _Screen(Screen):
    """pyte's screen with xterm's manners."""

    last = " "

    @property
    def default_char(self) -> Any:
        return BLANK

    def reset(self) -> None:
        super().reset()
        self.cursor.attrs = BLANK  # type: ignore[assignment]

    def draw(self, data: str) -> None:
        self.last = data[-1:] or self.last
        super().draw(data)

    def repeat(self, count: int = 1) -> None:
        super().draw(self.last * max(count, 1))

    def cursor_tab_back(self, count: int = 1) -> None:
        for _ in range(max(count, 1)):
            self.cursor.x = max(0, (min(self.cursor.x, self.columns - 1) - 1) // 8 * 8)

    # Pens

    def select_graphic_rendition(self, *attrs: int, **_private: bool) -> None:
        pen: Any = self.cursor.attrs
        codes = iter(attrs or (0,))
        for code in codes:
            if code == 0:
                pen = BLANK
            elif code in _ATTRIBUTES:
                pen = pen._replace(**{_ATTRIBUTES[code]: True})
            elif code in _ENDS:
                pen = pen._replace(**dict.fromkeys(_ENDS[code], False))
            else:
                pen = pen._replace(**dict(_colour(code, codes)))
        self.cursor.attrs = pen

    # Erasing

    @property
    def _blank(self) -> Cell:
        return Cell(" ", bg=self.cursor.attrs.bg)  # type: ignore[arg-type]

    def _cells(self) -> list[Any]:
        line = self.buffer[self.cursor.y]
        return [line[x] for x in range(self.columns)]

    def _set(self, cells: Sequence[Any]) -> None:
        self.buffer[self.cursor.y].update(enumerate(cells[: self.columns]))

    def erase_characters(self, count: int | None = None) -> None:
        cells, x = self._cells(), self._column
        upto = min(x + (count or 1), self.columns)
        self._set([*cells[:x], *[self._blank] * (upto - x), *cells[upto:]])

    def erase_in_line(self, how: int = 0, private: bool = False) -> None:
        cells, x = self._cells(), self._column
        kept = {0: (cells[:x], []), 1: ([], cells[x + 1 :]), 2: ([], [])}[how]
        self._set([*kept[0], *[self._blank] * (self.columns - len(kept[0]) - len(kept[1])), *kept[1]])

    def erase_in_display(self, how: int = 0, *_more: Any, **_private: Any) -> None:
        y = self.cursor.y
        for row in {0: range(y + 1, self.lines), 1: range(y), 2: range(self.lines)}.get(how, range(0)):
            self.buffer[row] = self._blank_line()
        if how in (0, 1):
            self.erase_in_line(how)

    # Inserting, deleting, scrolling

    @property
    def _column(self) -> int:
        return min(self.cursor.x, self.columns - 1)

    def insert_characters(self, count: int | None = None) -> None:
        cells, x = self._cells(), self._column
        self._set([*cells[:x], *[self._blank] * (count or 1), *cells[x:]])

    def delete_characters(self, count: int | None = None) -> None:
        cells, x = self._cells(), self._column
        left = [*cells[:x], *cells[x + (count or 1) :]]
        self._set([*left, *[self._blank] * (self.columns - len(left))])

    def set_mode(self, *modes: int, **kwargs: Any) -> None:
        if kwargs.get("private") and 1049 in modes:
            self.buffer.clear()
        super().set_mode(*modes, **kwargs)


class _Stream(Stream):
    csi: ClassVar = {**Stream.csi, "b": "repeat", "Z": "cursor_tab_back"}
    events = Stream.events | {"repeat", "cursor_tab_back"}


def _colour(code: int, codes: Iterator[int]) -> Iterator[tuple[str, int]]:
    """What an SGR parameter says about colours; the rest of an extended one is taken from `codes`."""
    for name, base in (("fg", 30), ("bg", 40)):
        if base <= code <= base + 7:
            yield name, code - base
        elif base + 60 <= code <= base + 67:
            yield name, code - base - 60 + 8
        elif code == base + 9:
            yield name, DEFAULT
        elif code == base + 8:
            if next(codes, 0) == 5:
                yield name, next(codes, 0)
            else:
                red, green, blue = (next(codes, 0) for _ in range(3))
                yield name, (red << 16 | green << 8 | blue) + _TRUE_COLOUR
