"""After any sequence of screens the terminal shows exactly the wanted cells, colours and cursor."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.wire import on_screen, on_tmux
from tests.wire.emulated import Terminal, looks
from tests.wire.on_screen import GnuScreen
from tests.wire.on_tmux import Tmux
from tests.wire.pane import Pane
from tests.wire.random_frames import Frame, Tally, frames, play, terminal_of
from tests.wire.terminfo import can
from tui.wire.abilities import ALL, Abilities, emptied
from tui.wire.cursor_writer import CursorWriter
from tui.wire.difference import difference
from tui.wire.grid import Grid, cell
from tui.wire.sgr import PLAIN, Style


@pytest.mark.parametrize(("examples", "least"), [(100, 750), pytest.param(1400, 10_000, marks=pytest.mark.long)])
def test_the_terminal_shows_what_is_wanted_after_any_frames(examples: int, least: int) -> None:
    """So many frames at least; `python -m tests.bench.frames` plays them on larger windows."""
    tally = Tally()

    @settings(max_examples=examples, deadline=None)
    @given(frames(), st.booleans())
    def plays(drawn: list[Frame], stays: bool) -> None:
        assert play(drawn, terminal_of(drawn, stays=stays), tally) == 0

    plays()
    print(tally)
    assert tally.wrong == 0 and tally.sent >= least


@pytest.mark.parametrize(
    ("multiplexer", "ables"),
    [
        pytest.param(Tmux, (ALL, can("tmux-256color")), id="tmux", marks=on_tmux.NEEDED),
        pytest.param(GnuScreen, (can("screen-256color"),), id="screen", marks=on_screen.NEEDED),
    ],
)
def test_a_real_multiplexer_shows_it_too(multiplexer: type[Pane], ables: Sequence[Abilities]) -> None:
    tally = Tally()
    with multiplexer(45, 14) as terminal:

        @settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck))
        @given(frames(12, ((45, 14),)), st.sampled_from(ables))
        def plays(drawn: list[Frame], able: Abilities) -> None:
            assert play(drawn, terminal, tally, able) == 0

        plays()
    assert tally.wrong == 0 and tally.sent >= 25


def said(old: list[str], new: list[str], at: tuple[int, int], to: tuple[int, int] | None = None) -> str:
    """What is sent so that rows of 80 columns become others; the cursor is seen, at one place before and after."""
    writer = CursorWriter(80, *at, style=PLAIN)
    difference(grid_of(old, at), grid_of(new, to or at), writer)
    return writer.text


def grid_of(texts: list[str], at: tuple[int, int]) -> Grid:
    """A screen of 80 columns in one style, the cursor there to be seen."""
    grid = Grid(80, len(texts))
    grid.rows = [[cell(character, PLAIN) for character in text.ljust(80)] for text in texts]
    grid.x, grid.y = at
    grid.visible = True
    return grid


def test_a_letter_at_the_end_of_a_field_is_that_letter() -> None:
    assert said(["Nội dung  Bà con"], ["Nội dung  Bà conđ"], (16, 0), (17, 0)) == "đ"


def test_a_letter_in_the_middle_pushes_the_rest_along() -> None:
    sent = said(["Bà con lo giá phân bón tăng"], ["Bà con đlo giá phân bón tăng"], (7, 0), (8, 0))
    assert sent == "\x1b[@đ"


def test_the_next_field_is_a_motion() -> None:
    assert said(["a", "", "b"], ["a", "", "b"], (0, 0), (0, 2)) == "\n\n"


def test_a_list_that_scrolls_sends_the_row_that_came() -> None:
    rows = [f"{n} Đề nghị nạo vét kênh mương, đoạn thứ {n}" for n in range(12)]
    sent = said(["đầu", *rows[:10], "cuối"], ["đầu", *rows[1:11], "cuối"], (0, 1), (0, 10))
    assert "\x1b[S" in sent and rows[9] not in sent and len(sent.encode()) < 90


def test_rows_that_scrolled_once_scroll_again_for_a_byte() -> None:
    rows = [chr(ord("a") + n) * 40 for n in range(14)]
    screens = [grid_of(["đầu", *rows[n : n + 8], *"vwxyz"], (0, 8)) for n in range(5)]
    writer, sent = CursorWriter(80, 0, 8, style=PLAIN), []
    for shown, wanted in itertools.pairwise(screens):
        writer = writer.copy()
        difference(shown, wanted, writer)
        sent.append(writer.text)
    assert "\x1b[2;9r" in sent[0] and sent[1:] == [f"\n{rows[n]}\r" for n in range(9, 12)]


@pytest.mark.parametrize("term", ["vt100", "vt102", "linux", "xterm"])
def test_a_list_that_scrolls_is_not_painted_again_on_any_terminal_where_rows_can_scroll(term: str) -> None:
    """A vt100 can neither insert lines nor delete them, nor scroll by a number."""
    rows = [chr(ord("a") + n) * 40 for n in range(19)]
    screens = [grid_of(["đầu", "", *rows[n : n + 14], "", "cuối"], (0, 8)) for n in (0, 1, 2, 1, 5, 0)]
    terminal, writer, bytes_of = Terminal(80, 18), CursorWriter(80, 0, 8, PLAIN, can(term)), []
    terminal.hears(emptied(can(term)))
    shown = Grid(80, 18)
    for wanted in screens:
        writer = writer.copy()
        difference(shown, wanted, writer)
        terminal.hears(writer.text)
        assert terminal.cells == looks(wanted)
        bytes_of.append(writer.cost)
        shown = wanted
    came = (1, 1, 1, 4, 5)
    assert all(sent <= 46 * lines + 15 for sent, lines in zip(bytes_of[1:], came, strict=True)), bytes_of


def test_what_is_found_again_elsewhere_in_the_row_is_pushed_there() -> None:
    old, new = "Enter mở · Ctrl+Q thoát · Ctrl+G trợ giúp", "Enter sửa · Ctrl+N thêm ý kiến · Ctrl+G trợ giúp"
    sent = said([old], [new], (0, 0))
    assert "trợ giúp" not in sent and "@" in sent


def test_columns_get_a_tab_stop_each_and_are_reached_by_tabs() -> None:
    rows = [f"{place:16}+     -     {n:2}" for n, place in enumerate(["Mộc Bắc", "Mộc Nam", "Tiên Sơn", "Trác Văn"])]
    sent = said([""] * 4, rows, (0, 0))
    assert sent.count("\x1bH") == 3 and sent.endswith("Trác Văn\t+\t-\t3\x1b[H")


def test_an_empty_row_is_erased() -> None:
    assert said(["x" * 70], [""], (0, 0)) == "\x1b[K"


def test_nothing_is_sent_for_the_same_screen() -> None:
    assert said(["a"], ["a"], (0, 0)) == ""


def test_a_coloured_background_is_written_for_not_every_terminal_erases_in_it() -> None:
    shown, wanted = Grid(80, 1), Grid(80, 1)
    wanted.rows = [[cell(" ", Style(bg=4))] * 80]
    writer = CursorWriter(80, 0, 0, PLAIN)
    difference(shown, wanted, writer)
    assert writer.text == "\x1b[44m" + " " * 80
