"""Who owes what: the rules of the programme of 2023 in sentences, and what a file may not say."""

from __future__ import annotations

import datetime as dt

import pytest

from db.demo.town import PROGRAMME
from db.programme.owing_rules import PERIODS, OwingRule, rules_on
from db.programme.programme import Programme, check, load
from db.programme.sentences import explained
from screens.programme import wording

TEXT = PROGRAMME.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def programme() -> Programme:
    return load(PROGRAMME)


# The rows of 2023


@pytest.mark.parametrize(
    ("row", "sentences"),
    [
        (2, ["mỗi người đứng đầu cấp ủy và người đứng đầu chính quyền của thị xã và xã: MTTQ chịu trách nhiệm,"
             " ít nhất 1 cuộc mỗi năm, hạn ngày 15 tháng 12, làm chung thì tính cho từng nơi, từng người"]),
        (3, ["mỗi xã: MTTQ chủ trì, ít nhất 1 cuộc mỗi tháng, hạn ngày cuối tháng"]),
        (6, ["Hội Nông dân mỗi thị xã và xã: phần được giao trong chỉ tiêu chung “hội viên mới” ít nhất 200 người"
             " mỗi năm, hạn ngày 15 tháng 12",
             "Hội Nông dân mỗi thị xã và xã: “tỷ lệ tập hợp, thu hút” ít nhất 70 % mỗi năm, hạn ngày 15 tháng 12"]),
        (12, ["mỗi thôn, tổ dân phố: MTTQ chịu trách nhiệm, ít nhất 1 lần, hạn ngày 18 tháng 11,"
              " làm chung thì tính cho từng nơi, từng người"]),
        (13, ["mỗi tổ chức cấp thị xã: 1–2 cuộc mỗi năm, hạn ngày 15 tháng 12",
              "mỗi xã: MTTQ chủ trì, cùng các tổ chức, 1–2 cuộc mỗi năm, hạn ngày 15 tháng 12"]),
        (14, ["mỗi tổ chức cấp thị xã: ít nhất 1 cuộc mỗi năm, hạn ngày 15 tháng 12",
              "mỗi xã: MTTQ chủ trì, cùng các tổ chức, ít nhất 1 cuộc mỗi năm, hạn ngày 15 tháng 12,"
              " chỉ khi có dự thảo gửi đến hoặc được chọn"]),
        (15, ["mỗi yêu cầu gửi đến mỗi tổ chức cấp thị xã và xã: ít nhất 1 lần, hạn 15 ngày từ khi nhận yêu cầu"]),
        (16, ["mỗi tổ chức cấp thị xã và xã: ít nhất 1 lần mỗi tháng, hạn ngày 20 hằng tháng"]),
        (18, ["tính trên mỗi tổ chức cấp thị xã và xã được xếp loại, không phải việc riêng của tổ chức nào"]),
        (19, ["Hội Nông dân và Công đoàn mỗi thị xã và xã: ít nhất 1 lần, hạn ngày 30 tháng 6"]),
        (20, ["mỗi tổ chức cấp thị xã và xã: ít nhất 1 lần mỗi năm, hạn ngày 28 tháng 2",
              "mỗi tổ chức cấp thị xã và xã: ít nhất 1 lần mỗi tháng, hạn ngày đầu tháng",
              "mỗi tổ chức cấp thị xã và xã: ít nhất 1 lần mỗi tuần, hạn thứ Hai hằng tuần"]),
        (21, ["mỗi tổ chức cấp thị xã và xã: ghi vào sổ, không đặt số lượng"]),
    ],
)  # fmt: skip
def test_each_row_says_who_owes_what_in_a_sentence(programme: Programme, row: int, sentences: list[str]) -> None:
    assert list(explained(programme)[row]) == sentences


def test_every_row_but_the_ratings_has_rules_and_every_rule_a_due_rule_of_its_period(programme: Programme) -> None:
    assert [target.number for target in programme.targets if not target.owing] == [18]
    assert programme.target("ratings").population
    for target in programme.targets:
        for rule in target.owing:
            assert target.measure(rule.measure)
            assert rule.period == "register" or rule.due in programme.due_rules


def test_the_amounts_of_a_town_are_shared_out_and_its_rates_are_not(programme: Programme) -> None:
    members = ["farmers_members", "veterans_members", "women_members", "workers_members", "youth_members"]
    for target in (programme.target(code) for code in members):
        assert [rule.source for rule in target.owing] == ["allotment"] + ["rule"] * (len(target.owing) - 1)
    assert [rule.least for rule in programme.target("workers_members").owing] == [None, None, 2]


