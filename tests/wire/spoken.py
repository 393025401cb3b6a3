"""The program with a driver that remembers how Textual treats it: `python -m tests.wire.spoken`, in place of `screens`.

What it remembers goes into the file that LANGNGHE_TEST_SPOKEN names, when the session ends.
"""

from __future__ import annotations

import json
import os
import re
import sys
import threading
from pathlib import Path
from typing import Any

from tui.wire import driver as wire
from tui.wire.ansi_parser import AnsiParser
from tui.wire.driver import WireDriver

_CURSOR_LAST = re.compile(r"\x1b\[(\d+);(\d+)H\Z")
_SHORT = 40  # characters, from which on it is a drawing and no single sequence


class Spoken(WireDriver):
    """`said`: the sequences that are not about cells, how rows end, whether every drawing ends at the cursor, from how
    many threads it was called, and how a session begins and ends."""

    def __init__(self, app: Any, **options: Any) -> None:
        super().__init__(app, **options)
        self._of_textual = AnsiParser(200, 100)
        self._others: dict[str, None] = {}
        self._threads: set[int] = set()
        self.said: dict[str, Any] = {"newlines": 0, "returns": 0, "cursor_last": True, "calls": []}

    def write(self, data: str) -> None:
        self._others |= dict.fromkeys(self._of_textual.feed(data))
        self._threads.add(threading.get_ident())
        self.said["newlines"] += data.count("\n")
        self.said["returns"] += data.count("\r")
        if len(data) > _SHORT:
            end = _CURSOR_LAST.search(data)
            at = self._program.screen.outer_size.clamp_offset(self._program.cursor_position)
            self.said["cursor_last"] &= end is not None and (int(end[2]) - 1, int(end[1]) - 1) == tuple(at)
        super().write(data)

    def start_application_mode(self) -> None:
        self.said["calls"].append("start_application_mode")
        super().start_application_mode()

    def stop_application_mode(self) -> None:
        self.said["calls"].append("stop_application_mode")
        super().stop_application_mode()

    def close(self) -> None:
        self.said["calls"].append("close")
        super().close()
        said = {**self.said, "others": list(self._others), "threads": len(self._threads)}
        Path(os.environ["LANGNGHE_TEST_SPOKEN"]).write_text(json.dumps(said))


if __name__ == "__main__":
    from screens.__main__ import main

    wire.WireDriver = Spoken  # type: ignore[misc]
    sys.exit(main())
