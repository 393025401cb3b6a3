"""Anything is pressed for a while, as each role; `python -m tests.bench.random_keys` presses more."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.servers import Database
from tests.wire.random_keys import presses


@pytest.mark.parametrize("events", [160, pytest.param(5000, marks=pytest.mark.long)])
@pytest.mark.parametrize("login", ["nd-mocbac", "giamsat", "quantri"])
def test_no_key_ends_the_program_or_a_screen(login: str, events: int, demo_database: Database, tmp_path: Path) -> None:
    met = presses(demo_database.dsn(login), tmp_path, events, seed=11)
    assert met.faults == {} and met.events == events
