"""An opinion of citizens and, when its nature is 5, the petition that follows it up.

Source: programme row 16; the code lists and what is never recorded (the speaker, the place of an opinion): domain
decisions in docs/decisions.md. The order of the fields is the order in which they are typed.
"""

from __future__ import annotations

from db.core.records.base import Field, FieldType, Only, Record
from db.core.records.persons import names_a_person
from db.rules.words import N_

PETITION = "5"
_petition_only = Only("nature", frozenset({PETITION}))


OPINION = Record(
    name="opinion",
    title=N_("Ý kiến"),
    reason="set_aside",
    warnings=lambda values: names_a_person(values, "text"),
    fields=(
        Field(
            "nature",
            N_("Loại"),
            FieldType.CHOICE,
            choices="natures",
            complete=True,
            carried=False,
            help=N_("Người dân đồng tình, băn khoăn, bức xúc, không đồng tình, hay kiến nghị."),
        ),
        Field(
            "topic",
            N_("Lĩnh vực"),
            FieldType.CHOICE,
            choices="topics",
            complete=True,
            help=N_("Việc mà người dân nói đến. Gõ mã hai chữ, hoặc vài chữ đầu của tên."),
        ),
        Field(
            "breadth",
            N_("Mức độ"),
            FieldType.CHOICE,
            choices="breadths",
            complete=True,
            help=N_("Bao nhiêu người cùng nói như vậy: một số, nhiều, đa số, tuyệt đại đa số."),
        ),
        Field(
            "agency",
            N_("Nơi giải quyết"),
            FieldType.CHOICE,
            choices="agencies",
            complete=True,
            only=_petition_only,
            part="petition",
            help=N_("Cơ quan mà kiến nghị gửi đến."),
        ),
        Field(
            "place",
            N_("Địa bàn"),
            FieldType.CHOICE,
            choices="places",
            complete=True,
            only=_petition_only,
            part="petition",
            help=N_("Số của thôn, tổ dân phố; 0 là toàn xã, phường. Chỉ kiến nghị mới ghi địa bàn."),
        ),
        Field(
            "via_voters",
            N_("Qua TXCT"),
            FieldType.YESNO,
            complete=True,
            only=_petition_only,
            part="petition",
            help=N_("Kiến nghị có được nêu qua tiếp xúc cử tri không: c hoặc k."),
        ),
        Field(
            "text",
            N_("Nội dung"),
            FieldType.LONG,
            complete=True,
            least=10,
            most=2000,
            help=N_("Người dân nói gì. Không ghi tên, số điện thoại, số giấy tờ, số nhà của ai."),
        ),
        Field(
            "stratum",
            N_("Tầng lớp"),
            FieldType.CHOICE,
            choices="strata",
            complete=True,
            help=N_("Tầng lớp có ý kiến; để sẵn là tầng lớp mà tổ chức đại diện."),
        ),
    ),
)
