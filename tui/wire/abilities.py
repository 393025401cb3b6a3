"""Read from terminfo what the terminal named by TERM can do, and therefore which of our sequences it gets.

Ours are those of ECMA-48 in one form each. An entry that has another form of one lacks it for our purposes. An unknown
TERM, or a host without terminfo, gets what every terminal since the VT100 understands.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import ModuleType
from typing import NamedTuple, Protocol

from tui.wire.sgr import BLINK, BOLD, DIM, ITALIC, REVERSE, STRIKE, UNDERLINE

TRUE_COLOUR = 1 << 24
_EVERY_ATTRIBUTE = BOLD | DIM | ITALIC | UNDERLINE | BLINK | REVERSE | STRIKE


class Entry(Protocol):
    """A terminfo entry. A capability that it lacks is an empty string, -1, false."""

    def string(self, capability: str, *parameters: int) -> str:
        """Return a capability with its parameters filled in."""
        ...

    def number(self, capability: str) -> int: ...

    def flag(self, capability: str) -> bool: ...


class Abilities(NamedTuple):
    """Sequences that may be sent. `attributes` are flags of a style; `colours` 0, 8, 16, 256 or `TRUE_COLOUR`."""

    erase_characters: bool = True
    insert_characters: bool = True
    delete_characters: bool = True
    column: bool = True  # the cursor goes to a column of its row
    row: bool = True  # and to a row in its column
    relative: bool = True  # and by so many columns or rows
    newline: bool = True  # a newline moves it down, and does nothing else
    tabs: bool = True  # a tab moves the cursor to the next stop, and stops can be set and cleared
    scroll_region: bool = True  # some rows scroll and the others stay
    scrolls_by_count: bool = True  # so many rows at once, wherever the cursor is
    hides_cursor: bool = True
    stops_wrapping: bool = True  # on request, what does not fit into a row does not go on in the next
    keeps_last_column: bool = True  # a character in the last column leaves the cursor there until the next comes
    alternate_screen: bool = True
    turned_off_alone: bool = True  # an attribute or colour, without the others
    escape_tab: bool = False  # Shift+Tab comes as Esc and Tab
    bright_by_index: bool = False  # colours 8 to 15 are 38;5;8 to 38;5;15, not 90 to 97
    attributes: int = _EVERY_ATTRIBUTE
    colours: int = TRUE_COLOUR


ALL = Abilities()
#: An unknown terminal. Terminals ignore attributes, colours and modes that they do not know; a sequence that moves text
#: must be understood, or the screen is wrong.
SAFE = Abilities(
    **dict.fromkeys(["erase_characters", "insert_characters", "delete_characters", "column", "row",
                     "tabs", "scroll_region", "scrolls_by_count", "turned_off_alone"], False),
    attributes=BOLD | UNDERLINE | REVERSE, colours=8,
)  # fmt: skip

# Ability → capability, parameters, and what the terminal must be told.
_FORMS: Mapping[str, tuple[str, tuple[int, ...], str]] = {
    "erase_characters": ("ech", (7,), "\x1b[7X"),
    "insert_characters": ("ich", (7,), "\x1b[7@"),
    "delete_characters": ("dch", (7,), "\x1b[7P"),
    "column": ("hpa", (7,), "\x1b[8G"),
    "row": ("vpa", (7,), "\x1b[8d"),
    "newline": ("cud1", (), "\n"),
    "stops_wrapping": ("rmam", (), "\x1b[?7l"),
}
_TABS = (("ht", "\t"), ("hts", "\x1bH"), ("tbc", "\x1b[3g"))
_SCROLLING = (("ind", "\n"), ("ri", "\x1bM"))
_RELATIVE = (("cuu", "\x1b[7A"), ("cud", "\x1b[7B"), ("cuf", "\x1b[7C"), ("cub", "\x1b[7D"))
_BASIC = (("cup", (4, 6), "\x1b[5;7H"), ("el", (), "\x1b[K"), ("ed", (), "\x1b[J"))
_ATTRIBUTES = (("bold", "1", BOLD), ("dim", "2", DIM), ("sitm", "3", ITALIC), ("smul", "4", UNDERLINE),
               ("blink", "5", BLINK), ("rev", "7", REVERSE), ("smxx", "9", STRIKE))  # fmt: skip
_PAUSE = r"\$<[0-9.*/]*>"  # that terminals of 1978 needed, and no byte of the sequence


def of(environ: Mapping[str, str]) -> Abilities:
    """Find the abilities of this process's terminal by TERM, COLORTERM and NO_COLOR."""
    entry = terminfo(environ.get("TERM", ""))
    found = SAFE if entry is None else stated(entry)
    if environ.get("NO_COLOR"):
        return found._replace(colours=0)
    if found.colours == 256 and environ.get("COLORTERM") in ("truecolor", "24bit"):
        return found._replace(colours=TRUE_COLOUR)
    return found


