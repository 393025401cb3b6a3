"""What a typed character costs in a form, Textual's part included: `python -m tests.bench.form_typing`.

Prints CPU milliseconds per key (the median of single keys and the mean of the run) and the bytes that stock Textual
sends for it (a driver that sends differences comes later). Goal: at most 5 ms per character; ends with 1 past it.
"""

from __future__ import annotations

import asyncio
import statistics
import sys
import time
from collections.abc import Sequence

from textual.app import App, ComposeResult
from textual.drivers.headless_driver import HeadlessDriver
from textual.events import Key
from textual.pilot import Pilot

from tests.drivers.pilot import PilotPerson
from tests.forms.sample import OPINION, form
from tui.forms.widget import FormView

GOAL = 5.0
REPORT: list[str] = []  # Textual takes what is printed while it runs
WORDS = "Bà con đề nghị sớm trả sổ đỏ sau dồn đổi ruộng; đường ra đồng xuống cấp, xe chở lúa khó đi. "


class Sink(HeadlessDriver):
    """A terminal that is never seen: everything is rendered for it, and counted."""

    sent = 0

    @property
    def is_headless(self) -> bool:
        return False

    def _get_terminal_size(self) -> tuple[int, int]:
        return 80, 24

    def write(self, data: str) -> None:
        Sink.sent += len(data.encode())


class Desk(App[None]):
    def __init__(self) -> None:
        super().__init__(driver_class=Sink, ansi_color=True)
        self.view = FormView(form(OPINION), hardware_cursor=True)

    def compose(self) -> ComposeResult:
        yield self.view

    def on_mount(self) -> None:
        self.view.focus()


async def cpu(app: App[object], keys: Sequence[str]) -> tuple[list[float], float]:
    """CPU milliseconds of each key, and bytes sent per key. Each key is painted before the next one comes."""
    spent, before = [], Sink.sent
    for key in keys:
        start = time.process_time()
        app.post_message(Key(key, key if len(key) == 1 else None))
        await asyncio.sleep(0.03)  # longer than the frame after which Textual paints
        spent.append((time.process_time() - start) * 1000)
    return spent, (Sink.sent - before) / len(keys)


async def measure(pilot: Pilot[object]) -> None:
    app = pilot.app
    await pilot.pause()
    await PilotPerson(app, pilot).types("2⏎dt⏎1⏎")
    view = app.query_one(FormView)
    letters = [*(WORDS * 2)[:120]]
    idle = statistics.median([await _idle() for _ in range(20)])
    results = {"a letter at the end of a text": await cpu(app, letters)}
    results["a letter in the middle of it"] = await cpu(app, ["home", "up", *letters[:40]])
    view.model.paste(WORDS * 200)
    view.repaint()
    await pilot.pause()
    results[f"a letter in {len(view.model.state.buffer.text):,} characters"] = await cpu(app, letters[:60])
    results["next field and back"] = await cpu(app, ["tab", "shift+tab"] * 15)
    REPORT.append(f"{f'processor ms, goal: a median of at most {GOAL:.0f}':40}  median   mean  bytes (stock driver)")
    for name, (spent, sent) in results.items():
        median, mean = statistics.median(spent) - idle, statistics.fmean(spent) - idle
        REPORT.append(f"{name:40}  {median:5.2f}  {mean:5.2f}  {sent:6.0f}   {'ok' if median <= GOAL else 'OVER'}")
    app.exit()


async def _idle() -> float:
    start = time.process_time()
    await asyncio.sleep(0.03)
    return (time.process_time() - start) * 1000


def main() -> int:
    asyncio.run(Desk().run_async(auto_pilot=measure))
    print("\n".join(REPORT))
    return int(any(line.endswith("OVER") for line in REPORT))


if __name__ == "__main__":
    sys.exit(main())
