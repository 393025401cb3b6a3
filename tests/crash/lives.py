"""Clerks whose program dies again and again while they type, and what is there afterwards.

A life: start, look whether what the last death left is offered on the home screen and in its form, type on; at a random
moment the program is killed, its terminal hangs up, or the line is cut.
"""

from __future__ import annotations

import contextlib
import random
import signal
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from tests.crash.ledger import Ledger, settled
from tests.crash.typist import Moment, Typist
from tests.drivers.person import Person
from tests.drivers.waiting import until
from tests.screens.clerks import forget_month
from tests.servers import Database

CLERKS: Mapping[str, str] = {
    "nd-mocbac": "Hội ND xã Mộc Bắc",
    "mt-mocbac": "MTTQ xã Mộc Bắc",
    "pn-hoamac": "Hội LHPN phường Hòa Mạc",
    "ld-thixa": "LĐLĐ thị xã",
    "mt-thixa": "MTTQ thị xã",
}
MOMENTS = ("typing", "typing", "typing", "enter", "ctrl+n", "ctrl+s", "list", "in a save", "in a save")
DEATHS = ("kill -9", "hang-up", "cut line")
OFTEN = ("kill -9", *DEATHS)  # the death of which no program hears comes twice as often
END = 2.0  # seconds within which a program without a terminal must have ended
PATIENCE = 20.0


@dataclass
class Figures:
    """What came of many deaths. `oldest`: seconds of typing lost at each; `ends`: seconds until the end after a hang-up
    or a cut line; `faults`: everything that should not be, as sentences."""

    deaths: dict[str, int] = field(default_factory=lambda: dict.fromkeys(DEATHS, 0))
    moments: dict[str, int] = field(default_factory=dict)
    oldest: list[float] = field(default_factory=list)
    ends: list[float] = field(default_factory=list)
    typed: int = 0
    stored: int = 0
    faults: list[str] = field(default_factory=list)

    @property
    def count(self) -> int:
        return sum(self.deaths.values())

    def add(self, other: Figures) -> None:
        for mine, theirs in ((self.deaths, other.deaths), (self.moments, other.moments)):
            mine.update({name: mine.get(name, 0) + count for name, count in theirs.items()})
        self.oldest += other.oldest
        self.ends += other.ends
        self.faults += other.faults
        self.typed += other.typed
        self.stored += other.stored


def many_lives(database: Database, folder: Path, lives: int, seed: int) -> Figures:
    """Every clerk lives so many lives, all at the same time, on a copy of the demo."""
    total = Figures()
    with ThreadPoolExecutor(len(CLERKS)) as people:
        for figures in people.map(lambda login: _Clerk(database, login, folder / login, seed).lives(lives), CLERKS):
            total.add(figures)
    return total


