"""Where the keyboard's bytes are cut makes no difference, and no modified F3 means anything."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from textual.dom import DOMNode

import screens
import tui
from tui.shell import keys
from tui.wire.input import CursorAt, Event, InputParser, Key, Pasted, Unknown, typed

_KEYS = {
    "\x1b[A": "up", "\x1bOB": "down", "\x1b[1;5C": "ctrl+right", "\x1b[Z": "shift+tab", "\x1b[3~": "delete",
    "\x1b[5~": "pageup", "\x1bOH": "home", "\x1b[4~": "end", "\x1bOR": "f3", "\x1b[13~": "f3", "\x1b[[C": "f3",
}  # fmt: skip
_NOISE = ["\x1b[0n", "\x1b[?62;22c", "\x1b[I", "\x1b[O", "\x1b[?2026;0$y", "\x1b[;R", "\x1b[5R", "\x1b[?1;2R",
          "\x1b[8;24;80t", "\x1b[M !#", "\x1b[Ma10", "\x1b[<35;10;5m",
          "\x1b[35;10;5M", "\x1b[1;2;3R", "\x1bO5R", "\x1b[99;2~"]  # fmt: skip
_LETTERS = st.characters(exclude_categories=["Cs"], exclude_characters="\x1b")
_PARTS = st.one_of(
    st.text(_LETTERS, max_size=8).map(lambda text: (text, [typed(letter) for letter in text])),
    st.sampled_from([*_KEYS]).map(lambda sent: (sent, [Key(_KEYS[sent])])),
    st.sampled_from(_NOISE).map(lambda sent: (sent, [Unknown(sent)])),
    st.tuples(st.integers(1, 999), st.integers(1, 999)).map(
        lambda at: (f"\x1b[{at[0]};{at[1]}R", [CursorAt(at[1] - 1, at[0] - 1)])
    ),
    st.text(_LETTERS, max_size=8).map(
        lambda text: (f"\x1b[200~{text}\x1b[201~", [Pasted(text.replace("\x00", ""))])
    ),
    st.sampled_from("0123ađ\r\t").map(lambda letter: ("\x1b" + letter, [Key("escape", "\x1b"), typed(letter)])),
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(_PARTS, max_size=12), st.data())
def test_where_it_is_cut_makes_no_difference(parts: list[tuple[str, list[Event]]], data: st.DataObject) -> None:
    sent, wanted = "".join(part for part, _events in parts), [event for _part, events in parts for event in events]
    cuts = sorted(data.draw(st.lists(st.integers(0, len(sent)), max_size=20), label="cuts"))
    parser = InputParser()
    found = [
        event
        for begin, end in zip([0, *cuts], [*cuts, len(sent)], strict=True)
        for event in parser.feed(sent[begin:end])
    ]
    assert [*found, *parser.timed_out()] == wanted


@settings(max_examples=300, deadline=None)
@example(["\x1b[200~abc\x1b"])
@given(st.lists(st.text(st.sampled_from("\x1b[O]P;:?0129~RnAmđ\\ \x07\x00"), max_size=6), max_size=12))
def test_whatever_comes_nothing_is_invented_and_the_next_key_is_that_key(pieces: list[str]) -> None:
    parser, length = InputParser(), 0
    for piece in pieces:
        for event in parser.feed(piece):
            length += _longest(event)
    for event in parser.timed_out():
        length += _longest(event)
    assert not parser.waits
    assert length <= sum(map(len, pieces))
    assert parser.feed("\x1b[201~x")[-1] == Key("x", "x")


def _longest(event: Event) -> int:
    """Characters that an event cannot be made of fewer of."""
    if isinstance(event, Pasted):
        return len("\x1b[200~") + len(event.text)
    return len(event.sequence) if isinstance(event, Unknown) else 1


def test_a_paste_whose_end_was_lost_does_not_take_the_keyboard_along() -> None:
    parser = InputParser()
    assert parser.feed("\x1b[200~Bà con\x1b[20") == [] and parser.pasting and not parser.waits
    assert parser.timed_out() == [Pasted("Bà con\x1b[20")] and not parser.pasting
    assert parser.feed("\x1b[201~x") == [Unknown("\x1b[201~"), Key("x", "x")]


def _modules() -> Iterator[str]:
    for package in (tui, screens):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if not module.name.endswith("__main__"):
                yield module.name


def _all_kinds(kind: type[DOMNode]) -> Iterator[type[DOMNode]]:
    yield kind
    for below in kind.__subclasses__():
        yield from _all_kinds(below)


def test_no_function_key_means_anything_so_no_answer_can() -> None:
    """An answer `Esc [ 1 ; 2 R` is also Shift+F3: nothing may be bound to it, in our table or in a widget of Textual
    that a screen uses."""
    for name in _modules():
        importlib.import_module(name)
    bound = [key for command in keys.TABLE for key in command.keys]
    for kind in _all_kinds(DOMNode):
        for binding in vars(kind).get("BINDINGS", ()):
            each = binding if isinstance(binding, tuple) else (binding.key,)
            bound += each[0].replace(" ", "").split(",")
        bound += [key for command in vars(kind).get("commands", ()) or () for key in command.keys]
    assert "ctrl+s" in bound and len(bound) > 100
    assert [key for key in bound if key.endswith("f3")] == []
    with pytest.raises(ValueError):
        keys.Command("x", ("shift+f3",), "x")
