"""What an administrator may not do with power over people: for themselves, back in time, unseen, to the last one."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

import psycopg2
import pytest

from db.core.ids import uuid7
from tests.integrity.together import in_transaction
from tests.permissions.conftest import Scene
from tests.town import (
    ADMINISTRATOR,
    CLERK,
    DECIDER,
    FARMERS,
    FARMERS_MOC_BAC,
    NATIONAL,
    NEIGHBOUR,
    REVIEWER,
    STRANGER,
    TOWN,
    WOMEN_MOC_BAC,
    Town,
)

pytestmark = pytest.mark.both_versions

_GIVE = "select app.duty_give(gen_random_uuid(), 'd', %s, %s, %s, %s, %s, %s, %s)"
_END = "select app.duty_close(gen_random_uuid(), 'd', %s, %s, %s)"
_CLOSE = "select app.staff_close(gen_random_uuid(), 'd', %s)"
_FOR_GOOD = ("administrator", None, None, None)


@contextlib.contextmanager
def _refused(code: str) -> Iterator[None]:
    with pytest.raises(psycopg2.Error) as caught:
        yield
    assert caught.value.diag.message_primary == code, caught.value


def _duty(town: Town, login: str) -> int:
    sql = "select max(d.id) from app.duty d join app.staff s on s.id = d.staff_id where s.role = %s"
    return int(town.value(sql, (login,)))


@pytest.mark.parametrize(
    ("kind", "organisation", "area"),
    [("clerk", FARMERS_MOC_BAC, None), ("reviewer", None, TOWN), ("decider", None, TOWN), ("national", None, None),
     ("administrator", None, None)],
)  # fmt: skip
def test_an_administrator_gives_themselves_no_duty(
    scene: Scene, kind: str, organisation: int | None, area: int | None
) -> None:
    scene.denied(ADMINISTRATOR, _GIVE, (ADMINISTRATOR, kind, organisation, area, None, None, None))


def test_an_administrator_ends_no_duty_of_their_own(scene: Scene) -> None:
    scene.denied(ADMINISTRATOR, _END, (ADMINISTRATOR, _duty(scene, ADMINISTRATOR), None))


def test_no_duty_is_dated_back_by_a_person(town: Town) -> None:
    person = town.hire("newcomer")
    for kind, organisation, area in (("clerk", FARMERS_MOC_BAC, None), ("reviewer", None, TOWN),
                                     ("national", None, None)):  # fmt: skip
        with _refused("first_in_past"):
            town.rows(_GIVE, (person, kind, organisation, area, None, "2023-10-15", None), ADMINISTRATOR)
        town.line(ADMINISTRATOR).rollback()
    town.rows(_GIVE, (person, "reviewer", None, TOWN, None, "2023-10-16", None), ADMINISTRATOR)
    with _refused("last_in_past"):  # as if it had been over before it was used
        town.rows(_END, (person, _duty(town, person), "2023-10-14"), ADMINISTRATOR)


def test_a_duty_that_has_a_last_day_is_made_no_longer_and_one_that_is_over_stays_over(town: Town) -> None:
    person = town.hire("leaving", ("reviewer", None, TOWN, None))
    duty = _duty(town, person)
    town.rows(_END, (person, duty, "2023-10-20"), ADMINISTRATOR)
    for last in ("2023-10-21", "2030-01-01"):
        with _refused("duty_ended"):
            town.rows(_END, (person, duty, last), ADMINISTRATOR)
        town.line(ADMINISTRATOR).rollback()
    town.rows(_END, (person, duty, None), ADMINISTRATOR)
    for last in (None, "2023-10-16"):
        with _refused("duty_ended"):
            town.rows(_END, (person, duty, last), ADMINISTRATOR)
        town.line(ADMINISTRATOR).rollback()


def test_the_last_administrator_stays_one(town: Town) -> None:
    """Neither closed nor ended nor given a last day, by whom it may be; one who has a last day is no other one."""
    until, other = town.hire("until"), town.hire("other", _FOR_GOOD)
    town.rows(_GIVE, (until, *_FOR_GOOD, None, "2024-01-01"), ADMINISTRATOR)
    town.rows(_END, (ADMINISTRATOR, _duty(town, ADMINISTRATOR), "2023-10-31"), other)
    for sql, what in ((_CLOSE, (other,)), (_END, (other, _duty(town, other), None)),
                      (_END, (other, _duty(town, other), "2023-12-31"))):  # fmt: skip
        for login in (until, ADMINISTRATOR, "langnghe_dba"):
            with _refused("last_administrator"):
                town.rows(sql, what, login)
            town.line(login).rollback()
    town.rows(_CLOSE, (until,), other)
    assert town.value("select app.is_administrator()", login=other)


def test_two_administrators_do_not_remove_each_other_at_once(town: Town) -> None:
    for sql in (_END, _CLOSE):
        one, two = town.hire("one", _FOR_GOOD), town.hire("two", _FOR_GOOD)
        if sql == _END:
            town.rows(_END, (ADMINISTRATOR, _duty(town, ADMINISTRATOR), "2023-10-16"), one)
        what = {login: (login, _duty(town, login), None) if sql == _END else (login,) for login in (one, two)}
        with in_transaction(town, one, sql, what[two]) as meanwhile:
            other = meanwhile.waits(two, sql, what[one])
        assert other.exception(20).diag.message_primary == "not_administrator"
        assert town.value("select app.is_administrator()", login=one)
        town.line(one).close()
        del town.lines[one]


def test_an_organisation_sees_who_gained_and_lost_a_duty_over_it_and_by_whom(town: Town) -> None:
    reader = town.hire("secret-reader")
    town.rows(_GIVE, (reader, "reviewer", None, TOWN, FARMERS, None, None), ADMINISTRATOR)
    town.rows(_END, (reader, _duty(town, reader), None), ADMINISTRATOR)
    sql = "select name, given_by, kind, body, to_date::text, ended from app.duties_over(%s) where name = %s"
    gained, lost = town.rows(sql, (FARMERS_MOC_BAC, f"Người {reader}"), CLERK)
    assert gained == {"name": f"Người {reader}", "given_by": "Quản trị", "kind": "reviewer", "body": "HND",
                      "to_date": None, "ended": False}  # fmt: skip
    assert lost == {**gained, "to_date": "2023-10-15", "ended": True}
    assert town.rows(sql, (WOMEN_MOC_BAC, f"Người {reader}"), NEIGHBOUR) == []


def test_an_organisation_sees_everyone_who_may_read_it_and_nobody_elses_readers(scene: Scene) -> None:
    told = scene.rows("select name from app.duties_over(%s)", (FARMERS_MOC_BAC,), CLERK)
    assert {row["name"] for row in told} == {
        "Cán bộ Nông dân Mộc Bắc", "Người theo dõi thị xã", "Nông dân thị xã", "Thường trực thị xã",
        "Người đọc toàn quốc",
    }  # fmt: skip
    for login in (NEIGHBOUR, STRANGER, REVIEWER, DECIDER, NATIONAL, ADMINISTRATOR):
        scene.finds_nothing(login, f"select * from app.duties_over({FARMERS_MOC_BAC})")


def test_a_password_that_is_set_is_audited_without_it(scene: Scene) -> None:
    for login in (CLERK, ADMINISTRATOR):
        scene.denied(login, "select password_set, sessions_from from app.staff")
    assert scene.rows("select 1 from audit.entry where after::text ~ 'SCRAM'") == []


def test_nobody_but_an_administrator_suspends_or_ends_sessions(scene: Scene) -> None:
    for login in (CLERK, REVIEWER, NATIONAL):
        for call in (f"staff_suspend('{uuid7()}', 'd', '{CLERK}')", f"staff_end_sessions('{CLERK}', null)"):
            scene.denied(login, f"select app.{call}")
    for login in (CLERK, ADMINISTRATOR):
        for call in (f"end_sessions('{CLERK}', now())", f"change_role('{CLERK}', 'superuser')",
                     f"staff_void('{CLERK}', now())", f"staff_mark_password('{CLERK}')",
                     f"require_others_duty('{CLERK}')", "require_other_administrator('{1}')"):  # fmt: skip
            scene.denied(login, f"select app.{call}")
