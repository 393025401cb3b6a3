"""How much of the program the tests ran through, in a few lines: the total and the files that lack most."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from coverage import Coverage

_ROOT = Path(__file__).resolve().parents[1]
_LEAST = 10  # files that are named


class FileCoverage(NamedTuple):
    """The statements of one file and how many of them no test ran through."""

    name: str
    statements: int
    missing: int

    @property
    def percent(self) -> float:
        """Of its statements, those that ran; a file without statements has all."""
        return 100 * (1 - self.missing / self.statements) if self.statements else 100.0


def measured() -> list[FileCoverage]:
    """Read what the last run measured, a row for each file, in the order of their names; none if nothing ran."""
    coverage = Coverage()
    coverage.load()
    found = []
    for name in sorted(coverage.get_data().measured_files()):
        _name, statements, _excluded, missing, _text = coverage.analysis2(name)
        found.append(FileCoverage(str(Path(name).relative_to(_ROOT)), len(statements), len(missing)))
    return found


def summary(files: list[FileCoverage]) -> Iterator[str]:
    """Say the total and name the least covered files, the lowest percentage first."""
    total = FileCoverage("", sum(file.statements for file in files), sum(file.missing for file in files))
    yield f"Coverage: {total.percent:.1f} % of {total.statements} statements; least covered:"
    for file in sorted(files, key=lambda file: (file.percent, file.name))[:_LEAST]:
        yield f"  {file.percent:5.1f} %  {file.name} ({file.missing} of {file.statements} missing)"
