"""Esc typed ahead of other keys is never taken for Alt."""

from __future__ import annotations

import pytest
from textual import events

from tui.escapes import EscParser


def typed(*chunks: str) -> list[str]:
    """The keys and pastes that come of what a terminal sent, in so many pieces."""
    parser = EscParser()
    found = [token for chunk in chunks for token in parser.feed(chunk)]
    return [token.key if isinstance(token, events.Key) else str(getattr(token, "text", token)) for token in found]


@pytest.mark.parametrize(
    ("sent", "keys"),
    [
        ("\x1b4", ["escape", "4"]),
        ("\x1b\r", ["escape", "enter"]),
        ("\x1b/", ["escape", "slash"]),
        ("\x1bư", ["escape", "ư"]),
        ("\x1b\x11", ["escape", "ctrl+q"]),
        ("\x1b\x1b[A", ["escape", "up"]),
        ("\x1b[A\x1b7", ["up", "escape", "7"]),
        ("\x1bOA", ["up"]),
        ("\x1b[3~", ["delete"]),
        ("\x1b[Z", ["shift+tab"]),
    ],
)
def test_esc_and_the_key_after_it_are_two_keys_and_an_arrow_is_one(sent: str, keys: list[str]) -> None:
    assert typed(sent) == keys
    assert typed(*sent) == keys


def test_an_esc_whose_time_is_over_is_given_once_and_the_next_key_is_itself() -> None:
    parser = EscParser()
    assert list(parser.feed("\x1b")) == []
    parser._timeout_time = 0.0
    assert [token.key for token in parser.tick() if isinstance(token, events.Key)] == ["escape"]
    assert [token.key for token in parser.feed("7\x1b") if isinstance(token, events.Key)] == ["7"]
    assert [token.key for token in parser.feed("8") if isinstance(token, events.Key)] == ["escape", "8"]


def test_what_is_pasted_stays_one_text_whatever_stands_in_it() -> None:
    sent = "\x1b[200~Bà con xã\x1b[201~\x1b5"
    assert typed(sent) == typed(*sent) == ["Bà con xã", "escape", "5"]
    assert "escape" not in typed("\x1b[200~a\x1bxb\x1b[201~")


def test_an_esc_whose_time_was_up_was_told_already() -> None:
    parser = EscParser()
    assert list(parser.feed("\x1b")) == []
    parser._timeout_time = 0.0
    assert [token.key for token in parser.tick() if isinstance(token, events.Key)] == ["escape"]
    assert [token.key for token in parser.feed("2") if isinstance(token, events.Key)] == ["2"]
