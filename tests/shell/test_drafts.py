"""Nothing typed is lost: drafts under kills, a second session, a full disk, a broken file, a folder not ours."""

from __future__ import annotations

import asyncio
import errno
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.drivers.program import ROOT
from tests.drivers.waiting import until_async
from tui.drafts.autosaver import DraftAutosaver
from tui.drafts.locks import Lock
from tui.drafts.store import Drafts


@pytest.fixture
def drafts(tmp_path: Path) -> Drafts:
    return Drafts("nd-mocbac", "town", tmp_path / "drafts")


def another_session(drafts: Drafts) -> Drafts:
    return Drafts("nd-mocbac", "town", drafts.folder.parent)


def test_what_was_typed_is_offered_again_raw_as_it_was(drafts: Drafts) -> None:
    autosaver = DraftAutosaver(drafts, "r1", "opinion")
    raw = "Tie\u0302\u0301ng dân\nhai dòng 5"
    autosaver.typed({"text": raw, "topic": "dt"}, {"month": "2023-10"})
    autosaver.release()
    again = another_session(drafts)
    (draft,) = again.all()
    assert (draft.record, draft.kind, draft.values["text"], draft.about["month"]) == ("r1", "opinion", raw, "2023-10")
    assert draft.first_words.startswith("Tie\u0302\u0301ng dân hai dòng")
    assert DraftAutosaver(again, "r1", "opinion").found == draft


def test_a_draft_is_known_again_by_what_was_typed_not_by_where_the_cursor_was(drafts: Drafts) -> None:
    autosaver = DraftAutosaver(drafts, "r1", "general")
    autosaver.typed({"general": "Vụ mùa", ".focus": "general"})
    autosaver.release()
    assert another_session(drafts).all()[0].first_words == "Vụ mùa"


def test_drafts_are_readable_by_this_person_alone(drafts: Drafts) -> None:
    autosaver = DraftAutosaver(drafts, "r1", "opinion")
    autosaver.typed({"text": "x"})
    autosaver.flush()
    assert drafts.folder.stat().st_mode & 0o777 == 0o700
    assert drafts.folder.parent.stat().st_mode & 0o777 == 0o700
    for path in drafts.folder.iterdir():
        assert path.stat().st_mode & 0o777 == 0o600, path


def test_another_login_or_another_server_has_other_drafts(drafts: Drafts) -> None:
    autosaver = DraftAutosaver(drafts, "r1", "opinion")
    autosaver.typed({"text": "x"})
    autosaver.flush()
    assert Drafts("mt-mocbac", "town", drafts.folder.parent).all() == []
    assert Drafts("nd-mocbac", "elsewhere", drafts.folder.parent).all() == []
    assert Drafts("../../x", "town", drafts.folder.parent).folder.parent == drafts.folder.parent


def test_a_pause_writes_without_being_asked(drafts: Drafts) -> None:
    async def scene() -> None:
        loop = asyncio.get_running_loop()
        drafts.deliver = loop.call_soon_threadsafe
        autosaver = DraftAutosaver(drafts, "r1", "opinion")
        start = loop.time()
        while loop.time() - start < 1.2:  # typing on and on, never a pause
            autosaver.typed({"text": f"{loop.time()}"})
            await asyncio.sleep(0.05)
            if drafts.read("r1") is not None:
                break
        assert drafts.read("r1") is not None
        assert loop.time() - start < 1.1
        autosaver.typed({"text": "xong"})
        await until_async(lambda: (found := drafts.read("r1")) is not None and found.values["text"] == "xong")
        autosaver.release()

    asyncio.run(scene())


def test_a_confirmed_save_removes_the_draft_but_not_what_was_typed_since(drafts: Drafts) -> None:
    autosaver = DraftAutosaver(drafts, "r1", "opinion")
    first = autosaver.typed({"text": "một"})
    autosaver.flush()
    second = autosaver.typed({"text": "một hai"})
    assert not autosaver.confirmed(first)
    autosaver.flush()
    assert drafts.all()[0].values["text"] == "một hai"
    assert autosaver.confirmed(second)
    assert drafts.all() == []


def test_a_save_confirmed_after_the_form_was_left_removes_the_draft(drafts: Drafts) -> None:
    autosaver = DraftAutosaver(drafts, "r1", "opinion")
    stamp = autosaver.typed({"text": "một"})
    autosaver.release()
    assert len(drafts.all()) == 1
    assert autosaver.confirmed(stamp)
    assert drafts.all() == []


