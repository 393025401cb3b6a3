"""`langnghe demo`: an invented year of a real town, on a PostgreSQL of its own."""

from __future__ import annotations

import argparse
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from tui.cli import session
from tui.cli.usage import Commands, command, day, say
from tui.wording.i18n import N_, _

if TYPE_CHECKING:
    from db.demo.embedded import Server
    from db.demo.home import DemoHome


def add(commands: Commands) -> None:
    """Declare the command."""
    parser = command(commands, "demo", _(N_("mở bản thử: thị xã Duy Tiên năm 2023 với dữ liệu nghĩ ra")))
    parser.add_argument(
        "--as", dest="login", metavar=_(N_("TÀI_KHOẢN")),
        help=_(N_("mở với tài khoản này (mặc định nd-mocbac); tên sai thì in ra các tên có thể dùng")),
    )  # fmt: skip
    parser.add_argument("--home", type=Path, metavar=_(N_("THƯ_MỤC")), help=_(N_("thư mục giữ bản thử")))
    parser.add_argument(
        "--today", type=day, metavar="YYYY-MM-DD",
        help=_(N_("ngày mà bản thử dừng lại (mặc định 2023-10-16); chỉ cho bản mới hoặc cùng --reset")),
    )  # fmt: skip
    parser.add_argument("--reset", action="store_true", help=_(N_("bỏ dữ liệu cũ và làm lại từ đầu")))
    session.add_driver(parser)
    how = parser.add_mutually_exclusive_group()
    how.add_argument(
        "--dsn", action="store_true",
        help=_(N_("khởi động máy chủ, in chuỗi kết nối của tài khoản rồi để máy chủ chạy")),
    )  # fmt: skip
    how.add_argument("--stop", action="store_true", help=_(N_("dừng máy chủ của bản thử")))
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Open the demo, print how to connect to it, or stop it. Raises `db.core.errors`."""
    from db.core.errors import Invalid
    from db.demo import people
    from db.demo.home import DemoHome

    login = arguments.login or people.DEFAULT_LOGIN
    if login not in people.LOGINS:
        raise Invalid("unknown_demo_login", login=login, logins=list(people.LOGINS))
    home = DemoHome(arguments.home)
    if arguments.stop:
        return _stop(home)
    if not arguments.dsn and session.complained():
        return 1

    def build(server: Server) -> None:
        from db.demo import build as fill
        from db.demo.home import PINNED_DAY

        say(_(N_("Đang làm dữ liệu thử của năm 2023, mất chừng mười giây…")))
        fill(server.dsn(), arguments.today or PINNED_DAY)

    if not arguments.dsn:
        # what the first screen needs is read while another program makes the folder of the server
        threading.Thread(target=session.read_first, name="langnghe-import", daemon=True).start()
    with home.enter(build, arguments.today, arguments.reset) as server:
        _bring_up_to_date(server)
        if arguments.dsn:
            home.keep()
            print(home.dsn(login))
            return 0
        return session.opened(home.dsn(login), _former(home), plain=arguments.plain_driver)


def _bring_up_to_date(server: Server) -> None:
    """A demo that an older program made gets today's schema and rights; its data stay. Denied when it is newer."""
    from db.schema import migrate

    found = migrate.status(server.dsn())
    if found["installed"] != found["needed"] or not found["rights_match"]:
        migrate.upgrade(server.dsn())


def _stop(home: DemoHome) -> int:
    if home.stop():
        say(_(N_("Đã dừng máy chủ của bản thử.")))
    else:
        say(_(N_("Máy chủ của bản thử không chạy.")))
    return 0


def _former(home: DemoHome) -> str:
    """What the drafts of this demo, as it was built, were kept under before databases had an id of their own."""
    return f"{home.path} {home.built}"