def terminfo(term: str) -> Entry | None:
    """Look a terminal up in this host's terminfo database. None if it knows no such name or there is no database.
    A process sees one terminal: the one it asked for first."""
    try:
        import curses  # here, for it takes 2 ms, which only the screens need
    except ImportError:  # a Python that was built without it
        return None
    try:
        curses.setupterm(term, 1)
    except (curses.error, ValueError):
        return None
    return _Database(curses)


class _Database:
    def __init__(self, curses: ModuleType) -> None:
        self._curses = curses

    def string(self, capability: str, *parameters: int) -> str:
        found: bytes = self._curses.tigetstr(capability) or b""
        if parameters and found:
            found = self._curses.tparm(found, *parameters)
        return re.sub(_PAUSE, "", found.decode("latin-1"))

    def number(self, capability: str) -> int:
        return int(self._curses.tigetnum(capability))

    def flag(self, capability: str) -> bool:
        return bool(self._curses.tigetflag(capability) > 0)


def usable(entry: Entry) -> bool:
    """Whether the terminal understands the necessary sequences: moving the cursor to a place and erasing from there."""
    return all(entry.string(what, *parameters) == form for what, parameters, form in _BASIC)


def stated(entry: Entry) -> Abilities:
    """Derive the abilities from an entry."""
    forms = {name: entry.string(what, *parameters) == form for name, (what, parameters, form) in _FORMS.items()}
    colours, by_index = _colours(entry)
    return Abilities(
        **forms,
        relative=all(entry.string(what, 7) == form for what, form in _RELATIVE),
        tabs=all(entry.string(what) == form for what, form in _TABS),
        scroll_region=entry.string("csr", 2, 8) == "\x1b[3;9r"
        and all(entry.string(what) == form for what, form in _SCROLLING),
        scrolls_by_count=(entry.string("indn", 7), entry.string("rin", 7)) == ("\x1b[7S", "\x1b[7T"),
        hides_cursor="\x1b[?25l" in entry.string("civis") and "\x1b[?25h" in entry.string("cnorm"),
        keeps_last_column=entry.flag("xenl") or not entry.flag("am"),
        alternate_screen="\x1b[?1049h" in entry.string("smcup"),
        # an entry names the ends of underline and of colours; those of bold (22) and reverse (27) came with them
        turned_off_alone=entry.string("rmul") == "\x1b[24m" and (not colours or entry.string("op") == "\x1b[39;49m"),
        escape_tab=entry.string("kcbt") == "\x1b\t",
        bright_by_index=by_index,
        attributes=sum(flag for what, code, flag in _ATTRIBUTES if entry.string(what) == f"\x1b[{code}m"),
        colours=colours,
    )


def _colours(entry: Entry) -> tuple[int, bool]:
    """Return the count of colours, and whether the bright ones of sixteen are only reached by index."""
    count = entry.number("colors")
    if count < 8 or entry.string("setaf", 1) not in ("\x1b[31m", "\x1b[38;5;1m"):
        return 0, False
    by_index = entry.string("setaf", 9) == "\x1b[38;5;9m"
    if count < 16 or not (by_index or entry.string("setaf", 9) == "\x1b[91m"):
        return 8, False
    # 88 colours are others from the seventeenth on
    return (256 if count >= 256 and entry.string("setaf", 200) == "\x1b[38;5;200m" else 16), by_index


def opening(can: Abilities) -> str:
    """Return the sequences that begin a session: the alternate screen. `emptied` comes with the first painting."""
    return (
        ("\x1b[?1049h" if can.alternate_screen else "")
        + ("\x1b[?7l" if can.stops_wrapping else "")
        # the keypad types digits, and pastes are bracketed: terminals that do not know these ignore them
        + "\x1b>\x1b[?2004h"
    )


def emptied(can: Abilities) -> str:
    """Return the sequences that make the screen blank, the style plain and the cursor hidden in its corner."""
    return (
        ("\x1b[?25l" if can.hides_cursor else "")
        + ("\x1b[3g" if can.tabs else "")
        + ("\x1b[r" if can.scroll_region else "")
        + "\x1b[m\x1b[H\x1b[J"
    )


def closing(can: Abilities, columns: int, rows: int) -> str:
    """Return the sequences that end a session and restore the terminal. Where there is no alternate screen (the linux
    console, mosh, GNU screen by default) the screen is cleared, and the shell goes on at the bottom."""
    return (
        ("\x1b[r" if can.scroll_region else "")
        + "\x1b[m\x1b[H\x1b[J\x1b[?2004l"
        + (_usual_stops(columns) if can.tabs else "")
        + ("\x1b[?7h" if can.stops_wrapping else "")
        + ("\x1b[?25h" if can.hides_cursor else "")
        + f"\x1b[{rows}H"
        + ("\x1b[?1049l" if can.alternate_screen else "")
    )


def _usual_stops(columns: int) -> str:
    """Set a tab stop in every eighth column, the default of terminals."""
    return "\x1b[3g" + "".join(f"\x1b[;{x + 1}H\x1bH" for x in range(8, columns, 8))
