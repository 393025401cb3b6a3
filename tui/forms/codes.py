"""The codes of a form, laid out under its fields: one list after another, or one list alone, in columns that fit the
width."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from db.core.records.base import Choice
from db.rules.words import N_
from tui.forms.rows import Row, Span
from tui.widgets.cells import cut, display, length, pad

GAP = 2
HEAD_MOST = 12  # cells for the name of a list; the width belongs to the codes
WIDEST = 18  # cells of a choice in a column; a longer label is cut


@dataclass(frozen=True, slots=True)
class Codes:
    """One list: the field's name and label (already translated) and its choices."""

    field: str
    label: str
    choices: Sequence[Choice]


def _texts(choices: Sequence[Choice], translate: Callable[[str], str]) -> list[tuple[str, str]]:
    """(code, label) of each choice."""
    return [(choice.code, translate(choice.brief)) for choice in choices]


def list_rows(codes: Codes, head: int, width: int, translate: Callable[[str], str]) -> list[Row]:
    """One list: on a single row when it fits, else in columns of one width. `head` is the room for its name."""
    texts = _texts(codes.choices, translate)
    room = max(WIDEST, width - head)
    flat = sum(length(f"{code} {label}") for code, label in texts) + GAP * (len(texts) - 1)
    if flat <= room:
        cells, columns, code_width = 0, max(1, len(texts)), 0
    else:
        code_width = max(length(code) for code, _ in texts)
        widest = max(length(label) for _, label in texts) + code_width + 1
        cells = min(widest, WIDEST, room)
        columns = max(1, (room + GAP) // (cells + GAP))
    rows: list[Row] = []
    for start in range(0, len(texts), columns):
        name = cut(codes.label, head - GAP) if start == 0 else ""
        spans: list[Span] = [(pad(name, head), "label")]
        for code, label in texts[start : start + columns]:
            shown = cut(label, cells - max(code_width, length(code)) - 1) if cells else label
            fill = (cells - max(code_width, length(code)) - 1 - length(shown) if cells else 0) + GAP
            spans += [(pad(code, max(code_width, length(code))), "code"), (f" {shown}{' ' * fill}", "text")]
        rows.append(_ended(spans))
    return rows


def panel(
    lists: Sequence[Codes], width: int, height: int, translate: Callable[[str], str]
) -> tuple[list[Row], frozenset[str]]:
    """The lists in the order of the fields, as many as there is room for, and the fields whose lists these are."""
    if not lists or height <= 0:
        return [], frozenset()
    head = min(HEAD_MOST, max(length(codes.label) for codes in lists) + GAP)
    rows: list[Row] = []
    fit: set[str] = set()
    for codes in lists:
        block = list_rows(codes, head, width, translate)
        if len(rows) + len(block) <= height:
            rows += block
            fit.add(codes.field)
    return rows, frozenset(fit)


def alone(codes: Codes, page: int, width: int, height: int, translate: Callable[[str], str]) -> tuple[list[Row], int]:
    """One page of a list under a title of its own, and how many pages it has. A label that is too long for a column
    goes on into the next, so that none is cut."""
    rows = _grid(_texts(codes.choices, translate), width)
    room = max(1, height - 1)
    pages = max(1, -(-len(rows) // room))
    page = min(page, pages - 1)
    title = display(codes.label)
    if pages > 1:
        title += f" {page + 1}/{pages} · " + translate(N_("? trang sau") if page + 1 < pages else N_("? ẩn mã"))
    return [((cut(title, width), "label"),), *rows[page * room : (page + 1) * room]], pages


def _grid(texts: Sequence[tuple[str, str]], width: int) -> list[Row]:
    """Codes and labels in columns, row by row."""
    code_width = max((length(code) for code, _label in texts), default=0)
    columns = max(1, (width + GAP) // (WIDEST + GAP))
    rows: list[list[Span]] = []
    used = columns
    for code, label in texts:
        cells = min(-(-(code_width + 1 + length(label) + GAP) // (WIDEST + GAP)), columns)
        if used + cells > columns:
            rows.append([])
            used = 0
        used += cells
        room = cells * (WIDEST + GAP) - code_width - 1 - (0 if used < columns else GAP)
        rows[-1] += [(pad(code, code_width), "code"), (" " + pad(label, room), "text")]
    return [_ended(row) for row in rows]


def _ended(row: Sequence[Span]) -> Row:
    """The row without the blanks at its end."""
    text, style = row[-1]
    return (*row[:-1], (text.rstrip(), style))
