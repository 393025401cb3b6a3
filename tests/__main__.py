"""`python -m tests [--all]`: lint, types, import contracts, then the suite. Ends with failure if any part failed.

The suite runs last and repeats what the checks came to, so that its summary is the last thing on the screen. `--all`
adds the tests marked `long` and measures coverage. Other arguments go to pytest, as in `python -m tests -k drafts`.
The files of the suite are shared out among as many processes as there are processors, each with servers of its own;
`-n 0` runs all in one.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.compiled import compile_program

_ROOM = Path(__file__).parent.parent
_CHECKS = {
    "lint": ["ruff", "check", "--quiet", "."],
    "format": ["ruff", "format", "--check", "--quiet", "."],
    "types": ["mypy", "--no-error-summary"],
    "imports": ["lint-imports"],
}
# A file stays together, for its templates are made once; in the order of the folders, so that the longest come early.
_SHARED_OUT = ["-n", str(min(os.cpu_count() or 1, 4)), "--dist", "loadfile", "--no-loadscope-reorder"]
_ALL = ["-m", "", "--cov", "--cov-report="]  # the long ones too; what was covered is said by `tests/conftest.py`


def main(arguments: Sequence[str] | None = None) -> int:
    """Run everything; the exit code is 0 only if all of it passed."""
    parser = argparse.ArgumentParser(
        prog="python -m tests", allow_abbrev=False, description="Checks, then the suite.",
        epilog="Other arguments go to pytest.",
    )  # fmt: skip
    parser.add_argument("--all", action="store_true", help="also the tests marked long; measures coverage")
    options, for_pytest = parser.parse_known_args(arguments)
    compile_program()  # some hundred starts are a minute shorter
    results = {name: _run(name, command) for name, command in _CHECKS.items()}
    said = ", ".join(f"{name} {'passed' if code == 0 else 'FAILED'}" for name, code in results.items())
    suite = subprocess.run(
        [sys.executable, "-m", "pytest", *_SHARED_OUT, *(_ALL if options.all else ()), *for_pytest],
        cwd=_ROOM, env={**os.environ, "LANGNGHE_CHECKS": said}, check=False,
    )  # fmt: skip
    return suite.returncode or max(results.values())


def _run(name: str, command: list[str]) -> int:
    """Run one tool of this very environment; its words are shown only when it complains."""
    program = str(Path(sys.executable).parent / command[0])
    done = subprocess.run([program, *command[1:]], cwd=_ROOM, capture_output=True, text=True, check=False)
    print(f"{name}: {'passed' if done.returncode == 0 else 'FAILED'}", flush=True)
    if done.returncode != 0:
        print(done.stdout + done.stderr, flush=True)
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
