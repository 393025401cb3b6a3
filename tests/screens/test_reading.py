"""A report laid out as pages."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from screens.review.report_page import paged
from tui.widgets.layout import Line

sizes = st.lists(st.integers(1, 12), max_size=12)


def block(number: int, size: int) -> list[Line]:
    """A block whose lines say where they belong; every second one begins with a blank line, as titles do."""
    head: list[Line] = [""] if number % 2 else []
    return [*head, *(f"{number}.{line}" for line in range(size))]


@given(sizes, st.integers(2, 10))
def test_no_line_is_lost_and_none_changes_its_place(sizes: list[int], room: int) -> None:
    parts = [block(number, size) for number, size in enumerate(sizes)]
    assert [line for line in paged(parts, room) if line] == [line for part in parts for line in part if line]


@given(sizes, st.integers(2, 10))
def test_what_fits_on_a_page_is_never_cut_in_two(sizes: list[int], room: int) -> None:
    parts = [block(number, size) for number, size in enumerate(sizes)]
    lines = paged(parts, room)
    for part in parts:
        words = [line for line in part if line]
        first, last = lines.index(words[0]), lines.index(words[-1])
        if len(part) <= room:
            assert first // room == last // room


@given(sizes, st.integers(2, 10))
def test_no_page_begins_with_a_blank_line(sizes: list[int], room: int) -> None:
    lines = paged([block(number, size) for number, size in enumerate(sizes)], room)
    assert all(lines[start] for start in range(0, len(lines), room))
