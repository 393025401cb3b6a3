"""What changed in a report between its sendings, as its reader is told."""

from __future__ import annotations

from typing import Any

from db.duties.monthly_report.versions import compare, counts, of_content


def item(id: str, nature: str = "3", text: str = "Nước thải chảy vào kênh", **more: Any) -> dict[str, Any]:
    return {"id": id, "nature": nature, "topic": "MT", "breadth": "2", "stratum": "ND", "text": text, **more}


def sending(*items: dict[str, Any], **texts: Any) -> Any:
    return of_content({"nil": False, "general": "Yên tâm", "opinions": list(items), **texts})


def test_a_nature_softened_after_the_return_is_told_with_what_it_was() -> None:
    first, again = sending(item("a"), item("b")), sending(item("a", "2"), item("b"))
    found = compare([first], again)
    assert found.of(again.items[0]).natures == ("3", "2")
    assert found.of(again.items[0]).changed
    assert not found.of(again.items[1]).marked


def test_every_nature_on_the_way_is_told_even_when_it_came_back() -> None:
    sendings = [sending(item("a", nature)) for nature in ("3", "2", "2")]
    assert compare(sendings, sending(item("a", "3"))).of(sendings[0].items[0]).natures == ("3", "2", "3")


def test_an_item_that_was_left_out_is_told_as_it_was_first_said() -> None:
    found = compare([sending(item("a"), item("b")), sending(item("a", text="Có mùi"))], sending())
    assert [one.text for one in found.removed] == ["Nước thải chảy vào kênh", "Nước thải chảy vào kênh"]


def test_an_item_that_the_return_named_is_marked_even_if_nothing_was_changed() -> None:
    first = sending(item("a"))
    change = compare([first], first, {"a"}).of(first.items[0])
    assert (change.marked, change.changed) == (True, False)


def test_a_new_item_and_a_changed_text_are_told() -> None:
    now = sending(item("a"), item("b"), general="Lo lắng")
    found = compare([sending(item("a"))], now)
    assert found.of(now.items[1]).added
    assert found.texts == {"general"}


def test_a_report_sent_once_has_no_changes() -> None:
    only = sending(item("a"))
    assert not compare([], only).of(only.items[0]).marked
    assert not compare([only], only).removed


def test_natures_are_counted_in_the_order_of_the_list_and_none_is_lost() -> None:
    version = sending(item("a"), item("b"), item("c", "5"), item("d", "9"))
    assert counts(version, ["1", "3", "5"]) == [("1", 0), ("3", 2), ("5", 1), ("9", 1)]
