"""The program as an installation has it: pip compiles what it installs, a clone is read from its sources.

A start reads the compiled files where they are there; without them it takes half as long again.
"""

from __future__ import annotations

import compileall
from pathlib import Path

_ROOM = Path(__file__).parent.parent


def compile_program() -> None:
    """Write the bytecode of the program's own packages beside them, where it is older than they are."""
    for package in ("db", "tui", "screens"):
        compileall.compile_dir(_ROOM / package, quiet=2)
