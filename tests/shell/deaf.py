"""The same program for a terminal that vanishes without a hang-up signal (a container, a daemon's child)."""

from __future__ import annotations

import signal
import sys

from tests.shell.program import main

if __name__ == "__main__":
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGHUP})
    sys.exit(main())
