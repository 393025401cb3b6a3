"""Two people changed one record: who is asked what, and what comes out."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from textual import on
from textual.app import App, ComposeResult

from db.core.records.base import Value
from tests.drivers.pilot import played, sits_at
from tests.forms.sample import LISTS, MONTH, OPINION, TODAY
from tui.editing.conflict_view import ConflictView
from tui.forms.conflict import Resolution, differences
from tui.forms.entry import Reader
from tui.forms.rows import plain_text

BASE: dict[str, Value] = {"nature": "2", "topic": "dt", "breadth": "1", "text": "Bà con lo.", "stratum": "nd"}
MINE = BASE | {"breadth": "3", "text": "Bà con rất lo."}
STORED = BASE | {"topic": "mt", "text": "Bà con lo lắng."}


def test_only_what_both_changed_is_asked() -> None:
    resolution = Resolution(OPINION, MINE, BASE, STORED)
    taken = {item.field.name: item.taken for item in resolution.items}
    assert taken == {"topic": "theirs", "breadth": "mine", "text": None}
    assert resolution.items[resolution.at].field.name == "text"
    resolution.take("theirs")
    assert resolution.done
    values = resolution.values()
    assert {name: values[name] for name in BASE} == BASE | {
        "topic": "mt", "breadth": "3", "text": "Bà con lo lắng."
    }  # fmt: skip


def test_a_reason_follows_the_text_that_it_was_given_for() -> None:
    base = BASE | {"set_aside": None}
    mine = base | {"text": "Kể chuyện bà Mận.", "set_aside": "Tên cán bộ"}
    stored = base | {"text": "Kể lại chuyện bà Mận.", "set_aside": "Tên con đường"}
    for text, reason, wanted in (("mine", "mine", "Tên cán bộ"), ("mine", "theirs", "Tên cán bộ"),
                                 ("theirs", "mine", "Tên con đường")):  # fmt: skip
        resolution = Resolution(OPINION, mine, base, stored)
        for side in (text, reason):
            resolution.take(side)  # type: ignore[arg-type]
        assert resolution.values()["set_aside"] == wanted


def test_a_decision_may_be_changed_before_saving() -> None:
    resolution = Resolution(OPINION, MINE, BASE, STORED)
    resolution.take("mine")
    resolution.move(-9)
    resolution.take("mine")
    assert resolution.values()["topic"] == "dt"


def test_both_values_are_shown_with_what_they_mean() -> None:
    rows = Resolution(OPINION, MINE, BASE, STORED).rows(Reader(LISTS, TODAY, MONTH), 60, lambda text: text)
    shown = [plain_text(row).rstrip() for _, row in rows]
    assert shown[:3] == [
        "  Lĩnh vực",
        "    1 tôi gõ    dt  đất đai, giải phóng mặt bằng",
        "   *2 đã lưu    mt  môi trường",
    ]
    assert "> Nội dung" in shown


SIDE = st.fixed_dictionaries({name: st.sampled_from([None, "1", "2"]) for name in ("nature", "topic", "breadth")})


@given(SIDE, SIDE, SIDE, st.lists(st.sampled_from(["mine", "theirs"]), max_size=3))
def test_every_value_comes_from_one_of_the_two_sides(
    mine: dict[str, Value], base: dict[str, Value], stored: dict[str, Value], taken: list[str]
) -> None:
    resolution = Resolution(OPINION, mine, base, stored)
    for side in taken:
        resolution.take("mine" if side == "mine" else "theirs")
    values = resolution.values()
    for name in mine:
        assert values[name] in (mine[name], stored[name])
    assert {item.field.name for item in differences(OPINION, mine, base, stored)} == {
        name for name in mine if mine[name] != stored[name]
    }


class Desk(App[None]):
    def __init__(self) -> None:
        super().__init__(ansi_color=True)
        self.view = ConflictView(Resolution(OPINION, MINE, BASE, STORED), Reader(LISTS, TODAY, MONTH))
        self.resolved: list[dict[str, Value]] = []

    def compose(self) -> ComposeResult:
        yield self.view

    def on_mount(self) -> None:
        self.view.focus()

    @on(ConflictView.Resolved)
    def save(self, message: ConflictView.Resolved) -> None:
        self.resolved.append(message.values)


@played
async def test_a_person_chooses_with_digits_and_saves_with_a_key_that_typing_never_needs() -> None:
    async with sits_at(Desk()) as person:
        await person.presses("ctrl+y")
        assert person.app.resolved == [], "not before the last field is decided"
        await person.presses("1", "enter", "ctrl+y")
        assert [values["text"] for values in person.app.resolved] == ["Bà con rất lo."]
