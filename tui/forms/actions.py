"""What a key does in a form. `tui.shell.keys` builds the one key table of the program from this map.

Keys carry Textual's names. The values are names of actions that `FormModel.act` understands; a key that is
not in the map is either a printable character, which is typed, or is left for the screen.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class Action(StrEnum):
    """Everything that a key can do in a form, besides typing a character."""

    ENTER = "enter"  # next field; a newline in an article text; on the last field: save and new
    NEWLINE = "newline"
    NEXT = "next"
    BACK = "back"
    UP = "up"
    DOWN = "down"
    LEFT = "left"
    RIGHT = "right"
    WORD_LEFT = "word_left"
    WORD_RIGHT = "word_right"
    HOME = "home"
    END = "end"
    TOP = "top"
    BOTTOM = "bottom"
    BACKSPACE = "backspace"
    DELETE = "delete"
    CLEAR = "clear"
    UNDO = "undo"
    FILL = "fill"
    REASON = "reason"
    CODES = "codes"
    SAVE = "save"
    SAVE_NEW = "save_new"
    CANCEL = "cancel"  # closes the entry of a reason; otherwise the screen's business


DEFAULT_KEYS: Mapping[str, Action] = {
    "enter": Action.ENTER,
    "ctrl+j": Action.NEWLINE,
    "tab": Action.NEXT,
    "shift+tab": Action.BACK,
    "up": Action.UP,
    "down": Action.DOWN,
    "left": Action.LEFT,
    "right": Action.RIGHT,
    "ctrl+left": Action.WORD_LEFT,
    "ctrl+right": Action.WORD_RIGHT,
    "home": Action.HOME,
    "end": Action.END,
    "ctrl+home": Action.TOP,
    "ctrl+end": Action.BOTTOM,
    "backspace": Action.BACKSPACE,
    "delete": Action.DELETE,
    "ctrl+u": Action.CLEAR,
    "ctrl+z": Action.UNDO,
    "ctrl+d": Action.FILL,
    "ctrl+r": Action.REASON,
    "ctrl+g": Action.CODES,
    "ctrl+s": Action.SAVE,
    "ctrl+n": Action.SAVE_NEW,
    "escape": Action.CANCEL,
}
