"""A session whose program is taken from the disk while it runs, as an upgrade in place does: `python -m
tests.shell.taken_away clerk|reviewer DSN FOLDER TREE`, where TREE is the copy that Python reads the program from.

Prints what was looked for too late, a line each, and what the person did not see.
"""

from __future__ import annotations

import asyncio
import contextlib
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

import screens  # noqa: F401 - registers them
from db.core import sign_in
from db.core.connect import Session
from db.core.errors import DataError
from tests.drivers.pilot import sits_at
from tui.database.save_queue import SaveQueue
from tui.drafts.store import Drafts
from tui.shell import read_ahead, registry
from tui.shell.app import LangNghe
from tui.shell.settings import Settings

#: Keys, and what is seen then: through every screen that a clerk's and a reviewer's keys lead to.
CLERK = (
    ("1", "BÁO CÁO TÌNH HÌNH"), ("ctrl+n", "Nội dung"), ("2 enter g c enter 3 enter", "giữ ở bản nháp"),
    ("question_mark question_mark", "Nội dung"),
    ("ô n g space N g u y ễ n space V ă n space A n space n ó i", "ông Nguyễn Văn An"),
    ("ctrl+s", "Cảnh báo"), ("ctrl+r", "Lý do"), ("l à space t ê n space đ ư ờ n g enter", "Nội dung"),
    ("ctrl+s", "đã lưu"), ("ctrl+g ctrl+g", "PHÍM"), ("escape escape", "Ý KIẾN (1)"), ("end enter", "Đề xuất"),
    ("x y z ctrl+s", "đã lưu"), ("escape", "Ý KIẾN (1)"), ("3", "LỊCH SỬ"), ("escape escape", "VIỆC CẦN LÀM"),
    ("2", "ĐỘT XUẤT"), ("escape", "VIỆC CẦN LÀM"), ("4", "CHƯƠNG TRÌNH"), ("slash d â n escape escape", "VIỆC CẦN LÀM"),
)  # fmt: skip
REVIEWER = (
    ("7", "TÌNH HÌNH"), ("space space 2", "Lý do"), ("c h ư a space r õ", "chưa rõ"), ("escape", "CHỜ NHẬN 1"),
    ("3", "LỊCH SỬ"), ("escape", "CHỜ NHẬN 1"), ("escape", "ĐANG THEO DÕI"), ("5", "Mộc Bắc"),
    ("escape", "ĐANG THEO DÕI"), ("6", "2023"), ("escape", "ĐANG THEO DÕI"),
)  # fmt: skip


class Late:
    """Told by Python of every module that it does not have yet."""

    def __init__(self) -> None:
        self.names: list[str] = []

    def find_spec(self, name: str, path: object = None, target: ModuleType | None = None) -> None:
        if name.partition(".")[0] not in sys.stdlib_module_names:
            self.names.append(name)


async def sits(dsn: str, folder: Path, tree: Path, steps: Sequence[tuple[str, str]], late: Late) -> None:
    """One session, whose `tree` is taken away once its home is shown and all is read."""
    work, drafts = SaveQueue(lambda: Session(dsn)), Drafts("somebody", "test", folder)
    app = LangNghe(work, drafts, settings=Settings(folder / "settings.json"))
    async with sits_at(app, (100, 30)) as person:
        await person.sees("2023", "trợ giúp")
        read_ahead.read(app.frame.ahead())
        shutil.rmtree(tree)
        sys.meta_path.insert(0, late)  # type: ignore[arg-type]
        for keys, seen in steps:
            await person.presses(*keys.split())
            await person.sees(seen)


def main(who: str, dsn: str, folder: Path, tree: Path) -> None:
    late = Late()
    asyncio.run(sits(dsn, folder, tree, {"clerk": CLERK, "reviewer": REVIEWER}[who], late))
    for name in registry.SCREENS:
        registry.screen_class(name)
    for wrong in ("host=/nonexistent", "service=khong-co"):
        with contextlib.suppress(DataError):  # says why, and reads what it needs for that
            sign_in.connect(wrong)
    print("\n".join(late.names), end="")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], Path(sys.argv[3]), Path(sys.argv[4]))
