"""`langnghe db upgrade|status`: the schema of the database."""

from __future__ import annotations

import argparse

from tui.commands import session
from tui.commands.as_json import print_json
from tui.commands.usage import Commands, command, group, takes_json
from tui.i18n import N_, _, _n


def add(commands: Commands) -> None:
    """Declare the commands."""
    own = group(commands, "db", _(N_("cấu trúc dữ liệu trên máy chủ")))
    upgrade = command(own, "upgrade", _(N_("đưa dữ liệu lên bản của chương trình này (cần superuser)")))
    upgrade.set_defaults(run=run_upgrade)
    status = command(own, "status", _(N_("xem máy chủ đang ở bản nào")))
    takes_json(status)
    status.set_defaults(run=run_status)


def run_upgrade(_arguments: argparse.Namespace) -> int:
    """Bring the database to this program's schema. Raises `db.errors`; then nothing was changed."""
    from db import migrate

    applied = session.asking(migrate.upgrade)
    for name in applied:
        print(name)
    print(_n("Đã áp dụng {n} bước.", len(applied)) if applied else _(N_("Cấu trúc đã đủ; quyền đã được đặt lại.")))
    return 0


def run_status(arguments: argparse.Namespace) -> int:
    """What is installed, and whether this program can use it. Raises `db.errors`."""
    from db import migrate

    status = session.asking(migrate.status)
    if arguments.json:
        print_json(status)
        return 0
    if status["installed"] is None:
        print(_(N_("Máy chủ chưa có dữ liệu của Lắng Nghe.")))
        return 0
    line = N_("Trên máy chủ: bước {installed}, bản {program}. Chương trình này cần: bước {needed}.")
    print(_(line).format(**status))
    good = status["installed"] == status["needed"] and status["rights_match"]
    print(_(N_("Dùng được.")) if good else _(N_("Không khớp: quản trị cần chạy langnghe db upgrade bằng bản mới.")))
    return 0