def test_english_names_bodies_levels_and_days_in_english(programme: Programme) -> None:
    assert explained(programme, lang="en")[13][1].endswith("15 December")
    assert explained(programme, lang="en")[19][0].startswith("the Farmers' Union")


def test_a_ceiling_and_the_days_between_which_a_rule_holds_are_said(programme: Programme) -> None:
    rule = 'bodies = ["HND", "LDLD"], period = "once", least = 1'
    dated = "most = 2, ceiling = true, from = 2023-03-01, to = 2023-09-30"
    changed = load(TEXT.replace(rule, f"{rule}, {dated}"), "2023.toml")
    assert explained(changed)[19] == (
        "Hội Nông dân và Công đoàn mỗi thị xã và xã: từ 1 đến nhiều nhất 2 lần, hạn ngày 30 tháng 6, từ 01/03/2023,"
        " đến hết 30/09/2023",
    )


def test_a_later_rule_of_the_same_code_takes_the_place_of_the_earlier() -> None:
    earlier = OwingRule("a", "led", "organisation", ("town",), "year", "rule", dt.date(2023, 1, 1), ("MTTQ",), least=1)
    later = OwingRule("a", "led", "organisation", ("town",), "year", "rule", dt.date(2023, 7, 1), ("MTTQ",), least=2)
    assert rules_on((later, earlier), dt.date(2023, 6, 30)) == [earlier]
    assert rules_on((later, earlier), dt.date(2023, 7, 1)) == [later]


def test_every_period_of_a_target_has_a_word_on_the_screen() -> None:
    assert set(wording.PERIODS) == set(PERIODS)


# Faults


@pytest.mark.parametrize(
    ("was", "becomes", "code"),
    [
        ('credited = ["HND",', 'credited = ["HOI",', "unknown_reference"),
        ('credited = ["HND",', 'credited = ["MTTQ",', "duplicate"),
        ('levels = ["commune"], responsible', 'levels = ["hamlet"], responsible', "not_allowed"),
        ('levels = ["commune"], responsible', 'levels = ["town"], responsible', "unknown_reference"),
        ('subject = "village"', 'subject = "hamlet"', "not_allowed"),
        ('subject = "village"', 'subject = "organisation"', "not_together"),
        ('levels = ["commune"], responsible', "levels = [], responsible", "empty"),
        ('posts = ["BT", "CT"]', 'posts = ["BT", "XX"]', "unknown_reference"),
        ('posts = ["BT", "CT"], ', "", "missing_key"),
        ('posts = ["BT", "CT"]', 'bodies = ["HND"], posts = ["BT", "CT"]', "one_of_two"),
        ('measure = "dialogues_each"', 'measure = "dialogue"', "unknown_reference"),
        ('measure = "dialogues_each", ', "", "missing_key"),
        ('period = "register"', 'period = "register", least = 1', "not_together"),
        ('period = "register"', 'period = "register", due = "year_end"', "not_together"),
        ('period = "request", least', 'period = "year", least', "not_together"),
        ('source = "allotment", period', 'source = "roster", period', "not_together"),
        ('source = "allotment", period', 'source = "allotment", least = 200, period', "not_together"),
        ('measure = "gathering_rate"', 'measure = "gathering_rate", source = "allotment"', "not_shared_out"),
        ("least = 2, most = 3", "least = 1, most = 3", "least_and_floor"),
        ("least = 2, most = 3", "least = 2, most = 1", "below"),
        ("least = 2, most = 3", "least = 2, ceiling = true", "missing_key"),
        ('condition = "draft"', 'condition = "rain"', "not_allowed"),
        ('period = "once", least = 1, joint', 'period = "once", condition = "draft", least = 1, joint', "not_together"),
        ('due = "plan_month"', 'due = "plan_year"', "due_period"),
        ('due = "week_start", least', 'due = "month_end", least', "due_period"),
        ('due = "plan_month"', 'due = "plan"', "unknown_reference"),
        ("population = true\n", "", "owed_by_nobody"),
        ("population = true\n", 'population = true\nowing = [{ code = "x" }]\n', "not_together"),
        ('period = "register"', 'period = "register", to = 2022-12-31', "dates_crossed"),
        ('code = "month", subject', 'code = "year", subject', "duplicate"),
    ],
)
def test_a_fault_in_an_owing_rule_is_named_with_its_line(was: str, becomes: str, code: str) -> None:
    assert was in TEXT
    faults = check(TEXT.replace(was, becomes, 1), "2023.toml")
    assert code in [fault.code for fault in faults], faults
    line = TEXT.count("\n", 0, TEXT.index(was)) + 1
    assert all(abs(fault.line - line) <= 40 and "{" not in fault.message for fault in faults), faults