class _Clerk:
    """One clerk and the same month of work, from life to life."""

    def __init__(self, database: Database, login: str, state: Path, seed: int) -> None:
        self._database, self._login, self._state = database, login, state
        self._chance = random.Random(f"{seed} {login}")
        self._figures = Figures()
        self._organisation = CLERKS[login]
        forget_month(database, self._organisation, "2023-10-01")
        self._dsn = database.dsn(login)
        drafts = state / "state" / "langnghe" / "drafts"
        identity = database.value("select database::text from app.installed")
        self._ledger = Ledger(database, login, self._organisation, drafts, identity)

    def lives(self, count: int) -> Figures:
        for number in range(count):
            self._life(number)
        figures = self._figures
        figures.faults += [*self._ledger.faults, *(f"stored twice: {text}" for text in self._ledger.twice())]
        figures.oldest += self._ledger.oldest
        figures.stored += len(self._ledger.rows())
        return figures

    def _life(self, number: int) -> None:
        death, moment = self._chance.choice(OFTEN), self._chance.choice(MOMENTS)
        what = f"{self._login}, life {number}, {death}, {moment}"
        with Person(state=self._state, dsn=self._dsn) as person, contextlib.ExitStack() as held:
            try:
                self._is_offered(person)
            except AssertionError as error:
                self._figures.faults.append(f"{what}: not offered again: {error}")
            person.presses("ctrl+n").sees("Ctrl+N lưu, thêm nữa")
            typist = Typist(person, self._chance, self._at(moment, person, held))
            with contextlib.suppress(Moment):
                typist.goes_on()
            died = time.monotonic()
            self._dies(person, death, what)
        self._signed_out()
        self._figures.deaths[death] += 1
        self._figures.moments[moment] = self._figures.moments.get(moment, 0) + 1
        self._figures.typed += sum(len(opinion.states) for opinion in typist.opinions)
        self._ledger.look(typist.opinions, died, what)

    # The start: what was typed in the life before is offered

    def _is_offered(self, person: Person) -> None:
        """On the home screen in its first words, and in its form as it was kept. Leaves the month's list open."""
        person.sees("VIỆC CẦN LÀM", patience=PATIENCE)
        typed = [draft for draft in self._ledger.drafts() if draft.kind == "opinion"]
        drafts = [draft for draft in typed if draft.about.get("state") != "sending"]  # those are stored right away
        for draft in drafts[:1]:
            words = " ".join(draft.values.get("text", "").split()) or "chưa có nội dung"
            person.sees("CHƯA LƯU", words[:30].strip(), patience=PATIENCE)
        person.presses("1").sees("BÁO CÁO TÌNH HÌNH NHÂN DÂN", "C Dự báo" if not self._ledger.known else "Ý KIẾN")
        if not self._ledger.known:
            return
        until(lambda: not self._sending(), "what was asked for is stored")
        last = self._ledger.last()
        person.presses("end", "up", "up", "enter").sees("Nội dung", "Ctrl+S", patience=PATIENCE)
        person.sees(settled(last).get("text", ""), patience=PATIENCE)
        person.presses("escape").sees("Ctrl+N thêm ý kiến", patience=PATIENCE)

    def _sending(self) -> bool:
        return any(draft.about.get("state") == "sending" for draft in self._ledger.drafts())

    # The end

    def _at(self, wanted: str, person: Person, held: contextlib.ExitStack) -> Callable[[str], None]:
        """What is told of every burst and ends the life at the wanted moment."""
        left = self._chance.randint(8, 80) if wanted == "typing" else self._chance.randint(1, 3)
        if wanted in ("list", "in a save", "ctrl+n", "ctrl+s"):
            left = 1

        def told(kind: str) -> None:
            nonlocal left
            if wanted == "in a save":
                if kind.startswith("before"):
                    held.enter_context(self._slow_server())
                elif kind in ("ctrl+n", "ctrl+s"):
                    person.rests(self._chance.uniform(0, 0.5))
                    raise Moment
            elif kind == wanted:
                left -= 1
                if left == 0:
                    person.rests(self._chance.uniform(0, 0.04 if kind != "list" else 0.3))
                    raise Moment

        return told

    @contextlib.contextmanager
    def _slow_server(self) -> Iterator[None]:
        """While this lasts, a save of an opinion waits in PostgreSQL."""
        with contextlib.closing(self._database.connect()) as connection:
            cursor = connection.cursor()
            cursor.execute("begin; lock table app.opinion in share row exclusive mode")
            yield
            cursor.execute("rollback")

    def _dies(self, person: Person, death: str, what: str) -> None:
        if death == "kill -9":
            person.killed()
            return
        begin = time.monotonic()
        if death == "hang-up":
            person.signalled(signal.SIGHUP)
        else:
            person.hangs_up()
        if not person.ended(PATIENCE):
            self._figures.faults.append(f"{what}: still runs after {PATIENCE} s")
        taken = time.monotonic() - begin
        self._figures.ends.append(taken)
        if taken > END:
            self._figures.faults.append(f"{what}: ended only after {taken:.1f} s")

    def _signed_out(self) -> None:
        """Wait until PostgreSQL has done what the dead program had sent it."""
        left = "select count(*) from pg_stat_activity where usename = %s and datname = current_database()"
        until(lambda: not self._database.value(left, (self._login,)), "the backends of a dead program are gone")