def test_a_save_confirmed_late_leaves_what_another_form_has_typed(drafts: Drafts) -> None:
    autosaver = DraftAutosaver(drafts, "r1", "opinion")
    stamp = autosaver.typed({"text": "một"})
    autosaver.release()
    later = DraftAutosaver(drafts, "r1", "opinion")
    later.typed({"text": "một, sửa"})
    later.release()
    assert not autosaver.confirmed(stamp)
    assert drafts.all()[0].values["text"] == "một, sửa"


def test_a_second_session_sees_the_record_busy_and_may_take_it_over(drafts: Drafts) -> None:
    lost: list[str] = []
    first = DraftAutosaver(drafts, "r1", "opinion", on_lost=lambda: lost.append("r1"))
    first.typed({"text": "của phiên một"})
    first.flush()
    other = another_session(drafts)
    second = DraftAutosaver(other, "r1", "opinion")
    assert first.mine
    assert not second.mine
    assert other.busy("r1")
    assert second.found is not None
    assert second.found.values["text"] == "của phiên một"
    second.typed({"text": "không được ghi"})
    second.flush()
    assert drafts.all()[0].values["text"] == "của phiên một"

    second.take_over()
    second.typed({"text": "của phiên hai"})
    second.flush()
    first.typed({"text": "của phiên một, gõ tiếp"})
    first.flush()
    assert lost == ["r1"]
    assert first.lost
    assert not first.mine
    texts = {draft.values["text"]: draft for draft in drafts.all()}
    assert set(texts) == {"của phiên hai", "của phiên một, gõ tiếp"}
    assert {draft.origin for draft in texts.values()} == {"r1"}
    first.release()
    assert second.mine
    assert another_session(drafts).busy("r1")


def test_a_killed_session_leaves_its_records_free(drafts: Drafts) -> None:
    code = (
        "import sys, time; from pathlib import Path\n"
        "from tui.drafts.store import Drafts; from tui.drafts.autosaver import DraftAutosaver\n"
        "d = Drafts('nd-mocbac', 'town', Path(sys.argv[1])); k = DraftAutosaver(d, 'r1', 'opinion')\n"
        "n = 0\n"
        "while True:\n"
        "    n += 1; k.typed({'text': 'x' * 5000 + str(n)}); k.flush()\n"
        "    print(n, flush=True)\n"
    )
    for _time in range(5):
        child = subprocess.Popen(
            [sys.executable, "-c", code, str(drafts.folder.parent)], stdout=subprocess.PIPE, cwd=ROOT, text=True
        )
        assert child.stdout is not None
        said = [child.stdout.readline() for _line in range(20)]
        assert drafts.busy("r1")
        child.kill()
        rest = child.stdout.read().split()
        child.wait()
        child.stdout.close()
        last = int((rest or [said[-1]])[-1])
        (draft,) = drafts.all()
        assert int(draft.values["text"].lstrip("x")) >= last
        next_session = DraftAutosaver(drafts, "r1", "opinion")
        assert next_session.mine
        next_session.release()
        assert not drafts.busy("r1")


