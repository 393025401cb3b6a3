"""The names of keys, the same for every driver, and what a terminal sends for them."""

from __future__ import annotations

from collections.abc import Mapping

ENTER = "⏎"  # the Enter key in what is typed

KEYS: Mapping[str, bytes] = {
    "enter": b"\r", "tab": b"\t", "shift+tab": b"\x1b[Z", "escape": b"\x1b", "up": b"\x1b[A", "down": b"\x1b[B",
    "right": b"\x1b[C", "left": b"\x1b[D", "home": b"\x1b[H", "end": b"\x1b[F", "pageup": b"\x1b[5~",
    "pagedown": b"\x1b[6~", "backspace": b"\x7f", "delete": b"\x1b[3~", "space": b" ", "slash": b"/",
    "question_mark": b"?", "ctrl+backslash": b"\x1c",
}  # fmt: skip


def key_bytes(key: str) -> bytes:
    """Return the bytes that a terminal sends for a key: a name of `KEYS`, `ctrl+x`, or a character."""
    if key in KEYS:
        return KEYS[key]
    if key.startswith("ctrl+") and len(key) == 6:
        return bytes([ord(key[5]) & 31])
    return key.encode()


def text_bytes(text: str) -> bytes:
    """Return the bytes that a terminal sends for text typed into it."""
    return text.replace(ENTER, "\r").encode()


def paste_bytes(text: str) -> bytes:
    """Return the bytes that a terminal sends for a bracketed paste."""
    return b"\x1b[200~" + text.encode() + b"\x1b[201~"


def key_names(text: str) -> list[str]:
    """Split what is typed into keys, one a character, the Enter key by its name."""
    return ["enter" if character == ENTER else character for character in text]
