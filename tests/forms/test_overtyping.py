"""A code that stands in a field is typed over, not behind: the stratum that is there by itself costs no Backspace."""

from __future__ import annotations

from tests.forms.sample import Person, form, value_of

STORED = {"nature": "1", "topic": "dt", "breadth": "2", "text": "Bà con phấn khởi", "stratum": "nd"}


def at_the_stratum() -> Person:
    return Person(form(values=STORED)).presses("tab", "tab", "tab", "tab")


def test_a_code_typed_into_a_filled_field_takes_the_place_of_the_one_there() -> None:
    person = at_the_stratum().types("cn")
    assert person.sees("stratum") == "cn"
    assert value_of(person.model, "stratum") == "cn"


def test_backspace_and_the_arrows_are_for_mending_what_stands_there() -> None:
    assert at_the_stratum().presses("backspace").types("s").sees("stratum") == "ns"
    assert at_the_stratum().presses("left").types("s").sees("stratum") == "nsd"


def test_leaving_the_field_untouched_changes_nothing_and_undo_brings_the_old_code_back() -> None:
    assert at_the_stratum().presses("up").sees("stratum") == "nd"
    assert at_the_stratum().types("c").presses("ctrl+z").sees("stratum") == "nd"


def test_an_input_method_that_takes_back_its_own_letter_takes_nothing_else() -> None:
    person = Person(form(values=STORED)).presses("tab").types("d").presses("backspace").types("đ").types("t")
    assert person.sees("topic") == "đt"
    assert value_of(person.model, "topic") == "dt"


def test_texts_are_typed_into() -> None:
    person = Person(form(values=STORED)).presses("tab", "tab", "tab").types(" lắm")
    assert person.sees("text") == "Bà con phấn khởi lắm"


def test_a_draft_in_the_middle_of_a_code_goes_on_behind_it() -> None:
    typed = at_the_stratum().types("c").model.raw()
    person = Person(form(values=STORED))
    person.model.restore(typed)
    assert person.types("n").sees("stratum") == "cn"


def test_the_question_mark_still_shows_the_codes_of_a_filled_field() -> None:
    person = at_the_stratum().types("?")
    assert person.sees("stratum") == "nd"
    assert person.model.codes_shown is False
