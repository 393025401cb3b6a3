"""Each terminal gets only what its terminfo entry has, and shows what is wanted all the same."""

from __future__ import annotations

import re
import subprocess
import sys
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.wire.emulated import Terminal, looks
from tests.wire.random_frames import screens as drawn
from tests.wire.terminfo import ENTRIES, Written, can
from tui.wire.abilities import TRUE_COLOUR, Abilities, emptied, usable
from tui.wire.colours import possible
from tui.wire.cursor_writer import CursorWriter
from tui.wire.difference import difference
from tui.wire.grid import Grid, cell
from tui.wire.sgr import BOLD, DIM, ITALIC, UNDERLINE, Style, sgr_between

_USED = [term for term, entry in ENTRIES.items() if usable(entry)]
_SENT = re.compile(
    r"\x1b\[(?P<numbers>[\d;]*)(?P<final>[A-Za-z@])|(?P<mode>\x1b\[\?25[lh])|(?P<escape>\x1b[A-Z])|(?P<control>[\x00-\x1f])"
)
_MOVE_TEXT = ("cup", "el", "ed", "cuu", "cud", "cuf", "cub", "hpa", "vpa", "ech", "ich", "dch", "tbc", "csr",
              "indn", "rin")  # fmt: skip
_WITH = {"cup": (4, 6), "el": (), "ed": (), "tbc": (), "csr": (2, 8)}


class Narrow(Terminal):
    """A terminal that fails on whatever its entry does not have."""

    def __init__(self, columns: int, rows: int, entry: Written) -> None:
        super().__init__(columns, rows)
        if not entry.string("rmam"):
            super().hears("\x1b[?7h")
        forms = [entry.string(name, *_WITH.get(name, (7,))) for name in _MOVE_TEXT]
        self._finals = {form[-1] for form in forms if re.fullmatch(r"\x1b\[[\d;]*[A-Za-z@]", form)}
        self._entry = entry
        self._codes = self._attributes() | self._colours()
        self._checks = True

    def hears(self, data: str) -> None:
        if getattr(self, "_checks", False):
            for piece in _SENT.finditer(data):
                self._check(piece)
            assert "\x1b" not in _SENT.sub("", data), data
        super().hears(re.sub(r"([34])8;5;([89]|1[0-5])(?=[;m])", _bright, data))

    def _check(self, piece: re.Match[str]) -> None:
        if piece["mode"]:
            assert piece["mode"] in self._entry.string("civis") + self._entry.string("cnorm")
        elif piece["escape"] or piece["control"]:
            names = ("hts", "ri") if piece["escape"] else ("cud1", "ind", "ht")
            assert piece[0] in ("\r", "\b", *map(self._entry.string, names)), piece[0]
        elif piece["final"] == "m":
            left = re.sub(r"[34]8;(5;\d+|2;\d+;\d+;\d+)", self._extended, piece["numbers"])
            assert set(left.split(";")) <= self._codes, piece[0]
        else:
            assert piece["final"] in self._finals, piece[0]

    def _attributes(self) -> set[str]:
        names = {"bold": "1", "dim": "2", "sitm": "3", "smul": "4", "blink": "5", "rev": "7", "smxx": "9"}
        codes = {"", "0"} | {code for name, code in names.items() if self._entry.string(name) == f"\x1b[{code}m"}
        return codes | ({"22", "23", "24", "25", "27", "29"} if self._entry.string("rmul") == "\x1b[24m" else set())

    def _colours(self) -> set[str]:
        if not self._entry.string("setaf", 1):
            return set()
        bright = (
            {f"{tens}{n}" for tens in (9, 10) for n in range(8)} if "[91m" in self._entry.string("setaf", 9) else set()
        )
        ends = set(self._entry.string("op")[2:-1].split(";"))
        return {f"{tens}{n}" for tens in (3, 4) for n in range(8)} | bright | ends

    def _extended(self, piece: re.Match[str]) -> str:
        index = int(piece[1].removeprefix("5;"))
        assert self._entry.string("setaf", 200).startswith("\x1b[38;5;") and index < self._entry.number("colors")
        return ""


def _bright(by_index: re.Match[str]) -> str:
    """The emulator tells apart what a terminal does not."""
    return str(int(by_index[1]) * 10 + 60 + int(by_index[2]) - 8)


def _whole(text: str) -> str:
    """The emulator, where it wraps lines, takes a mark after the last column to the next row, as no terminal does."""
    return unicodedata.normalize("NFC", text)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(_USED), drawn())
def test_a_terminal_that_lacks_something_shows_what_is_wanted(term: str, screens: list[Grid]) -> None:
    able = can(term)
    terminal = Narrow(screens[0].width, screens[0].height, ENTRIES[term])
    terminal.hears(emptied(able))
    shown = Grid(screens[0].width, screens[0].height)
    shown.visible = not able.hides_cursor
    writer = CursorWriter(shown.width, can=able)
    for wanted in screens:
        wanted.rows = [[cell(_whole(one.text), possible(one.style, able)) for one in row] for row in wanted.rows]
        writer = writer.copy()
        difference(shown, wanted, writer)
        terminal.hears(writer.text)
        assert terminal.cells == looks(wanted)
        if wanted.visible:
            assert terminal.cursor == (wanted.x, wanted.y)
        shown = wanted


