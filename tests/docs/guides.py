"""The guides as files: the screens that stand in them, their headings, links and tables."""

from __future__ import annotations

import re
from pathlib import Path

from tests.drivers.program import ROOT

DOCS = ROOT / "docs"
GUIDES = {"vi": DOCS / "guide.vi.md", "en": DOCS / "guide.en.md"}

_SCREEN = re.compile(r"^<!-- screen: (?P<name>[a-z-]+) -->\n(?:\n```text\n.*?\n```\n)?", re.M | re.S)
_LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")


def capture(language: str, name: str) -> Path:
    """The file of a captured screen."""
    return DOCS / "screens" / language / f"{name}.txt"


def screens_in(guide: str) -> list[str]:
    """The names of the screens that a guide shows, in its order."""
    return [found["name"] for found in _SCREEN.finditer(guide)]


def filled(guide: str, language: str) -> str:
    """The guide with each screen as it was captured last."""

    def block(found: re.Match[str]) -> str:
        text = capture(language, found["name"]).read_text(encoding="utf-8")
        return f"<!-- screen: {found['name']} -->\n\n```text\n{text}```\n"

    return _SCREEN.sub(block, guide)


def fill() -> None:
    """Put the captures into both guides."""
    for language, guide in GUIDES.items():
        guide.write_text(filled(guide.read_text(encoding="utf-8"), language), encoding="utf-8")


def prose(text: str) -> str:
    """A document without its fenced blocks."""
    return re.sub(r"^```.*?^```$", "", text, flags=re.M | re.S)


def headings(text: str) -> list[tuple[int, str]]:
    """(level, words) of each heading."""
    return [(len(marks), words) for marks, words in re.findall(r"^(#+) (.+)$", prose(text), re.M)]


def anchor(heading: str) -> str:
    """The name by which a heading can be linked to, as GitHub makes it."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def links(text: str) -> list[str]:
    """Everything that a document links to."""
    return _LINK.findall(prose(text))


def first_cells(text: str, heading: str) -> list[str]:
    """The first column of the table under a heading, without its head."""
    section = text.split(f"\n{heading}\n", 1)[1].split("\n## ", 1)[0]
    rows = [line for line in section.splitlines() if line.startswith("| ")]
    return [row.split(" | ")[0].removeprefix("| ") for row in rows[2:]]
