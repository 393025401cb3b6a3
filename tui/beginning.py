"""The first second of a session: first what the first screen needs and nothing else, then, while the person reads it,
what the next ones will need."""

from __future__ import annotations

import gc
import sys
import threading
from collections.abc import Sequence

from tui import registry, stand_ins

PAUSE = 0.3  # seconds after the first screen has its data

_OFTEN = (700, 5, 5)  # new objects until the young ones are looked through, and the older ones after so many rounds

#: What asyncio, hashlib and peewee read if it is there, for TLS streams, OpenSSL's digests and SQLite, none of which is
#: used here (libpq has its own TLS): 5 MB, of which 1.4 are each session's own.
_UNUSED = ("ssl", "_hashlib", "sqlite3")


def hurry() -> None:
    """Nearly all that a start makes stays: nothing is looked through for garbage until `settle`, and what nobody will
    use is not read. Comes before all else that a session reads."""
    gc.disable()
    spare()


def spare() -> None:
    """What nobody will use is not read from now on."""
    for name in _UNUSED:
        sys.modules.setdefault(name, None)  # type: ignore[arg-type]  # so Python is told that there is none
    stand_ins.put()


def settle() -> None:
    """What is there now stays, and is never looked through again; what comes from now on is, and often: little is
    looked through, and a screen that was left, with a year of a town on it, is not kept for the next one's sake."""
    gc.collect()
    gc.freeze()
    gc.collect()  # of nothing: Python measures by the last one how long the next can wait
    gc.set_threshold(*_OFTEN)
    gc.enable()


def read_ahead(names: Sequence[str]) -> None:
    """Read the modules of these screens, and of the writing that is done there, in a thread of their own."""
    threading.Thread(target=_read, args=(tuple(names),), name="langnghe-ahead", daemon=True).start()


def _read(names: Sequence[str]) -> None:
    try:
        import db.commands
        import db.rows

        db.rows.table_named("reflection")  # and what writes are built with
        for name in names:
            registry.screen_class(name)
    except Exception as error:  # noqa: BLE001 - it will be said when the screen is opened
        from tui import logs  # reads what `hurry` must come before

        logs.record("a screen could not be read ahead", error)
    settle()
    for name in _UNUSED:
        if name in sys.modules and sys.modules[name] is None:
            del sys.modules[name]  # whoever asks for it from now on gets it
    stand_ins.take_away()
