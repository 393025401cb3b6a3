"""The program as the forced command of a real sshd: it is seen and it acts, and a line that is cut loses no text."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests import servers
from tests.drivers.over_ssh import Remote
from tests.drivers.program import ROOT
from tests.drivers.waiting import eventually
from tests.servers import Database
from tests.ssh.host import Host, missing
from tests.ssh.line import Line
from tui.drafts.store import Drafts

CLERK = "nd-mocbac"
TEXT = "Bà con lo giá phân bón tăng, giá lợn hơi giảm"


@pytest.mark.skipif(bool(missing()) and not servers.required(15), reason=missing())
def test_a_clerk_signs_in_by_ssh_and_the_line_is_cut_in_mid_typing(demo_database: Database, tmp_path: Path) -> None:
    dsn = demo_database.dsn(CLERK)
    environment = {"LANGNGHE_DSN": dsn, "XDG_STATE_HOME": str(tmp_path), "PYTHONPATH": str(ROOT), "LANG": "C.UTF-8"}
    identity = demo_database.value("select database::text from app.installed")
    drafts = Drafts(CLERK, identity, tmp_path / "langnghe" / "drafts")
    with (
        Host(tmp_path / "host", [sys.executable, "-m", "screens"], environment) as host,
        Line(host.port, slow=False) as line,
        Remote(host, line) as clerk,
    ):
        clerk.sees("VIỆC CẦN LÀM", "1 báo cáo tháng").presses("1").sees("BÁO CÁO TÌNH HÌNH", "tháng 10/2023")
        clerk.presses("ctrl+n").sees("Nội dung").types("2").presses("enter").types("gc").presses("enter")
        clerk.types("3").presses("enter").writes(TEXT).sees(TEXT)
        line.cut()
        assert clerk.ended(), "the client still waits for a host that it has no line to"
        eventually(lambda: [draft.values.get("text") for draft in drafts.all()], [TEXT])
        there = "select count(*)::int from pg_stat_activity where usename = %s and datname = current_database()"
        eventually(lambda: demo_database.value(there, (CLERK,)), 0)
