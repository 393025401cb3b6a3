"""The English catalogue: `python -m tests.catalogue update` finds every marked string, keeps what is translated,
and compiles it.

New strings appear in `tui/wording/locale/en/LC_MESSAGES/langnghe.po` with an empty translation; fill them in and run it
again. `python -m tests.catalogue missing` lists them, and ends with 1 if there are any.
"""

from __future__ import annotations

import datetime as dt
import io
import string
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[1]
PO = ROOT / "tui" / "wording" / "locale" / "en" / "LC_MESSAGES" / "langnghe.po"
MO = PO.with_suffix(".mo")
PACKAGES = ("db", "tui", "screens")
KEYWORDS = {"_": None, "N_": None, "_n": (1, 1)}


def marked() -> Catalog:
    """Every string marked in the source, as a template. Places are files without line numbers, so that the catalogue
    changes only when a string does."""
    template = Catalog(project="langnghe", charset="utf-8")
    for package in PACKAGES:
        found = extract_from_dir(
            str(ROOT / package), method_map=[("**.py", "python")], keywords=KEYWORDS, comment_tags=()
        )
        for name, _line, message, _comments, _context in found:
            template.add(message, locations=[(f"{package}/{name}", 0)])
    return template


def translated() -> Catalog:
    """The catalogue as it stands on the disk."""
    with PO.open("rb") as file:
        return read_po(file, locale="en")


def compiled(catalogue: Catalog) -> bytes:
    """The bytes of the .mo file of a catalogue."""
    buffer = io.BytesIO()
    write_mo(buffer, catalogue)
    return buffer.getvalue()


def updated() -> Catalog:
    """The catalogue with what is marked now: translations kept, new strings empty, unused ones gone."""
    template = marked()
    catalogue = Catalog(
        locale="en",
        project="langnghe",
        charset="utf-8",
        fuzzy=False,
        header_comment="# English of Lắng Nghe.",
        creation_date=dt.datetime(2023, 10, 16, tzinfo=dt.UTC),  # fixed: the file changes only with its strings
    )
    old = translated() if PO.exists() else catalogue
    for message in sorted(template, key=lambda item: (item.locations[0][0] if item.id else "", str(item.id))):
        if message.id:
            known = old.get(_key(message))
            places = sorted({place for place, _line in message.locations})
            english = known.string if known and known.pluralizable == message.pluralizable else ""
            catalogue.add(message.id, english, locations=[(place, 0) for place in places])
    return catalogue


def _key(message: Message) -> str:
    return message.id[0] if isinstance(message.id, tuple) else message.id


def missing(catalogue: Catalog) -> Iterator[str]:
    """Marked strings without English."""
    for message in marked():
        known = catalogue.get(_key(message)) if message.id else None
        if message.id and (known is None or not _strings(known) or not all(_strings(known))):
            yield _key(message)


def unequal(catalogue: Catalog) -> Iterator[str]:
    """Strings whose English has other {placeholders}. A translated plural may leave its count out of the singular."""
    for message in catalogue:
        if message.id:
            for text in filter(None, _strings(message)):
                if _placeholders(text) != _placeholders(_key(message)) and not message.pluralizable:
                    yield _key(message)


def unused(catalogue: Catalog) -> Iterator[str]:
    """Strings of the catalogue that nobody marks any more."""
    known = {_key(message) for message in marked() if message.id}
    yield from (_key(message) for message in catalogue if message.id and _key(message) not in known)


def _strings(message: Message) -> tuple[str, ...]:
    return message.string if isinstance(message.string, tuple) else (message.string,)


def _placeholders(text: str) -> set[str]:
    return {name for _literal, name, _spec, _conversion in string.Formatter().parse(text) if name}


def update() -> None:
    """Write the catalogue again and compile it."""
    catalogue = updated()
    PO.parent.mkdir(parents=True, exist_ok=True)
    with PO.open("wb") as file:
        write_po(file, catalogue, width=110, no_location=False, include_lineno=False, omit_header=False)
    MO.write_bytes(compiled(translated()))


def main() -> int:
    command = sys.argv[1] if len(sys.argv) == 2 else ""
    if command not in ("update", "missing"):
        print("python -m tests.catalogue update | missing", file=sys.stderr)
        return 2
    if command == "update":
        update()
    lacking = list(missing(translated()))
    print("\n".join(lacking) if lacking else "every marked string has its English")
    return 1 if lacking and command == "missing" else 0


if __name__ == "__main__":
    sys.exit(main())
