"""The programme of 2023, and what is said about a programme file with a fault in it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from db.programme.check_lists import telex_safe
from db.programme.programme import Programme, check, load
from db.programme.validation_errors import BadFile
from db.rules.fold import match

FILE = Path(__file__).parents[2] / "db" / "programmes" / "2023.toml"
TEXT = FILE.read_text(encoding="utf-8")
AT = dt.date(2023, 10, 16)


@pytest.fixture(scope="module")
def programme() -> Programme:
    return load(FILE)


def line_of(part: str) -> int:
    """The line on which a part of the file stands first."""
    return TEXT.count("\n", 0, TEXT.index(part)) + 1


# The file itself


def test_the_programme_of_2023_has_all_its_targets(programme: Programme) -> None:
    assert [target.number for target in programme.targets] == list(range(1, 22))
    assert check(TEXT, str(FILE)) == []


def test_the_figures_of_the_members_rows_are_the_programmes(programme: Programme) -> None:
    floors = {target.number: [measure.floor for measure in target.measures] for target in programme.targets[5:10]}
    assert floors == {6: [200, 70], 7: [80, 85], 8: [200, 75], 9: [200, 90, 2], 10: [1000, 1]}
    assert programme.target("veterans_members").measures[0].ceiling is None


def test_the_ratings_row_asks_for_ninety_percent_good_twenty_excellent_and_none_weak(
    programme: Programme,
) -> None:
    good, excellent, weak = programme.target("ratings").measures
    assert (good.floor, excellent.floor, weak.ceiling) == (90, 20, 0)


def test_the_report_of_october_2023_is_due_on_friday_the_twentieth(programme: Programme) -> None:
    october = programme.report_dues()[9]
    assert (october.due, october.locks) == (dt.date(2023, 10, 20), dt.date(2023, 10, 30))
    assert programme.report_dues()[0].due == dt.date(2023, 1, 27)


def test_the_scorecard_has_one_hundred_points(programme: Programme) -> None:
    assert sum(item.points for item in programme.scorecard) == 100


def test_settings_are_read_at_a_date(programme: Programme) -> None:
    assert programme.setting("opinion_least", AT) == 10
    assert programme.setting("opinion_most", AT) == 2000
    with pytest.raises(KeyError):
        programme.setting("opinion_least", dt.date(2022, 12, 31))


def test_every_code_can_be_typed_and_finds_its_item_alone(programme: Programme) -> None:
    for codes in programme.lists.values():
        choices = codes.choices(AT)
        assert all(match(choice.code.lower(), choices) == [choice] for choice in choices)


def test_the_lists_hold_the_codes_of_the_domain(programme: Programme) -> None:
    def codes(name: str) -> str:
        return " ".join(choice.code for choice in programme.lists[name].choices(AT))

    assert codes("topics") == "DT MT GT NM VL GC CS GD YT VH NT TC XD HC QT KH"
    assert codes("strata") == "CN ND PN TN CB DV TR NC DN YE LT NH"
    assert codes("natures") == "1 2 3 4 5"
    assert codes("breadths") == "1 2 3 4"


# Codes


@pytest.mark.parametrize("code", ["1", "12", "DT", "TC", "YE", "XD", "NH"])
def test_a_code_that_no_input_method_changes_is_accepted(code: str) -> None:
    assert telex_safe(code)


@pytest.mark.parametrize("code", ["DD", "AA", "AS", "OX", "UJ", "WT", "TW", "A1", "dt", "ĐT", "D", "DTM", "", "YR"])
def test_a_code_that_telex_or_vni_would_change_is_refused(code: str) -> None:
    assert not telex_safe(code)


# Faults

TOPIC_DT = '{ code = "DT", vi = "đất đai'


@pytest.mark.parametrize(
    ("was", "becomes", "code"),
    [
        ("year = 2023", "year = = 2023", "syntax"),
        ('code = "monthly_20"', 'kode = "monthly_20"', "unknown_key"),
        ("opens_day = 1", 'opens_day = "1"', "wrong_type"),
        ("opens_day = 1", "opens_day = 31", "above"),
        ("opens_day = 1", "opens_day = true", "wrong_type"),
        ('rrule = "FREQ=MONTHLY;BYMONTHDAY=20"', 'rrule = "FREQ=SOMETIMES"', "bad_rrule"),
        ('rrule = "FREQ=MONTHLY;BYMONTHDAY=20"', 'rrule = "BYMONTHDAY=20"', "bad_rrule"),
        ('rrule = "FREQ=MONTHLY;BYMONTHDAY=20"', 'rrule = "FREQ=MONTHLY;BYMONTHDAY=31"', "not_twelve"),
        ("days = 15", 'rrule = "FREQ=DAILY"\ndays = 15', "rule_kind"),
        ('shift = "next_working"', 'shift = "sideways"', "not_allowed"),
        ("date = 2023-05-02", "date = 2022-05-02", "outside_year"),
        ("date = 2023-05-02", "date = 2023-05-01", "duplicate"),
        ("date = 2023-05-02", 'date = "2023-05-02"', "wrong_type"),
        ('due = "monthly_20"', 'due = "monthly_21"', "unknown_reference"),
        ('scorecard = "reflection"', 'scorecard = "reflexion"', "unknown_reference"),
        ("number = 7\n", "number = 6\n", "duplicate"),
        ("number = 7\n", "number = 22\n", "above"),
        ('code = "campaigns"', 'code = "models"', "duplicate"),
        ('levels = ["commune"]', 'levels = ["village"]', "not_allowed"),
        ("floor = 80 }", "floor = 80, ceiling = 70 }", "floor_over_ceiling"),
        ("points = 8\n", "points = 9\n", "points"),
        (TOPIC_DT, TOPIC_DT.replace("DT", "MT"), "duplicate"),
        (TOPIC_DT, TOPIC_DT.replace("DT", "DD"), "bad_code"),
        (TOPIC_DT, TOPIC_DT.replace("DT", "TN"), "code_clash"),
        (TOPIC_DT, TOPIC_DT.replace("vi = ", "vl = "), "unknown_key"),
        ("[lists.topics]", "[lists.topicz]", "unknown_reference"),
        ('grade = "1"', 'grade = "9"', "unknown_reference"),
    ],
)
def test_a_fault_is_named_with_its_line(was: str, becomes: str, code: str) -> None:
    broken = TEXT.replace(was, becomes, 1)
    faults = check(broken, "2023.toml")
    assert code in [fault.code for fault in faults]
    for fault in faults:
        assert str(fault).startswith(f"2023.toml:{fault.line}: ")
        assert "{" not in fault.message


@pytest.mark.parametrize(
    ("was", "becomes", "code"),
    [
        ("year = 2023", "year = = 2023", "syntax"),
        ("lock_after_days = 10", "lock_after_days = -1", "below"),
        ("date = 2023-05-02", "date = 2022-05-02", "outside_year"),
        ('due = "monthly_20"', 'due = "monthly_21"', "unknown_reference"),
        (TOPIC_DT, TOPIC_DT.replace("DT", "DD"), "bad_code"),
        ('{ code = "99", vi', '{ code = "A9", vi', "bad_code"),
    ],
)
def test_the_line_is_the_one_with_the_fault(was: str, becomes: str, code: str) -> None:
    (fault,) = check(TEXT.replace(was, becomes, 1), "2023.toml")
    assert (fault.code, fault.line) == (code, line_of(was))


def test_a_target_left_out_is_missed() -> None:
    start, end = TEXT.index("[[targets]]\nnumber = 9"), TEXT.index("[[targets]]\nnumber = 10")
    (fault,) = check(TEXT[:start] + TEXT[end:], "2023.toml")
    assert (fault.code, fault.params["number"]) == ("number_gap", 9)


def test_a_list_left_out_is_missed() -> None:
    start, end = TEXT.index("[lists.breadths]"), TEXT.index("# Overdue")
    assert [fault.params["key"] for fault in check(TEXT[:start] + TEXT[end:], "2023.toml")] == ["lists.breadths"]


def test_a_file_named_for_another_year_is_pointed_out() -> None:
    assert [fault.code for fault in check(TEXT, "db/programmes/2024.toml")] == ["year_name"]


def test_the_same_code_may_come_back_after_it_was_closed() -> None:
    item = '{ code = "2", vi = "UBND thị xã", en = "People\'s Committee of the town" }'
    old = item.replace(" }", ", to = 2023-06-30 }")
    new = item.replace(" }", ", from = 2023-07-01 }")
    assert check(TEXT.replace(item, f"{old},\n  {new}"), "2023.toml") == []
    overlap = new.replace("07-01", "06-30")
    assert [fault.code for fault in check(TEXT.replace(item, f"{old},\n  {overlap}"), "x.toml")] == ["duplicate"]


def test_nothing_is_loaded_from_a_file_with_faults_and_all_of_them_are_told(tmp_path: Path) -> None:
    broken = tmp_path / "2023.toml"
    broken.write_text(TEXT.replace("opens_day = 1", "opens_day = 0").replace("points = 8\n", "points = 9\n"))
    with pytest.raises(BadFile) as refused:
        load(broken)
    assert [fault.code for fault in refused.value.faults] == ["below", "points"]
    assert str(broken) in str(refused.value)


def test_a_file_that_cannot_be_read_is_a_fault_of_its_own(tmp_path: Path) -> None:
    with pytest.raises(BadFile) as missing:
        load(tmp_path / "2024.toml")
    assert [fault.code for fault in missing.value.faults] == ["unreadable"]
    (tmp_path / "tcvn.toml").write_bytes(b'title = "Ch\xad\xacng"')
    with pytest.raises(BadFile) as other_charset:
        load(tmp_path / "tcvn.toml")
    assert [fault.code for fault in other_charset.value.faults] == ["not_utf8"]


def test_an_empty_file_lacks_every_part() -> None:
    assert {fault.code for fault in check("", "2024.toml")} == {"missing_key"}


@pytest.mark.parametrize("text", ["targets = 3", "targets = [1, 2]", "lists = 4", "[lists]\ntopics = 1", "year = 'x'"])
def test_a_file_of_quite_another_shape_is_refused_without_a_crash(text: str) -> None:
    assert "wrong_type" in [fault.code for fault in check(text, "2024.toml")]
