"""Esc, and then any key: two keys, however fast they come.

A terminal sends Alt with a key as Esc and the key, and Textual takes whatever comes within the time that an arrow key's
bytes may be apart (a quarter of a second here) for one of those: Esc and Enter typed ahead were Enter alone, Esc and 4
a currency sign. No command here is on Alt (design §5), so only what begins a sequence, `[` or `O`, can belong to Esc.
"""

from __future__ import annotations

from collections.abc import Iterable

from textual._parser import ParseTimeout
from textual._xterm_parser import XTermParser
from textual.drivers import linux_driver
from textual.message import Message

ESC = "\x1b"
GOES_ON = frozenset("[O" + ESC)
PASTE, PASTED = ESC + "[200~", ESC + "[201~"


class EscParser(XTermParser):
    """Textual's parser of what the terminal sends, with Esc as a key of its own."""

    _recent = ""
    _pasting = False

    def feed(self, data: str) -> Iterable[Message]:
        if not data:
            yield from super().feed(data)
        for character in data:
            waits = getattr(self._awaiting, "timeout", None) is not None  # else its time was up, and it is told already
            if waits and self._recent.endswith(ESC) and character not in GOES_ON and not self._pasting:
                yield from self._alone()
            yield from super().feed(character)
            self._recent = (self._recent + character)[-len(PASTE) :]
            self._pasting = self._recent == PASTE or (self._pasting and self._recent != PASTED)

    @property
    def _waits_after_esc(self) -> bool:
        """Whether an Esc has come and neither its time is over nor anything else has come."""
        return self._awaiting.timeout is not None and self._recent.endswith(ESC) and not self._pasting

    def _alone(self) -> Iterable[Message]:
        """What waits after Esc is what comes when nothing follows it in time: the key."""
        self._timeout_time = None
        self._awaiting = self._gen.throw(ParseTimeout())
        while self._tokens:
            yield self._tokens.popleft()


def install() -> None:
    """Have the driver of this process read the terminal so."""
    linux_driver.XTermParser = EscParser  # type: ignore[attr-defined]
