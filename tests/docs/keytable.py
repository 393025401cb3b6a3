"""The table of keys in both guides, made from the commands that the screens declare.

    python -m tests.docs.keytable     writes it into docs/guide.vi.md and docs/guide.en.md

A test says when a guide's table is not what this makes.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

import screens  # noqa: F401 - registers them
from tests.docs.guides import GUIDES
from tui.shell import keys
from tui.shell.registry import SCREENS, screen_class
from tui.wording import i18n
from tui.wording.i18n import _

BEGIN, END = "<!-- keys: python -m tests.docs.keytable -->\n", "<!-- end of keys -->\n"
_PLACE = re.compile(f"{re.escape(BEGIN)}(.*?){re.escape(END)}", re.S)

#: What the guides call each screen, in the order of the table.
NAMES = {
    "home": ("trang chủ", "home"),
    "month": ("báo cáo", "report"),
    "opinion": ("ý kiến", "opinion"),
    "general": ("tình hình chung", "general situation"),
    "paper": ("số, ngày", "number, date"),
    "pasted": ("đoạn đã dán", "pasted"),
    "conflict": ("hai bản", "two versions"),
    "review": ("đọc báo cáo", "reading"),
    "returning": ("trả lại", "returning"),
    "matrix": ("một tháng", "month's grid"),
    "year": ("cả năm", "year's grid"),
    "reminder": ("đôn đốc", "reminder list"),
    "reopening": ("mở lại", "reopening"),
    "exempting": ("miễn", "excusing"),
    "redacting": ("xóa tên người", "redacting"),
    "history": ("lịch sử", "history"),
    "programme": ("chương trình", "programme"),
    "accepted": ("báo cáo đã nhận", "accepted reports"),
    "accepted_report": ("đọc báo cáo", "reading"),
}
HEADS = {"vi": ("Phím", "Làm gì", "Ở màn hình"), "en": ("Key", "What it does", "On the screen")}
EVERYWHERE = {"vi": "mọi màn hình", "en": "every screen"}


#: What a screen's class declares for all its kind and this screen has no use for.
WITHOUT = {
    "general": {"next", "codes", "last"},
    "paper": {"new", "codes", "last"},
    **{name: {"codes"} for name in ("returning", "reopening", "exempting")},
}
MANY = 10  # from so many screens on a row says that it holds on all others
OTHERS = {"vi": "các màn hình khác", "en": "all other screens"}


def table(language: str) -> str:
    """The table in Markdown: a row for every key and sentence, with the screens on which it is so."""
    i18n.setup(language)
    everywhere = {command.id for command in keys.EVERYWHERE}
    where = {row: [EVERYWHERE[language]] for row in keys.help_rows(())}
    for name in NAMES:
        own = [
            command
            for command in screen_class(name).commands
            if command.id not in everywhere | WITHOUT.get(name, set())
        ]
        for command in own:
            row = (", ".join(map(keys.name, command.keys)), _(command.help or command.label))
            screens_of_it = where.setdefault(row, [])
            called = NAMES[name][language == "en"]
            if called not in screens_of_it:
                screens_of_it.append(called)
    i18n.setup()
    where = {row: there if len(there) < MANY else [OTHERS[language]] for row, there in where.items()}
    rows = [HEADS[language], ("---", "---", "---"), *((*row, ", ".join(there)) for row, there in where.items())]
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


def unnamed() -> set[str]:
    """Screens that the table has no name for, or names that no screen has."""
    own = {name for name, path in SCREENS.items() if path.startswith("screens.")}  # and none of the tests' own
    return own ^ set(NAMES)


def stands_in(guide: Path) -> str:
    """The table as a guide has it."""
    found = _PLACE.search(guide.read_text(encoding="utf-8"))
    assert found is not None, f"{guide}: no place for the keys"
    return found[1].strip("\n") + "\n"


def main() -> int:
    """Write both."""
    for language, guide in GUIDES.items():
        made = f"{BEGIN}\n{table(language)}\n{END}"
        guide.write_text(
            _PLACE.sub(lambda _found, made=made: made, guide.read_text(encoding="utf-8")), encoding="utf-8"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
