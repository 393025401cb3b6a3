"""`langnghe staff add|password|duty|close|list`: people as login roles with duties. No password is an argument."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from tui.cli import session
from tui.cli.as_json import print_json
from tui.cli.usage import Commands, Parser, command, day, group, takes_json
from tui.wording.i18n import N_, _

if TYPE_CHECKING:
    from uuid import UUID

    from db.core.connect import Session

T = TypeVar("T")


def add(commands: Commands) -> None:
    """Declare the commands."""
    own = group(commands, "staff", _(N_("người dùng và nhiệm vụ (quản trị)")))
    new = command(own, "add", _(N_("thêm một người với tài khoản và nhiệm vụ")))
    _takes_login(new)
    new.add_argument("--name", required=True, metavar=_(N_("HỌ_TÊN")), help=_(N_("họ và tên")))
    _takes_duties(new)
    new.set_defaults(run=run_add)
    password = command(own, "password", _(N_("đặt mật khẩu: gõ hai lần, hoặc một dòng từ đầu vào")))
    _takes_login(password)
    password.set_defaults(run=run_password)
    duty = command(own, "duty", _(N_("giao thêm nhiệm vụ, hoặc kết thúc một nhiệm vụ (--end)")))
    _takes_login(duty)
    _takes_duties(duty)
    ends = _(N_("kết thúc nhiệm vụ có số này (xem staff list)"))
    duty.add_argument("--end", type=int, metavar=_(N_("SỐ")), help=ends)
    duty.set_defaults(run=run_duty, parser=duty)
    close = command(own, "close", _(N_("đóng tài khoản ngay: hết quyền, hết phiên; những gì đã ghi vẫn còn")))
    _takes_login(close)
    close.set_defaults(run=run_close)
    listing = command(own, "list", _(N_("xem mọi người và nhiệm vụ")))
    takes_json(listing)
    listing.set_defaults(run=run_list)


def _takes_login(parser: Parser) -> None:
    parser.add_argument("login", metavar=_(N_("TÀI_KHOẢN")), help=_(N_("tên tài khoản, như nd-mocbac")))


def _takes_duties(parser: Parser) -> None:
    own = parser.add_argument_group(_(N_("nhiệm vụ (có thể nhiều)")))
    place, body = _(N_("ĐỊA_BÀN")), _(N_("KHỐI"))
    own.add_argument("--clerk", action="append", default=[], metavar=_(N_("TỔ_CHỨC")),
                     help=_(N_("viết báo cáo của tổ chức này (tên hoặc số)")))  # fmt: skip
    own.add_argument("--reviewer", action="append", default=[], metavar=place,
                     help=_(N_("theo dõi, nhận báo cáo của địa bàn (tên, mã hoặc số)")))  # fmt: skip
    own.add_argument("--body", metavar=body, help=_(N_("chỉ theo dõi một khối, như HND")))
    own.add_argument("--decider", action="append", default=[], metavar=place,
                     help=_(N_("quyết định xếp loại ở địa bàn")))  # fmt: skip
    own.add_argument("--administrator", action="store_true", help=_(N_("quản trị địa bàn, tổ chức, người dùng")))
    own.add_argument("--national", action="store_true", help=_(N_("đọc báo cáo đã nhận của cả nước")))
    own.add_argument("--from", dest="first", type=day, metavar="YYYY-MM-DD", help=_(N_("từ ngày (mặc định hôm nay)")))
    own.add_argument("--until", dest="last", type=day, metavar="YYYY-MM-DD", help=_(N_("đến hết ngày")))


def run_add(arguments: argparse.Namespace) -> int:
    """A login role, its person and duties, all or nothing. Raises `db.core.errors`."""
    from db.people import staff

    def run(own: Session, attempt: UUID) -> int:
        with own.transaction():
            staff.add(own, arguments.login, arguments.name, attempt=attempt)
            return _give(own, arguments, attempt)

    given = _done(run)
    print(_(N_("Đã thêm {login} ({name}), {count} nhiệm vụ.")).format(
        login=arguments.login, name=arguments.name, count=given))  # fmt: skip
    return 0


def run_password(arguments: argparse.Namespace) -> int:
    """Store a password's verifier; the password itself leaves this machine no more than it is an argument."""
    from db.people import staff

    with session.signed_in():
        pass  # their own password first, if the server wants one, then the other's
    password = _asked_password(arguments.login)
    _done(lambda own, attempt: staff.set_password(own, arguments.login, password, attempt=attempt))
    print(_(N_("Đã đặt mật khẩu của {login}.")).format(login=arguments.login))
    return 0


