"""Words on a screen, looked for in the same way by every driver."""

from __future__ import annotations

from collections.abc import Sequence


def in_one_line(text: str) -> str:
    """Join its words by single blanks: where a line ends does not matter to somebody who reads."""
    return " ".join(text.split())


class Sight:
    """Somebody before a screen; a driver gives its `lines`. `keys` counts what was pressed, without the characters of
    free text."""

    keys = 0

    @property
    def lines(self) -> Sequence[str]:
        """The screen, a string a row, blanks at the end cut off."""
        raise NotImplementedError

    @property
    def screen(self) -> str:
        """The screen as one text."""
        return "\n".join(self.lines)

    @property
    def words(self) -> str:
        """The whole screen as one line of words."""
        return in_one_line(self.screen)

    def missing(self, *texts: str) -> list[str]:
        """Return those of the texts that do not stand on the screen."""
        words = self.words
        return [text for text in texts if in_one_line(text) not in words]

    def shown(self, *texts: str) -> list[str]:
        """Return those of the texts that do."""
        missing = self.missing(*texts)
        return [text for text in texts if text not in missing]

    def has_line(self, *parts: str) -> bool:
        """Tell whether one line has all of these parts, blank for blank."""
        return any(all(part in line for part in parts) for line in self.lines)
