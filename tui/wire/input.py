"""What the terminal sends, cut into keys, pastes and answers; nothing is swallowed and nothing invented.

    cutter = Cutter()
    cutter.feed("\x1b[A")      → [Key("up")]
    cutter.feed("\x1b")        → []          it may begin a sequence: `waits` is true
    cutter.timed_out()         → [Key("escape")]

Esc and a character that begins no sequence are two keys: no command is on Alt. A sequence that nobody knows is no key,
and none of its characters are text. An answer to a question about the cursor may as well be a modified F3, which has no
meaning here: neither types anything, and whether somebody awaits the answer is for `flow.py` to know.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

ESC = "\x1b"
_PASTE_ENDS = "\x1b[201~"
_LONGEST = 64  # characters of a sequence, past which it is none
_SEQUENCE = re.compile(r"\x1b(?:\[\[[A-E]|\[[0-?]*[ -/]*[@-Z\\^-~]|O[0-9;]*[ -/:<-~])", re.DOTALL)
_BEGUN = re.compile(r"\x1b(?:\[\[?|\[[0-?]*[ -/]*|O[0-9;]*)?\Z")
_STRING = re.compile(r"\x1b[\]PX^_].*?(?:\x07|\x1b\\)", re.DOTALL)
_CURSOR = re.compile(r"\x1b\[(\d+);(\d+)R")
_NUMBERED = re.compile(r"\x1b\[(?:27;)?(\d+)(?:;(\d+))?~")
_LETTERED = re.compile(r"\x1b(?:\[|O)(?:\d*;)?(\d*)([A-Za-z])")

_LETTERS = {"A": "up", "B": "down", "C": "right", "D": "left", "H": "home", "F": "end", "P": "f1", "Q": "f2", "R": "f3",
            "S": "f4", "E": "clear", "Z": "shift+tab"}  # fmt: skip
_TILDES = {1: "home", 2: "insert", 3: "delete", 4: "end", 5: "pageup", 6: "pagedown", 7: "home", 8: "end",
           11: "f1", 12: "f2", 13: "f3", 14: "f4", 15: "f5", 17: "f6", 18: "f7", 19: "f8", 20: "f9", 21: "f10",
           23: "f11", 24: "f12"}  # fmt: skip
_LINUX = {"A": "f1", "B": "f2", "C": "f3", "D": "f4", "E": "f5"}
# The keypad of a terminal in application mode (PuTTY, xterm): SS3 and a letter is the key that is printed on it.
_KEYPAD = {**dict(zip("pqrstuvwxy", "0123456789", strict=True)), "j": "*", "k": "+", "l": ",", "m": "-", "n": ".",
           "o": "/", "X": "=", "M": "\r", "I": "\t", " ": " "}  # fmt: skip
_CONTROLS = {"\r": "enter", "\n": "ctrl+j", "\t": "tab", ESC: "escape", "\x7f": "backspace", "\x08": "backspace",
             "\x00": "ctrl+@", "\x1c": "ctrl+backslash", "\x1d": "ctrl+right_square_bracket",
             "\x1e": "ctrl+circumflex_accent", "\x1f": "ctrl+underscore"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Key:
    """A key by its name, and the character it types, if any."""

    name: str
    character: str | None = None


@dataclass(frozen=True, slots=True)
class Pasted:
    """Text that was pasted at once."""

    text: str


@dataclass(frozen=True, slots=True)
class CursorAt:
    """What looks like an answer to the question where the cursor is: column and row from 0."""

    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Unknown:
    """A sequence that means nothing here, whole; for a log, never for a field."""

    sequence: str


Event = Key | Pasted | CursorAt | Unknown


class Cutter:
    """Keeps what of a sequence or a paste has come so far."""

    def __init__(self) -> None:
        self._rest = ""
        self._paste: str | None = None

    @property
    def waits(self) -> bool:
        """Whether what has come may go on; if nothing does in time, `timed_out` says what it was."""
        return bool(self._rest) and self._paste is None

    def feed(self, data: str) -> list[Event]:
        data, self._rest = self._rest + data, ""
        events: list[Event] = []
        while data:
            data = self._in_paste(data, events) if self._paste is not None else self._next(data, events)
            if self._rest:
                break
        return events

    def timed_out(self) -> list[Event]:
        """Nothing followed for so long that what has come is all there is."""
        data, self._rest = self._rest, ""
        if self._paste is not None or not data:
            self._rest = data
            return []
        # `Esc [` alone: somebody pressed Esc and then typed a bracket
        return [Key("escape", ESC), *(typed(character) for character in data[1:])] if len(data) < 3 else [Unknown(data)]

    def _in_paste(self, data: str, events: list[Event]) -> str:
        text, ended, rest = data.partition(_PASTE_ENDS)
        if not ended:
            kept = next((n for n in range(len(_PASTE_ENDS) - 1, 0, -1) if data.endswith(_PASTE_ENDS[:n])), 0)
            self._paste = (self._paste or "") + data[: len(data) - kept]
            self._rest = data[len(data) - kept :]
            return ""
        events.append(Pasted(((self._paste or "") + text).replace("\x00", "")))
        self._paste = None
        return rest

    def _next(self, data: str, events: list[Event]) -> str:
        if data[0] != ESC:
            events.append(typed(data[0]))
            return data[1:]
        found = _SEQUENCE.match(data) or _STRING.match(data)
        if found is not None:
            if found[0] == "\x1b[200~":
                self._paste = ""
            else:
                events.append(self._meaning(found[0]))
            return data[found.end() :]
        if _BEGUN.match(data) and len(data) < _LONGEST:
            self._rest = data
            return data
        events.append(Key("escape", ESC))
        return data[1:]

    def _meaning(self, sequence: str) -> Event:
        answer = _CURSOR.fullmatch(sequence)
        if answer is not None:
            return CursorAt(int(answer[2]) - 1, int(answer[1]) - 1)
        return _named(sequence) or Unknown(sequence)


@cache
def _named(sequence: str) -> Key | None:
    if sequence.startswith("\x1b[["):
        return Key(_LINUX[sequence[-1]])
    if sequence.startswith("\x1bO") and len(sequence) == 3 and sequence[2] in _KEYPAD:
        return typed(_KEYPAD[sequence[2]])
    numbered = _NUMBERED.fullmatch(sequence)
    if numbered is not None:
        name, modifiers = _TILDES.get(int(numbered[1])), numbered[2]
    else:
        lettered = _LETTERED.fullmatch(sequence)
        if lettered is None:
            return None
        name, modifiers = _LETTERS.get(lettered[2]), lettered[1]
        if not re.fullmatch(r"\x1b(\[|O)(1;)?\d*[A-Z]", sequence):
            return None
    if name is None or (modifiers and name == "f3"):
        return None
    return Key(_modified(name, int(modifiers or 1) - 1))


def _modified(name: str, bits: int) -> str:
    """With its modifiers, in the order in which Textual names them."""
    return "".join(word for bit, word in ((2, "alt+"), (4, "ctrl+"), (1, "shift+")) if bits & bit) + name


@cache
def typed(character: str) -> Key:
    """The key that types a character."""
    if character in _CONTROLS:
        return Key(_CONTROLS[character], character)
    if character < " ":
        return Key(f"ctrl+{chr(ord(character) + 96)}", character)
    return Key(character, character)
