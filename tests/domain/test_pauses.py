"""S9: how long somebody waits after failed sign-ins."""

from datetime import timedelta
from itertools import pairwise

import pytest

from domain.pauses import EMPTY_AFTER, FAILED_RETURNS, NONE, ONE_PLACE, ONE_SOURCE, STRANGERS, Pace

PACES = [ONE_PLACE, ONE_SOURCE, STRANGERS, FAILED_RETURNS]
MINUTE = timedelta(minutes=1)
each = pytest.mark.parametrize("pace", PACES)


@each
def test_s9_so_many_failures_are_free_and_the_next_costs_its_first_pause(pace: Pace) -> None:
    assert pace.pause(pace.free) == NONE
    assert pace.pause(pace.free + 1) == pace.first
    assert pace.pause(pace.free + 0.01) == pace.first, "a failure that began to leak is one"


@each
def test_s9_each_further_one_costs_twice_as_much_and_never_more_than_some_minutes(
    pace: Pace,
) -> None:
    pauses = [pace.pause(pace.free + number) for number in range(1, 200)]
    assert all(after == min(2 * before, pace.longest) for before, after in pairwise(pauses))
    assert pauses[-1] == pace.longest <= 15 * MINUTE


@each
def test_s9_failures_are_forgotten_one_by_one(pace: Pace) -> None:
    assert pace.after_another(4, NONE) == 5
    assert pace.after_another(4, 2 * pace.leak) == 3
    assert pace.after_another(4, 9 * pace.leak) == 1
    assert pace.after_another(4, -MINUTE) == 5, "a clock that was set back forgets nothing"


@each
def test_s9_whatever_was_counted_is_forgotten_in_a_day(pace: Pace) -> None:
    most = pace.free + 10
    assert pace.after_another(most, EMPTY_AFTER) == 1


@each
def test_s9_a_pause_is_waited_out_and_a_clock_set_back_ends_it(pace: Pace) -> None:
    assert pace.still_to_wait(pace.longest) == pace.longest
    assert pace.still_to_wait(pace.longest + MINUTE) == NONE
    assert pace.still_to_wait(-MINUTE) == NONE


def test_s9_who_is_known_at_a_place_is_not_kept_out_by_strangers() -> None:
    """Strangers have the more tries, and the shorter pauses."""
    assert ONE_PLACE.free < ONE_SOURCE.free < STRANGERS.free
    assert ONE_PLACE.longest > ONE_SOURCE.longest > STRANGERS.longest
