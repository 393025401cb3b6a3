"""How much travels before the far terminal has shown it."""

from __future__ import annotations

from tui.wire.flow import ASK_AFTER, LIMIT, PATIENCE, STALLED, Flow


def test_small_changes_ask_nothing() -> None:
    flow = Flow()
    assert not any(flow.sends(1, 0.0) for _ in range(ASK_AFTER - 1)) and flow.open(0.0)


def test_past_the_limit_it_waits_until_the_terminal_has_shown_enough() -> None:
    flow = Flow()
    assert all(flow.sends(ASK_AFTER, 0.0) for _ in range(LIMIT // ASK_AFTER))
    assert not flow.open(0.1) and flow.waits(0.1) is not None
    flow.answered()
    assert flow.open(0.2) and flow.waits(0.2) is None


def test_a_terminal_that_never_answers_is_asked_no_more() -> None:
    flow = Flow()
    flow.sends(LIMIT, 0.0)
    assert not flow.open(PATIENCE - 0.1) and flow.open(PATIENCE + 0.1)
    assert not flow.sends(LIMIT, PATIENCE + 0.2) and flow.open(PATIENCE + 0.2)


def test_one_that_answers_late_is_waited_for_again() -> None:
    flow = Flow()
    flow.sends(LIMIT, 0.0)
    assert flow.open(PATIENCE + 0.1)
    flow.answered()
    assert flow.sends(LIMIT, PATIENCE + 1) and not flow.open(PATIENCE + 1.1)


def test_a_line_that_stood_still_goes_on() -> None:
    flow = Flow()
    flow.sends(LIMIT, 0.0)
    flow.answered()
    flow.sends(LIMIT, 1.0)
    assert not flow.open(STALLED) and flow.open(STALLED + 1.1)
