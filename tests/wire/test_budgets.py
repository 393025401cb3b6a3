"""What a step of each kind may cost on the real screens, in bytes; and that each looks as with Textual's own driver."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.meter import goals, script
from tests.meter.compare import with_drawn_cursor, wrong_cells
from tests.meter.goals import Counted
from tests.meter.painter import painted
from tests.meter.program import Program
from tests.meter.script import Step
from tests.meter.sitting import Measured, Sitting
from tests.servers import Cluster, Database

TERM, SIZE = "xterm-256color", (80, 24)


def sat_through(database: Database, state: Path, *options: str) -> list[Measured]:
    played = script.load("short")
    command = (sys.executable, "-m", "screens", *options)
    with Program(command, state=state, dsn=database.dsn(played.login), size=SIZE, term=TERM) as program:
        sitting = Sitting(program, SIZE)
        return [sitting.does(step) for step in (Step("screen", "start", sees="VIỆC CẦN LÀM"), *played.steps)]


@pytest.fixture(scope="module")
def counted(server18: Cluster, tmp_path_factory: pytest.TempPathFactory) -> Sequence[Counted]:
    """Both drivers at once, each on data of its own."""
    from db import demo

    databases = [server18.copy_of("demo", demo.build) for _ in range(2)]
    with ThreadPoolExecutor(1) as other:
        plain = other.submit(sat_through, databases[1], tmp_path_factory.mktemp("plain"), "--plain-driver")
        ours = sat_through(databases[0], tmp_path_factory.mktemp("ours"))
    ncurses = painted([one.frame for one in ours], TERM)
    before = [ours[0], *ours]
    found = [
        Counted(
            goals.kind_of(one.step.kind, before[number].frame, one.frame), one, ncurses[number], there.bytes,
            len(wrong_cells(with_drawn_cursor(one.frame), there.frame)),
        )
        for number, (one, there) in enumerate(zip(ours, plain.result(), strict=True))
    ]  # fmt: skip
    for database in databases:
        database.drop()
    return found


@pytest.mark.parametrize("kind", [kind for kind in goals.LIMITS if kind not in ("form", "grid")])
def test_a_step_keeps_to_its_bytes(counted: Sequence[Counted], kind: str) -> None:
    steps = goals.of_kind(counted, kind)
    over = {
        (number, step.measured.step.name): f"{step.bytes} of {goals.limit(step, SIZE)}, ncurses {step.ncurses}"
        for number, step in enumerate(steps)
        if step.bytes > (goals.limit(step, SIZE) or 0)
    }
    assert steps and not over


def test_a_form_opens_for_less_than_nine_tenths_of_ncurses_bytes(counted: Sequence[Counted]) -> None:
    forms = goals.of_kind(counted, "form")
    assert forms and all(step.bytes <= max(400, 0.9 * step.ncurses) for step in forms)


def test_a_key_that_changes_the_screen_writes(counted: Sequence[Counted]) -> None:
    assert all(step.bytes for step in counted if step.ncurses)


def test_every_screen_is_what_textual_s_own_driver_shows(counted: Sequence[Counted]) -> None:
    wrong = {(number, step.measured.step.name): step.wrong for number, step in enumerate(counted) if step.wrong}
    assert not wrong
