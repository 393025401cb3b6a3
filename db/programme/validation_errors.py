"""What is wrong in a data file: file, line and fault, and the checks of shape that every such file shares.

A fault's sentence is Vietnamese and a gettext message id; its code and parameters give it in other languages.
"""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path as FilePath
from typing import Any

from db.programme.toml_positions import Lines, Path
from db.rules.fold import nearest
from db.rules.text import forbidden, tidy
from db.rules.words import N_

SENTENCES: dict[str, str] = {
    "unreadable": N_("không đọc được tệp: {detail}"),
    "not_utf8": N_("tệp không ở dạng UTF-8 (byte thứ {position})"),
    "syntax": N_("sai cú pháp TOML: {detail}"),
    "unknown_key": N_("không có mục nào tên “{key}”; gần giống: {nearest}"),
    "missing_key": N_("thiếu mục “{key}”"),
    "wrong_type": N_("“{key}” phải là {wanted}"),
    "not_allowed": N_("“{key}” không được là “{value}”; chỉ nhận: {allowed}"),
    "below": N_("“{key}” là {value}, phải từ {least} trở lên"),
    "above": N_("“{key}” là {value}, không được quá {most}"),
    "untidy": N_("“{key}” có khoảng trắng thừa ở đầu hoặc cuối, hoặc chữ chưa ở dạng dựng sẵn (NFC)"),
    "forbidden": N_("“{key}” có ký tự không được dùng: {found}"),
    "empty": N_("“{key}” để trống"),
    "duplicate": N_("“{key}” = “{value}” đã có ở dòng {line}"),
    "unknown_reference": N_("“{key}” = “{value}” không có trong {where}; gần giống: {nearest}"),
    "dates_crossed": N_("ngày hết “{value}” trước ngày bắt đầu “{start}”"),
    "bad_code": N_("mã “{value}” không gõ được an toàn: chỉ dùng chữ số, hoặc hai chữ cái không thành dấu (Telex)"),
    "code_clash": N_("mã “{value}” trùng với mã ở danh mục “{other}”, dòng {line}"),
    "bad_rrule": N_("quy tắc hạn “{value}” không đọc được: {detail}"),
    "no_dates": N_("quy tắc hạn “{value}” không cho ngày nào trong năm {year}"),
    "not_twelve": N_("quy tắc hạn theo tháng “{value}” cho {count} ngày trong năm {year}, phải đủ 12"),
    "uneven_days": N_("các ngày của quy tắc hạn “{value}” trong năm {year} không rải đều mỗi kỳ một ngày"),
    "due_before_open": N_("quy tắc hạn “{code}” cho hạn {due} trước ngày mở {opens}; cần “opens_early”"),
    "rule_kind": N_("quy tắc hạn “{code}” phải có đúng một trong hai mục “rrule” và “days”"),
    "outside_year": N_("ngày {date} không thuộc năm {year}"),
    "number_gap": N_("thiếu chỉ tiêu số {number} (cần đủ từ 1 đến {last})"),
    "floor_over_ceiling": N_("mức sàn {floor} cao hơn mức trần {ceiling}"),
    "points": N_("từ ngày {date} tổng điểm là {sum}, phải là 100"),
    "not_together": N_("“{key}” không đi cùng “{other}” = “{value}”"),
    "one_of_two": N_("phải có đúng một trong hai mục “{one}” và “{other}”"),
    "owed_by_nobody": N_(
        "chỉ tiêu {number} không ghi ai phải làm (“owing”), cũng không tính trên một tập hợp (“population”)"
    ),
    "least_and_floor": N_("“least” là {least} nhưng mức sàn của “{measure}” là {floor}"),
    "not_shared_out": N_("“{measure}” tính theo phần trăm, không giao chia cho từng tổ chức được"),
    "due_period": N_("quy tắc hạn “{due}” không cho mỗi kỳ “{period}” một ngày"),
    "relation_to_itself": N_("quan hệ của {body} với chính nó"),
    "relation_twice": N_("quan hệ giữa {body} và {other} đã có trong thời gian ấy ở dòng {line}"),
    "relation_loop": N_("{body} không thể là cấp trên của {other}: khi đó có tổ chức là cấp trên của chính mình"),
    "year_name": N_("tên tệp ghi năm {named}, trong tệp là năm {year}"),
    "no_such_parent": N_("đơn vị “{name}” có cấp trên mã {parent} chưa khai báo"),
    "level_order": N_("đơn vị “{name}” không thể thuộc “{parent}”: cấp trên phải ở cấp cao hơn"),
    "loop": N_("đơn vị “{name}” là cấp trên của chính nó"),
    "outside_area": N_("ngày {date} nằm ngoài thời gian tồn tại của “{name}”"),
    "code_overlap": N_("mã “{value}” đang được “{other}” dùng cùng thời gian (dòng {line})"),
    "not_closed_then": N_("“{name}” không kết thúc vào ngày {date} như việc kế thừa đã ghi"),
    "not_opened_then": N_("“{name}” chưa có vào ngày {date} như việc kế thừa đã ghi"),
    "no_body_there": N_("{body} không có tổ chức ở cấp này"),
    "no_name_for_level": N_("“{key}” thiếu tên cho cấp “{level}”"),
    "share_sum": N_("các phần kế thừa từ “{name}” cộng lại là {sum}, không được quá 1"),
}

