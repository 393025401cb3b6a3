"""The invented people of the demo: the eight who can sign in, and the authors of all other organisations.

Every name is made up from common syllables; a likeness to anyone is chance.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass

from db.programme.places import Organisation, Places
from db.rules.fold import fold

DEFAULT_LOGIN = "nd-mocbac"
REVIEWER = "giamsat"
# Those who can sign in, in the order in which a sentence names them.
LOGINS = ("nd-mocbac", "mt-mocbac", "pn-hoamac", "mt-thixa", "ld-thixa", REVIEWER, "thuongtruc", "quantri")

_NAMES = {
    "nd-mocbac": "Đinh Thị Mây",
    "mt-mocbac": "Lương Văn Thiệp",
    "pn-hoamac": "Tạ Thị Ngần",
    "mt-thixa": "Khổng Văn Trung Kiên",
    "ld-thixa": "Chu Thị Hồng Vân",
    REVIEWER: "Nghiêm Thị Thu Trà",
    "thuongtruc": "Lại Văn Quyết",
    "quantri": "Tống Duy Khoát",
}
_PREFIXES = {"MTTQ": "mt", "HND": "nd", "CCB": "cb", "LHPN": "pn", "LDLD": "cd", "DTN": "tn"}
_FAMILIES = "Nguyễn Trần Lê Phạm Vũ Đỗ Bùi Đặng Ngô Dương Lương Đinh Tạ Chu Nghiêm Khổng Lại Tống Trịnh Mai"
_MEN = "Bách Chiểu Cường Duệ Đoàn Hạnh Hiệp Hoạch Hùng Khải Khiêm Lăng Mạnh Năng Phấn Quýnh Sáng Thiện Toản Vượng"
_WOMEN = "Bích Chắt Dịu Duyên Hạt Hiền Hoài Lành Liễu Lụa Miền Ngát Nhài Nụ Phượng Sen Thắm Thơm Tuyết Xoan"
_MIDDLES = {True: "Thị Thị Thanh Thu Minh", False: "Văn Văn Đức Xuân Quang"}  # of women, of men


@dataclass(frozen=True, slots=True)
class Person:
    """One of the staff. `organisation` is the id of the one whose clerk they are; `signs_in` is false for most."""

    login: str
    name: str
    organisation: int | None
    signs_in: bool


def staff(places: Places, organisations: list[Organisation]) -> Iterator[Person]:
    """A clerk for each organisation, then those above them."""
    for organisation in organisations:
        login = login_of(places, organisation)
        yield Person(login, _NAMES.get(login) or _name(login), organisation.id, login in LOGINS)
    for login in (REVIEWER, "thuongtruc", "quantri"):
        yield Person(login, _NAMES[login], None, True)


def login_of(places: Places, organisation: Organisation) -> str:
    """nd-mocbac, mt-thixa: the body, and the area without blanks and marks."""
    area = places.area(organisation.area_id)
    body = next(body.code for body in places.bodies if body.id == organisation.body_id)
    if area.level == "town":
        return f"{'ld' if body == 'LDLD' else _PREFIXES[body]}-thixa"
    return f"{_PREFIXES[body]}-{fold(area.name).replace(' ', '')}"


def _name(login: str) -> str:
    chance = random.Random(login)
    woman = login.startswith("pn-") or (not login.startswith("cb-") and chance.random() < 0.4)
    parts = (_FAMILIES, _MIDDLES[woman], _WOMEN if woman else _MEN)
    return " ".join(chance.choice(part.split()) for part in parts)
