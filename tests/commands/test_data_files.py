"""`programme check|load` and `places load`: a broken file is told by file, line and fault, and loaded not at all."""

from __future__ import annotations

import contextlib
import datetime as dt
from pathlib import Path

import pytest

from db.core.connect import Session
from db.demo.town import PLACES, PROGRAMME
from db.people import who
from db.programme.code_lists import choices
from tests.commands.running import langnghe
from tests.servers import Database


def line_of(path: Path, text: str) -> int:
    return path.read_text(encoding="utf-8").split(text)[0].count("\n") + 1


@pytest.fixture
def programme(tmp_path: Path) -> Path:
    """A copy of the programme of 2023, to be broken."""
    path = tmp_path / "2023.toml"
    path.write_text(PROGRAMME.read_text(encoding="utf-8"), encoding="utf-8")
    return path


@pytest.fixture
def places(tmp_path: Path) -> Path:
    path = tmp_path / "noi-khac.toml"
    path.write_text(PLACES.read_text(encoding="utf-8"), encoding="utf-8")
    return path


def broken(path: Path, old: str, new: str) -> int:
    """Change the file and return the line on which that was."""
    line = line_of(path, old)
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    return line


def test_the_programme_of_2023_is_sound_and_says_who_owes_what_a_sentence_each() -> None:
    ended = langnghe("programme", "check", str(PROGRAMME))
    assert (ended.code, ended.err) == (0, "")
    lines = ended.out.splitlines()
    assert lines[-1] == "Tệp tốt."
    heading = next(number for number, line in enumerate(lines) if line.startswith("13. "))
    assert lines[heading + 2] == (
        "    - mỗi xã: MTTQ chủ trì, cùng các tổ chức, 1–2 cuộc mỗi năm, hạn ngày 15 tháng 12"
    )
    english = langnghe("programme", "check", str(PROGRAMME), "--lang", "en").out
    assert (
        "    - each commune: the Front leads, with the other bodies, 1–2 to be held a year, due 15 December" in english
    )


def test_who_owes_what_as_json() -> None:
    targets = langnghe("programme", "check", str(PROGRAMME), "--json").json
    assert [target["target"] for target in targets] == list(range(1, 22))
    assert all(set(target) == {"target", "code", "sentences"} and target["sentences"] for target in targets)
    assert targets[15]["code"] == "monthly_report" and len(targets[12]["sentences"]) == 2


def test_every_fault_is_named_with_file_line_and_words(programme: Path) -> None:
    first = broken(programme, 'shift = "next_working"', 'shift = "sometime"')
    second = broken(programme, "date = 2023-09-02", "date = 2032-09-02")
    ended = langnghe("programme", "check", str(programme))
    assert ended.code == 1
    lines = ended.out.splitlines()
    assert lines[0].startswith(f"{programme}:{first}: ") and "sometime" in lines[0]
    assert lines[1].startswith(f"{programme}:{second}: ") and "2032" in lines[1]
    assert len(lines) == 2 and ended.err == "Tệp có 2 lỗi, chưa nạp gì.\n"


def test_faults_as_json(programme: Path) -> None:
    line = broken(programme, "year = 2023", "year = ")
    ended = langnghe("programme", "check", str(programme), "--json")
    assert ended.code == 1
    (fault,) = ended.json
    assert (fault["file"], fault["line"], fault["code"]) == (str(programme), line, "syntax")
    assert set(fault) == {"file", "line", "code", "message"}


@pytest.mark.parametrize("command", [["programme", "check"], ["programme", "load"], ["places", "load"]], ids=" ".join)
def test_a_file_that_is_not_there_or_no_text(command: list[str], tmp_path: Path) -> None:
    for path in (tmp_path / "khong-co.toml", tmp_path):
        ended = langnghe(*command, str(path))
        assert ended.code == 1 and str(path) in ended.out + ended.err
    strange = tmp_path / "anh.toml"
    strange.write_bytes(b"\xff\xfe\x00")
    ended = langnghe(*command, str(strange))
    assert ended.code == 1 and "UTF-8" in ended.out + ended.err


