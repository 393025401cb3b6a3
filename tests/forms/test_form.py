"""What a person does in a form, without a screen."""

from __future__ import annotations

import unicodedata
from typing import Any

from db.core.errors import Invalid
from tests.drivers.form import FormPerson
from tests.forms.sample import MEETING, OPINION, form, value_of
from tui.forms.events import Changed, CodesToggled, Failed, HelpRequested, Moved, SaveAndNew, SaveRequested, Warned

TEXT = "Bà con lo đường ra đồng xuống cấp."


def clerk(**options: Any) -> FormPerson:
    return FormPerson(form(**options))


def test_codes_typed_ahead_fill_the_form() -> None:
    person = clerk().types("5⏎dt⏎2⏎4⏎3⏎k⏎" + TEXT + "⏎nd⏎")
    values = person.model.values()
    assert values == {
        "nature": "5", "topic": "dt", "breadth": "2", "agency": "4", "place": "3", "via_voters": False,
        "text": TEXT, "stratum": "nd", "set_aside": None,
    }  # fmt: skip
    assert [event.sent.values for event in person.was_told(SaveAndNew)] == [values]


def test_a_complete_code_never_jumps() -> None:
    person = clerk().types("5")
    assert person.model.focus == "nature"
    assert not person.was_told(Moved)


def test_a_choice_is_found_by_word_starts_and_stands_as_its_code_when_left() -> None:
    person = clerk().types("2⏎giao th")
    assert person.text_of("topic") == "giao th"
    assert person.model.states["topic"].look().label == "giao thông, hạ tầng"
    assert person.types("⏎").text_of("topic") == "gt"


def test_telex_accidents_fold_to_the_code() -> None:
    # Telex turns "dd" into đ, VNI and Telex leave marks behind; the code is meant all the same.
    assert value_of(clerk().types("2⏎đt⏎").model, "topic") == "dt"
    assert value_of(clerk().types("2⏎ĐẤT⏎").model, "topic") == "dt"


def test_several_matches_are_named_while_typing_and_are_an_error_when_left() -> None:
    person = clerk().types("5⏎dt⏎2⏎tài ng")
    assert [choice.code for choice in person.model.state.look().options] == ["4", "7"]
    person.types("⏎")
    failed = person.was_told(Failed)[0].problem
    assert (failed.field, failed.code, failed.params["count"]) == ("agency", "many_choices", "2")
    assert person.model.focus == "place", "an error never traps"
    assert person.text_of("agency") == "tài ng", "what was typed stays"


def test_an_unknown_code_names_the_nearest() -> None:
    person = clerk().types("2⏎tx⏎")
    notice = person.model.notice()
    assert (notice.kind, notice.field, notice.code) == ("error", "topic", "unknown_code")
    assert "tc tham nhũng" in notice.params["nearest"]


def test_an_error_is_shown_again_when_the_focus_returns_and_at_save() -> None:
    person = clerk().types("2⏎zz⏎1⏎")
    assert person.model.notice().kind == "none"
    person.presses("up", "up")
    assert person.model.focus == "topic"
    assert person.model.notice().code == "unknown_code"
    person.presses("down", "down", "ctrl+s")
    assert person.model.notice().field == "topic"
    assert person.model.focus == "text", "what is typed on goes where it was meant"
    assert not person.was_told(SaveRequested)
    person.presses("ctrl+s")
    assert person.model.focus == "topic", "who asks again is taken there"


def test_a_petition_has_more_fields_and_hidden_ones_keep_what_was_typed() -> None:
    person = clerk().types("5⏎dt⏎2⏎4⏎").presses("up", "up", "up", "up")
    assert person.model.focus == "nature"
    person.presses("backspace").types("1")
    assert "agency" in [field.name for field in person.model.visible()], "nothing moves while typing"
    person.types("⏎")
    assert "agency" not in [field.name for field in person.model.visible()]
    assert value_of(person.model, "agency") is None
    assert person.presses("up", "backspace").types("5⏎").text_of("agency") == "4"
    assert value_of(person.model, "agency") == "4"


