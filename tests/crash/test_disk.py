"""A disk that takes no drafts: it is said, typing and saving go on, and drafts are kept again once they can be."""

from __future__ import annotations

import contextlib
import os
import resource
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.crash.outage import CLERK, begins, drafts, october, stored_once, types_opinion
from tests.drivers.person import Person
from tests.drivers.waiting import until
from tests.servers import Database

Refusal = Callable[[Person, Path], contextlib.AbstractContextManager[None]]


@contextlib.contextmanager
def no_file_may_grow(person: Person, _state: Path) -> Iterator[None]:
    """The program may write no byte into any file: the kernel answers as for a file that is too large."""
    before = resource.prlimit(person.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(person.pid, resource.RLIMIT_FSIZE, (0, before[1]))
    yield
    resource.prlimit(person.pid, resource.RLIMIT_FSIZE, before)


@contextlib.contextmanager
def full(_person: Person, state: Path) -> Iterator[None]:
    """Not a byte is left on the disk of the drafts."""
    stone = state / "state" / "stone"
    with stone.open("wb", buffering=0) as file, contextlib.suppress(OSError):
        while True:
            file.write(b"x" * 512)
    yield
    stone.unlink()


def small_disk(folder: Path) -> bool:
    """Put a disk of 64 KiB there; False where this account may not."""
    folder.mkdir(parents=True, exist_ok=True)
    mount = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(folder)]
    return os.geteuid() == 0 and subprocess.run(mount, capture_output=True, check=False).returncode == 0


@pytest.fixture(params=[no_file_may_grow, full], ids=["a file may not grow", "the disk is full"])
def refusal(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Refusal, str]]:
    """A way in which a disk refuses, and what the program says of it. Where no disk of our own can be had, the second
    is the first again."""
    mounted = request.param is full and small_disk(tmp_path / "state")
    yield (full, "Đĩa đầy") if mounted else (no_file_may_grow, "Không ghi được bản nháp vào")
    if mounted:
        subprocess.run(["umount", "--lazy", str(tmp_path / "state")], check=True)


def test_typing_and_saving_go_on_when_drafts_cannot_be_kept(
    demo_database: Database, tmp_path: Path, refusal: tuple[Refusal, str]
) -> None:
    refused, sentence = refusal
    with Person(state=tmp_path, dsn=demo_database.dsn(CLERK)) as clerk:
        begins(clerk)
        with refused(clerk, tmp_path):
            types_opinion(clerk, 0).sees("nháp chưa ghi được", sentence).sees_no("giữ ở bản nháp")
            assert drafts(tmp_path) == []
            clerk.presses("ctrl+n").sees("Ý KIẾN 2 ·")
            until(lambda: stored_once(demo_database, 1), "the opinion is stored, draft or no draft")
            types_opinion(clerk, 1).sees("nháp chưa ghi được")
        until(lambda: len(drafts(tmp_path)) == 1, "the draft is kept as soon as the disk takes it")
        clerk.sees_no("nháp chưa ghi được").presses("ctrl+s").sees("đã lưu")
        until(lambda: not drafts(tmp_path), "the draft is gone once its opinion is stored")
        assert stored_once(demo_database, 2)
        assert len(october(demo_database)) == 2


QUESTION = "Nháp chưa ghi được, thoát là mất chữ. Vẫn thoát?"


def test_nobody_leaves_what_cannot_be_kept_without_being_asked(
    demo_database: Database, tmp_path: Path, refusal: tuple[Refusal, str]
) -> None:
    refused, sentence = refusal
    with Person(state=tmp_path, dsn=demo_database.dsn(CLERK)) as clerk:
        begins(clerk)
        with refused(clerk, tmp_path):
            types_opinion(clerk, 0).sees(sentence)
            clerk.presses("ctrl+q").sees(QUESTION, "Ctrl+Y thoát, bỏ chữ").presses("escape").sees_no(QUESTION)
            clerk.presses("ctrl+q").sees(QUESTION).writes(" Thêm").sees_no(QUESTION).sees("lợn hơi giảm. Thêm")
            # the form is closed, and what stood in it is still not on the disk
            clerk.presses("escape").sees("Ý KIẾN (1)", "nháp chưa ghi được")
            clerk.presses("escape").sees("VIỆC CẦN LÀM").presses("ctrl+q").sees(QUESTION)
        until(lambda: len(drafts(tmp_path)) == 1, "what the closed form left is kept as soon as the disk takes it")
        assert "Thêm" in drafts(tmp_path)[0]
        clerk.presses("escape").sees_no("nháp chưa ghi được").presses("ctrl+q")
        assert clerk.ended()
        assert clerk.status == 0


def test_who_says_so_leaves_all_the_same(demo_database: Database, tmp_path: Path) -> None:
    with Person(state=tmp_path, dsn=demo_database.dsn(CLERK)) as clerk:
        begins(clerk)
        with contextlib.suppress(ProcessLookupError), no_file_may_grow(clerk, tmp_path):
            types_opinion(clerk, 0).presses("ctrl+q").sees(QUESTION).presses("ctrl+y")
            assert clerk.ended()
        assert clerk.status == 0
