"""What a paste of 2,000 Vietnamese characters costs, wherever one types: `python -m tests.bench.paste`.

The real program on a terminal of its own, the demo's data beside it. Prints for each place the processor's milliseconds
and the bytes that it wrote; ends with 1 if one takes more than 100 ms.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from db import demo
from tests import servers
from tests.bench.session import cpu_ms
from tests.drivers.answering import Answering

GOAL = 100.0
TEXT = ("Nhân dân đồng tình mở rộng đường trục xã, sẵn sàng hiến đất làm đường. " * 40)[:1999] + "."
NAMED = "Hộ bà Đỗ Thị Mận nộp hồ sơ từ tháng 3."


def at_find(clerk: Answering) -> None:
    clerk.presses("/").sees("Tìm:")


def at_number(clerk: Answering) -> None:
    clerk.presses("escape", "1").sees("số, ngày").presses("1").sees("Ngày")


def at_text(clerk: Answering) -> None:
    clerk.presses("ctrl+z", "escape").sees("thêm ý kiến").presses("ctrl+n").sees("Tầng lớp")
    clerk.types("3").presses("enter").types("dt").presses("enter").types("2").presses("enter")


def at_article(clerk: Answering) -> None:
    clerk.presses("ctrl+z", "escape").sees("thêm ý kiến").presses("home", "enter").sees("Tình hình chung", "Dự báo")


def at_reason(clerk: Answering) -> None:
    clerk.presses("ctrl+z", "escape").sees("thêm ý kiến").presses("ctrl+n").sees("Tầng lớp")
    clerk.types("3").presses("enter").types("dt").presses("enter").types("2").presses("enter").writes(NAMED)
    clerk.presses("enter").sees("Cảnh báo (1)").presses("ctrl+r").sees("Lý do:")


PLACES: dict[str, Callable[[Answering], None]] = {
    "words to find": at_find,
    "a short field": at_number,
    "a text": at_text,
    "an article": at_article,
    "a reason": at_reason,
}


def pasted(clerk: Answering) -> tuple[float, int]:
    """Processor's milliseconds and bytes of one paste, its draft included."""
    clerk.rests(1.5)
    cpu, received = cpu_ms(clerk.pid), clerk.received
    clerk.pastes(TEXT).rests(1.5)
    return cpu_ms(clerk.pid) - cpu, clerk.received - received


def main() -> int:
    missed = False
    with servers.running(18) as cluster, tempfile.TemporaryDirectory(dir="/tmp") as folder:
        database = cluster.copy_of("demo", demo.build)
        with Answering(dsn=database.dsn("nd-mocbac"), state=Path(folder)) as clerk:
            clerk.sees("VIỆC CẦN LÀM", "1 báo cáo tháng", patience=30)
            for name, goes in PLACES.items():
                goes(clerk)
                cpu, received = pasted(clerk)
                missed |= cpu > GOAL
                word = "missed" if cpu > GOAL else "met"
                print(f"{len(TEXT):,} characters into {name}: {cpu:.0f} ms (goal: at most {GOAL:.0f}, {word}),"
                      f" {received:,} bytes", flush=True)  # fmt: skip
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