def test_enter_in_a_long_text_goes_on_and_ctrl_j_is_a_newline() -> None:
    person = clerk().types("2⏎dt⏎1⏎dòng một").presses("ctrl+j").types("dòng hai⏎")
    assert person.model.focus == "stratum"
    assert person.text_of("text") == "dòng một\ndòng hai"


def test_enter_in_an_article_is_a_newline_and_tab_goes_on() -> None:
    person = clerk(record=MEETING).presses(*["tab"] * 5).types("một⏎hai")
    assert person.text_of("minutes") == "một\nhai"
    person.presses("shift+tab")
    assert person.model.focus == "chair"


def test_arrows_move_inside_a_text_first_and_leave_at_its_edge() -> None:
    person = clerk().types("2⏎dt⏎1⏎một").presses("ctrl+j").types("hai")
    person.presses("up")
    assert person.model.focus == "text"
    person.presses("up")
    assert person.model.focus == "breadth"
    person.presses("down")
    assert person.model.focus == "text"
    person.presses("down")  # come to at its end, as every field
    assert person.model.focus == "stratum"


def test_decomposed_letters_are_stored_composed_when_the_field_is_left() -> None:
    typed = unicodedata.normalize("NFD", TEXT)
    person = clerk().types("2⏎dt⏎1⏎" + typed)
    assert person.text_of("text") == typed
    assert value_of(person.model, "text") == TEXT
    assert person.types("⏎").text_of("text") == TEXT


def test_unikey_corrections_while_typing_a_text() -> None:
    person = clerk().types("2⏎dt⏎1⏎Ba").presses("backspace").types("à co").presses("backspace").types("on")
    assert person.text_of("text") == "Bà con"


def test_ctrl_d_takes_the_field_from_the_last_record_and_undo_gives_it_back() -> None:
    person = clerk(last={"topic": "mt"}).types("2⏎gt").presses("ctrl+d")
    assert person.text_of("topic") == "mt"
    assert person.presses("ctrl+z").text_of("topic") == "gt"
    assert clerk(last={}).presses("ctrl+d").text_of("nature") == ""


def test_a_new_record_starts_with_what_is_carried_over() -> None:
    model = form(last={"stratum": "pn", "topic": "mt"})
    assert value_of(model, "stratum") == "pn"
    assert value_of(model, "topic") is None
    assert not model.changed()
    assert value_of(form(values={"stratum": "nd"}, last={"stratum": "pn"}), "stratum") == "nd"


def test_a_question_mark_shows_codes_only_where_it_cannot_be_text() -> None:
    person = clerk().types("?")
    assert person.was_told(CodesToggled) == [CodesToggled(False)]
    assert person.types("?").model.codes_shown
    person.types("2⏎dt⏎1⏎Sao?")
    assert person.text_of("text") == "Sao?"


def test_ctrl_g_brings_codes_and_help_and_then_leaves_the_key_to_the_screen() -> None:
    person = clerk(codes_shown=False).presses("ctrl+g")
    assert person.told == [CodesToggled(True), HelpRequested("nature")]
    assert person.model.notice().text == "Thái độ của người dân."
    assert person.model.act("codes") is None
    assert person.types("2⏎").model.notice().kind == "none"


def test_saving_settles_the_field_at_hand() -> None:
    person = clerk().types("2⏎giao th").presses("ctrl+s")
    assert person.was_told(SaveRequested)
    assert person.model.values()["topic"] == "gt"


def test_a_text_saved_after_a_blank_is_typed_on_after_the_blank() -> None:
    person = clerk().types("2⏎dt⏎1⏎Bà con mong sớm có việc ").presses("ctrl+s")
    sent = person.was_told(SaveRequested)[0].sent
    assert sent.values["text"] == "Bà con mong sớm có việc"
    person.model.saved(1, sent)
    assert not person.model.changed()
    assert value_of(person.types("thu gom rác").model, "text") == "Bà con mong sớm có việc thu gom rác"


