"""A value that stands in a field is typed over, not behind: the stratum that is there by itself costs no Backspace.
Texts are typed into. Every field is come to at its end, and emptied by Ctrl+U."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.drivers.form import FormPerson
from tests.forms.sample import MEETING, form, value_of

STORED = {"nature": "1", "topic": "dt", "breadth": "2", "text": "Bà con phấn khởi", "stratum": "nd"}


def at_the_stratum() -> FormPerson:
    return FormPerson(form(values=STORED)).presses("tab", "tab", "tab", "tab")


def test_a_code_typed_into_a_filled_field_takes_the_place_of_the_one_there() -> None:
    person = at_the_stratum().types("cn")
    assert person.text_of("stratum") == "cn"
    assert value_of(person.model, "stratum") == "cn"


def test_backspace_and_the_arrows_are_for_mending_what_stands_there() -> None:
    assert at_the_stratum().presses("backspace").types("s").text_of("stratum") == "ns"
    assert at_the_stratum().presses("left").types("s").text_of("stratum") == "nsd"


def test_leaving_the_field_untouched_changes_nothing_and_undo_brings_the_old_code_back() -> None:
    assert at_the_stratum().presses("up").text_of("stratum") == "nd"
    assert at_the_stratum().types("c").presses("ctrl+z").text_of("stratum") == "nd"


def test_an_input_method_that_takes_back_its_own_letter_takes_nothing_else() -> None:
    person = FormPerson(form(values=STORED)).presses("tab").types("d").presses("backspace").types("đ").types("t")
    assert person.text_of("topic") == "đt"
    assert value_of(person.model, "topic") == "dt"


def test_texts_are_typed_into() -> None:
    person = FormPerson(form(values=STORED)).presses("tab", "tab", "tab").types(" lắm")
    assert person.text_of("text") == "Bà con phấn khởi lắm"


def test_a_draft_in_the_middle_of_a_code_goes_on_behind_it() -> None:
    typed = at_the_stratum().types("c").model.raw()
    person = FormPerson(form(values=STORED))
    person.model.restore(typed)
    assert person.types("n").text_of("stratum") == "cn"


def test_the_question_mark_still_shows_the_codes_of_a_filled_field() -> None:
    person = at_the_stratum().types("?")
    assert person.text_of("stratum") == "nd"
    assert person.model.codes_shown is False


HELD = {"held": dt.date(2023, 10, 7), "month": dt.date(2023, 9, 1), "people": 120, "joint": True, "chair": "Chủ tịch",
        "minutes": "Đã họp.\nNhất trí."}  # fmt: skip


def at_the(field: str) -> FormPerson:
    names = list(HELD)
    return FormPerson(form(MEETING, HELD)).presses(*["tab"] * names.index(field))


@pytest.mark.parametrize(("field", "typed"), [("held", "8"), ("month", "1"), ("people", "9"), ("joint", "k")])
def test_every_value_is_typed_over_whatever_was_looked_at_before(field: str, typed: str) -> None:
    for aside in ((), ("ctrl+g",), ("ctrl+s",), ("ctrl+r",)):
        assert at_the(field).presses(*aside).types(typed).text_of(field) == typed
    assert at_the(field).presses("end").types(typed).text_of(field).endswith(typed)
    assert len(at_the(field).presses("end").types(typed).text_of(field)) > 1


@pytest.mark.parametrize("field", HELD)
def test_every_field_is_come_to_at_its_end_again_and_again(field: str) -> None:
    person = at_the(field).presses("home", "shift+tab", "tab")
    if person.model.focus == field:  # the first has none before it
        assert person.model.state.buffer.cursor == len(person.text_of(field)) or field == "held"


@pytest.mark.parametrize("field", HELD)
def test_ctrl_u_empties_every_field_and_ctrl_z_brings_it_back(field: str) -> None:
    person = at_the(field)
    before = person.text_of(field)
    assert person.presses("home", "ctrl+u").text_of(field) == ""
    assert person.presses("ctrl+z").text_of(field) == before
    assert person.presses("ctrl+u").types("1").text_of(field) == "1"


def test_what_was_filled_in_from_the_last_record_is_typed_over_too() -> None:
    person = FormPerson(form(last={"topic": "mt"})).types("2⏎").presses("ctrl+d").types("dt")
    assert person.text_of("topic") == "dt"


def test_a_code_that_was_being_typed_when_it_was_to_be_saved_goes_on() -> None:
    person = FormPerson(form()).types("2⏎d").presses("ctrl+s").types("t")
    assert person.text_of("topic") == "dt"


def test_ctrl_u_empties_a_reason_too() -> None:
    person = (
        FormPerson(form()).types("2⏎dt⏎1⏎bà Mận khóc nhiều").presses("tab", "ctrl+r").types("cán bộ").presses("ctrl+u")
    )
    assert person.model.notice().text == ""
    assert person.presses("ctrl+z").model.notice().text != ""
