"""A second town beside the first of `tests.town`, both in one province, with a programme of its own for the same year:
other due days, codes, words, a holiday of its own, and another number for the monthly report."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

import pytest

from tests import town as first
from tests.servers import Cluster
from tests.town import Town, petition

PROVINCE, KIM_BANG, THUY_LOI = 9, 4, 5
FARMERS_KIM_BANG, FARMERS_THUY_LOI = 30, 31

_SQL = """
insert into app.area (id, parent_id, level, kind, name, code, number, opened) values
    (9, null, 'province', 'tỉnh', 'Hà Nam', '35', 0, '1997-01-01'),
    (4, 9, 'town', 'thị xã', 'Kim Bảng', '350', 2, '2000-01-01'),
    (5, 4, 'commune', 'xã', 'Thụy Lôi', '13400', 1, '2000-01-01');
update app.area set parent_id = 9 where id = 1;
insert into app.organisation (id, body_id, area_id, name, short, opened) values
    (30, 1, 4, 'Hội Nông dân thị xã Kim Bảng', 'HND Kim Bảng', '2000-01-01'),
    (31, 1, 5, 'Hội Nông dân xã Thụy Lôi', 'HND Thụy Lôi', '2000-01-01');
insert into app.village (id, area_id, number, name, opened) values (50, 5, 1, 'Thôn Trung', '2000-01-01');

with made as (
    insert into app.programme (year, area_id, title, title_en, source, source_en, digest)
    values (2023, 4, 'Chương trình Kim Bảng', 'Programme of Kim Bảng', 'Thử', 'Trial', 'y') returning id
), target as (
    insert into app.target (programme_id, number, code, wording, wording_en, owes, owes_en, periods, target_limit,
                            target_limit_en, due_rule)
    select id, 12, 'monthly_report', 'Nắm tình hình', 'Reports', 'Mọi đơn vị', 'All', '{M}', '100 %', '100 %', 'late'
    from made
), period as (
    insert into app.period (programme_id, rule, month, opens, due, locks)
    select made.id, 'late', m, m, m + 24, m + 34 from made, generate_series(1, 12) n, lateral make_date(2023, n, 1) m
)
insert into app.code (programme_id, list, code, vi, en, position, from_date)
select made.id, list, code, word, word, row_number() over (), '2023-01-01' from made, (values
    ('natures', '1', 'khen'), ('natures', '2', 'lo lắng'), ('natures', '5', 'đề nghị'),
    ('breadths', '1', 'vài người'), ('topics', 'DT', 'đi lại'), ('topics', 'KD', 'kinh doanh'),
    ('strata', 'ND', 'nhà nông'), ('agencies', 'UB', 'phòng ban'), ('agencies', 'SO', 'sở')) c(list, code, word);
insert into app.holiday (programme_id, day, name)
select id, case area_id when 1 then date '2023-10-17' else '2023-10-18' end, 'Ngày hội' from app.programme;
"""


def of_kim_bang(**values: Any) -> dict[str, Any]:
    """A petition in the codes of the other town; complete unless `values` say otherwise."""
    return petition(**{"topic": "KD", "agency": "SO", **values})


def beside(town: Town) -> Town:
    """The town with the other one beside it."""
    town.rows(_SQL)
    return town


@contextlib.contextmanager
def _made(server: Cluster) -> Iterator[Town]:
    copy = server.copy_of("town", first.build)
    made = Town(copy)
    yield beside(made)
    made.close()
    copy.drop()


@pytest.fixture(scope="module")
def both(any_server: Cluster) -> Iterator[Town]:
    """Both towns, for the tests of a file that leave one another alone."""
    with _made(any_server) as town:
        yield town


@pytest.fixture
def towns(any_server: Cluster) -> Iterator[Town]:
    """Both towns for one test."""
    with _made(any_server) as town:
        yield town
