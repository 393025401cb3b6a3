"""Whatever is pressed, in whatever order, a form stays whole."""

from __future__ import annotations

import datetime as dt
import json

from hypothesis import given, settings
from hypothesis import strategies as st

from db.core.records.base import Field, FieldType, Value
from tests.drivers.form import FormPerson
from tests.forms.sample import LISTS, MEETING, MONTH, OPINION, TODAY, form
from tui.forms.actions import DEFAULT_KEYS
from tui.forms.entry import Reader
from tui.forms.model import FormModel
from tui.forms.rows import plain_text

PASTE = "<paste>"
CHARS = st.one_of(st.sampled_from(list("15dtđtàk0-/.? ⏎zế\u0301\u200b漢")), st.characters(codec="utf-8"))
PRESSES = st.one_of(
    CHARS,
    st.sampled_from([f"<{key}>" for key in DEFAULT_KEYS]),
    st.sampled_from(["bà Mận khóc nhiều", "một\r\nhai\tba", "\x1b[2J"]).map(lambda text: PASTE + text),
)
FORMS = st.sampled_from([OPINION, MEETING])


def press(person: FormPerson, keys: list[str]) -> None:
    for key in keys:
        if key.startswith(PASTE):
            person.pastes(key.removeprefix(PASTE))
        elif len(key) > 1:
            person.presses(key[1:-1])
        elif key.isprintable():
            person.types(key)


def person_at(record: object) -> FormPerson:
    return FormPerson(form(OPINION if record is OPINION else MEETING, last={"topic": "mt", "stratum": "nd"}))


@settings(max_examples=150, deadline=None)
@given(FORMS, st.lists(PRESSES, max_size=60))
def test_any_keys_leave_values_or_an_error_and_a_picture(record: object, keys: list[str]) -> None:
    person = person_at(record)
    press(person, keys)
    model = person.model
    assert model.focus in [field.name for field in model.visible()]
    for name, state in model.states.items():
        read = state.look()
        assert read.code or (read.value is None) == (not state.buffer.text.strip("\u00a0 \n\t\r")), name
    problem = model.check()
    assert problem is None or model.states[problem.field].look().code == problem.code
    for width, height in ((80, 19), (60, 14), (20, 5)):
        picture = person.painted(width, height)
        assert len(picture.rows) == height
        assert all(plain_text(row).isprintable() for row in picture.rows)
        if picture.cursor:
            assert picture.cursor[0] < width
            assert 0 <= picture.cursor[1] < height


@settings(max_examples=100, deadline=None)
@given(FORMS, st.lists(PRESSES, max_size=40))
def test_a_draft_brings_everything_back(record: object, keys: list[str]) -> None:
    person = person_at(record)
    press(person, keys)
    kept = json.loads(json.dumps(person.model.raw()))
    other = person_at(record).model
    other.restore(kept)
    assert other.raw() == kept
    assert other.values() == person.model.values()
    assert other.changed() == person.model.changed()


@settings(max_examples=60, deadline=None)
@given(FORMS, st.lists(PRESSES, max_size=40))
def test_reading_what_is_saved_again_changes_nothing(record: object, keys: list[str]) -> None:
    person = person_at(record)
    press(person, keys)
    person.presses("escape", "tab", "shift+tab")
    values = person.model.values()
    again = FormModel(person.model.record, LISTS, values, today=TODAY, month=MONTH, version=1)
    assert again.values() == values
    for key in ["tab"] * 8:
        again.act(DEFAULT_KEYS[key])
    assert again.values() == values
    assert not again.changed()


VALUES: dict[FieldType, st.SearchStrategy[Value]] = {
    FieldType.CHOICE: st.sampled_from([choice.code for choice in LISTS["topics"]]),
    FieldType.DATE: st.dates(dt.date(1945, 1, 1), dt.date(2100, 12, 31)),
    FieldType.MONTH: st.dates(dt.date(1945, 1, 1), dt.date(2100, 12, 31)).map(lambda day: day.replace(day=1)),
    FieldType.COUNT: st.integers(0, 999_999_999),
    FieldType.YESNO: st.booleans(),
}


@given(st.sampled_from(list(VALUES)).flatmap(lambda kind: st.tuples(st.just(kind), VALUES[kind])))
def test_what_is_shown_for_a_value_reads_as_that_value(case: tuple[FieldType, Value]) -> None:
    kind, value = case
    item = Field("x", "X", kind, choices="topics")
    reader = Reader(LISTS, TODAY, MONTH)
    read = reader.read(item, reader.show(item, value))
    assert (read.value, read.code) == (value, "")


@given(st.sampled_from(list(FieldType)), st.text(max_size=30))
def test_reading_never_raises_and_is_stable(kind: FieldType, typed: str) -> None:
    item = Field("x", "X", kind, choices="topics", least=2, most=20)
    reader = Reader(LISTS, TODAY, MONTH)
    read = reader.read(item, typed)
    again = reader.read(item, read.shown)
    assert (again.value, again.code) == (read.value, read.code)


def test_one_letter_in_a_long_text_changes_one_row() -> None:
    person = FormPerson(form())
    person.types("2⏎dt⏎1⏎").pastes("Bà con đề nghị sớm trả sổ đỏ. " * 4)
    before = person.painted().rows
    person.types("x")
    after = person.painted().rows
    assert sum(one != other for one, other in zip(before, after, strict=True)) == 1


def test_the_first_letter_of_a_code_is_not_answered_with_a_list() -> None:
    person = FormPerson(form())
    person.types("2⏎d")
    assert person.lines[1] == "Lĩnh vực      d"
    person.types("t")
    assert person.lines[1].endswith("dt   đất đai, giải phóng mặt bằng")
