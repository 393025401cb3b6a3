"""Cut the bytes that the terminal sends into keys, pastes and answers; nothing is lost and nothing invented.

    parser = InputParser()
    parser.feed("\x1b[A")      → [Key("up")]
    parser.feed("\x1b")        → []          it may begin a sequence: `waits` is true
    parser.timed_out()         → [Key("escape")]

Esc and a character that begins no sequence are two keys: no command is on Alt. An unknown sequence is no key, and none
of its characters are text. A report of the cursor may as well be a modified F3, which has no meaning here: neither
types anything, and `flow.py` knows whether the report is an answer. Reports of the mouse, which is never asked for, are
dropped too: that of the oldest kind ends with three bytes of any value.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from functools import cache
from typing import NamedTuple

SPLIT = 0.265  # seconds that the bytes of one key may be apart (0.25), and a moment for them to be read
PASTED = 2.0  # seconds that the parts of a paste may be apart

# Patterns are compiled with the first sequence that comes: the first screen needs none.
ESC = "\x1b"
_PASTE_ENDS = "\x1b[201~"
_MOUSE, _OF_MOUSE = "\x1b[M", 3  # how such a report begins, and the bytes that follow
_LONGEST = 64  # characters of a sequence, past which it is none
_SEQUENCE = r"(?s)\x1b(?:\[\[[A-E]|\[\d+\$|\[[0-?]*[ -/]*[@-Z\\^-~]|O[0-9;]*[ -/:<-~])"
# Strings that a terminal answers, by their first characters: else Esc and a capital letter would swallow what follows.
_TOLD = r"(?:\][0-9]+;|P[01][$+]r|P[>!]\||_G)[^\x07\x1b]*"
_STRING = rf"\x1b{_TOLD}(?:\x07|\x1b\\)"
_BEGUN = rf"\x1b(?:\[\[?|\[[0-?]*[ -/]*|O[0-9;]*|\][0-9]*|P(?:[01][$+]?|[>!])?|_|{_TOLD}\x1b?)?\Z"
_CUT = rf"(?s)\x1b(?:[\[O].|{_TOLD})"  # begun so far that nobody types it by hand
_CURSOR = r"\x1b\[(\d+);(\d+)R"
_NUMBERED = r"\x1b\[(\d+)(?:;(\d+))?([~$^@])"
_LETTERED = r"\x1b(?:\[|O)(?:1;)?(\d*)([A-Z])"
# What xterm (modifyOtherKeys) and others (CSI u) send, where people have set it so, for keys that have no sequence.
_OTHER = r"\x1b\[(?:27;(?P<bits>\d+);(?P<code>\d+)~|(?P<u_code>\d+)(?:;(?P<u_bits>\d+))?u)"

_LETTERS = {"A": "up", "B": "down", "C": "right", "D": "left", "H": "home", "F": "end", "P": "f1", "Q": "f2", "R": "f3",
            "S": "f4", "E": "clear", "G": "clear", "L": "insert", "Z": "shift+tab"}  # fmt: skip
# Without parameters these are others: VT100+ function keys and End as PuTTY may be set to send them, rxvt's arrows.
_BARE = {**{f"\x1bO{letter}": f"f{5 + n}" for n, letter in enumerate("TUVWXYZ[")}, "\x1bOw": "end",
         **{f"\x1b[{letter}": f"shift+{_LETTERS[letter.upper()]}" for letter in "abcd"},
         **{f"\x1bO{letter}": f"ctrl+{_LETTERS[letter.upper()]}" for letter in "abcd"}}  # fmt: skip
_SUFFIXES = {"~": 0, "$": 1, "^": 4, "@": 5}  # rxvt tells modifiers by the last character
_TILDES = {1: "home", 2: "insert", 3: "delete", 4: "end", 5: "pageup", 6: "pagedown", 7: "home", 8: "end",
           11: "f1", 12: "f2", 13: "f3", 14: "f4", 15: "f5", 17: "f6", 18: "f7", 19: "f8", 20: "f9", 21: "f10",
           23: "f11", 24: "f12", 25: "f13", 26: "f14", 28: "f15", 29: "f16", 31: "f17", 32: "f18", 33: "f19",
           34: "f20"}  # fmt: skip
_LINUX = {"A": "f1", "B": "f2", "C": "f3", "D": "f4", "E": "f5"}
# The keypad of a terminal in application mode: SS3 and a letter is the key that is printed on it. A terminal is asked
# for the other mode, in which these two of its letters are free to be End and F9.
_KEYPAD = {**dict(zip("pqrstuvwxy", "0123456789", strict=True)), "j": "*", "k": "+", "l": ",", "m": "-", "n": ".",
           "o": "/", "M": "\r", "I": "\t", " ": " "}  # fmt: skip
_CONTROLS = {"\r": "enter", "\n": "ctrl+j", "\t": "tab", ESC: "escape", "\x7f": "backspace", "\x08": "backspace",
             "\x00": "ctrl+@", "\x1c": "ctrl+backslash", "\x1d": "ctrl+right_square_bracket",
             "\x1e": "ctrl+circumflex_accent", "\x1f": "ctrl+underscore"}  # fmt: skip


class Key(NamedTuple):
    """A key by its name, and the character it types, if any."""

    name: str
    character: str | None = None


class Pasted(NamedTuple):
    """Text that was pasted at once."""

    text: str


class CursorAt(NamedTuple):
    """A report of the cursor's place, or a modified F3 that looks like one: column and row from 0."""

    x: int
    y: int


