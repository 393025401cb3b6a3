"""Drafts that an earlier version kept under the way to a database, and not under the database's own id."""

from __future__ import annotations

import contextlib
from urllib.parse import unquote

from tui.drafts.store import Drafts, folder_name


def take_up(drafts: Drafts, login: str, way: str) -> None:
    """Move them to where they are looked for now. What a session of that version has open stays until the next start;
    of a record with a draft in both places, the former one gets a name of its own."""
    if not (drafts.folder.parent / folder_name(login, way)).is_dir():
        return
    former = Drafts(login, way, drafts.folder.parent)
    with contextlib.suppress(OSError):  # what cannot be moved now is found at the next start
        former.prepare()  # never out of a folder that is not this person's own
        drafts.prepare()
        for path in former.folder.glob("*.json"):
            record = unquote(path.stem)
            if not former.busy(record):
                taken = drafts.path(record).exists()
                path.rename(drafts.path(f"{record}.{former.session}" if taken else record))
        former.folder.rmdir()  # once it is empty
