"""Text that looks as if it named a person: domain §4, pointed out before saving and confirmed by the writer.

Each pattern is one source string that means the same to Python's `re` and to PostgreSQL's regular expressions:
no lookbehind, no word boundaries, no classes that depend on a locale, letters written out. It is used on NFC text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from db.rules.words import N_

_LOWER = "aàáâãăạảấầẩẫậắằẳẵặbcdđeèéêẹẻẽếềểễệfghiìíĩỉịjklmnoòóôõơọỏốồổỗộớờởỡợpqrstuùúũưụủứừửữựvwxyýỳỵỷỹz"
_UPPER = _LOWER.upper()
_INSIDE = f"[{_LOWER}{_UPPER}]"
_BEFORE = f"(?:^|[^0-9{_LOWER}{_UPPER}])"
_AFTER = f"(?:$|[^0-9{_LOWER}{_UPPER}])"
_GAP = r"[ \n\u00A0]{1,3}"


def _either_case(words: str) -> str:
    """The words in any mixture of capitals and small letters, blanks as any gap."""
    return "".join(
        _GAP if char == " " else f"[{char}{char.upper()}]" if char.upper() != char else char for char in words
    )


def _sentence_case(*words: str) -> str:
    """The words as they stand in or at the start of a sentence, as alternatives."""
    return "|".join(f"[{word[0]}{word[0].upper()}]{word[1:]}".replace(" ", _GAP) for word in words)


def _standing_alone(core: str) -> str:
    return f"{_BEFORE}(?:{core}){_AFTER}"


# Titles before a name. "bác" and "cháu" are ours; the rest is domain §4.
_PERSONS = _sentence_case("ông", "anh", "chị", "cô", "chú", "cháu", "đồng chí") + "|[đĐ][/.][cC][.]?"
_HOUSEHOLDS = _sentence_case("hộ", "gia đình")

# Capitalised words after a title that name no citizen: posts (of an official, the post is what should be
# written), groups and honours. Words that are family or given names too (Đoàn, Chi, Dân) stand with what follows.
_NO_NAMES = (
    "Bí thư|Phó|Chủ tịch|Chủ nhiệm|Chủ hộ|Thường trực|Thường vụ|Ủy viên|Uỷ viên|Giám đốc|Tổng bí|Tổng Bí|"
    "Thủ tướng|Bộ trưởng|Trưởng thôn|Trưởng ban|Trưởng Ban|Trưởng phòng|Trưởng Phòng|Trưởng công|Trưởng Công|"
    "Trưởng khu|Trưởng xóm|Trưởng trạm|Trưởng Trạm|Trưởng đoàn|Trưởng Đoàn|Hội|Đoàn viên|Đoàn thanh|Đoàn Thanh|"
    "Chi bộ|Chi hội|Chi đoàn|Chi ủy|Ban|Mặt trận|UBND|HĐND|MTTQ|UBMTTQ|Đảng|Đại biểu|Cán bộ|Công an|Công nhân|"
    "Công chức|Nông dân|Nhân dân|Nhân khẩu|Phụ nữ|Thanh niên|Cựu chiến|Thương binh|Liệt sĩ|Liệt sỹ|Bệnh binh|"
    "Mẹ|Việt Nam|Việt kiều|Giáo viên|Giáo|Thôn|Xã|Phường|Tổ dân|Khu|Xóm"
).replace(" ", _GAP)
_NO_HOUSEHOLDS = (
    "Dân|Đồng bào|Nghèo|Cận nghèo|Gia đình|Kinh doanh|Sản xuất|Chính sách|Văn hóa|Văn hoá|Công giáo|Có công|Nông nghiệp"
).replace(" ", _GAP)

# The commonest family names, for names typed in small letters or in capitals throughout.
_FAMILIES = (
    "nguyễn|trần|lê|phạm|hoàng|huỳnh|phan|vũ|võ|đặng|bùi|đỗ|hồ|ngô|dương|lý|đào|đinh|lương|trịnh|mai|tạ|chu|trương|"
    "nghiêm|vương|cao|hà|tống|lại|kiều|quách|khổng|lưu|bạch|phùng|đoàn|tô|thái"
)
_SMALL_NAME = f"(?:{_FAMILIES}){_GAP}(?:văn|thị|đức|thế|hữu|xuân|quang|ngọc|minh|thanh){_GAP}[{_LOWER}]+"
_CAPITAL_NAME = f"(?!(?:{_NO_NAMES}){_AFTER})[{_UPPER}][{_LOWER}]+(?:{_GAP}[{_UPPER}]{_INSIDE}*){{0,4}}"
_HOUSEHOLD_NAME = f"(?!(?:{_NO_HOUSEHOLDS}){_AFTER}){_CAPITAL_NAME}"
# Places and people of history whose name begins with a title.
_LADY = f"[bB]à{_GAP}(?!(?:Trưng|Triệu|Rịa|Nà){_AFTER}){_CAPITAL_NAME}"
_ELDER = f"(?:{_sentence_case('bác', 'cụ')}){_GAP}(?!Hồ{_AFTER}){_CAPITAL_NAME}"
_TITLED = (
    f"(?:{_PERSONS}){_GAP}{_CAPITAL_NAME}|(?:{_HOUSEHOLDS}){_GAP}{_HOUSEHOLD_NAME}|{_LADY}|{_ELDER}"
    f"|(?:{_PERSONS}|{_HOUSEHOLDS}|{_sentence_case('bà', 'bác', 'cụ')}){_GAP}{_SMALL_NAME}"
)
_ALL_TITLES = "ÔNG|BÀ|ANH|CHỊ|CÔ|CHÚ|CỤ|BÁC|CHÁU|HỘ|GIA ĐÌNH|ĐỒNG CHÍ".replace(" ", _GAP)
_ALL_NAME = f"(?:{_FAMILIES.upper()}){_GAP}[{_UPPER}]+(?:{_GAP}[{_UPPER}]+){{0,3}}"

_DIGIT = "[0-9]"
_NUMBER = f"{_DIGIT}{{1,6}}"
_PART = "[ .-]"
# A sum of money or a measure of nine digits is no identity number.
_NO_SUM = f"(?![ ]?(?:{_either_case('đồng')}|đ|VNĐ|VND|USD|ha|kg|tấn|m2|m3)(?:$|[^{_LOWER}{_UPPER}]))"
_AT_NUMBER = f"[:]?{_GAP}{_NUMBER}"
_LAND = f"{_either_case('thửa')}(?:{_GAP}{_either_case('đất')})?"
_PLOT = f"{_LAND}(?:{_GAP}{_either_case('số')})?{_AT_NUMBER}"
_PLOT_OF = f"{_LAND}{_GAP}{_either_case('số')}{_AT_NUMBER}"
_SHEET = f"{_either_case('tờ')}(?:{_GAP}{_either_case('bản đồ')})?(?:{_GAP}{_either_case('số')})?{_AT_NUMBER}"

PATTERNS: tuple[tuple[str, str], ...] = (
    ("email", _standing_alone(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")),
    (
        "id_number",
        f"{_BEFORE}(?:{_DIGIT}{{12}}|{_DIGIT}{{9}}"
        f"|{_DIGIT}{{3}}(?:[ -]{_DIGIT}{{3}}){{2,3}}"
        f"|0{_DIGIT}{{3}}(?:[ -]{_DIGIT}{{4}}){{2}}"
        f"|0{_DIGIT}{{2}}[ -]{_DIGIT}{{3}}[ -]{_DIGIT}{{6}}){_NO_SUM}{_AFTER}",
    ),
    (
        "phone",
        _standing_alone(
            rf"0{_DIGIT}{{9,10}}"
            rf"|0{_DIGIT}{{2,3}}[)]?{_PART}{{1,2}}{_DIGIT}{{3,4}}{_PART}{_DIGIT}{{3,4}}"
            rf"|0{_DIGIT}{{2,3}}[)]?{_PART}{{1,2}}{_DIGIT}{{6,8}}"
            rf"|0{_DIGIT}{{3}}(?:{_PART}{_DIGIT}{{2}}){{3}}"
            rf"|0{_DIGIT}(?:{_PART}{_DIGIT}{{2}}){{4}}"
            rf"|[+][ ]?84[)]?(?:{_PART}?{_DIGIT}){{9,10}}"
            rf"|84[1-9]{_DIGIT}{{8}}"
        ),
    ),
    (
        "plate",
        _standing_alone(
            rf"{_DIGIT}{{2}}[ -]?[A-ZĐ][A-Z0-9Đ]?[ .-]{{0,3}}{_DIGIT}{{3}}[.]?{_DIGIT}{{2}}"
            rf"|{_DIGIT}{{2}}[ -]?[A-ZĐ][A-Z0-9Đ]?[ -]{{1,3}}{_DIGIT}{{4}}"
            rf"|{_DIGIT}{{2}}[a-zđ][a-z0-9đ]?[ ]?-[ ]?{_DIGIT}{{3}}[.]?{_DIGIT}{{1,2}}"
        ),
    ),
    (
        "house_number",
        f"{_BEFORE}(?:{_either_case('số nhà')}|{_either_case('nhà số')}|[sS][nN])[:]?[ ]?{_DIGIT}",
    ),
    (
        "plot",
        f"{_BEFORE}(?:{_PLOT}[^0-9]{{1,30}}{_SHEET}|{_SHEET}[^0-9]{{1,30}}{_PLOT}|{_PLOT_OF}){_AFTER}",
    ),
    (
        "person_name",
        f"{_BEFORE}(?:{_TITLED}|(?:{_ALL_TITLES}){_GAP}{_ALL_NAME})",
    ),
)

# What every text holds in which that kind is found: a cheap look that spares PostgreSQL the whole pattern.
_TITLE = f"{_BEFORE}(?:{_PERSONS}|{_HOUSEHOLDS}|{_sentence_case('bà', 'bác', 'cụ')}|{_ALL_TITLES}){_GAP}"
HINTS: dict[str, str] = {
    **dict.fromkeys(("id_number", "phone", "plate", "house_number", "plot"), _DIGIT),
    "email": "@",
    "person_name": _TITLE,
}

KIND_LABELS: dict[str, str] = {
    "email": N_("địa chỉ thư điện tử"),
    "id_number": N_("số giấy tờ tùy thân"),
    "phone": N_("số điện thoại"),
    "plate": N_("biển số xe"),
    "house_number": N_("số nhà"),
    "plot": N_("số thửa đất"),
    "person_name": N_("tên người"),
}

_EDGE = f"^[^0-9{_LOWER}{_UPPER}+]+|[^0-9{_LOWER}{_UPPER}]+$"


@cache
def _compiled() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Made when the first text is looked at: it takes 50 ms."""
    return tuple((kind, re.compile(source)) for kind, source in PATTERNS)


