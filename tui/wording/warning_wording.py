"""What looks as if it named a person, in words: every finding, those of one kind together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from db.core.records.base import FieldType, Record, Warning
from tui.wording.i18n import N_, _
from tui.wording.messages import sentence_of, shown


def findings(found: Iterable[tuple[str, str]]) -> str:
    """`tên người “bà Mận”, “ông Tư”; số điện thoại “0912 345 678”`, from (kind, the words that were found)."""
    kinds: dict[str, list[str]] = {}
    for kind, words in found:
        kinds.setdefault(kind, []).append(f"“{shown('excerpt', words)}”")
    return "; ".join(f"{shown('kind', kind)} {', '.join(all_words)}" for kind, all_words in kinds.items())


def of_field(record: Record, field: str, words: str) -> str:
    """The words, after the label of the field that they are about."""
    label = next((f"{_(known.label)}: " for known in record.fields if known.name == field), "")
    return label + words


def of_text(record: Record, field: str, words: str) -> str:
    """The same of a text; where there is only one it need not be named."""
    texts = [known for known in record.fields if known.type in (FieldType.LONG, FieldType.ARTICLE)]
    return of_field(record, field, words) if len(texts) > 1 else words


def all_of(warnings: Sequence[Warning], record: Record) -> str:
    """All that these warnings say, text by text."""
    said = []
    for field in dict.fromkeys(warning.field for warning in warnings):
        there = [warning for warning in warnings if warning.field == field]
        found = [(one.params["kind"], one.params["excerpt"]) for one in there if one.code == "personal_data"]
        words = [_(N_("Có vẻ nêu {findings}")).format(findings=findings(found))] if len(found) > 1 else []
        words += [sentence_of(one.code, one.params) for one in there if len(found) < 2 or one.code != "personal_data"]
        said.append(of_text(record, field, " · ".join(words)))
    return " · ".join(said)
