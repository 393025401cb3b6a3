"""What Textual reads at every start and nobody here uses, above all the command palette with its lists and inputs: a
tenth of a start and more than a megabyte. A small module stands in its place until the first screen is read; for what
Python has itself by now (`typing_extensions`) to the end.

Nothing is lost by it. Whoever calls one of its names gets what the real module makes; whoever asks for another name,
such as a later Textual, gets the real one, and only the start is slower (a test says so in words).
"""

from __future__ import annotations

import os
import sys
import typing
from collections.abc import Callable, Mapping
from importlib import import_module
from types import ModuleType
from typing import Any

#: Module → the names that Textual takes from it while it is read.
STAND_INS: Mapping[str, tuple[str, ...]] = {
    "textual.command": (
        "CommandListItem", "CommandPalette", "DiscoveryHit", "Hit", "Hits", "Provider", "SimpleProvider",
    ),  # App.ENABLE_COMMAND_PALETTE is off
    "platformdirs": ("user_downloads_path",),  # App.deliver_text
    "rich.table": ("Table",),  # textual.design.show_design
    "textual.pilot": ("Pilot",),  # App.run_test
    "difflib": ("get_close_matches",),  # what Textual suggests for a wrong style
    "mimetypes": (),  # App.deliver_text
    "textual.canvas": ("Canvas", "Rectangle"),  # keylines of grids
    "textual.markup": ("parse_style",),  # a style in square brackets, given to a style sheet
    "asyncio.sslproto": (),
    "pickle": ("dumps", "loads"),  # what rich.style keeps of a link
    "platform": (),
}  # fmt: skip

#: What is asked while something is read, and answered without the module.
_ANSWERS: Mapping[str, Mapping[str, Callable[[], str]]] = {
    "platform": {"system": lambda: os.uname().sysname},  # uuid
}


#: What brings the names of later Pythons to earlier ones; Textual takes from it what `typing` has.
BACKPORTS = "typing_extensions"


class _Later(type):
    """A class or function of the real module, which is read when it is called or asked for something."""

    def __call__(cls, *args: Any, **named: Any) -> Any:
        return cls._real()(*args, **named)

    def __getattr__(cls, name: str) -> Any:
        if name.startswith("__") or "stands_for" not in vars(cls):  # Python itself looks for the former, of any class
            raise AttributeError(name)
        return getattr(cls._real(), name)

    def _real(cls) -> Any:
        if "stands_for" not in vars(cls):
            raise RuntimeError(f"{cls.__module__}.{cls.__name__} is made from a stand-in: see tui/stand_ins.py")
        return getattr(_real(vars(cls)["stands_for"]), cls.__name__)


class StandIn(ModuleType):
    """Has the names that are only taken along; any other is had from the real module."""

    def __init__(self, name: str, names: tuple[str, ...]) -> None:
        super().__init__(name)
        for each in names:
            setattr(self, each, _Later(each, (), {"__module__": name, "stands_for": name}))
        vars(self).update(_ANSWERS.get(name, {}))

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(_real(self.__name__), name)


class Typing(StandIn):
    """`typing` under the name of its backports, which are read once somebody asks for a name that it lacks."""

    def __getattr__(self, name: str) -> Any:
        try:
            return getattr(typing, name)
        except AttributeError:
            return super().__getattr__(name)


def put() -> None:
    """From now on the stand-ins are read, in place of what nobody has read yet."""
    sys.modules.setdefault(BACKPORTS, Typing(BACKPORTS, ()))
    for name, names in STAND_INS.items():
        sys.modules.setdefault(name, StandIn(name, names))


def take_away() -> None:
    """Whoever asks for the modules of `STAND_INS` from now on gets them."""
    for name in STAND_INS:
        if isinstance(sys.modules.get(name), StandIn):
            del sys.modules[name]


def _real(name: str) -> ModuleType:
    if isinstance(sys.modules.get(name), StandIn):
        del sys.modules[name]
    return import_module(name)