class Unknown(NamedTuple):
    """A whole sequence that has no meaning here; it types nothing."""

    sequence: str
    key: None = None  # so that it equals no paste of the same characters


Event = Key | Pasted | CursorAt | Unknown


class InputParser:
    """Keeps the part of a sequence or paste that has come so far. `escape_tab`: Esc and Tab are Shift+Tab (linux
    console)."""

    def __init__(self, escape_tab: bool = False) -> None:
        self._escape_tab = escape_tab
        self._rest = ""
        self._paste: str | None = None

    @property
    def waits(self) -> bool:
        """Whether the characters so far may begin a sequence. Call `timed_out` if no more come within `SPLIT`."""
        return bool(self._rest) and self._paste is None

    @property
    def pasting(self) -> bool:
        """Whether a paste goes on. Call `timed_out` if no more comes within `PASTED`: its end was lost."""
        return self._paste is not None

    def feed(self, data: str) -> list[Event]:
        data, self._rest = self._rest + data, ""
        events: list[Event] = []
        while data:
            data = self._in_paste(data, events) if self._paste is not None else self._next(data, events)
            if self._rest:
                break
        return events

    def timed_out(self) -> list[Event]:
        """End a sequence or paste that nothing followed in time."""
        data, self._rest = self._rest, ""
        if self._paste is not None:
            text, self._paste = self._paste + data, None
            return [_pasted(text)]
        if not data:
            return []
        if re.match(_CUT, data):
            return [Unknown(data)]
        return [Key("escape", ESC), *(typed(character) for character in data[1:])]

    def _in_paste(self, data: str, events: list[Event]) -> str:
        text, ended, rest = data.partition(_PASTE_ENDS)
        if not ended:
            kept = next((n for n in range(len(_PASTE_ENDS) - 1, 0, -1) if data.endswith(_PASTE_ENDS[:n])), 0)
            self._paste = (self._paste or "") + data[: len(data) - kept]
            self._rest = data[len(data) - kept :]
            return ""
        events.append(_pasted((self._paste or "") + text))
        self._paste = None
        return rest

    def _next(self, data: str, events: list[Event]) -> str:
        if data[0] != ESC:
            events.append(typed(data[0]))
            return data[1:]
        if self._escape_tab and data.startswith("\x1b\t"):
            events.append(Key("shift+tab"))
            return data[2:]
        if data.startswith(_MOUSE):
            return self._mouse(data, events)
        found = re.match(_SEQUENCE, data) or re.match(_STRING, data)
        if found is not None:
            if found[0] == "\x1b[200~":
                self._paste = ""
            else:
                events.append(self._meaning(found[0]))
            return data[found.end() :]
        if re.match(_BEGUN, data) and len(data) < _LONGEST:
            self._rest = data
            return data
        events.append(Key("escape", ESC))
        return data[1:]

    def _mouse(self, data: str, events: list[Event]) -> str:
        """Drop a report of the mouse: button, column and row are a byte each, none of them a control character."""
        end, left = len(_MOUSE), _OF_MOUSE
        while left > 0 and end < len(data) and data[end] >= " ":
            left -= len(data[end].encode("utf-8", "surrogateescape"))
            end += 1
        if left > 0 and end == len(data):
            self._rest = data
            return data
        events.append(Unknown(data[:end]))
        return data[end:]

    def _meaning(self, sequence: str) -> Event:
        answer = re.fullmatch(_CURSOR, sequence)
        if answer is not None:
            return CursorAt(int(answer[2]) - 1, int(answer[1]) - 1)
        return _named(sequence) or Unknown(sequence)


