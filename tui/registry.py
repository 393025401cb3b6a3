"""Which screen answers to which name. Screens never import each other: they open one another by name.

`screens/__init__.py` fills the table with dotted paths, so that a screen's module is read when it is first opened.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from tui.frame import Frame

#: name → "package.module:Class"
SCREENS: dict[str, str] = {}


def register(**paths: str) -> None:
    """Add screens: `register(month="screens.month:Month")`."""
    SCREENS.update(paths)


def screen_class(name: str) -> type[Frame]:
    """The class of a screen. Raises KeyError for a name that nobody registered."""
    module, _, attribute = SCREENS[name].partition(":")
    return cast("type[Frame]", getattr(import_module(module), attribute))


def make(name: str, /, **args: Any) -> Frame:
    """A new screen of that name, with its arguments."""
    return screen_class(name)(**args)
