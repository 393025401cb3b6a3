"""Questions in the bottom lines of a screen: what may be asked, and which keys answer. The frame draws them."""

from __future__ import annotations

from collections.abc import Callable

from textual import events

from tui.runtime.typeahead import URGENT, Typed
from tui.shell import keys
from tui.shell.question import Answer, Question
from tui.wording.i18n import N_

#: The keys that do what they always do while a screen is covered.
COVERED = frozenset({"ctrl+q", "ctrl+l"})


class Asking:
    """Mixed into the frame of every screen."""

    _question: Question | None = None

    @property
    def covered(self) -> bool:
        """Whether the window is too small, and nothing but that is said."""
        raise NotImplementedError

    def retitle(self) -> None:
        """Draw the bottom lines again."""
        raise NotImplementedError

    def ask(self, question: str, *answers: Answer) -> None:
        """Ask in the bottom lines. An answer's key acts; Esc, or any other key, withdraws the question (and any other
        key then does what it always does, so that nothing typed is swallowed). Before anything is done to a record,
        `confirm` asks."""
        self._question = Question(question, answers, covered=self.covered)
        self.retitle()

    def confirm(self, question: str, label: str, act: Callable[[], object]) -> None:
        """Ask whether to do something that typing must never do by itself: only a key says yes that nobody needs for
        typing, so that what was typed for a form that is not there says no."""
        self.ask(question, Answer(keys.CONFIRM.keys[0], label, act))

    def refuse_form(self, why: str, left: Callable[[], object] = lambda: None) -> None:
        """Say why the form that was asked for does not open. Whatever was typed ahead for it does nothing, until Esc,
        after which `left` is called."""
        self._question = Question(why, (Answer("escape", N_("gõ tiếp"), left),), only=True)
        self.retitle()

    @property
    def asking(self) -> bool:
        return self._question is not None

    def ignores(self, event: Typed) -> bool:
        """Whether a key or a paste does nothing, because it was typed for a form that did not open."""
        asked = self._question
        return asked is not None and asked.only and _key(event) not in URGENT

    def turns_away(self, event: Typed) -> bool:
        """Whether a key or a paste that comes now does nothing, because nobody can see what it would do."""
        if not self.covered or _key(event) in COVERED:
            return False
        asked = self._question
        answers = asked is not None and (_key(event) == "escape" or asked.answer(_key(event)) is not None)
        return not (asked is not None and asked.covered and answers)

    def answer(self, key: str) -> bool:
        """Answer the question with a key, or withdraw it. True if the key is used up."""
        question, self._question = self._question, None
        if question is None:
            return False
        answer = question.answer(key)
        if answer is not None:
            answer.act()
        return answer is not None or key == "escape"


def _key(event: Typed) -> str:
    return event.key if isinstance(event, events.Key) else ""
