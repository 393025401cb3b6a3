"""The language of the interface. Vietnamese sentences are the message ids; English comes from one catalogue.

`_` translates when it is called, never when a module is read, so that a language chosen at start (`--lang en`) reaches
everything. Strings that must be named before that are marked with `N_` and translated where they are shown.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

LOCALE = Path(__file__).parent / "locale"
DOMAIN = "langnghe"
SOURCE = "vi"
LANGUAGES = ("vi", "en")


def _same(message: str) -> str:
    return message


def _same_counted(message: str, plural: str, count: int) -> str:
    return message


_translate: Callable[[str], str] = _same
_translate_counted: Callable[[str, str, int], str] = _same_counted
_language = SOURCE


def setup(lang: str = SOURCE) -> None:
    """Choose the language of everything shown from now on. Raises ValueError for one that has no catalogue."""
    global _translate, _translate_counted, _language
    if lang not in LANGUAGES:
        raise ValueError(lang)
    _language = lang
    if lang == SOURCE:
        _translate, _translate_counted = _same, _same_counted
        return
    import gettext  # only who asks for English pays for reading a catalogue

    catalogue = gettext.translation(DOMAIN, LOCALE, languages=[lang])
    _translate, _translate_counted = catalogue.gettext, catalogue.ngettext


def asked_for(argv: Sequence[str]) -> str:
    """The language that a command line asks for, before anything is said: the value of --lang, `vi` where it is wrong
    or missing."""
    asked = SOURCE
    for number, word in enumerate(argv):
        if word == "--lang" and number + 1 < len(argv):
            asked = argv[number + 1]
        elif word.startswith("--lang="):
            asked = word.removeprefix("--lang=")
    return asked if asked in LANGUAGES else SOURCE


def language() -> str:
    """`vi` or `en`."""
    return _language


def _(message: str) -> str:
    """The message in the chosen language. The empty string stays empty (gettext would answer with its header)."""
    return _translate(message) if message else ""


def _n(message: str, count: int) -> str:
    """A message that counts something: Vietnamese has one form, English two. `{n}` is filled with the count."""
    return _translate_counted(message, message, count).format(n=count)


def N_(message: str) -> str:
    """Mark a message id for the catalogue without translating it here."""
    return message