def test_what_the_entries_of_the_terminals_people_use_come_to() -> None:
    other = {"bright_by_index", "escape_tab", "attributes", "colours"}
    lacks = {
        term: {name for name in Abilities._fields if getattr(can(term), name) is False} - other for term in ENTRIES
    }
    assert lacks["xterm"] == lacks["xterm-256color"] == lacks["rxvt-unicode"] == lacks["rxvt-unicode-256color"] == set()
    assert lacks["ms-terminal"] == {"newline"}
    assert lacks["putty"] == lacks["putty-256color"] == {"insert_characters", "newline"}
    multiplexers = ("tmux", "tmux-256color", "screen", "screen-256color")
    assert all(lacks[term] == {"erase_characters", "stops_wrapping"} for term in multiplexers)
    assert lacks["linux"] == {"alternate_screen", "scrolls_by_count"}
    assert lacks["vt220"] == {"alternate_screen", "column", "row", "scroll_region", "scrolls_by_count"}
    moves = {"relative", "newline", "tabs", "scroll_region", "stops_wrapping", "keeps_last_column"}
    assert set(Abilities._fields) - lacks["vt100"] - other == moves


def test_colours_and_attributes_of_the_terminals_people_use() -> None:
    colours = {term: can(term).colours for term in ENTRIES}
    assert {colours[term] for term in ("xterm", "putty", "tmux", "screen", "linux", "ansi")} == {8}
    assert {colours[term] for term in ("vt100", "vt102", "vt220")} == {0}
    assert {count for term, count in colours.items() if term.endswith("256color")} == {256}
    assert (colours["rxvt-unicode"], can("rxvt-unicode").bright_by_index) == (16, True)
    assert not can("screen").attributes & ITALIC and can("tmux").attributes & ITALIC
    assert not can("putty").attributes & DIM and can("vt100").attributes & (BOLD | UNDERLINE) == BOLD | UNDERLINE


def test_a_terminal_that_speaks_another_language_cannot_be_used() -> None:
    assert {term for term in ENTRIES if not usable(ENTRIES[term])} == {"vt52"}


@pytest.mark.parametrize(
    ("colours", "asked", "gets"),
    [
        (0, Style(1, 4, BOLD), Style(flags=BOLD)),
        (8, Style(9, 12), Style(1, 4, BOLD)),
        (8, Style(8), Style()),
        (8, Style(196), Style(1, -1, BOLD)),
        (16, Style(12, 8), Style(12, 8)),
        (16, Style(196, 21), Style(9, 4)),
        (256, Style(256 + 0xFF0000, 256 + 0x808080), Style(196, 244)),
        (TRUE_COLOUR, Style(256 + 0xFF0000), Style(256 + 0xFF0000)),
    ],
)
def test_a_colour_that_is_lacking_becomes_the_nearest(colours: int, asked: Style, gets: Style) -> None:
    assert possible(asked, Abilities(colours=colours)) == gets


def test_an_attribute_that_is_lacking_is_left_out() -> None:
    assert possible(Style(1, -1, BOLD | ITALIC), Abilities(attributes=BOLD)) == Style(1, -1, BOLD)


def test_what_cannot_end_alone_ends_with_all_and_what_is_added_is_added() -> None:
    assert sgr_between(Style(flags=BOLD | UNDERLINE), Style(flags=BOLD)) == "\x1b[24m"
    assert sgr_between(Style(flags=BOLD | UNDERLINE), Style(flags=BOLD), alone=False) == "\x1b[0;1m"
    assert (
        sgr_between(Style(1), Style(), alone=False) == "\x1b[m"
        and sgr_between(Style(1), Style(1, 2), alone=False) == "\x1b[42m"
    )
    assert sgr_between(Style(), Style(9), by_index=True) == "\x1b[38;5;9m"


def test_no_color_and_a_terminal_nobody_knows() -> None:
    """In a process for each, which sees one terminal."""

    def holds(expected: str, first: str = "", **environ: str) -> bool:
        told = f"{first}\nfrom tui.wire.abilities import *; raise SystemExit(of({environ!r}) != {expected})"
        return subprocess.run([sys.executable, "-c", told], check=False).returncode == 0

    assert holds("Abilities(colours=256)", TERM="xterm-256color")
    assert holds("Abilities(colours=0)", TERM="xterm-256color", NO_COLOR="1")
    assert holds("Abilities()", TERM="xterm-256color", COLORTERM="truecolor")
    assert holds("SAFE", TERM="no-such-terminal")
    assert holds("SAFE", "import sys; sys.modules['curses'] = None", TERM="xterm")
