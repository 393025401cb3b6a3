"""What is pasted at a real terminal arrives at once and whole, wherever one types, however the line cuts it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tests.drivers.answering import Answering
from tests.servers import Database
from tests.wire.test_writing import at_an_opinion

LONG = "Nhân dân đồng tình mở rộng đường trục xã, sẵn sàng hiến đất.\n" * 32
STRANGE = "hai\r\nba\tbốn\u00a0“năm” e\u0302\u0301 \x07\x1b[2J\x1b[31m\x9b6n\u202e hết\r\n"
KEPT = "hai\nba bốn\u00a0“năm” e\u0302\u0301 \x07\x1b[2J\x1b[31m\x9b6n\u202e hết\n"
COST = 1500  # bytes: what of a long text has room on the screen, written once, and a word in the title


def pieces(data: bytes) -> Iterator[bytes]:
    """A paste cut anywhere: in its beginning and end, and in a letter."""
    size = 1
    while data:
        yield data[:size]
        data = data[size:]
        size = 1 if len(data) < 9 else size % 31 + 1


def kept(state: Path) -> str:
    """All drafts that are on the disk, as they are there."""
    return "".join(path.read_text(encoding="utf-8") for path in state.rglob("drafts/**/*.json"))


def test_two_thousand_characters_are_there_at_once_and_in_the_draft(demo_database: Database, tmp_path: Path) -> None:
    with at_an_opinion(demo_database, tmp_path) as clerk:
        clerk.types("2").presses("enter").types("gt").presses("enter").types("1").presses("enter").writes("một ")
        clerk.sees("một").rests(0.3)
        before = clerk.received
        clerk.pastes(LONG + STRANGE)
        clerk.sees("bốn “năm” ế □□[2J□[31m□6n□ hết", "giữ ở bản nháp", "Có ký tự không dùng được: U+0007 BELL")
        assert clerk.received - before < COST
        text = ("một " + LONG + KEPT).replace("\n", "\\n").replace("\x07", "\\u0007").replace("\x1b", "\\u001b")
        clerk.until(lambda: text in kept(tmp_path), "has it in the draft")
        clerk.presses("ctrl+z").sees_no("hết")
        clerk.presses("backspace").rests(1.2)  # its draft is written
        assert text not in kept(tmp_path)
        clerk.writes(" ")
        for piece in pieces(b"\x1b[200~" + (LONG + STRANGE).encode() + b"\x1b[201~"):
            clerk.sends(piece)
        clerk.sees("bốn “năm” ế □□[2J□[31m□6n□ hết")
        clerk.until(lambda: text in kept(tmp_path), "has it in the draft")
        # An end of a paste within it is its end; what follows is typed, for all that anybody can tell.
        clerk.presses("ctrl+z").sends(b"\x1b[200~xong\x1b[201~ roi\x1b[201~.").sees("một xong roi.")


def test_short_fields_and_the_bottom_line_say_what_does_not_fit(demo_database: Database, tmp_path: Path) -> None:
    with Answering(dsn=demo_database.dsn("nd-mocbac"), state=tmp_path) as clerk:
        clerk.sees("VIỆC CẦN LÀM", "1 báo cáo tháng").presses("/").sees("Tìm:").pastes(LONG)
        clerk.sees("Chỉ tìm theo 60 ký tự đầu.", "Tìm: " + LONG[:60]).presses("escape").sees_no("Tìm:")
        clerk.presses("1").sees("số, ngày").presses("1").sees("Ngày").pastes(LONG)
        clerk.sees("Số: Dài quá: nhiều nhất 40 ký tự, đang có 1.951.").presses("ctrl+z").sees_no("Dài quá")
        clerk.pastes("10/BC-HND\r\n").sees("10/BC-HND").presses("escape").sees("thêm ý kiến")