TYPES: dict[type, str] = {
    str: N_("một chuỗi chữ"),
    int: N_("một số nguyên"),
    float: N_("một số"),
    bool: N_("true hoặc false"),
    dt.date: N_("một ngày (YYYY-MM-DD)"),
    list: N_("một danh sách"),
    dict: N_("một bảng"),
}


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault. `code` and `params` say it to programs; `message` to people, in Vietnamese."""

    file: str
    line: int
    code: str
    params: Mapping[str, Any] = field(default_factory=dict)

    @property
    def message(self) -> str:
        """The sentence without file and line."""
        return SENTENCES[self.code].format(**self.params)

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


class BadFile(ValueError):
    """A file that may not be loaded; `faults` has all that is wrong with it."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = tuple(faults)


@dataclass(frozen=True, slots=True)
class Key:
    """What one key of a table may hold. `least`/`most` bound numbers; a required text may not be blank."""

    name: str
    kind: type
    required: bool = True
    allowed: tuple[str, ...] = ()
    least: int | None = None
    most: int | None = None
    of: type | None = None  # the type of a list's items


class Document:
    """A file that was read, and the faults found in it so far."""

    def __init__(self, text: str, file: str) -> None:
        self.file = file
        self.faults: list[Fault] = []
        self.data: dict[str, Any] = {}
        self.lines = Lines("")
        try:
            self.data = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            self.faults.append(Fault(file, _line_of(str(error), text), "syntax", {"detail": str(error)}))
        else:
            self.lines = Lines(text)

    def fault(self, path: Path, code: str, /, **params: Any) -> None:
        """Note a fault at a path."""
        self.faults.append(Fault(self.file, self.lines.of(path), code, params))

    def line(self, path: Path) -> int:
        return self.lines.of(path)

    def tables(self, name: str, keys: Sequence[Key], within: Path = ()) -> list[tuple[Path, dict[str, Any]]]:
        """The array of tables of that name with a path for each; the sound ones only, faults noted for the rest."""
        found: Any = self.data
        for step in (*within, name):
            found = found.get(step, []) if isinstance(found, dict) else found[step]
        if not isinstance(found, list):
            return []
        paths = [((*within, name, index), item) for index, item in enumerate(found)]
        return [(path, item) for path, item in paths if self.sound(path, item, keys)]

    def sound(self, path: Path, table: Any, keys: Sequence[Key]) -> bool:
        """Whether a table has the keys it should have, of the right kinds; notes a fault for each it has not."""
        before = len(self.faults)
        if not isinstance(table, dict):
            self.fault(path, "wrong_type", key=str(path[-1]), wanted=TYPES[dict])
            return False
        names = [key.name for key in keys]
        for name in table:
            if name not in names:
                self.fault((*path, name), "unknown_key", key=name, nearest=", ".join(nearest(name, names)))
        for key in keys:
            if key.name in table:
                self._value((*path, key.name), key, table[key.name])
            elif key.required:
                self.fault(path, "missing_key", key=key.name)
        return len(self.faults) == before

    def _value(self, path: Path, key: Key, value: Any) -> None:
        if not _is(value, key.kind) or (key.of and not all(_is(item, key.of) for item in value)):
            self.fault(path, "wrong_type", key=key.name, wanted=TYPES[key.kind])
            return
        if key.allowed:
            for item in value if isinstance(value, list) else [value]:
                if item not in key.allowed:
                    self.fault(path, "not_allowed", key=key.name, value=item, allowed=", ".join(key.allowed))
        if key.kind is str or key.of is str:
            self._texts(path, key, [value] if isinstance(value, str) else value)
        if key.least is not None and value < key.least:
            self.fault(path, "below", key=key.name, value=value, least=key.least)
        if key.most is not None and value > key.most:
            self.fault(path, "above", key=key.name, value=value, most=key.most)

    def _texts(self, path: Path, key: Key, values: Sequence[str]) -> None:
        """Texts are refused here as PostgreSQL would refuse them, but with a line."""
        for index, value in enumerate(values):
            at = (*path, index) if key.of else path
            if found := forbidden(value):
                self.fault(at, "forbidden", key=key.name, found=", ".join(name for _, name in found))
            elif not value.strip():
                self.fault(at, "empty", key=key.name)
            elif value != tidy(value):
                self.fault(at, "untidy", key=key.name)

    def named(self, name: str, key: str, within: Path = ()) -> list[str]:
        """The texts under a key in all tables of that name, unsound ones too: one fault shall not make others."""
        found: Any = self.data
        for step in (*within, name):
            found = found.get(step) if isinstance(found, dict) else None
        items = [item.get(key) for item in found if isinstance(item, dict)] if isinstance(found, list) else []
        return list(dict.fromkeys(item for item in items if isinstance(item, str)))

    def unique(self, items: Sequence[tuple[Path, dict[str, Any]]], key: str) -> None:
        """Note every value of a key that another table has already."""
        seen: dict[Any, Path] = {}
        for path, item in items:
            if item[key] in seen:
                self.fault((*path, key), "duplicate", key=key, value=item[key], line=self.line(seen[item[key]]))
            seen.setdefault(item[key], (*path, key))

    def refers(self, path: Path, value: str, known: Sequence[str], where: str) -> None:
        """Note a value that names nothing in `known`."""
        if value not in known:
            near = ", ".join(nearest(value, known))
            self.fault(path, "unknown_reference", key=str(path[-1]), value=value, where=where, nearest=near)

    def ordered(self, path: Path, start: dt.date | None, end: dt.date | None, apart: bool = False) -> None:
        """Note an end before its start; `apart`: where the end is the first day after, on its start too."""
        if start is not None and end is not None and (end < start or (apart and end == start)):
            self.fault(path, "dates_crossed", value=end.isoformat(), start=start.isoformat())

    def done(self) -> list[Fault]:
        """All faults, in the order of the file."""
        return sorted(self.faults, key=lambda fault: fault.line)


def _is(value: Any, wanted: type) -> bool:
    """TOML's kinds apart: true is no number, a time is no date, a whole number may stand for a number."""
    if wanted is dt.date:
        return isinstance(value, dt.date) and not isinstance(value, dt.datetime)
    if wanted in (int, float):
        return isinstance(value, (int, wanted)) and not isinstance(value, bool)
    return isinstance(value, wanted)


def _line_of(error: str, text: str) -> int:
    """The line that a message of tomllib names; the last one where it says "end of document"."""
    found = re.search(r"at line (\d+)", error)
    return int(found[1]) if found else text.count("\n") + 1


def read(source: FilePath | str, file: str = "") -> tuple[str, str]:
    """Text and file name of a path, or of a text given as it is. Raises BadFile for what cannot be read."""
    if isinstance(source, str):
        return source, file
    try:
        return source.read_text(encoding="utf-8"), str(source)
    except UnicodeDecodeError as error:
        raise BadFile([Fault(str(source), 1, "not_utf8", {"position": error.start + 1})]) from None
    except OSError as error:
        raise BadFile([Fault(str(source), 1, "unreadable", {"detail": error.strerror or str(error)})]) from None
