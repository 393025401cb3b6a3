"""A form without a screen: its fields, the focus, and what each key does.

`act`, `type` and `paste` take what a person does and answer with events. Nothing here waits or refuses to be
typed into: an error never traps, a save under way never locks.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence

from db.core.errors import DataError
from db.core.records.base import Choice, FieldType, Record, Values
from tui.forms.actions import Action
from tui.forms.entry import LISTED, MANY_LINES, TEXTS
from tui.forms.events import (
    Changed,
    Event,
    Failed,
    HelpRequested,
    Moved,
    Notice,
    Problem,
    SaveAndNew,
    SaveRequested,
    Sent,
    Warned,
)
from tui.forms.with_codes import WithCodes
from tui.widgets.line_editor import plain

EDITS = frozenset({
    Action.LEFT, Action.RIGHT, Action.WORD_LEFT, Action.WORD_RIGHT, Action.BACKSPACE, Action.DELETE, Action.CLEAR,
    Action.UNDO,
})  # fmt: skip
_OF_TEXTS = frozenset({"text_too_long", "text_forbidden"})
# What a form that may only be read does not do.
CHANGES = {Action.BACKSPACE, Action.DELETE, Action.CLEAR, Action.UNDO, Action.NEWLINE, Action.FILL}
CHANGES |= {Action.REASON, Action.SAVE, Action.SAVE_NEW}
# What leaves a field as untouched as it was come to: the value that stands there is still typed over.
ASIDE = {Action.CODES, Action.REASON, Action.SAVE, Action.FILL}


class FormModel(WithCodes):
    """A `Content` that a person types into.

    `codes_shown` is what the person chose last time. `read_only`: one may move about and read. `room` is the width of
    wrapped texts in columns, set by whoever paints.
    """

    def __init__(
        self,
        record: Record,
        lists: Mapping[str, Sequence[Choice]],
        values: Values | None = None,
        *,
        today: dt.date,
        month: dt.date,
        version: int | None = None,
        last: Values | None = None,
        codes_shown: bool = True,
        read_only: bool = False,
    ) -> None:
        super().__init__(record, lists, values, today=today, month=month, version=version, last=last)
        self.codes_shown, self.read_only = codes_shown, read_only
        self.room = 76
        self._problem: Problem | None = None  # what the message line says
        self._help = False
        self._refused = ""  # the field for which the last key, Ctrl+S, was refused
        self._pending: Action | None = None  # the save that waits for a reason
        self._entered = True  # whether the field at hand was come to and not touched yet

    # What a person does

    def type(self, char: str) -> list[Event]:
        """One printable character."""
        if self.reasons.entry is not None:
            self.reasons.entry.type(char)
            return []
        over, type = self.over, self.state.field.type
        if char == "?" and type not in TEXTS and (type in LISTED or over or not self.state.buffer.text):
            return self.turn_codes()
        if self.read_only:
            return []
        self._refused = ""
        self._entered = False
        return self._edited(self.state.buffer.replace(char) if over else self.state.buffer.type(char))

    def paste(self, text: str) -> list[Event]:
        """A bracketed paste: inserted whole, never obeyed as keys."""
        if self.reasons.entry is not None:
            self.reasons.entry.paste(plain(text, many_lines=False))
            return []
        if self.read_only:
            return []
        self._refused = ""
        over, self._entered = self.over, False
        come = plain(text, self.state.field.type in MANY_LINES)
        told = self._edited(self.state.buffer.replace(come) if over else self.state.buffer.paste(come))
        if self.state.field.type in TEXTS:  # what does not fit stays, and is said at once
            self._problem = self._problem_of(self.focus, self.state.look())
        return told

    @property
    def over(self) -> bool:
        """Whether what is typed now replaces what stands there: a value (a code, a date, a number) in a field that was
        only come to. Texts, of one line or of many, are typed into."""
        return self._entered and self.state.field.type not in TEXTS

    def restore(self, raw: Mapping[str, str]) -> None:
        """Bring a draft back; what was being typed goes on where it was left."""
        super().restore(raw)
        self._entered = not self.state.changed

    def act(self, action: str) -> list[Event] | None:
        """A key that is not a character. None when the form has no use for it, so that the screen may have it."""
        if self.reasons.entry is not None:
            return self._act_on_reason(action)
        if self.read_only and action in CHANGES:
            return []
        refused, self._refused = self._refused, ""
        self._entered = self._entered and action in ASIDE
        if action == Action.SAVE:
            return self._save(refused)
        if action in EDITS:
            self.state.goal = None
            before = self.state.buffer.text
            getattr(self.state.buffer, action)()
            return self._edited(before != self.state.buffer.text)
        handler = self._handlers().get(action)
        return handler() if handler else None

    def _handlers(self) -> Mapping[str, Callable[[], list[Event] | None]]:
        return {
            Action.ENTER: self._enter,
            Action.NEWLINE: self._newline,
            Action.NEXT: lambda: self._move(1),
            Action.BACK: lambda: self._move(-1),
            Action.UP: lambda: self._row(-1),
            Action.DOWN: lambda: self._row(1),
            Action.HOME: lambda: self._home_or_end(end=False),
            Action.END: lambda: self._home_or_end(end=True),
            Action.TOP: lambda: self._edited(False) if self.state.buffer.move(0) else [],
            Action.BOTTOM: lambda: self._edited(False) if self.state.buffer.move(len(self.state.buffer.text)) else [],
            Action.FILL: self._fill,
            Action.REASON: self._begin_reason,
            Action.CODES: self._help_on_field,
            Action.SAVE_NEW: self._save_and_new,
        }

    def _edited(self, changed: bool) -> list[Event]:
        self.state.goal = None
        problem = self._problem
        if changed and problem and (problem.field, problem.code in _OF_TEXTS) == (self.focus, True):
            self._problem = problem if self.state.look().code else None  # shortened, or taken back
        return [Changed(self.focus)] if changed else []

    def _enter(self) -> list[Event]:
        if self.read_only:
            return self._move(1)
        if self.state.field.type is FieldType.ARTICLE:
            return self._newline()
        settled = self._settle()
        if self.focus == self.visible()[-1].name:
            return settled + self._save_and_new()
        return settled + self._step(1)

    def _newline(self) -> list[Event]:
        return self._edited(self.state.buffer.type("\n")) if self.state.many_rows else []

    def _row(self, step: int) -> list[Event]:
        if self.state.many_rows and self.state.up_or_down(step, self.room):
            return []
        return self._move(step)

    def _home_or_end(self, *, end: bool) -> list[Event]:
        self.state.goal = None
        if self.state.many_rows:
            self.state.home_or_end(end, self.room)
        else:
            self.state.buffer.move(len(self.state.buffer.text) if end else 0)
        return []

    def _move(self, step: int) -> list[Event]:
        return self._settle() + self._step(step)

    def _step(self, step: int) -> list[Event]:
        names = [field.name for field in self.visible()]
        to = names.index(self.focus) + step
        return self.go(names[to]) if 0 <= to < len(names) else []

    def go(self, name: str) -> list[Event]:
        """Put the focus on a field that is shown, whatever its kind at the end of what stands in it."""
        if name != self.focus:
            self.codes.page = None
        self.focus = name
        self._help = False
        self._entered = True
        self.state.buffer.move(len(self.state.buffer.text))
        self._problem = self._problem_of(name, self.state.read) or self._problem
        return [Moved(name)]

    def _settle(self, *, left: bool = True) -> list[Event]:
        """Leave the field (or save in it): read it, put it into its proper form, and say what is wrong with it."""
        before = self.state.buffer.text
        self._problem = self._problem_of(self.focus, self.state.settle(left=left))
        events: list[Event] = [Changed(self.focus)] if before != self.state.buffer.text else []
        self.reasons.look(self.values())
        if self._problem:
            return [*events, Failed(self._problem)]
        return events + [Warned(warning) for warning in self.reasons.open if warning.field == self.focus]

    def _fill(self) -> list[Event]:
        value = self.last.get(self.focus)
        if value is None:
            return []
        self._entered = True
        return self._edited(self.state.buffer.replace(self.reader.show(self.state.field, value)))

    # Saving

    def _save(self, refused: str = "") -> list[Event]:
        events = self._settle(left=False)
        self._problem, self._help = self.check(), False
        if self._problem:
            # Whoever asks a second time is taken to the field; the first time the cursor stays where they type.
            moved = self.go(self._problem.field) if refused == self._problem.field else []
            self._refused = self._problem.field
            return [*events, *moved, Failed(self._problem)]
        if asking := self.reasons.asking:
            self._pending = Action.SAVE
            return [*events, Warned(asking)]
        return [*events, SaveRequested(self._send())]

    def _save_and_new(self) -> list[Event]:
        events = self._settle()
        self._problem = self.check()
        asking = None if self._problem else self.reasons.asking
        sent = None if self._problem or asking else self._send()
        return [*events, SaveAndNew(sent, self._problem, asking)]

    def _send(self) -> Sent:
        self._pending = None
        return Sent(self.values(), {name: state.buffer.text for name, state in self.states.items()})

    def refuse(self, error: DataError) -> None:
        """PostgreSQL refused a save: the message line says so, until the field at hand is left."""
        self._problem, self._help = Problem(error.field or "", error.code, error.params), False

    # Warnings

    def _begin_reason(self) -> list[Event]:
        self.reasons.look(self.values())
        self.reasons.begin()
        return []

    def _act_on_reason(self, action: str) -> list[Event] | None:
        entry = self.reasons.entry
        if entry is None:
            return None
        if action in EDITS:
            getattr(entry, action)()
        elif action in (Action.HOME, Action.END):
            entry.move(0 if action == Action.HOME else len(entry.text))
        elif action == Action.CANCEL:
            self._pending = None
            self.reasons.close()
        elif action in (Action.ENTER, Action.SAVE) and self.reasons.accept():
            if action == Action.SAVE or self._pending:
                return self._save()
        elif action == Action.SAVE_NEW:
            self.reasons.accept()
            return self._save_and_new()
        return []

    # Codes and help

    def _help_on_field(self) -> list[Event] | None:
        """Codes and the field's help; once both are there, the key is the screen's (its page of keys)."""
        events = self.show_codes()
        if self.state.field.help and not self._help:
            self._help = True
            events.append(HelpRequested(self.focus))
        return events or None

    def notice(self) -> Notice:
        """What the message line says: a reason being typed, help asked for, an error, or a warning without reason."""
        reasons, problem = self.reasons, self._problem
        waiting = reasons.open
        if reasons.entry is not None and (about := tuple(reasons.standing)):  # the reason is given for all of them
            what, text, refused = (waiting or about)[0], reasons.entry, reasons.refused
            told = what.field, what.code, what.params, len(about), text.text, text.cursor, refused, about
            return Notice("reason", *told)
        if self._help:
            return Notice("help", self.focus, text=self.state.field.help)
        if problem:
            return Notice("error", problem.field, problem.code, problem.params)
        if waiting:
            code, field, params = waiting[0]
            return Notice("warning", field, code, params, len(waiting), warnings=tuple(waiting))
        return Notice()