def test_a_broken_programme_is_not_loaded(demo_database: Database, programme: Path) -> None:
    before = demo_database.rows("select * from app.target order by number")
    line = broken(programme, 'code = "monthly_report"', 'code = ""')
    ended = langnghe("programme", "load", str(programme), dsn=demo_database.dsn("quantri"))
    assert ended.code == 1 and ended.out == "" and f"{programme}:{line}: " in ended.err
    assert demo_database.rows("select * from app.target order by number") == before


def test_a_programme_is_loaded_again_with_other_words(demo_database: Database, programme: Path) -> None:
    title = "Chương trình công tác sửa lại"
    broken(programme, programme.read_text(encoding="utf-8").split('title = "')[1].split('"')[0], title)
    ended = langnghe("programme", "load", str(programme), dsn=demo_database.dsn("quantri"))
    assert ended.code == 0 and "năm 2023: 21 chỉ tiêu" in ended.out
    assert demo_database.rows("select title from app.programme") == [{"title": title}]
    assert demo_database.value("select count(*) from app.period where rule = 'monthly_20'") == 12


def test_only_an_administrator_loads(demo_database: Database) -> None:
    for command, path in (("programme", PROGRAMME), ("places", PLACES)):
        ended = langnghe(command, "load", str(path), dsn=demo_database.dsn("nd-mocbac"))
        assert ended.code == 1 and ended.err.count("\n") == 1


def test_places_are_loaded_into_an_empty_office(database: Database) -> None:
    ended = langnghe("places", "load", str(PLACES), dsn=database.dsn())
    assert ended.code == 0 and "6 khối" in ended.out
    town = "select count(*) from app.organisation o join app.area a on a.id = o.area_id where o.closed >= '2023-12-31'"
    assert database.value(f"{town} and o.opened <= '2023-12-31' and (a.id = 3 or a.parent_id = 3)") == 102
    above = "select from_id from app.relation where to_id = 132 and opened <= '2023-12-31' and closed > '2023-12-31'"
    assert database.rows(above) == [{"from_id": 32}]
    again = langnghe("places", "load", str(PLACES), dsn=database.dsn())
    assert (again.code, again.out) == (0, ended.out)
    loaded = langnghe("programme", "load", str(PROGRAMME), dsn=database.dsn())
    assert loaded.code == 0
    assert (
        database.value("select due from app.period where rule = 'monthly_20' and month = '2023-01-01'").isoformat()
        == "2023-01-27"
    )


def test_a_programme_needs_its_town(database: Database) -> None:
    assert "349" in langnghe("programme", "load", str(PROGRAMME), dsn=database.dsn()).sentence


def test_broken_places_are_named_by_line_and_not_loaded(database: Database, places: Path) -> None:
    line = broken(places, 'level = "commune"', 'level = "hamlet"')
    ended = langnghe("places", "load", str(places), dsn=database.dsn())
    assert ended.code == 1 and ended.out == ""
    assert f"{places}:{line}: " in ended.err and "hamlet" in ended.err
    assert database.value("select count(*) from app.area") == 0


def test_loading_places_again_renames_and_keeps_ids(demo_database: Database, places: Path) -> None:
    broken(places, 'name = "Mộc Bắc"', 'name = "Mộc Bắc Mới"')
    assert langnghe("places", "load", str(places), dsn=demo_database.dsn("quantri")).code == 0
    assert demo_database.value("select name from app.area where id = 13") == "Mộc Bắc Mới"
    assert demo_database.value("select name from app.organisation where id = 132") == "Hội Nông dân xã Mộc Bắc Mới"


def test_each_year_has_its_own_lists_whichever_was_loaded_last(demo_database: Database, programme: Path) -> None:
    text = programme.read_text(encoding="utf-8").replace("2023", "2024").replace("2024-02-29", "2024-02-28")
    next_year = programme.with_name("2024.toml")
    next_year.write_text(text.replace('vi = "đồng tình"', 'vi = "tán thành"'), encoding="utf-8")
    for path in (next_year, programme, next_year):
        assert langnghe("programme", "load", str(path), dsn=demo_database.dsn("quantri")).code == 0
    with contextlib.closing(Session(demo_database.dsn("nd-mocbac"))) as session:
        organisation = who.whoami(session).organisations[0]
        natures = [choices(session, organisation, dt.date(year, 10, 1))["natures"] for year in (2023, 2024)]
    assert [(len(one), one[0].label) for one in natures] == [(5, "đồng tình"), (5, "tán thành")]
