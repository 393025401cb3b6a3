"""Whatever is open stays listed when the year has turned, with its own day and in its own place."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from db.core.connect import Session
from db.duties.monthly_report.home import Home, home
from db.people.who import Person, whoami
from db.rules import todo_order
from screens.home.rows import rows
from tests.screens.clerks import at_home, play
from tests.town import CLERK, FARMERS_MOC_BAC, FARMERS_REVIEWER, NEIGHBOUR, WOMEN_MOC_BAC, Town, town

__all__ = ["town"]

NEW_YEAR, MAY = "2024-01-01 09:00+07", "2024-05-01 09:00+07"
_NEXT_PROGRAMME = """
insert into app.programme (year, area_id, title, title_en, source, source_en, digest)
select 2024, area_id, title, title_en, source, source_en, digest from app.programme;
insert into app.target select g.id, t.number, t.code, t.wording, t.wording_en, t.owes, t.owes_en, t.periods,
    t.target_limit, t.target_limit_en, t.note, t.note_en, t.due_rule
    from app.target t, app.programme g where g.year = 2024;
insert into app.period select g.id, p.rule, p.month + interval '1 year', p.opens + interval '1 year',
    p.due + interval '1 year', p.locks + interval '1 year' from app.period p, app.programme g where g.year = 2024;
update app.period set locks = '2024-01-09' where month = '2023-12-01';
"""


def month(year: int, number: int) -> dt.date:
    return dt.date(year, number, 1)


@pytest.fixture
def turning(town: Town) -> Town:
    """The clerk of the Farmers in December: January to August sent, September returned, October and an ad hoc report
    waiting, November never sent, December and an ad hoc report begun."""
    town.rows(_NEXT_PROGRAMME)
    for number in range(1, 11):
        town.set_clock(f"2023-{number:02}-10 09:00+07")
        report = town.report(kind="periodic", month=month(2023, number))
        town.send(report)
        if number == 9:
            town.give_back(report, due="2023-11-05")
        elif number < 9:
            town.accept(report)
    town.set_clock("2023-12-12 09:00+07")
    town.report(kind="periodic", month=month(2023, 12))
    town.report(general="Ngập ở Yên Bình", month=month(2023, 12))
    town.send(town.report(general="Cháy rừng", month=month(2023, 12)))
    return town


def found(town: Town, moment: str, login: str = CLERK) -> tuple[Person, Home]:
    """What that person's home has at that moment."""
    town.set_clock(moment)
    session = Session(town.database.dsn(login))
    person = whoami(session)
    there = home(session, person)
    session.close()
    return person, there


def words(person: Person, there: Home) -> list[str]:
    """The lines of the home screen."""
    listed = [row.lines(80) if callable(row.lines) else row.lines for row in rows(there, person, [])]
    lines = [line for lines in listed for line in lines]
    return ["".join(piece[0] for piece in line) if isinstance(line, list) else str(line) for line in lines]


@pytest.mark.parametrize(("moment", "this_year"), [(NEW_YEAR, [1]), (MAY, [1, 2, 3, 4, 5])])
def test_what_was_not_done_last_year_is_still_to_do(turning: Town, moment: str, this_year: list[int]) -> None:
    person, there = found(turning, moment)
    listed = [row.month for row in todo_order.to_do(there.own)]
    assert listed[0] == month(2023, 9)  # returned: the first of all
    assert {month(2023, 11), month(2023, 12), *(month(2024, number) for number in this_year)} <= set(listed)
    assert listed.index(month(2023, 12)) < listed.index(month(2024, 1)) or moment == MAY
    lines = words(person, there)
    assert any("Báo cáo tháng 9/2023" in line and "5/11" in line and "TRẢ LẠI" in line for line in lines)
    assert any("Báo cáo tháng 12/2023" in line and "20/12" in line for line in lines)
    assert any("Ngập ở Yên Bình" in line and "đang soạn" in line for line in lines)


def test_what_can_be_entered_comes_before_what_is_locked_whatever_its_year(turning: Town) -> None:
    _person, there = found(turning, NEW_YEAR)
    assert [row.month for row in todo_order.to_do(there.own)] == [
        month(2023, 9), month(2023, 12), month(2024, 1), month(2023, 11),
    ]  # fmt: skip


def test_what_still_waits_is_listed_and_what_was_accepted_is_not(turning: Town) -> None:
    person, there = found(turning, MAY)
    assert [row.month for row in todo_order.done(there.own)] == [month(2023, 10)]
    lines = words(person, there)
    assert any("Báo cáo tháng 10/2023" in line and "chờ nhận" in line for line in lines)
    assert any("Cháy rừng" in line and "chờ nhận" in line for line in lines)
    assert "ĐÃ XONG NĂM NAY" not in " ".join(lines)
    assert any("4 tháng đến hạn" in line for line in lines)  # of this year alone


def test_a_month_opened_again_is_to_do_after_the_year_has_turned(turning: Town) -> None:
    turning.set_clock(MAY)
    turning.rows(
        "select app.reopen(gen_random_uuid(), 'd', gen_random_uuid(), %s, '2023-11-01', 'Mất mạng cả tháng', %s)",
        (FARMERS_MOC_BAC, "2024-05-20"), FARMERS_REVIEWER,
    )  # fmt: skip
    _person, there = found(turning, MAY)
    (row,) = (row for row in todo_order.to_do(there.own) if row.month == month(2023, 11))
    assert row.takes_entry()


def test_a_reviewer_still_sees_whoever_has_not_reported_while_a_month_takes_entry(turning: Town) -> None:
    person, there = found(turning, NEW_YEAR, FARMERS_REVIEWER)
    assert {row.month for row in there.followed} == {month(2023, 12), month(2024, 1)}
    assert any("Tháng 12/2023: đã gửi 0/3, chưa gửi 3" in line for line in words(person, there))
    assert [report.month for report in there.waiting] == [month(2023, 10), month(2023, 12)]
    person, there = found(turning, MAY, FARMERS_REVIEWER)
    assert {row.month for row in there.followed} == {month(2024, 5)}
    assert len(there.waiting) == 2


def test_without_a_programme_of_the_new_year_a_clerk_has_their_keys(town: Town, tmp_path: Path) -> None:
    town.send(town.report(NEIGHBOUR, WOMEN_MOC_BAC, kind="periodic"), NEIGHBOUR)
    town.set_clock("2025-05-01 09:00+07")

    async def scene() -> None:
        async with at_home(town, tmp_path) as clerk:
            await clerk.sees("VIỆC CẦN LÀM", "báo cáo tháng")
            assert "chưa được giao việc" not in " ".join(clerk.lines)

    play(scene())
