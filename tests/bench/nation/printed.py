"""What was measured, as a table: one line an act, a pair of columns a size, and how much dearer the largest is."""

from __future__ import annotations

from collections.abc import Mapping

from tests.bench.nation.measured import Line

Found = Mapping[int, Mapping[str, Line]]

GROWTH = 1.5  # times, for what costs a person's own rows
TRIFLE = 1.0  # milliseconds that are the height of an index, or whatever else the machine does


def table(found: Found) -> None:
    sizes = list(found)
    heads = "".join(f"{f'{size} towns':>22}" for size in sizes)
    print(f"{'ms (buffers)':44}{heads}   growth   goal")
    for name, last in found[sizes[-1]].items():
        cells = "".join(_cell(found[size][name]) for size in sizes)
        goal = f"{last.act.goal:g} ms" if last.act.goal else ""
        print(f"{name:44}{cells}{_grown(found, name):8.1f}  {goal:>6}  {_words(found, name)}".rstrip())


def over(found: Found) -> int:
    """How many acts are over their goal or grow with the country."""
    return sum(bool(_words(found, name)) for name in found[list(found)[-1]])


def _cell(line: Line) -> str:
    return f"{line.median:13.1f} ({line.buffers})".rjust(22)


def _compared(found: Found, name: str) -> tuple[Line, Line]:
    """The act in the largest country, and in the smallest in which the person has as many rows."""
    full = found[max(found)][name].act.full
    smallest = min((size for size in found if size >= full), default=max(found))
    return found[smallest][name], found[max(found)][name]


def _grown(found: Found, name: str) -> float:
    first, last = _compared(found, name)
    return last.best / first.best if first.best else 1.0


def _words(found: Found, name: str) -> str:
    first, last = _compared(found, name)
    words = []
    if last.act.goal and last.median > last.act.goal * 1.1:
        words.append("OVER ITS GOAL")
    if last.act.own and _grown(found, name) > GROWTH and last.best - first.best > TRIFLE:
        words.append("GROWS")
    return ", ".join(words)