def test_a_full_disk_is_said_and_stops_nobody(drafts: Drafts, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[object] = []
    drafts.on_trouble = lambda: said.append(drafts.trouble)
    autosaver = DraftAutosaver(drafts, "r1", "opinion")

    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as disk:
        disk.setattr(os, "fsync", full)
        autosaver.typed({"text": "gõ tiếp"})
        autosaver.flush()
        assert said == [("drafts_disk_full", str(drafts.folder))]
        assert autosaver.unwritten
        assert [path.suffix for path in drafts.folder.iterdir()] == [".lock"]
    autosaver.flush()
    assert said[-1] is None
    assert drafts.all()[0].values["text"] == "gõ tiếp"


def test_what_a_closed_form_could_not_write_is_there_when_it_is_opened_again(tmp_path: Path) -> None:
    (tmp_path / "drafts").write_text("a file is in the way")
    drafts = Drafts("nd-mocbac", "town", tmp_path / "drafts")
    autosaver = DraftAutosaver(drafts, "r1", "opinion")
    autosaver.typed({"text": "gõ"})
    autosaver.release()
    assert drafts.unwritten
    again = DraftAutosaver(drafts, "r1", "opinion")
    assert again.found is not None and again.found.values["text"] == "gõ"
    again.release()
    assert drafts.unwritten
    (tmp_path / "drafts").unlink()
    drafts.unwritten.try_again()
    assert not drafts.unwritten
    assert drafts.all()[0].values["text"] == "gõ"


def test_what_a_closed_form_left_is_not_written_over_another_session(tmp_path: Path) -> None:
    (tmp_path / "drafts").write_text("a file is in the way")
    drafts = Drafts("nd-mocbac", "town", tmp_path / "drafts")
    autosaver = DraftAutosaver(drafts, "r1", "opinion")
    autosaver.typed({"text": "gõ trước"})
    autosaver.release()
    (tmp_path / "drafts").unlink()
    other = DraftAutosaver(another_session(drafts), "r1", "opinion")
    other.typed({"text": "gõ sau"})
    other.flush()
    drafts.unwritten.try_again()
    assert {draft.record: draft.values["text"] for draft in drafts.all()} == {
        "r1": "gõ sau", f"r1.{drafts.session}": "gõ trước",
    }  # fmt: skip


def test_without_a_home_nothing_is_kept_and_the_program_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    def homeless() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.delenv("XDG_STATE_HOME", raising=False)
    monkeypatch.setattr(Path, "home", homeless)
    drafts = Drafts("nd-mocbac", "town")
    autosaver = DraftAutosaver(drafts, "r1", "opinion")
    autosaver.typed({"text": "gõ"})
    autosaver.flush()
    assert drafts.unwritable and drafts.unwritten


def test_a_folder_that_cannot_be_made_is_said_and_tried_again(tmp_path: Path) -> None:
    (tmp_path / "drafts").write_text("a file is in the way")
    drafts = Drafts("nd-mocbac", "town", tmp_path / "drafts")
    autosaver = DraftAutosaver(drafts, "r1", "opinion")
    assert autosaver.mine
    assert drafts.trouble == ("drafts_unwritable", str(drafts.folder))
    autosaver.typed({"text": "gõ"})
    autosaver.flush()
    (tmp_path / "drafts").unlink()
    autosaver.flush()
    assert drafts.trouble is None
    assert len(drafts.all()) == 1


def test_a_folder_that_is_a_link_is_refused(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "drafts").mkdir()
    drafts = Drafts("nd-mocbac", "town", tmp_path / "drafts")
    drafts.folder.symlink_to(tmp_path / "elsewhere")
    autosaver = DraftAutosaver(drafts, "r1", "opinion")
    autosaver.typed({"text": "bí mật"})
    autosaver.flush()
    assert drafts.trouble is not None
    assert drafts.trouble[0] == "drafts_refused"
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_a_folder_of_somebody_else_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    drafts = Drafts("nd-mocbac", "town", tmp_path / "drafts")
    drafts.prepare()
    somebody_else = os.getuid() + 1
    monkeypatch.setattr(os, "getuid", lambda: somebody_else)
    assert drafts.all() == []
    assert drafts.trouble is not None
    assert drafts.trouble[0] == "drafts_refused"


def test_a_broken_draft_is_set_aside_and_said_once(drafts: Drafts) -> None:
    autosaver = DraftAutosaver(drafts, "r1", "opinion")
    autosaver.typed({"text": "tốt"})
    autosaver.release()
    for number, content in enumerate((b"", b"\xff\xfe", b'{"record": 5', b"[" * 100_000)):
        (drafts.folder / f"bad{number}.json").write_bytes(content)
    assert [draft.record for draft in drafts.all()] == ["r1"]
    assert drafts.trouble is not None
    assert drafts.trouble[0] == "draft_broken"
    assert not drafts.unwritable
    assert len(list(drafts.folder.glob("*.bad"))) == 4
    drafts.trouble = None
    assert len(drafts.all()) == 1
    assert drafts.trouble is None


def test_a_lock_goes_with_its_process_and_with_its_release(tmp_path: Path) -> None:
    one, two = Lock(tmp_path / "x.lock"), Lock(tmp_path / "x.lock")
    assert one.take()
    assert one.mine()
    assert not two.take()
    assert two.held_elsewhere()
    one.release()
    assert two.take()
    assert not one.mine()
    assert one.held_elsewhere()
    two.release()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("unmeasured")
def test_writing_a_draft_takes_no_time_worth_a_key(drafts: Drafts) -> None:
    autosaver = DraftAutosaver(drafts, "r1", "opinion")
    start = time.perf_counter()
    for number in range(1000):
        autosaver.typed({"text": "x" * 2000, "n": str(number)})
    assert (time.perf_counter() - start) / 1000 < 0.001
    autosaver.discard()
    assert drafts.all() == []
