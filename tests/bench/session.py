"""What a session costs: time to the home screen with its data, private memory, processor time while idle.

    python -m tests.bench.session [--runs 7] [--idle 10]

Medians of the runs, after one that is not counted. The demo's data lie on a PostgreSQL of the test suite beside it on
the same machine; the clock starts before the program's process does and stops when the emulated terminal has the data.
"""

from __future__ import annotations

import argparse
import os
import re
import statistics
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

from db import demo
from tests import servers
from tests.person import Person

CLERK = "nd-mocbac"


def private_kib(pid: int) -> int:
    """Memory of a process that no other shares, in KiB."""
    rows = re.findall(r"^Private_(?:Clean|Dirty):\s+(\d+)", Path(f"/proc/{pid}/smaps_rollup").read_text(), re.M)
    return sum(int(row) for row in rows)


def cpu_ms(pid: int) -> float:
    """Processor time of a process so far, all threads that still live, in milliseconds."""
    total = 0
    for task in Path(f"/proc/{pid}/task").iterdir():
        total += int((task / "schedstat").read_text().split()[0])
    return total / 1e6


def opened(dsn: str, state: Path) -> tuple[Person, float]:
    """A session at its home screen, and the seconds from its start until the data stood there."""
    begin = time.perf_counter()
    person = Person(state=state, dsn=dsn).sees("VIỆC CẦN LÀM", patience=30)
    return person, time.perf_counter() - begin


def measure(dsn: str, state: Path, runs: int, idle: float) -> Mapping[str, float]:
    """Medians over the runs: first_ms, cpu_ms, private_mib; and idle_ms of processor time, idle_bytes written to the
    terminal, in `idle` seconds."""
    first, cpu, memory = [], [], []
    for run in range(runs + 1):
        person, seconds = opened(dsn, state)
        with person:
            if run:
                first.append(seconds * 1000)
                cpu.append(cpu_ms(person.pid))
                memory.append(private_kib(person.pid) / 1024)
    person, _seconds = opened(dsn, state)
    with person:
        person.rests(1.0)
        before, written = cpu_ms(person.pid), person.received
        person.rests(idle)
        rested, said = cpu_ms(person.pid) - before, person.received - written
    return {
        "first_ms": statistics.median(first),
        "cpu_ms": statistics.median(cpu),
        "private_mib": statistics.median(memory),
        "idle_ms": rested,
        "idle_bytes": said,
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--idle", type=float, default=10.0)
    options = parser.parse_args()
    with servers.running(18) as cluster, tempfile.TemporaryDirectory(dir="/tmp") as folder:
        database = cluster.copy_of("demo", demo.build)
        found = measure(database.dsn(CLERK), Path(folder), options.runs, options.idle)
    print(f"load of the machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    print(f"home screen with its data: {found['first_ms']:.0f} ms (processor {found['cpu_ms']:.0f} ms; goal 500)")
    print(f"private memory of a session: {found['private_mib']:.1f} MiB (goal 35)")
    idle = f"{found['idle_ms']:.1f} ms of processor time, {found['idle_bytes']:.0f} bytes"
    print(f"idle for {options.idle:.0f} s: {idle} (goal 5 ms, 0 bytes)")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
