"""The codes of a form, laid out under its fields: one list after another, in columns that fit the width."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from db.records.base import Choice
from tui.forms.cells import cut, length, pad
from tui.forms.rows import Row, Span

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
        text, style = spans[-1]
        rows.append((*spans[:-1], (text.rstrip(), style)))
    return rows


def panel(
    lists: Sequence[Codes], focus: str, width: int, height: int, translate: Callable[[str], str]
) -> list[Row]:
    """The lists in the order of the fields, as many as there is room for.

    The rows stay the same while the focus moves, unless the list of the field `focus` had no room: then it
    stands alone.
    """
    if not lists or height <= 0:
        return []
    head = min(HEAD_MOST, max(length(codes.label) for codes in lists) + GAP)
    rows: list[Row] = []
    fit: set[str] = set()
    for codes in lists:
        block = list_rows(codes, head, width, translate)
        if len(rows) + len(block) <= height:
            rows += block
            fit.add(codes.field)
    for codes in lists:
        if codes.field == focus and focus not in fit:
            return list_rows(codes, head, width, translate)[:height]
    return rows
