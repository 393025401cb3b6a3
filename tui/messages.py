"""Every error as one Vietnamese sentence that says what is wrong and, where it helps, what to do next.

`db` raises codes with parameters; nothing else reads them. One table per area: whoever adds a code to `db` adds its
sentence here (and its English with `python -m tests.catalogue update`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from db.errors import DataError
from tui.i18n import N_, _

REPORTS: Mapping[str, str] = {
    "month_in_future": N_("Tháng {month} chưa tới, chưa lập báo cáo được."),
    "month_locked": N_("Tháng {month} đã khóa. Người theo dõi, tổng hợp có thể mở lại cho đơn vị."),
    "month_not_open": N_("Tháng {month} không mở để nhập."),
    "no_programme": N_("Chưa có chương trình nào cho tháng {month}; quản trị cần nạp chương trình của năm."),
    "organisation_closed": N_("Đơn vị không hoạt động trong tháng {month}."),
    "report_exists": N_("Tháng {month} đã có báo cáo định kỳ; mở báo cáo đó, hoặc lập báo cáo đột xuất."),
    "report_incomplete": N_("Báo cáo chưa đủ, chưa gửi được."),
    "report_empty": N_("Báo cáo chưa có gì; nếu tháng này không có gì thì chọn không phát sinh."),
    "report_not_empty": N_("Báo cáo đã có nội dung, không thể là không phát sinh."),
    "report_not_draft": N_("Báo cáo đã gửi, không sửa được nữa. Rút lại nếu người nhận chưa mở."),
    "report_not_submitted": N_("Báo cáo chưa được gửi, hoặc đã xử lý rồi."),
    "report_opened": N_("Người nhận đã mở báo cáo, không rút lại được nữa."),
    "already_reviewed": N_("Báo cáo đã được nhận hoặc trả lại rồi."),
    "own_report": N_("Không ai nhận báo cáo do chính mình viết hoặc gửi."),
    "earlier_refused": N_("Chưa làm được vì việc trước đó không được nhận; xem lại mục ấy rồi làm lại."),
}

RECORDS: Mapping[str, str] = {
    "stale": N_("Bản ghi đã được sửa từ nơi khác; xem hai bản rồi chọn."),
    "not_yours": N_("Bản ghi đã thay đổi hoặc không còn thuộc quyền của anh chị."),
    "not_found": N_("Không tìm thấy bản ghi, hoặc không thuộc quyền xem của anh chị."),
    "duplicate": N_("Đã có bản ghi như vậy rồi."),
    "key_taken": N_("Mã bản ghi này đã có người dùng; không ghi đè."),
    "no_rights": N_("Tài khoản không có quyền làm việc này."),
}

FIELDS: Mapping[str, str] = {
    "missing": N_("Chưa điền ô này."),
    "unknown_code": N_("Không có mã “{typed}”. Gần nhất: {nearest}."),
    "no_choice": N_("Không có mục nào khớp “{typed}”."),
    "many_choices": N_("Có {count} mục khớp “{typed}”: {nearest}. Gõ thêm."),
    "text_too_short": N_("Ngắn quá: cần ít nhất {least} ký tự, mới có {length}."),
    "text_too_long": N_("Dài quá: nhiều nhất {most} ký tự, đang có {length}."),
    "text_forbidden": N_("Có ký tự không dùng được: {characters}. Xóa rồi lưu lại."),
    "text_not_nfc": N_("Chữ có dấu chưa ở dạng dựng sẵn (NFC)."),
    "personal_data": N_("Nội dung có vẻ nêu tên người: “{found}” · Ctrl+R ghi lý do"),
    "reason_needed": N_("Cần ghi lý do."),
    "bad_date": N_("Không hiểu ngày “{typed}”. Gõ 7, 7/2, 7/2/2023, -1 hoặc t (hôm nay)."),
    "bad_month": N_("Không hiểu tháng “{typed}”. Gõ 10 hoặc 10/2023."),
    "bad_count": N_("Không hiểu số “{typed}”. Gõ số nguyên, ví dụ 1.234."),
    "bad_yesno": N_("Gõ c (có) hoặc k (không)."),
    "count_too_small": N_("Nhỏ quá: ít nhất là {least}."),
    "count_too_large": N_("Lớn quá: nhiều nhất là {most}."),
    "date_in_future": N_("Ngày {date} chưa tới."),
}

CONNECTION: Mapping[str, str] = {
    "server_lost": N_("Mất kết nối máy chủ; bản nháp còn đó, sẽ tự gửi lại."),
    "connection_refused": N_("Không nối được máy chủ dữ liệu {host}. Máy chủ có thể đang tắt, hoặc địa chỉ chưa đúng."),
    "wrong_settings": N_("Cài đặt kết nối chưa đúng hoặc còn thiếu: {detail}. Xem `langnghe doctor`."),
    "unknown_login": N_("Máy chủ không biết tài khoản {login}, hoặc mật khẩu chưa đúng."),
    "account_closed": N_("Tài khoản {login} đã đóng. Hỏi người quản trị."),
    "too_many_sessions": N_("Tài khoản đang mở quá nhiều phiên. Thoát bớt phiên khác rồi thử lại."),
    "server_full": N_("Máy chủ đang hết chỗ kết nối. Thử lại sau ít phút."),
    "schema_older": N_("Dữ liệu trên máy chủ cũ hơn chương trình. Quản trị cần chạy `langnghe db upgrade`."),
    "schema_newer": N_("Chương trình cũ hơn dữ liệu trên máy chủ. Cần cài bản langnghe mới."),
    "schema_missing": N_("Máy chủ chưa có dữ liệu của Lắng Nghe. Quản trị cần chạy `langnghe db upgrade`."),
    "read_only": N_("Máy chủ này chỉ cho đọc."),
}

PLACES: Mapping[str, str] = {
    "disk_full": N_("Đĩa đầy, bản nháp chưa ghi được; chữ đang gõ vẫn còn trên màn hình. Xóa bớt tệp hoặc lưu ngay."),
    "drafts_unwritable": N_("Không ghi được bản nháp vào {path}; chữ đang gõ chỉ còn trên màn hình. Hãy lưu ngay."),
    "drafts_refused": N_("Thư mục bản nháp {path} không phải của riêng anh chị nên không dùng; hãy lưu ngay khi gõ."),
    "draft_broken": N_("Một bản nháp bị hỏng, đã cất riêng thành {path}."),
    "draft_taken": N_("Bản nháp này đã được phiên khác nhận; ở đây chỉ còn xem, chữ vừa gõ được cất riêng."),
    "home_not_ours": N_("Thư mục {path} không phải của tài khoản này, nên không dùng."),
}

TERMINAL: Mapping[str, str] = {
    "not_a_terminal": N_("langnghe cần một cửa sổ dòng lệnh; không chạy được qua ống dẫn hay tệp."),
    "terminal_dumb": N_("Không biết kiểu cửa sổ (TERM={term}). Đặt TERM=xterm-256color rồi chạy lại."),
    "other_charset": N_("Cửa sổ đang dùng bảng mã {charset}; cần UTF-8. Đặt LANG=C.UTF-8 rồi chạy lại."),
    "unexpected": N_("Có lỗi ngoài dự kiến, chương trình phải dừng. Chữ đang gõ đã ở bản nháp; chi tiết trong {path}."),
}

SENTENCES: Mapping[str, str] = {**REPORTS, **RECORDS, **FIELDS, **CONNECTION, **PLACES, **TERMINAL}

GENERAL = N_("Không làm được (mã lỗi {code}).")


class _Filled(dict[str, str]):
    """Parameters of a sentence; one that was not given shows as an ellipsis instead of failing the message."""

    def __missing__(self, key: str) -> str:
        return "…"


def shown(value: Any) -> str:
    """A parameter as people read it: dates dd/mm/yyyy, a first of the month as mm/yyyy under the name `month`."""
    if isinstance(value, dt.datetime):
        return f"{value:%d/%m/%Y %H:%M}"
    if isinstance(value, dt.date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, (list, tuple)):
        return " · ".join(shown(item) for item in value)
    return str(value)


def _month(value: Any) -> str:
    """A month, from a date or from the ISO text that PostgreSQL's errors carry."""
    if isinstance(value, str):
        try:
            value = dt.date.fromisoformat(value)
        except ValueError:
            return value
    return f"{value.month}/{value.year}" if isinstance(value, dt.date) else str(value)


def sentence_of(code: str, **params: Any) -> str:
    """The sentence of a code. A code without a sentence gets a general one that names it."""
    filled = _Filled({name: _month(value) if name == "month" else shown(value) for name, value in params.items()})
    template = SENTENCES.get(code)
    if template is None:
        return _(GENERAL).format(code=code)
    return _(template).format_map(filled)


def sentence(error: DataError) -> str:
    """What went wrong, in one sentence of the chosen language."""
    return sentence_of(error.code, **error.params)
