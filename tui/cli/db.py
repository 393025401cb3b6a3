"""`langnghe db upgrade|status`: the schema of the database."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from tui.cli import session
from tui.cli.as_json import print_json
from tui.cli.usage import Commands, command, group, takes_json
from tui.wording.i18n import N_, _, _n

if TYPE_CHECKING:
    from db.core.sign_in import Where


_WHERE = N_("Cơ sở dữ liệu {database} ở {host}, cổng {port}, PostgreSQL {version}.")


def add(commands: Commands) -> None:
    """Declare the commands."""
    own = group(commands, "db", _(N_("cấu trúc dữ liệu trên máy chủ")))
    upgrade = command(own, "upgrade", _(N_("đưa dữ liệu lên bản của chương trình này (cần superuser)")))
    upgrade.set_defaults(run=run_upgrade)
    status = command(own, "status", _(N_(
        "xem máy chủ đang ở bản nào, quyền có đúng không (cần superuser); mã kết thúc 1 nếu không đúng")))  # fmt: skip
    takes_json(status)
    status.set_defaults(run=run_status)
    stale = command(own, "end-stale", _(N_("dừng các phiên quá hạn (cần superuser; để hẹn giờ chạy mỗi phút)")))
    stale.add_argument("--after", type=int, default=120, metavar=_(N_("GIÂY")),
                       help=_(N_("một giao dịch được mở bao lâu (mặc định 120 giây)")))  # fmt: skip
    takes_json(stale)
    stale.set_defaults(run=run_end_stale)


def run_upgrade(_arguments: argparse.Namespace) -> int:
    """Bring the database to this program's schema. 1 if something is left that it does not put right. Raises
    `db.core.errors`; then nothing was changed."""
    from db.schema import migrate

    def begins(where: Where) -> None:
        print(_(_WHERE).format(**where._asdict()), flush=True)

    applied = session.asking(partial(migrate.upgrade, begins=begins))
    for name in applied:
        print(name)
    print(_n("Đã áp dụng {n} bước.", len(applied)) if applied else _(N_("Cấu trúc đã đủ; quyền đã được đặt lại.")))
    return _proven({**session.asking(migrate.status), "leftovers": None})


def run_status(arguments: argparse.Namespace) -> int:
    """What is installed, whether this program can use it, and whether its rights hold. Raises `db.core.errors`."""
    from db.schema import migrate

    status = session.asking(migrate.status)
    good = status["installed"] == status["needed"] and status["rights_match"]
    if arguments.json:
        differences = status["differences"]
        known = None if differences is None else [difference._asdict() for difference in differences]
        print_json({**status, "differences": known})
        return 0 if good and not differences and not status["leftovers"] else 1
    print(_(_WHERE).format(**status))
    if status["installed"] is None:
        print(_(N_("Máy chủ chưa có dữ liệu của Lắng Nghe.")))
        return 1
    line = N_("Trên máy chủ: bước {installed}, bản {program}. Chương trình này cần: bước {needed}.")
    print(_(line).format(**status))
    if not good:
        print(_(N_("Không khớp: quản trị cần chạy langnghe db upgrade bằng bản mới.")))
        return 1
    if not status["differences"]:
        print(_(N_("Dùng được.")))
    if status["differences"] is None:
        print(_(N_("Quyền chưa được kiểm tra: chỉ superuser đọc được hết.")))
    return _proven(status)


def _proven(status: Mapping[str, Any]) -> int:
    """Say what is not as it should be with rights and with people's access. 1 if anything is."""
    from db.rules.text import harmless

    differences = status["differences"] or []
    for difference in differences:
        line = _(N_("thiếu: {what}")) if difference.missing else _(N_("thừa: {what}"))
        print(harmless(line.format(what=difference.what)))
    if differences:
        advice = _(N_("langnghe db upgrade đặt lại; còn chỗ nào thì phải tự sửa."))
        print(_n("Quyền sai {n} chỗ.", len(differences)), advice)
    for left in status["leftovers"] or ():
        print(_leftover(left))
    return 1 if differences or status["leftovers"] else 0


def run_end_stale(arguments: argparse.Namespace) -> int:
    """End the sessions that are over, and say which they were. Raises `db.core.errors`."""
    import datetime as dt

    from db.people import leftovers

    allowed = dt.timedelta(seconds=arguments.after)
    ended = session.asking(lambda dsn: leftovers.end(dsn, allowed))
    if arguments.json:
        print_json(ended)
        return 0
    for one in ended:
        print(_leftover(one))
    print(_n("Đã dừng {n} phiên.", len(ended)) if ended else _(N_("Không có phiên nào quá hạn.")))
    return 0


_LEFTOVERS = {
    "closed": N_("{login}: phiên {pid} từ {since}, tài khoản đã đóng."),
    "void": N_("{login}: phiên {pid} từ {since}, trước khi đổi mật khẩu hoặc hết một nhiệm vụ."),
    "standing": N_("{login}: phiên {pid} để mở một giao dịch từ {since}."),
    "closed_signs_in": N_("{login}: đã đóng mà vẫn đăng nhập được; chạy langnghe staff close {login}."),
    "suspended": N_("{login}: đổi mật khẩu dở dang nên chưa đăng nhập được; chạy langnghe staff password {login}."),
    "national_group": N_("{login}: còn trong nhóm đọc toàn quốc mà không có nhiệm vụ ấy."),
    "prepared": N_("{login}: giao dịch treo (PREPARE TRANSACTION) từ {since}; đặt max_prepared_transactions = 0."),
}


def _leftover(left: Mapping[str, Any]) -> str:
    """One line of what is left of a person's access, and what to do about it."""
    from tui.wording.times import full_moment

    since = full_moment(left["since"]) if left["since"] else ""
    return _(_LEFTOVERS[left["why"]]).format(**{**left, "since": since})
