"""What a clerk types: invented Vietnamese sentences, and the keystrokes of an input method that makes them."""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Iterator

_WHO = ("Bà con", "Nhiều hộ", "Nhân dân", "Nông dân", "Chị em", "Thanh niên", "Người cao tuổi", "Tiểu thương")
_HOW = ("lo ngại", "phấn khởi vì", "băn khoăn về", "đề nghị xem lại", "mong sớm có", "chưa đồng tình với", "trông chờ")
_WHAT = (
    "giá phân bón", "nước tưới vụ đông", "đường ra đồng", "việc nạo vét kênh", "lịch cắt điện", "chợ mới của xã",
    "tiến độ đền bù", "lớp học nghề may", "nước thải ở bãi rác", "việc thu gom rác",
)  # fmt: skip
_MORE = ("trong tháng", "ở đầu làng", "sau mưa bão", "từ đầu vụ", "như đã hứa", "cuối năm nay", "mấy tuần qua", "")

BACKSPACE = "\x7f"
TYPOS = "qwrxj"


def sentence(chance: random.Random) -> str:
    """Some 25 to 60 letters, NFC."""
    return " ".join(" ".join(chance.choice(part) for part in (_WHO, _HOW, _WHAT, _MORE)).split())


def strokes(text: str, chance: random.Random) -> Iterator[str]:
    """What an input method sends for a text, a burst at a time: many letters are typed bare, taken back with a
    backspace and sent again with their marks, and now and then a wrong letter is corrected."""
    for letter in text:
        bare = "d" if letter == "đ" else unicodedata.normalize("NFD", letter)[0]
        if bare != letter and chance.random() < 0.6:
            yield bare
            yield BACKSPACE + letter
        elif chance.random() < 0.02:
            yield chance.choice(TYPOS)
            yield BACKSPACE + letter
        else:
            yield letter


def after(before: str, burst: str) -> str:
    """A text after a burst was typed at its end."""
    for char in burst:
        before = before[:-1] if char == BACKSPACE else before + char
    return before
