"""The guides say what is there: their screens, keys, messages and links are those of the program."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.docs import guides, keytable
from tests.docs.guides import DOCS, GUIDES
from tests.drivers.program import ROOT
from tui.wording import i18n
from tui.wording.sentences import SENTENCES

DOCUMENTS = sorted([*ROOT.glob("*.md"), *DOCS.glob("*.md")])
in_both_languages = pytest.mark.parametrize("language", GUIDES)


def text_of(language: str) -> str:
    return GUIDES[language].read_text(encoding="utf-8")


@in_both_languages
def test_the_key_table_is_that_of_the_program(language: str) -> None:
    assert keytable.stands_in(GUIDES[language]) == keytable.table(language), "python -m tests.docs.keytable"


def test_every_screen_has_a_name_in_the_key_table() -> None:
    assert keytable.unnamed() == set()


@in_both_languages
def test_every_screen_of_a_guide_was_captured_and_stands_there_as_captured(language: str) -> None:
    guide = text_of(language)
    shown = guides.screens_in(guide)
    assert len(shown) > 20
    assert [name for name in shown if not guides.capture(language, name).exists()] == []
    assert guides.filled(guide, language) == guide, "python -m tests.captures"


def test_every_capture_is_shown_in_both_guides() -> None:
    for language in GUIDES:
        there = {path.stem for path in (DOCS / "screens" / language).glob("*.txt")}
        assert there - set(guides.screens_in(text_of(language))) == set()


def test_a_capture_is_a_screen_of_80_by_24() -> None:
    for path in DOCS.glob("screens/*/*.txt"):
        lines = path.read_text(encoding="utf-8").splitlines()
        assert len(lines) <= 24, path
        assert max(map(len, lines)) <= 80, path


def test_both_guides_have_the_same_structure() -> None:
    vietnamese, english = text_of("vi"), text_of("en")
    assert [level for level, _ in guides.headings(vietnamese)] == [level for level, _ in guides.headings(english)]
    assert guides.screens_in(vietnamese) == guides.screens_in(english)


@in_both_languages
def test_every_message_of_a_guide_is_one_of_the_program(language: str) -> None:
    i18n.setup(language)
    said = {re.sub(r"\{\w+\}", "…", i18n._(sentence)) for sentence in SENTENCES.values()}
    i18n.setup()
    heading = {"vi": "## Các câu báo thường gặp", "en": "## Messages you may meet"}[language]
    told = guides.first_cells(text_of(language), heading)
    assert len(told) > 10
    assert [message for message in told if message not in said] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_what_a_document_links_to_exists(document: Path) -> None:
    for link in guides.links(document.read_text(encoding="utf-8")):
        if "://" in link:
            continue
        name, _, wanted = link.partition("#")
        target = document.parent / name if name else document
        assert target.exists(), f"{document.name} → {link}"
        if wanted:
            there = {guides.anchor(words) for _level, words in guides.headings(target.read_text(encoding="utf-8"))}
            assert wanted in there, f"{document.name} → {link}"


def test_the_readme_has_two_commands_of_one_line_each() -> None:
    blocks = re.findall(r"^```sh\n(.*?)^```$", (ROOT / "README.md").read_text(encoding="utf-8"), re.M | re.S)
    assert [len(block.splitlines()) for block in blocks] == [1, 1]
    demo, tests = (block.strip() for block in blocks)
    assert demo.startswith("python3 -m venv") and demo.endswith("langnghe demo")
    assert tests.startswith("python3 -m venv") and tests.endswith("-m tests")


def test_the_readme_shows_the_home_screen() -> None:
    assert "docs/home.svg" in guides.links((ROOT / "README.md").read_text(encoding="utf-8"))
    picture = (DOCS / "home.svg").read_text(encoding="utf-8")
    for words in ("VIỆC CẦN LÀM", "ĐÃ XONG NĂM NAY", "TRẢ LẠI"):
        assert words in picture