def decoder() -> Callable[[bytes], str]:
    """Make a decoder of UTF-8 that comes in pieces. A byte that is no text becomes a lone surrogate of its number."""
    return codecs.getincrementaldecoder("utf-8")("surrogateescape").decode


def _pasted(text: str) -> Pasted:
    return Pasted(text.replace("\x00", "").encode("utf-8", "surrogateescape").decode("utf-8", "replace"))


@cache
def _named(sequence: str) -> Key | None:
    if sequence.startswith("\x1b[["):
        return Key(_LINUX[sequence[-1]])
    if sequence in _BARE:
        return Key(_BARE[sequence])
    if sequence.startswith("\x1bO") and len(sequence) == 3 and sequence[2] in _KEYPAD:
        return typed(_KEYPAD[sequence[2]])
    if (other := re.fullmatch(_OTHER, sequence)) is not None:
        return _other(int(other["code"] or other["u_code"]), int(other["bits"] or other["u_bits"] or 1) - 1)
    if (numbered := re.fullmatch(_NUMBERED, sequence)) is not None:
        name, bits = _TILDES.get(int(numbered[1])), int(numbered[2] or 1) - 1 | _SUFFIXES[numbered[3]]
    elif (lettered := re.fullmatch(_LETTERED, sequence)) is not None:
        name, bits = _LETTERS.get(lettered[2]), int(lettered[1] or 1) - 1
        if name == "f3" and lettered[1]:
            return None  # or an answer
    else:
        return None
    return Key(_modified(name, bits)) if name else None


def _other(code: int, bits: int) -> Key | None:
    """Find the key of a character with modifiers (modifyOtherKeys, CSI u). No command is on Alt."""
    if bits & ~5 or code > 0xFFFF or 0xD800 <= code <= 0xF8FF:  # kitty's keys without a character are private ones
        return None
    character = chr(code)
    if character == "\t" and bits & 1:
        return Key("shift+tab")
    if bits & 4 and character.upper() in "@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_":
        return typed(chr(ord(character.upper()) & 31))
    return typed(character)


def _modified(name: str, bits: int) -> str:
    """Add modifiers to a key's name, in Textual's order."""
    return "".join(word for bit, word in ((2, "alt+"), (4, "ctrl+"), (1, "shift+")) if bits & bit) + name


@cache
def typed(character: str) -> Key:
    """Find the key that types a character. A byte that is no text types the replacement character."""
    if "\udc80" <= character <= "\udcff":
        character = "\ufffd"
    if character in _CONTROLS:
        return Key(_CONTROLS[character], character)
    if character < " ":
        return Key(f"ctrl+{chr(ord(character) + 96)}", character)
    return Key(character, character)
