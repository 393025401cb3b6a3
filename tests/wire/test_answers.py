"""The program at terminals that answer in every way, or never, or read nothing for a while: nothing is typed or lost,
the screen is right in the end, no stale screen travels, and nothing is sent while nobody types."""

from __future__ import annotations

import signal
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.crash.outage import drafts
from tests.drivers.answering import (
    FULL,
    Answering,
    Lost,
    Manner,
    after,
    between_others,
    garbage,
    in_pieces,
    never,
    truly,
    twice,
)
from tests.drivers.person import Person
from tests.drivers.waiting import until
from tests.servers import Database
from tui.wire.flow import LIMIT, MOST, PATIENCE

CLERK = "nd-mocbac"
CODES = ("2", "gc", "3")
TEXT = "Bà con lo giá phân bón tăng"
CLEAR = b"\x1b[H\x1b[J"
_SETTLED = 0.4  # seconds in which whatever a key causes has come


def writing(database: Database, state: Path, manner: Manner) -> Answering:
    """A clerk in the text of a new opinion, its codes typed before it."""
    clerk = Answering(state=state, dsn=database.dsn(CLERK), manner=manner)
    clerk.sees("VIỆC CẦN LÀM", "1 báo cáo tháng").presses("1").sees("Ctrl+N thêm ý kiến", patience=20)
    clerk.presses("ctrl+n").sees("Nội dung", patience=20)
    for code in CODES:
        clerk.types(code).presses("enter")
    return clerk


def leaves_and_returns(clerk: Answering) -> None:
    """To the list of the month and back to the end of the text: two pages, much more than one may be in doubt."""
    clerk.presses("escape").sees("Ctrl+N thêm ý kiến", patience=20)
    clerk.presses("end", "up", "up", "enter").sees("Nội dung", patience=20).presses("end")


def typed(state: Path) -> str:
    """The draft of the opinion, as it is on the disk."""
    return next((draft for draft in drafts(state) if '"kind": "opinion"' in draft), "")


def is_kept(state: Path, text: str) -> None:
    """The draft comes to this text and nothing else."""
    until(lambda: f'"text": "{text}"' in typed(state), f"the draft says {text!r}")


def is_right(clerk: Answering) -> None:
    """The screen is what a full repaint shows, the cursor included; and nothing more is sent."""
    clerk.rests(_SETTLED)
    shown, cursor, received = clerk.lines, clerk.cursor, clerk.received
    assert clerk.rests(1.0).received == received, "something was sent while nobody typed"
    clerk.presses("ctrl+l").hears_more_than(received)
    assert (clerk.rests(_SETTLED).lines, clerk.cursor) == (shown, cursor)


def blocked(clerk: Answering) -> Answering:
    """Nothing is read and the kernel takes no more."""
    clerk.looks_away()
    while clerk.piled_up < FULL:
        clerk.presses("ctrl+l").rests(0.1)
    for _ in range(6):
        clerk.presses("ctrl+l").rests(0.1)
    return clerk


def test_a_terminal_that_answers_in_vain_loses_nothing_but_the_feature(demo_database: Database, tmp_path: Path) -> None:
    with writing(demo_database, tmp_path, garbage) as clerk:
        assert clerk.writes(TEXT).sees(TEXT).asked > 0
        clerk.rests(PATIENCE)
        leaves_and_returns(clerk)
        asked = clerk.asked
        leaves_and_returns(clerk)
        assert clerk.asked == asked, "a terminal that never answers is asked no more"
        blocked(clerk).writes("!")
        is_kept(tmp_path, TEXT + "!")
        clerk.looks_again().sees(TEXT + "!").rests(_SETTLED)
        assert clerk.heard.count(CLEAR) < 10, "screens that nobody could see were left out"
        is_right(clerk)
        asked, clerk.manner = clerk.asked, twice
        clerk.resizes(100, 30).writes("?").sees(TEXT + "!?")
        is_right(clerk)
        assert clerk.asked > asked, "a window of another size may be another terminal"
        is_kept(tmp_path, TEXT + "!?")


_MANNERS = (between_others, twice, after(0.5), Lost(2), in_pieces)


def test_however_a_terminal_answers_the_screen_is_right_and_nothing_is_typed(
    demo_database: Database, tmp_path: Path
) -> None:
    with writing(demo_database, tmp_path, after(PATIENCE + 0.5)) as clerk:
        clerk.writes(TEXT).sees(TEXT).rests(PATIENCE)
        for number, manner in enumerate(_MANNERS, 1):
            asked, clerk.manner = clerk.asked, manner
            leaves_and_returns(clerk)
            clerk.writes("x").sees(TEXT + "x" * number, patience=20)
            assert clerk.asked > asked, manner
        is_right(clerk)
        is_kept(tmp_path, TEXT + "x" * len(_MANNERS))


def test_what_piled_up_behind_a_terminal_that_lags_is_one_difference(demo_database: Database, tmp_path: Path) -> None:
    with writing(demo_database, tmp_path, truly) as clerk:
        clerk.rests(_SETTLED).looks_away()
        for _ in range(8):
            clerk.presses("ctrl+l").rests(0.1)
        held = clerk.piled_up
        assert 400 < held < MOST * LIMIT + 2 * len("\x1b[6n"), "then it waits"
        clerk.writes(TEXT)
        is_kept(tmp_path, TEXT)
        assert clerk.piled_up == held, "nothing is sent to a terminal that lags"
        last = clerk.looks_again().sees(TEXT).rests(_SETTLED).heard[held:]
        assert last.count(TEXT.encode()) == 1, "the letters came together"
        assert last.count(CLEAR) == 1, "one screen for all that happened meanwhile"
        is_right(clerk)


_ENDS: dict[str, Callable[[Answering], Person]] = {
    "hang-up": lambda clerk: clerk.signalled(signal.SIGHUP),
    "asked to end": lambda clerk: clerk.signalled(signal.SIGTERM),
    "kill -9": lambda clerk: clerk.signalled(signal.SIGKILL),
    "cut line": lambda clerk: clerk.hangs_up(),
}


def test_it_ends_behind_a_full_terminal_and_keeps_what_was_typed(demo_database: Database, tmp_path: Path) -> None:
    def ends(how: str) -> str:
        with writing(demo_database, tmp_path / how, never) as clerk:
            blocked(clerk.rests(PATIENCE)).writes(TEXT)
            is_kept(tmp_path / how, TEXT)
            _ENDS[how](clerk.sends(b"\x1b[1;"))  # with half a key
            return "ended" if clerk.ended(5.0) else "still there"

    with ThreadPoolExecutor(len(_ENDS)) as clerks:
        assert dict(zip(_ENDS, clerks.map(ends, _ENDS), strict=True)) == dict.fromkeys(_ENDS, "ended")
    for how in _ENDS:
        is_kept(tmp_path / how, TEXT)