def test_keys_typed_during_a_save_are_kept_and_count_as_changed() -> None:
    person = clerk().types("2⏎dt").presses("ctrl+s").types("⏎3⏎")
    person.model.saved(1, person.was_told(SaveRequested)[0].sent)
    assert person.model.version == 1
    assert person.model.changed()
    assert value_of(person.model, "breadth") == "3"
    person.presses("ctrl+s")
    person.model.saved(2, person.was_told(SaveRequested)[1].sent)
    assert not person.model.changed()


def test_ctrl_n_always_asks_for_an_empty_form_and_says_why_a_draft_must_stay() -> None:
    person = clerk().types("2⏎zz").presses("ctrl+n")
    event = person.was_told(SaveAndNew)[0]
    assert event.problem.code == "unknown_code"
    assert event.sent is None


def test_a_hidden_field_is_saved_empty_and_keeps_its_meaning() -> None:
    person = clerk().types("5⏎dt⏎2⏎4⏎").presses("up", "up", "up", "up", "backspace").types("1").presses("ctrl+s")
    sent = person.was_told(SaveRequested)[0].sent
    assert sent.values["agency"] is None
    person.model.saved(1, sent)
    assert not person.model.changed()
    assert value_of(person.presses("backspace").types("5⏎").model, "agency") == "4"


def test_a_warning_asks_for_a_reason_and_the_save_goes_on_after_it() -> None:
    person = clerk().types("2⏎dt⏎1⏎Bà con kể bà Mận khóc⏎")
    assert person.was_told(Warned)
    assert person.model.notice().kind == "warning"
    person.presses("ctrl+s")
    assert not person.was_told(SaveRequested)
    person.presses("ctrl+r").types("abc⏎")
    refused = person.model.notice().refused
    assert refused is not None
    assert refused.code == "reason_needed"
    assert not person.was_told(SaveRequested)
    person.types(" là cán bộ⏎")
    assert person.was_told(SaveRequested)
    assert person.model.values()["set_aside"] == "abc là cán bộ"
    assert person.model.notice().kind == "none"


def test_a_reason_covers_the_text_as_it_stood_and_one_that_changed_since_is_asked_about_anew() -> None:
    person = clerk().types("2⏎dt⏎1⏎Bà con kể bà Mận khóc⏎").presses("ctrl+r").types("là cán bộ⏎")
    assert person.model.notice().kind == "none"
    assert ".covered" in person.model.raw()
    person.presses("up").types(" nhiều")
    assert ".covered" not in person.model.raw(), "before the field is left, too"
    again = clerk()
    again.model.restore(person.model.raw())
    for one in (person, again):
        one.presses("ctrl+s")
        assert not one.was_told(SaveRequested)
        assert one.model.notice().kind == "warning"
        one.presses("ctrl+r", "enter", "ctrl+s")  # the same words, said of this text
        assert one.was_told(SaveRequested)[0].sent.values["set_aside"] == "là cán bộ"


def test_what_is_stored_with_its_reason_is_not_asked_about_again_until_its_text_changes() -> None:
    stored = {"nature": "2", "text": "Bà con kể bà Mận khóc", "set_aside": "là cán bộ"}
    person = clerk(values=stored, version=3).types("3⏎").presses("ctrl+s")
    assert person.was_told(SaveRequested)
    person = clerk(values=stored, version=3)
    person.model.go("text")
    assert person.types(" to").presses("ctrl+s").was_told(Warned)


def test_leaving_the_entry_of_a_reason_accepts_nothing() -> None:
    person = clerk().types("2⏎dt⏎1⏎Bà con kể bà Mận khóc⏎").presses("ctrl+r").types("đủ dài").presses("escape")
    assert person.model.notice().kind == "warning"
    assert person.model.values()["set_aside"] is None
    assert person.model.act("cancel") is None, "Esc is the screen's again"


