"""The program dies at random moments of typing: what was typed until a second before is offered again, nothing is half
in the database and nothing twice, and a program without a terminal ends by itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.crash.ledger import ALLOWED
from tests.crash.lives import CLERKS, DEATHS, END, many_lives
from tests.servers import Database


@pytest.mark.parametrize(("deaths", "of_each_kind"), [(25, 2), pytest.param(200, 20, marks=pytest.mark.long)])
@pytest.mark.usefixtures("unmeasured")
def test_nothing_typed_is_lost_when_the_program_dies(
    deaths: int, of_each_kind: int, demo_database: Database, tmp_path: Path
) -> None:
    figures = many_lives(demo_database, tmp_path, deaths // len(CLERKS), seed=2023)
    print(figures)
    assert figures.faults == []
    assert figures.count == deaths
    assert min(figures.deaths[death] for death in DEATHS) >= of_each_kind
    assert max(figures.oldest) <= ALLOWED
    assert max(figures.ends) <= END