@dataclass(frozen=True, slots=True)
class Finding:
    """A place in a text that looks like personal data: its kind (`KIND_LABELS`) and the words."""

    kind: str
    excerpt: str


def _spans(pattern: re.Pattern[str], text: str) -> Iterator[tuple[int, int]]:
    """Where a pattern finds something, without the signs around it."""
    at = 0
    while match := pattern.search(text, at):
        excerpt = re.sub(_EDGE, "", match[0])
        start = text.index(excerpt, match.start())
        yield start, start + len(excerpt)
        # The sign that ended this one may be what stands before the next.
        at = max(start + len(excerpt), match.start() + 1)


def find(text: str) -> list[Finding]:
    """All that looks like personal data in an NFC text, in order, each excerpt once; the longest reading wins."""
    read = [(span, kind) for kind, pattern in _compiled() for span in _spans(pattern, text)]
    found: dict[tuple[int, int], str] = {}
    for (start, end), kind in sorted(read, key=lambda item: item[0][0] - item[0][1]):
        if not any(start < stop and begin < end for begin, stop in found):
            found[start, end] = kind
    return list(dict.fromkeys(Finding(found[start, end], text[start:end]) for start, end in sorted(found)))


def sql_patterns() -> list[tuple[str, str, str]]:
    """The same list for PostgreSQL: rows of (kind, hint, pattern), two regular expressions that must both be found."""
    return [(kind, HINTS[kind], pattern) for kind, pattern in PATTERNS]
