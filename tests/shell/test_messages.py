"""Errors as sentences, the terminal, settings and the language."""

from __future__ import annotations

import datetime as dt
import re
import string
from pathlib import Path

import pytest

from db.core.errors import Closed, Conflict, Invalid
from tests.drivers.program import ROOT
from tui.runtime.terminal import charset, charset_is_utf8
from tui.shell.settings import Settings
from tui.wording import i18n
from tui.wording.i18n import _, _n
from tui.wording.messages import sentence, sentence_of
from tui.wording.sentences import AREAS, SENTENCES


def test_a_code_becomes_a_sentence_with_its_parameters() -> None:
    assert sentence(Closed("month_locked", month=dt.date(2023, 9, 1))).startswith("Tháng 9/2023 đã khóa.")
    assert sentence(Closed("month_locked", month="2023-09-01")).startswith("Tháng 9/2023 đã khóa.")
    assert "“zz”" in sentence(Invalid("unknown_code", typed="zz", nearest=["dt đất đai", "mt môi trường"]))
    assert sentence(Conflict("stale")) == "Bản ghi đã được sửa từ nơi khác; xem hai bản rồi chọn."


def test_an_unknown_code_is_named_and_a_missing_parameter_fails_nothing() -> None:
    assert sentence(Invalid("never_heard_of")) == "Không làm được (mã lỗi never_heard_of)."
    assert "…" in sentence(Invalid("unknown_code"))
    assert sentence_of("text_too_short", least=10, length=3, found="{x}") == (
        "Ngắn quá: cần ít nhất 10 ký tự, mới có 3."
    )


def test_a_code_of_postgresql_says_the_same_as_ours() -> None:
    ours = Invalid("personal_data", kind="phone", excerpt="0912 345 678")
    assert sentence(ours) == "Có vẻ nêu số điện thoại: “0912 345 678”"
    assert "“zz”" in sentence(Invalid("unknown_code", list="topics", code="zz"))
    assert "từ ngày 15/10/2023" in sentence(Closed("month_not_open", month="2023-10-01", opens="2023-10-15"))


def test_the_braces_of_every_sentence_are_names() -> None:
    for code, text in SENTENCES.items():
        assert all(name is None or name.isidentifier() for _l, name, _s, _c in string.Formatter().parse(text)), code


def test_no_area_says_a_code_twice() -> None:
    assert sum(len(area) for area in AREAS) == len(SENTENCES)


def test_every_code_that_postgresql_raises_has_a_sentence() -> None:
    sql = "\n".join(path.read_text() for path in (ROOT / "db").rglob("*.sql"))
    codes = set(re.findall(r"app\.refuse\(\s*'[a-z]+',\s*'([a-z_]+)'", sql))
    assert codes
    assert codes - set(SENTENCES) == set()


def test_every_code_that_python_raises_has_a_sentence() -> None:
    raised = re.compile(r'(?:Invalid|Conflict|Denied|Duplicate|Closed|Unreachable|Warning|BadEntry)\(\s*"([a-z_]+)"')
    named = re.compile(r'\((?:Invalid|Duplicate|Denied|Unreachable), "([a-z_]+)", ')
    for package in ("db", "tui", "screens"):
        for path in (ROOT / package).rglob("*.py"):
            text = path.read_text(encoding="utf-8")
            codes = {*raised.findall(text), *named.findall(text), *re.findall(r'[( ]code="([a-z_]+)"', text)}
            assert codes - set(SENTENCES) == set(), path


@pytest.mark.parametrize(
    ("environ", "good"),
    [
        ({}, True),
        ({"LANG": "C"}, True),
        ({"LC_ALL": "POSIX"}, True),
        ({"LANG": "vi_VN"}, True),
        ({"LANG": "vi_VN.UTF-8"}, True),
        ({"LANG": "vi_VN.utf8@x"}, True),
        ({"LANG": "vi_VN.UTF-8", "LC_ALL": "vi_VN.TCVN"}, False),
        ({"LC_CTYPE": "en_US.ISO-8859-1", "LANG": "C.UTF-8"}, False),
    ],
)
def test_only_a_named_other_charset_is_refused(environ: dict[str, str], good: bool) -> None:
    assert charset_is_utf8(environ) is good, charset(environ)


def test_the_language_is_chosen_at_start_and_reaches_everything() -> None:
    try:
        assert _("lưu") == "lưu"
        i18n.setup("en")
        assert _("lưu") == "save"
        assert _("") == ""
        assert i18n.language() == "en"
        assert [_n("{n} mục chưa lưu", n) for n in (1, 2)] == ["1 save waiting", "2 saves waiting"]
        assert _("không có trong danh mục") == "không có trong danh mục"
        with pytest.raises(ValueError, match="fr"):
            i18n.setup("fr")
    finally:
        i18n.setup("vi")
    assert _("lưu") == "lưu"


def test_a_choice_about_the_screen_is_remembered(tmp_path: Path) -> None:
    path = tmp_path / "folder" / "settings.json"
    settings = Settings(path)
    assert settings.get("codes", True)
    settings.set("codes", False)
    assert not Settings(path).get("codes", True)
    path.write_text("{broken")
    assert Settings(path).get("codes", True)
