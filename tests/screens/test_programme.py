"""The year's programme: all targets at a glance, one to read, and finding among them."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from db.queries.programme import Target
from tests.screens.followed import FollowedTown, Person, at_home, followed, plays
from tui.lists.layout import text_of, width_of
from tui.programme_words import page, row

__all__ = ["followed"]
FARMERS = "Hội Nông dân kết nạp hội viên mới và nâng tỷ lệ tập hợp, thu hút"


async def opens_programme(person: Person) -> None:
    await person.presses("4")
    await person.sees("CHƯƠNG TRÌNH NĂM 2023 · thị xã Duy Tiên", "> 1 Tổ chức, triển khai")


@plays
async def test_the_programme_is_a_target_a_row_and_enter_reads_one(town: FollowedTown, folder: Path) -> None:
    async with at_home(town, folder) as reviewer:
        await opens_programme(reviewer)
        shown = [line[2:4] for line in reviewer.lines if line[2:4].strip().isdigit()]
        assert [int(number) for number in shown] == list(range(1, 19))
        assert reviewer.lines[8].startswith("   6  Hội Nông dân kết nạp hội viên mới") and "cả năm" in reviewer.lines[8]
        await reviewer.presses(*["down"] * 5, "enter")
        await reviewer.sees("CHỈ TIÊU 6/21", FARMERS, "Ai làm: Hội Nông dân", "Kỳ: cả năm", "tỷ lệ tập hợp 70 %")
        await reviewer.sees("Ghi chú:", "8 chỉ tiêu trước · 9 chỉ tiêu sau")
        await reviewer.presses("9", "9")
        await reviewer.sees("CHỈ TIÊU 8/21", "Ai làm: Hội Liên hiệp Phụ nữ")
        await reviewer.presses("escape")
        await reviewer.sees("CHƯƠNG TRÌNH NĂM 2023", "> 8 Hội LHPN")


@plays
async def test_a_target_has_no_key_to_where_nothing_is(town: FollowedTown, folder: Path) -> None:
    async with at_home(town, folder) as reviewer:
        await opens_programme(reviewer)
        await reviewer.presses("enter")
        await reviewer.sees("CHỈ TIÊU 1/21", "9 chỉ tiêu sau")
        await reviewer.sees_no("chỉ tiêu trước")
        await reviewer.presses("8")
        await reviewer.sees("CHỈ TIÊU 1/21")
        await reviewer.presses("escape", "end", "enter")
        await reviewer.sees("CHỈ TIÊU 21/21", "8 chỉ tiêu trước", "Kỳ: khi có")
        await reviewer.sees_no("chỉ tiêu sau")


@plays
async def test_below_the_last_target_stands_the_source_and_what_no_row_has_room_for_is_found(
    town: FollowedTown, folder: Path
) -> None:
    async with at_home(town, folder) as reviewer:
        await opens_programme(reviewer)
        await reviewer.presses("end", *["down"] * 3)
        await reviewer.sees("> 21 Xây dựng, nhân rộng", "Nguồn: Hội nghị của Thường trực Thị ủy")
        await reviewer.presses("slash")
        await reviewer.writes("ty le tap hop 85")
        await reviewer.presses("enter", "enter")
        await reviewer.sees("CHỈ TIÊU 7/21", "80–100 hội viên mới; tỷ lệ tập hợp 85 %")


WORDS = st.text("Đối thoại, lắng nghe ", max_size=150)
TARGETS = st.lists(
    st.builds(
        Target, st.integers(1, 99), st.just("code"), WORDS, WORDS,
        st.lists(st.sampled_from(["year", "month", "week", "once", "request", "register"]), max_size=3).map(tuple),
        WORDS, WORDS,
    ),
    min_size=1, max_size=5,
)  # fmt: skip


@given(TARGETS, st.integers(56, 1000))
def test_a_row_and_a_page_fit_any_width(targets: list[Target], width: int) -> None:
    rows = [row(target, targets, width) for target in targets]
    assert all(width_of(line) <= width and line.count("…") <= 2 and "……" not in line for line in rows)
    assert all(width_of(text_of(line)) <= width for line in page(targets[0], width))
