"""What is painted: rows of spans, each a text and the name of a style in the palette. No Textual here."""

from __future__ import annotations

from dataclasses import dataclass

from tui.widgets.cells import clusters, cut, length

Span = tuple[str, str]
Row = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A painted form: its rows from the top, and where the cursor is (column, row), if it is in the form."""

    rows: tuple[Row, ...]
    cursor: tuple[int, int] | None


def fitted(spans: list[Span], cells: int) -> Row:
    """The spans within so many cells; whatever is too long ends in …."""
    row: list[Span] = []
    for text, style in spans:
        if cells <= 0:
            break
        shown = cut(text, cells)
        cells -= length(shown)
        row.append((shown, style))
    return tuple(row)


def with_cursor(row: Row, column: int) -> Row:
    """The row with the cell at this column in the style of the cursor, for terminals whose own cursor is hidden."""
    spans: list[Span] = []
    at = 0
    for index, (text, style) in enumerate(row):
        if column < at + length(text):
            pieces = clusters(text)
            under = next(n for n in range(len(pieces)) if at + length("".join(pieces[: n + 1])) > column)
            before, after = "".join(pieces[:under]), "".join(pieces[under + 1 :])
            marked = [(before, style), (pieces[under], "cursor"), (after, style)]
            return (*spans, *(span for span in marked if span[0]), *row[index + 1 :])
        spans.append((text, style))
        at += length(text)
    return (*spans, (" " * (column - at), "text"), (" ", "cursor"))


def plain_text(row: Row) -> str:
    """The row without its styles."""
    return "".join(text for text, _ in row)
