"""The bench of the nation asks everything that the program asks, so that nothing grows with the country unseen."""

from __future__ import annotations

from db.demo.embedded import SUPERUSER
from tests.bench.nation import asked, commanded
from tests.bench.nation.cases import case_of
from tests.bench.nation.measured import Country, measure
from tests.bench.nation.places_in_code import unasked
from tests.servers import Cluster


def test_every_query_and_command_is_in_the_bench(server18: Cluster) -> None:
    small = Country.of(server18.server, towns=1, months=2)
    case = case_of(small.dsn(SUPERUSER), 1)
    found = measure(small, [*asked.acts(case), *commanded.acts(case)], runs=1)
    assert all(line.buffers or "home" in name for name, line in found.items())
    missing = "\n".join(str(place) for place in unasked())
    assert not missing, f"not in tests/bench/nation/asked.py or commanded.py:\n{missing}"
