"""`langnghe`, and `python -m screens`: the program with its screens, which nothing below them may know."""

from __future__ import annotations

import sys

from tui.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
