"""Which screen answers to which name. Screens never import each other: they open one another by name.

`screens/__init__.py` fills the table with dotted paths, so that a screen's module is read when it is first opened.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, TypeAlias, cast

if TYPE_CHECKING:
    from collections.abc import Callable

    from db.core.connect import Session
    from db.people.who import Person
    from tui.shell.base_screen import BaseScreen

HomeQuery: TypeAlias = "Callable[[Session, Person], object]"

#: name → "package.module:Class"
SCREENS: dict[str, str] = {}

_HOME: list[str] = []


def register(**paths: str) -> None:
    """Add screens: `register(month="screens.monthly_report.month:Month")`."""
    SCREENS.update(paths)


def screen_class(name: str) -> type[BaseScreen]:
    """The class of a screen. Raises KeyError for a name that nobody registered."""
    return cast("type[BaseScreen]", _named(SCREENS[name]))


def register_home(path: str) -> None:
    """Say which query finds what a home screen shows: it is asked with the sign-in, before that screen is there."""
    _HOME[:] = [path]


def home_query() -> HomeQuery | None:
    """The query of the home screen, given a session and the person who signed in; None where nobody registered one."""
    return cast("HomeQuery", _named(_HOME[0])) if _HOME else None


def _named(path: str) -> Any:
    module, _, attribute = path.partition(":")
    return getattr(import_module(module), attribute)


def make(name: str, /, **args: Any) -> BaseScreen:
    """A new screen of that name, with its arguments."""
    return screen_class(name)(**args)
