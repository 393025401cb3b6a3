"""Reading ahead: the modules that a session may ask for, while the person reads the first screen."""

from __future__ import annotations

import pkgutil
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from importlib import import_module

from tui.runtime import logs
from tui.shell import registry

PAUSE = 0.3  # seconds after the first screen has its data
GENTLY = 0.005  # seconds between modules that are read for later, so that keys typed meanwhile are not held up

#: Modules that no session asks for, 3 MB: the commands beside the screens, and all that they alone need.
_OF_COMMANDS = frozenset({
    "screens.__main__", "tui.cli", "db.demo", "db.places", "db.programmes", "db.people.leftovers", "db.people.staff",
    "db.programme.load", "db.programme.load_programme", "db.schema.hardening", "db.schema.migrate",
    "db.schema.migrations", "db.schema.rights", "tui.wire.plain_driver",
})  # fmt: skip


def read_ahead(names: Sequence[str]) -> None:
    """Read the modules of these screens, then all others that a session may ask for, in a thread of their own."""
    threading.Thread(target=read, args=(tuple(names), GENTLY), name="langnghe-ahead", daemon=True).start()


def read(names: Sequence[str], pause: float = 0.0) -> None:
    """Read them now, with a pause of so many seconds between modules.

    Afterwards no module of ours is looked for on the disk: an upgrade in place puts other files there, and a session
    that began before it goes on as the version it was.
    """
    try:
        for name in names:
            registry.screen_class(name)
        for module in _of_a_session():
            if module not in sys.modules:
                time.sleep(pause)
                import_module(module)
        import_module("peewee")  # read by the first write, not by a module
    except Exception as error:  # noqa: BLE001 - the person is told when the screen is opened
        logs.record("a screen could not be read ahead", error)


def _of_a_session() -> Iterator[str]:
    """The names of our modules, without those of `_OF_COMMANDS`."""
    folders = {package: import_module(package).__path__ for package in ("screens", "tui", "db")}
    while folders:
        package, path = folders.popitem()
        for found in pkgutil.iter_modules(path, f"{package}."):
            if found.name in _OF_COMMANDS:
                continue
            yield found.name
            if found.ispkg:
                folders[found.name] = import_module(found.name).__path__
