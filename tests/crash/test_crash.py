"""The program dies at random moments of typing: what was typed until a second before is offered again, nothing is half
in the database and nothing twice, and a program without a terminal ends by itself."""

from __future__ import annotations

from pathlib import Path

from tests.crash.ledger import ALLOWED
from tests.crash.lives import CLERKS, DEATHS, END, many_lives
from tests.servers import Database

LIVES = 10  # of each clerk


def test_nothing_typed_is_lost_when_the_program_dies(demo_database: Database, tmp_path: Path) -> None:
    figures = many_lives(demo_database, tmp_path, LIVES, seed=2023)
    print(figures)
    assert figures.faults == []
    assert figures.count == LIVES * len(CLERKS) >= 50
    assert min(figures.deaths[death] for death in DEATHS) >= 5
    assert max(figures.oldest) <= ALLOWED
    assert max(figures.ends) <= END
