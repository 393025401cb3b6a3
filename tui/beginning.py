"""The first second of a session: first what the first screen needs and nothing else, then, while the person reads it,
what the next ones will need."""

from __future__ import annotations

import gc
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from importlib import import_module

from tui import registry

PAUSE = 0.3  # seconds after the first screen has its data
GENTLY = 0.005  # seconds between modules that are read for later, for whoever types meanwhile

_OFTEN = (700, 5, 5)  # new objects until the young ones are looked through, and the older ones after so many rounds

#: What a session never asks for: the commands beside the screens, and what they alone need.
_OF_COMMANDS = frozenset({
    "screens.__main__", "tui.cli", "tui.commands", "db.demo", "db.demo_home", "db.embedded", "db.hardening",
    "db.leftovers", "db.load", "db.migrate", "db.migrations", "db.people", "db.places", "db.postgres_binaries",
    "db.programmes", "db.rights",
})  # fmt: skip


def hurry() -> None:
    """Nearly all that a start makes stays: nothing is looked through for garbage until `settle`. Comes before all else
    that a session reads."""
    gc.disable()


def settle() -> None:
    """What is there now stays, and is never looked through again; what comes from now on is, and often: little is
    looked through, and a screen that was left, with a year of a town on it, is not kept for the next one's sake."""
    gc.collect()
    gc.freeze()
    gc.collect()  # of nothing: Python measures by the last one how long the next can wait
    gc.set_threshold(*_OFTEN)
    gc.enable()


def read_ahead(names: Sequence[str]) -> None:
    """Read the modules of these screens, of the writing that is done there, and then whatever else a session may ask
    for, in a thread of their own."""
    threading.Thread(target=read, args=(tuple(names), GENTLY), name="langnghe-ahead", daemon=True).start()


def read(names: Sequence[str], pause: float = 0.0) -> None:
    """The same at once. From then on nothing of ours is looked for on the disk: an upgrade puts other files there, and
    a session that began before it goes on as what it was."""
    try:
        import db.commands
        import db.rows

        db.rows.table_named("reflection")  # and what writes are built with
        for name in names:
            registry.screen_class(name)
        for module in _of_a_session():
            if module not in sys.modules:
                time.sleep(pause)
                import_module(module)
    except Exception as error:  # noqa: BLE001 - it will be said when the screen is opened
        from tui import logs  # reads what `hurry` must come before

        logs.record("a screen could not be read ahead", error)
    settle()


def _of_a_session() -> Iterator[str]:
    """The modules of ours that a session may ask for."""
    import pkgutil

    folders = {package: import_module(package).__path__ for package in ("screens", "tui", "db")}
    while folders:
        package, path = folders.popitem()
        for found in pkgutil.iter_modules(path, f"{package}."):
            if found.name in _OF_COMMANDS:
                continue
            yield found.name
            if found.ispkg:
                folders[found.name] = import_module(found.name).__path__
