"""How much travels before the far terminal has shown it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.wire import flow as flows
from tui.wire.flow import AGAIN, AT_FIRST, LEAST, LIMIT, LONGEST, PATIENCE, TRIES, Flow

ASK_AFTER, MOST = int(flows.ASK_AFTER * LIMIT), int(flows.MOST * LIMIT)  # on a line that is not slow


def sent(flow: Flow, count: int, now: float, place: tuple[int, int] = (7, 3)) -> bool:
    """So many bytes go out; whether a question went with them."""
    asks = flow.sends(count)
    if asks:
        flow.asks(*place, now)
    return asks


def known(now: float = 0.0) -> Flow:
    """A terminal that answers."""
    flow = Flow()
    assert sent(flow, ASK_AFTER, now, (1, 1)) and flow.answered(1, 1, now)
    return flow


def test_small_changes_ask_nothing() -> None:
    flow = known()
    assert not any(sent(flow, 1, 0.0) for _ in range(ASK_AFTER - 1)) and flow.waits(0.0) is None
    assert sent(flow, 1, 0.0)


def test_past_the_limit_it_waits_until_the_terminal_has_shown_enough() -> None:
    flow = known()
    for number in range(LIMIT // ASK_AFTER):
        assert flow.waits(0.0) is None and sent(flow, ASK_AFTER, 0.0, (number, 5))
    assert flow.waits(0.1)
    assert flow.answered(0, 5, 0.2) and flow.waits(0.2) is None


def test_a_screen_that_would_pass_the_limit_waits_and_a_letter_does_not() -> None:
    flow = known()
    assert sent(flow, 900, 0.0, (3, 5))
    assert flow.waits(0.1, 1) is None and flow.waits(0.1, MOST - 900) is None and flow.waits(0.1, MOST - 899)
    assert flow.answered(3, 5, 0.2) and flow.waits(0.2, MOST) is None


def test_a_terminal_that_never_answers_is_hardly_waited_for_and_soon_asked_no_more() -> None:
    flow = Flow()
    assert sent(flow, LIMIT, 0.0) and flow.waits(0.1) is None
    assert sent(flow, AT_FIRST - LIMIT, 0.1) and flow.waits(0.2) == PATIENCE - 0.2
    assert flow.waits(PATIENCE) is None and flow.silent
    assert not sent(flow, AT_FIRST, PATIENCE + 1) and flow.waits(PATIENCE + 1) is None


def test_one_that_answers_after_that_is_waited_for_again() -> None:
    flow = Flow()
    sent(flow, AT_FIRST, 0.0, (1, 1))
    assert flow.waits(PATIENCE) is None and flow.silent
    assert flow.answered(1, 1, PATIENCE + 2) and not flow.silent and flow.waits(PATIENCE + 2) is None
    assert sent(flow, LIMIT, PATIENCE + 3, (2, 2)) and flow.waits(PATIENCE + 3)
    assert flow.answered(2, 2, PATIENCE + 4) and flow.waits(PATIENCE + 4) is None


def test_a_later_answer_answers_for_one_that_was_lost() -> None:
    flow = known()
    sent(flow, LIMIT, 0.0, (1, 1))
    sent(flow, LIMIT, 0.0, (2, 2))
    assert flow.answered(2, 2, 0.5) and flow.waits(0.5) is None
    assert not flow.answered(1, 1, 0.6)


def test_what_is_no_answer_is_none() -> None:
    flow = known()
    assert not flow.answered(1, 1, 0.1), "it came twice"
    sent(flow, LIMIT, 0.2, (40, 3))
    assert not flow.answered(1, 0, 0.3), "that was Shift+F3"
    assert not flow.answered(998, 998, 0.3), "that was noise"
    assert flow.waits(0.3) and flow.answered(40, 3, 0.4) and flow.waits(0.4) is None


def test_a_terminal_that_counts_columns_in_another_way_answers_all_the_same() -> None:
    flow = known()
    sent(flow, LIMIT, 0.0, (40, 3))
    assert flow.answered(41, 3, 0.1) and flow.waits(0.1) is None


def test_a_place_that_tells_apart_is_below_the_first_row_and_new() -> None:
    flow = Flow()
    sent(flow, ASK_AFTER, 0.0, (4, 4))
    assert [flow.apart(*place) for place in ((5, 4), (4, 4), (1, 0))] == [True, False, False]
    assert not flow.apart(None, 4) and not flow.apart(4, None)


def test_when_the_last_answer_was_lost_it_asks_again_and_then_goes_on() -> None:
    flow = known()
    sent(flow, LIMIT, 0.0, (1, 1))
    assert flow.waits(AGAIN - 1) == 1 and flow.waits(AGAIN) == 0 and flow.again()
    flow.asks(1, 1, AGAIN)
    assert flow.waits(AGAIN) == 2 * AGAIN
    assert flow.answered(1, 1, AGAIN + 1) and flow.waits(AGAIN + 1) is None and not flow.answered(1, 1, AGAIN + 1)


def test_one_that_has_stopped_answering_is_asked_a_few_times_and_then_no_more() -> None:
    flow, now = known(), 0.0
    sent(flow, LIMIT, now)
    for _ in range(TRIES):
        now += flow.waits(now) or 0
        assert flow.again()
        flow.asks(7, 3, now)
    now += flow.waits(now) or 0
    assert not flow.again() and flow.silent and flow.waits(now) is None
    assert AGAIN * 3 < now < 30


def test_a_terminal_of_another_size_answers_from_anywhere() -> None:
    flow = known()
    sent(flow, LIMIT, 0.0, (40, 23))
    flow.elsewhere()
    assert flow.waits(0.1) and flow.answered(3, 9, 0.2) and flow.waits(0.2) is None


def test_an_answer_that_came_before_the_news_of_another_size_counts() -> None:
    flow = known()
    sent(flow, LIMIT, 0.0, (90, 29))
    assert not flow.answered(19, 4, 0.1) and flow.waits(0.1)
    flow.elsewhere()
    assert flow.waits(0.2) is None


def test_a_modified_f3_is_never_such_an_answer() -> None:
    flow = known()
    sent(flow, LIMIT, 0.0, (90, 29))
    assert not flow.answered(4, 0, 0.1)
    flow.elsewhere()
    assert flow.waits(0.2)


def test_a_silent_one_is_asked_once_more_when_it_may_be_another() -> None:
    flow = Flow()
    sent(flow, AT_FIRST, 0.0)
    assert flow.waits(PATIENCE) is None and flow.silent
    flow.elsewhere()
    assert sent(flow, ASK_AFTER, PATIENCE, (1, 1)) and flow.answered(1, 1, PATIENCE + 1)


_HAPPENINGS = st.lists(
    st.one_of(
        st.tuples(st.just("sends"), st.integers(1, 2000)),
        st.tuples(st.just("answer"), st.integers(0, 3)),
        st.tuples(st.just("noise"), st.integers(0, 30)),
        st.tuples(st.just("time"), st.floats(0, 9)),
        st.tuples(st.just("resized"), st.none()),
    ),
    max_size=60,
)


@given(_HAPPENINGS)
def test_whatever_a_terminal_does_it_is_not_waited_for_for_ever(happenings: list[tuple[str, float]]) -> None:
    """The driver's part played out with answers that are lost, doubled or made up: a wait always ends, in so many
    seconds and questions; and nothing is waited for that was not asked."""
    flow, now, asked = Flow(), 0.0, []
    for what, value in happenings:
        if what == "sends" and flow.waits(now) is None:
            if flow.sends(int(value)):
                asked.append((len(asked) % 80, 5))
                flow.asks(*asked[-1], now)
        elif what == "answer" and int(value) < len(asked):
            flow.answered(*asked[-1 - int(value)], now)
        elif what == "noise":
            flow.answered(int(value), int(value) % 7, now)
        elif what == "resized":
            flow.elsewhere()
        now += value if what == "time" else 0.01
    begun, questions = now, 0
    while (wait := flow.waits(now)) is not None:
        now += wait
        if wait == 0:
            if not flow.again():
                break
            flow.asks(1, 1, now)
            questions += 1
    assert now - begun <= LONGEST * (2 ** (TRIES + 1) - 1) + 0.01 and questions <= TRIES


def paged(rate: float, rtt: float, pages: int, each: int) -> tuple[Flow, float]:
    """A driver that has so many pages of so many bytes to show, one always ready when there is room, on a line of so
    many bytes a second; and the longest that anything sent was under way in the second half."""
    flow, now, free, longest, place = Flow(), 0.0, 0.0, 0.0, 0
    answers: list[tuple[float, int]] = []
    for page in range(pages):
        while flow.waits(now, each) is not None:
            now, at = answers.pop(0)
            flow.answered(at, 5, now)
        free = max(free, now) + each / rate
        asked = flow.sends(each)
        if page > pages // 2:
            longest = max(longest, free + rtt / 2 - now)
        if asked:
            place = (place + 1) % 80
            flow.asks(place, 5, now)
            answers.append((free + rtt, place))
        now += 0.05
        while answers and answers[0][0] <= now:
            flow.answered(answers.pop(0)[1], 5, now)
    return flow, longest


@pytest.mark.parametrize(("rate", "rtt"), [(1000, 0.6), (2000, 0.6), (10_000, 1.5), (100_000, 0.01), (1000, 0.1)])
def test_on_a_line_that_is_not_slow_as_much_is_under_way_as_ever(rate: float, rtt: float) -> None:
    assert paged(rate, rtt, 200, 170)[0].limit == LIMIT


@pytest.mark.parametrize(("rate", "rtt"), [(300, 0.6), (300, 1.5), (120, 0.6), (240, 0.05)])
def test_on_a_slow_line_less_is_under_way(rate: float, rtt: float) -> None:
    """What a key asks for waits behind that: else `MOST` bytes, five seconds of a line that carries 300."""
    for each in (70, 170, 400):
        flow, longest = paged(rate, rtt, 200, each)
        assert LEAST <= flow.limit < LIMIT and longest <= rtt / 2 + 0.8 * MOST / rate, each


def test_a_line_that_gets_faster_carries_as_much_as_ever_again() -> None:
    flow, _longest = paged(300, 0.6, 100, 170)
    assert flow.limit < LIMIT
    for number in range(8):
        sent(flow, LIMIT, 100.0 + number, (number, 7))
        assert flow.answered(number, 7, 100.2 + number)
    assert flow.limit == LIMIT


def test_an_answer_of_a_slow_line_is_not_taken_for_lost_because_it_is_slow() -> None:
    flow = known()
    sent(flow, LIMIT, 0.0, (1, 1))
    assert flow.answered(1, 1, 2.9)
    sent(flow, LIMIT, 3.0, (2, 2))
    assert flow.waits(3.0 + AGAIN) and flow.answered(2, 2, 7.0)
