"""One way to use the program in a test: nothing but `tests/drivers` holds a terminal, a pilot or an emulator."""

from __future__ import annotations

import re

import pytest

from tests.drivers.answering import Answering
from tests.drivers.form import FormPerson
from tests.drivers.over_ssh import Remote
from tests.drivers.person import Person
from tests.drivers.pilot import PilotPerson
from tests.drivers.program import ROOT

WORDS = (
    "types", "writes", "presses", "pastes", "sees", "sees_no", "settles", "lines", "screen", "words", "keys",
)  # fmt: skip

#: What only a driver writes; the bench of a typed letter measures Textual itself.
OF_DRIVERS = re.compile(
    r"openpty\(|pty\.fork|TIOCSWINSZ|TIOCSCTTY|\.run_test\(|\bPilot\(|render_strips\(|\bimport pyte\b|pyte\.Screen"
    r"|class \w*Person\b|async def until|def (?:until|eventually|key_bytes)\("
)


@pytest.mark.parametrize("driver", [Person, Answering, Remote, PilotPerson, FormPerson])
def test_every_driver_has_the_same_words(driver: type) -> None:
    assert [word for word in WORDS if not hasattr(driver, word)] == []


def test_nothing_else_holds_a_terminal_or_a_pilot() -> None:
    others = [path for path in (ROOT / "tests").rglob("*.py") if path.parent.name != "drivers"]
    found = {str(path.relative_to(ROOT)): OF_DRIVERS.findall(path.read_text(encoding="utf-8")) for path in others}
    assert {name: lines for name, lines in found.items() if lines and not name.endswith("test_drivers.py")} == {}
