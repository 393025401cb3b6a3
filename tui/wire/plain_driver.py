"""Textual's own driver, for comparison and trouble (`--plain-driver`); keys are read as by `WireDriver`."""

from __future__ import annotations

import os
import select

from textual.drivers.linux_driver import LinuxDriver

from tui.wire import abilities
from tui.wire.input import PASTED, SPLIT, InputParser, decoder
from tui.wire.messages import message_of

_END = 0.1  # seconds after which the thread looks whether it has to end


class PlainDriver(LinuxDriver):
    """Textual draws as it does elsewhere. Its reader of keys takes Esc and a key that came with it for Alt; ours reads
    them as two keys, since people type ahead of the screen."""

    def run_input_thread(self) -> None:
        """Read the terminal and tell the application of keys and pastes, until the driver is done with input."""
        parser, decode = InputParser(abilities.of(os.environ).escape_tab), decoder()
        while not self.exit_event.is_set():
            wait = SPLIT if parser.waits else PASTED if parser.pasting else _END
            if select.select([self.fileno], [], [], wait)[0]:
                try:
                    data = os.read(self.fileno, 4096)
                except OSError:  # the terminal is gone
                    return
                if not data:
                    return
                found = parser.feed(decode(data))
            else:
                found = parser.timed_out()
            for event in found:
                message = message_of(event)
                if message is not None:
                    self.process_message(message)
