"""What a step of each kind may cost on the real screens, in bytes; and that each looks as with Textual's own driver."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.demo import hired_for_the_country
from tests.drivers.program import Program, environment
from tests.meter import goals, script
from tests.meter.compare import with_drawn_cursor, wrong_cells
from tests.meter.goals import Counted
from tests.meter.painter import painted
from tests.meter.script import Script, Step
from tests.meter.sitting import Measured, Sitting
from tests.servers import Cluster

TERM, SIZE = "xterm-256color", (80, 24)


def sat_through(dsn: str, state: Path, first: Step, played: Script, *options: str) -> list[Measured]:
    command = (sys.executable, "-m", "screens", *options)
    with Program(command, env=environment(state, dsn, TERM=TERM), size=SIZE) as program:
        sitting = Sitting(program, SIZE)
        return [sitting.does(step) for step in (first, *played.steps)]


def compared(server: Cluster, folders: pytest.TempPathFactory, name: str, home: str) -> list[Counted]:
    """A script with both drivers at once, each on data of its own. `home` is what its person sees first; one whom the
    demo does not have is hired for it."""
    from db import demo

    played, first = script.load(name), Step("screen", "start", sees=home)
    databases = [server.copy_of("demo", demo.build) for _ in range(2)]
    here = [hired_for_the_country(one) if played.login == "national" else played.login for one in databases]
    dsns = [database.dsn(login) for database, login in zip(databases, here, strict=True)]
    with ThreadPoolExecutor(1) as other:
        plain = other.submit(sat_through, dsns[1], folders.mktemp("plain"), first, played, "--plain-driver")
        ours = sat_through(dsns[0], folders.mktemp("ours"), first, played)
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


@pytest.fixture(scope="module")
def counted(server18: Cluster, tmp_path_factory: pytest.TempPathFactory) -> Sequence[Counted]:
    return compared(server18, tmp_path_factory, "short", "VIỆC CẦN LÀM")


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


def test_a_national_readers_list_and_pages_keep_to_their_bytes(
    server18: Cluster, tmp_path_factory: pytest.TempPathFactory
) -> None:
    steps = compared(server18, tmp_path_factory, "national", "ĐỌC TOÀN QUỐC")[1:]
    over = {
        (number, step.measured.step.name): f"{step.bytes}, ncurses {step.ncurses}"
        for number, step in enumerate(steps)
        if step.bytes > (goals.limit(step, SIZE) or goals.SHARE * step.ncurses)
    }
    assert not over
    assert not [step.measured.step.name for step in steps if step.wrong]
