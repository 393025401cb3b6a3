"""Drafts that another version of the program wrote, or kept elsewhere: they stay, and are found."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tui.drafts.autosaver import DraftAutosaver
from tui.drafts.former import take_up
from tui.drafts.store import Drafts


@pytest.fixture
def drafts(tmp_path: Path) -> Drafts:
    return Drafts("nd-mocbac", "town", tmp_path / "drafts")


def put(drafts: Drafts, record: str, content: object) -> Path:
    """A draft that something else has written."""
    drafts.prepare()
    path = drafts.path(record)
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return path


WELL = {"format": 1, "record": "r1", "kind": "opinion", "values": {"text": "chữ"}, "about": {},
        "when": "2023-10-16T08:00:00+07:00", "stamp": "x-1"}  # fmt: skip


@pytest.mark.parametrize("other", [
    {**WELL, "format": 2}, {**WELL, "format": "một"}, {**WELL, "values": {"text": 7}}, {**WELL, "values": ["chữ"]},
    {**WELL, "when": "hôm qua"}, {**WELL, "when": "0001-01-01T00:00:00+14:00"}, {**WELL, "about": {"id": None}},
    {"kind": "opinion"}, [], None, 7, "null",
])  # fmt: skip
def test_a_draft_of_another_shape_stays_and_is_never_written_over(drafts: Drafts, other: object) -> None:
    before = put(drafts, "r1", other).read_text()
    assert drafts.all() == []
    assert [strange.path for strange in drafts.strange()] == [drafts.path("r1")]
    autosaver = DraftAutosaver(drafts, "r1", "opinion")
    assert autosaver.found is None
    autosaver.typed({"text": "mới"})
    autosaver.flush()
    assert drafts.all()[0].values["text"] == "mới"
    (strange,) = drafts.strange()
    assert strange.path.read_text() == before
    assert drafts.trouble is None


def test_a_draft_that_this_version_does_not_understand_is_kept_and_said(drafts: Drafts) -> None:
    put(drafts, "r1", WELL)
    drafts.understands = lambda draft: draft.kind != "opinion"
    assert drafts.all() == []
    assert [strange.first_words for strange in drafts.strange()] == ["chữ"]


def test_drafts_that_were_kept_under_the_way_to_the_server_are_found_under_its_id(drafts: Drafts) -> None:
    former = Drafts("nd-mocbac", "/run/postgresql langnghe", drafts.folder.parent)
    for record in ("r1", "r2", "r3"):
        put(former, record, {**WELL, "values": {"text": record}})
    put(drafts, "r1", WELL)
    open_there = former.lock("r3")
    assert open_there.take()
    take_up(drafts, "nd-mocbac", "/run/postgresql langnghe")
    assert sorted(draft.values["text"] for draft in drafts.all()) == ["chữ", "r1", "r2"]
    assert [draft.origin for draft in drafts.all() if draft.values["text"] == "r1"] == ["r1"]
    open_there.release()
    take_up(drafts, "nd-mocbac", "/run/postgresql langnghe")
    assert len(drafts.all()) == 4
    assert not former.folder.exists()
