"""A paste into a form: all of it arrives, and what does not fit is said at once."""

from __future__ import annotations

from tests.drivers.form import FormPerson
from tests.forms.sample import form

STRANGE = "dòng một\r\ndòng\thai\v“ba”\u00a0bốn e\u0302\u0301 \x1b[31mđỏ\u202e"
KEPT = "dòng một\ndòng hai\n“ba”\u00a0bốn e\u0302\u0301 \x1b[31mđỏ\u202e"


def test_a_text_keeps_every_character_and_names_those_it_cannot_store() -> None:
    person = FormPerson(form()).types("2⏎dt⏎1⏎")
    person.pastes(STRANGE)
    assert person.model.state.buffer.text == KEPT
    notice = person.model.notice()
    assert (notice.kind, notice.code) == ("error", "text_forbidden")
    assert "U+001B ESCAPE" in notice.params["characters"]
    assert "U+202E RIGHT-TO-LEFT OVERRIDE" in notice.params["characters"]
    person.presses("ctrl+z")
    assert person.model.state.buffer.text == ""


def test_what_is_too_long_stays_whole_and_is_said_before_the_field_is_left() -> None:
    person = FormPerson(form()).types("2⏎dt⏎1⏎")
    person.pastes("ă" * 5000)
    assert len(person.model.state.buffer.text) == 5000
    notice = person.model.notice()
    assert (notice.code, notice.params["length"]) == ("text_too_long", "5.000")
    person.presses("ctrl+z")
    assert person.model.notice().kind == "none"


def test_a_reason_takes_one_line_and_says_why_it_cannot_be_one() -> None:
    person = FormPerson(form()).types("2⏎dt⏎1⏎Bà con kể bà Mận khóc⏎").presses("ctrl+r")
    reasons = person.model.reasons
    assert reasons.entry is not None
    for pasted, code in (("tên\x1bđường", "text_forbidden"), ("rất dài " * 40, "text_too_long")):
        person.pastes(pasted)
        person.presses("enter")
        assert reasons.entry.text == pasted.strip()
        refused = person.model.notice().refused
        assert refused is not None
        assert refused.code == code
        person.presses("ctrl+z")
    person.pastes("tên một\r\ncon đường\n")
    person.presses("enter")
    assert reasons.reason == "tên một con đường"
