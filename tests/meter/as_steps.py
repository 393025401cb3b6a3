"""A script's steps as JSON, for a meter that is not ours, so that its figures can be checked by another.

    python -m tests.meter.as_steps clerk > steps.json

A list of `{"name", "send", "quiet", "cap"}`: what is typed, the seconds without a byte after which the step is over,
and those that it takes at most; or of `{"name", "wait"}`: a rest of so many seconds.
"""

from __future__ import annotations

import json
import sys
from typing import Any

from tests.meter import script
from tests.meter.script import Step

QUIET, OF_ESCAPE, OF_DATABASE = 0.42, 0.75, 0.9  # seconds
CAP = 6.0


def as_step(step: Step) -> dict[str, Any]:
    """The step of that name and kind."""
    name = f"{step.kind}: {step.name}"
    if step.rests:
        return {"name": name, "wait": step.rests}
    quiet = OF_DATABASE if step.database else OF_ESCAPE if step.sent.endswith(b"\x1b") else QUIET
    return {"name": name, "send": step.sent.decode(), "quiet": quiet, "cap": CAP}


def main() -> int:
    print(json.dumps([as_step(step) for step in script.load(sys.argv[1]).steps], ensure_ascii=False, indent=0))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
