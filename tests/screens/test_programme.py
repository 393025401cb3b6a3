"""The year's programme: all targets at a glance, one of them read below, and finding."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from db.programme.queries import Target
from screens.programme.wording import reading, row
from tests.drivers.pilot import PilotPerson
from tests.screens.followed import FollowedTown, at_home, followed, plays
from tui.shell.app import LangNghe
from tui.widgets.layout import text_of, width_of

__all__ = ["followed"]
FARMERS = "Hội Nông dân kết nạp hội viên mới và nâng tỷ lệ tập hợp, thu hút"


async def opens_programme(person: PilotPerson[LangNghe]) -> None:
    await person.presses("4")
    await person.sees("CHƯƠNG TRÌNH NĂM 2023 · thị xã Duy Tiên", "> 1 Tổ chức, triển khai")


@plays
async def test_the_programme_is_a_target_a_row_and_enter_reads_it_below(town: FollowedTown, folder: Path) -> None:
    async with at_home(town, folder) as reviewer:
        await opens_programme(reviewer)
        shown = [line[2:4] for line in reviewer.lines if line[2:4].strip().isdigit()]
        assert [int(number) for number in shown] == list(range(1, 20))
        assert reviewer.lines[7].startswith("   6  Hội Nông dân kết nạp hội viên mới") and "cả năm" in reviewer.lines[7]
        await reviewer.presses(*["down"] * 5, "enter")
        await reviewer.sees("> 6 Hội Nông dân", FARMERS, "Ai làm: Hội Nông dân", "Kỳ: cả năm · Mức: từ 200 hội viên")
        await reviewer.sees("Ghi chú:", "Enter thôi đọc")
        await reviewer.presses("down", "down")
        await reviewer.sees("> 8 Hội LHPN", "Ai làm: Hội Liên hiệp Phụ nữ")
        await reviewer.sees_no("Ai làm: Hội Nông dân")
        await reviewer.presses("enter")
        await reviewer.sees_no("Ai làm", "Enter thôi đọc")
        assert reviewer.lines[9].startswith(">  8  Hội LHPN")


@plays
async def test_esc_first_ends_the_reading_and_what_is_read_stays_in_sight(town: FollowedTown, folder: Path) -> None:
    async with at_home(town, folder) as reviewer:
        await opens_programme(reviewer)
        await reviewer.presses("end", "enter")
        await reviewer.sees("> 21 Xây dựng, nhân rộng", "Kỳ: khi có · Mức: ghi vào sổ")
        await reviewer.presses("escape")
        await reviewer.sees("CHƯƠNG TRÌNH NĂM 2023", "> 21 Xây dựng", "Enter đọc")
        await reviewer.sees_no("Kỳ: khi có")
        await reviewer.presses("escape")
        await reviewer.sees("ĐANG THEO DÕI")


@plays
async def test_below_the_last_target_stand_title_and_source_and_what_no_row_has_room_for_is_found(
    town: FollowedTown, folder: Path
) -> None:
    async with at_home(town, folder) as reviewer:
        await opens_programme(reviewer)
        await reviewer.presses("end", *["down"] * 3)
        await reviewer.sees("> 21 Xây dựng, nhân rộng", "Chương trình công tác Mặt trận", "Nguồn: Hội nghị của")
        await reviewer.presses("enter", "slash")
        await reviewer.writes("ty le tap hop 85")
        await reviewer.presses("enter")
        await reviewer.sees("> 7 Hội Cựu chiến binh", "80–100 hội viên mới; tỷ lệ tập hợp 85 %")


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
def test_a_row_and_all_of_a_target_fit_any_width(targets: list[Target], width: int) -> None:
    rows = [row(target, targets, width) for target in targets]
    assert all(width_of(line) <= width and line.count("…") <= 2 and "……" not in line for line in rows)
    assert all(width_of(text_of(line)) <= width for line in reading(targets[0], width))