def test_without_a_warning_ctrl_r_does_nothing() -> None:
    assert clerk().presses("ctrl+r").model.notice().kind == "none"


def test_a_retired_code_stays_until_somebody_types_over_it() -> None:
    person = clerk(values={"topic": "hc"}, version=3).types("1⏎⏎")
    assert person.model.values()["topic"] == "hc"
    assert person.model.check() is None


def test_every_other_kind_reads_what_people_type() -> None:
    person = clerk(record=MEETING).types("7⏎9⏎1.234⏎có⏎Chủ tịch⏎")
    values = person.model.values()
    assert str(values["held"]) == "2023-10-07"
    assert str(values["month"]) == "2023-09-01"
    assert values["people"] == 1234
    assert values["joint"] is True
    assert (person.text_of("held"), person.text_of("month"), person.text_of("joint")) == ("07/10/2023", "9/2023", "c")


def test_errors_of_other_kinds_say_what_is_wrong() -> None:
    person = clerk(record=MEETING).types("31/2⏎13⏎99.999⏎x⏎" + "a" * 41 + "⏎")
    codes = [event.problem.code for event in person.was_told(Failed)]
    assert codes == ["no_such_date", "bad_month", "count_too_large", "bad_yesno", "text_too_long"]


def test_a_paste_is_text_and_never_keys() -> None:
    person = clerk().types("2⏎dt⏎1⏎").pastes("đoạn một\r\nđoạn\thai\x1b[31m")
    assert person.model.focus == "text"
    assert person.text_of("text") == "đoạn một\nđoạn hai\x1b[31m"
    person.presses("enter")
    assert person.model.notice().code == "text_forbidden"


def test_a_draft_comes_back_as_it_was_typed() -> None:
    person = clerk().types("5⏎dt⏎2⏎tài ng⏎3⏎").presses("up").types("9")
    other = form()
    other.restore(person.model.raw())
    assert other.raw() == person.model.raw()
    assert other.values() == person.model.values()
    assert other.focus == "place"


def test_a_draft_of_an_older_form_is_taken_for_what_still_fits() -> None:
    model = form()
    model.restore({"topic": "mt", "no_such_field": "x", ".focus": "agency", ".cursor": "-"})
    assert model.focus == "nature"
    assert value_of(model, "topic") == "mt"


def test_changed_is_told_for_each_edit_and_not_for_motion() -> None:
    person = clerk().types("2").presses("left", "right", "home")
    assert person.told == [Changed("nature")]
    assert OPINION.reason in person.model.values()


def test_a_form_that_may_only_be_read_changes_nothing() -> None:
    person = clerk(values={"nature": "2", "text": TEXT}, version=1, read_only=True)
    person.presses("backspace", "ctrl+d").types("9⏎x⏎⏎zz").pastes("abc").presses("ctrl+j", "ctrl+s", "ctrl+n")
    assert person.model.focus == "text"
    assert {type(event) for event in person.told} == {Moved}
    assert not person.model.changed()


def test_what_the_server_refuses_is_said_until_the_field_is_left() -> None:
    person = clerk().types("2⏎").presses("ctrl+s")
    person.model.refuse(Invalid("month_locked", month="2023-10-01"))
    assert person.model.notice().code == "month_locked"
    assert person.types("dt⏎").model.notice().kind == "none"


def test_an_error_at_save_is_said_although_help_was_open() -> None:
    person = clerk().types("zz").presses("ctrl+g", "ctrl+s")
    assert person.model.notice().code == "unknown_code"
    person.presses("ctrl+g", "ctrl+n")
    blocked = person.was_told(SaveAndNew)[0].blocked
    assert (blocked.kind, blocked.code) == ("error", "unknown_code")
