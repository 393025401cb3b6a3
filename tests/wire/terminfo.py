"""What terminfo has of the terminals that people use, written down, for hosts that know only some of them.

python -m tests.wire.terminfo TERM …     writes tests/wire/terminfo.json anew (needs Debian's ncurses-term)
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from tui.wire import abilities
from tui.wire.abilities import Abilities, stated

_FILE = Path(__file__).with_name("terminfo.json")
_ASKED: tuple[tuple[Any, ...], ...] = (
    ("cup", 4, 6), ("el",), ("ed",), ("cuu", 7), ("cud", 7), ("cuf", 7), ("cub", 7), ("cub1",), ("cud1",), ("cr",),
    ("hpa", 7), ("vpa", 7), ("ech", 7), ("ich", 7), ("dch", 7), ("smcup",), ("rmcup",),
    ("civis",), ("cnorm",), ("rmam",), ("smam",), ("setaf", 1), ("setaf", 9), ("setaf", 200), ("setab", 1), ("op",),
    ("sgr0",), ("bold",), ("dim",), ("sitm",), ("smul",), ("rmul",), ("blink",), ("rev",), ("smxx",), ("u7",),
    ("kcbt",), ("ht",), ("hts",), ("tbc",), ("csr", 2, 8), ("ind",), ("ri",), ("indn", 7), ("rin", 7),
)  # fmt: skip


class Written:
    """An entry as the file has it."""

    def __init__(self, entry: dict[str, Any]) -> None:
        self._entry = entry

    def string(self, capability: str, *parameters: int) -> str:
        return str(self._entry[" ".join(map(str, (capability, *parameters)))])

    def number(self, capability: str) -> int:
        return int(self._entry[capability])

    def flag(self, capability: str) -> bool:
        return bool(self._entry[capability])


ENTRIES = {term: Written(entry) for term, entry in json.loads(_FILE.read_text()).items()} if _FILE.exists() else {}


def can(term: str) -> Abilities:
    """What a terminal can by its entry."""
    return stated(ENTRIES[term])


def main(arguments: list[str]) -> int:
    """Write all, or with one name and `--print` print that: a process sees one terminal."""
    if arguments[:1] == ["--print"]:
        entry = abilities.terminfo(arguments[1])
        assert entry is not None, arguments[1]
        strings = {" ".join(map(str, asked)): entry.string(*asked) for asked in _ASKED}
        flags = {name: entry.flag(name) for name in ("am", "xenl", "bce")}
        print(json.dumps({**strings, **{name: entry.number(name) for name in ("colors", "it")}, **flags}))
        return 0
    command = [sys.executable, "-m", "tests.wire.terminfo", "--print"]
    found = {term: json.loads(subprocess.check_output([*command, term])) for term in arguments or ENTRIES}
    lines = ",\n".join(f"{json.dumps(term)}: {json.dumps(entry)}" for term, entry in found.items())
    _FILE.write_text(f"{{\n{lines}\n}}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