def _asked_password(login: str) -> str:
    """One line of a pipe; on a terminal typed twice without being shown. Raises Invalid `passwords_differ`."""
    from db.core.errors import Invalid

    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    import getpass

    first = getpass.getpass(_(N_("Mật khẩu mới của {login}: ")).format(login=login))
    if getpass.getpass(_(N_("Gõ lại: "))) != first:
        raise Invalid("passwords_differ")
    return first


def run_duty(arguments: argparse.Namespace) -> int:
    """Give duties, or end one. Raises `db.core.errors`."""
    from db.people import staff

    def run(own: Session, attempt: UUID) -> int:
        if arguments.end is not None:
            staff.end_duty(own, arguments.login, arguments.end, arguments.last, attempt=attempt)
            return 0
        with own.transaction():
            return _give(own, arguments, attempt)

    given = _done(run)
    if arguments.end is not None:  # said only now: the transaction is confirmed
        print(_(N_("Đã kết thúc nhiệm vụ số {duty}.")).format(duty=arguments.end))
        return 0
    if not given:
        arguments.parser.error(_(N_("cần nêu nhiệm vụ để giao, hoặc --end để kết thúc")))
    print(_(N_("Đã giao {count} nhiệm vụ cho {login}.")).format(count=given, login=arguments.login))
    return 0


def _done(command: Callable[[Session, UUID], T]) -> T:
    """Carry a command out. When its answer is lost it is asked for once more with the same id, and done once."""
    from db.core.errors import Unreachable
    from db.core.ids import uuid7

    attempt = uuid7()
    with session.signed_in() as own:
        try:
            return command(own, attempt)
        except Unreachable:
            pass
    with session.signed_in() as own:
        return command(own, attempt)


def _give(own: Session, arguments: argparse.Namespace, attempt: UUID) -> int:
    """Give every duty that the options name, each as a step of the command. Returns how many."""
    from db.core.ids import derived
    from db.people import staff

    dates = {"first": arguments.first, "last": arguments.last}
    body = staff.find_body(own, arguments.body) if arguments.body else None
    wanted: list[tuple[str, dict[str, Any]]] = [
        *(("clerk", {"organisation": staff.find_organisation(own, name)}) for name in arguments.clerk),
        *(("reviewer", {"area": staff.find_area(own, name), "body": body}) for name in arguments.reviewer),
        *(("decider", {"area": staff.find_area(own, name)}) for name in arguments.decider),
    ]
    wanted += [(kind, {}) for kind in ("administrator", "national") if getattr(arguments, kind)]
    for number, (kind, what) in enumerate(wanted):
        step = derived(attempt, f"duty {number}")
        staff.give_duty(own, arguments.login, kind, attempt=step, **what, **dates)
    return len(wanted)


def run_close(arguments: argparse.Namespace) -> int:
    """End a person's access at once. Raises `db.core.errors`."""
    from db.people import staff

    _done(lambda own, attempt: staff.close(own, arguments.login, attempt=attempt))
    print(_(N_("Đã đóng tài khoản {login}.")).format(login=arguments.login))
    return 0


def run_list(arguments: argparse.Namespace) -> int:
    """Everyone this login may see: an administrator everybody, others themselves. Raises `db.core.errors`."""
    from db.people import staff

    with session.signed_in() as own:
        found = staff.staff(own)
    from db.rules.text import harmless

    if arguments.json:
        print_json(found)
        return 0
    for person in found:
        closed = " · " + _(N_("đã đóng")) if person["closed"] else ""
        print(harmless(f"{person['login']}  {person['name']}{closed}"))
        for duty in person["duties"]:
            print(harmless("  " + _duty_line(duty)))
    return 0


def _duty_line(duty: dict[str, Any]) -> str:
    where = " · ".join(duty[name] for name in ("organisation", "area", "body") if duty[name])
    until = _(N_("đến {day}")).format(day=duty["to"]) if duty["to"] else ""
    from tui.wording.duty_wording import KINDS

    name: str = duty["kind"]
    kind = _(KINDS[name])
    parts = (f"{duty['id']}.", f"{kind}:" if where else kind, where, f"({duty['from']}", until)
    return " ".join(filter(None, parts)) + ")"
