"""Which days are working days, held against the notices of the State Council."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from activities.holidays import announced_calendar
from domain.calendar import CHINA, Calendar, end_of, local_date, start_of

CALENDAR = announced_calendar().within(2004, 2026)
DAYS = st.dates(date(2004, 1, 1), date(2030, 12, 31))


@pytest.mark.parametrize(
    ("day", "working"),
    [
        (date(2025, 4, 1), True),  # a plain Tuesday
        (date(2025, 4, 12), False),  # a plain Saturday
        (date(2025, 10, 8), False),  # a Wednesday that National Day takes
        (date(2025, 10, 9), True),  # the day after it
        (date(2025, 10, 11), True),  # a Saturday made a make-up workday
        (date(2026, 2, 23), False),  # a Monday that the Spring Festival takes
        (date(2026, 2, 28), True),  # the Saturday that makes up for it
        (date(2027, 10, 1), True),  # not announced yet: the plain week only
        (date(2027, 10, 2), False),
    ],
)
def test_l3_working_days_are_what_the_notice_makes_them(day: date, working: bool) -> None:
    assert CALENDAR.is_working_day(day) is working


def test_l8_only_the_years_with_a_notice_are_announced() -> None:
    assert CALENDAR.announced(date(2026, 12, 31))
    assert not CALENDAR.announced(date(2027, 1, 1))
    assert not CALENDAR.announced(date(2003, 12, 31))


def test_l3_the_next_working_day_is_the_day_itself_or_after_the_days_off() -> None:
    assert CALENDAR.next_working_day(date(2025, 9, 30)) == date(2025, 9, 30)
    assert CALENDAR.next_working_day(date(2025, 10, 1)) == date(2025, 10, 9)


def test_l4_working_days_count_from_the_day_after() -> None:
    # 26 and 27 (a make-up Sunday) January count, 28 January to 4 February are off.
    assert CALENDAR.add_working_days(date(2025, 1, 25), 3) == date(2025, 2, 5)


@pytest.mark.parametrize("count", [0, -1])
def test_a_period_has_at_least_one_day(count: int) -> None:
    with pytest.raises(ValueError, match="at least one day"):
        CALENDAR.add_working_days(date(2025, 1, 25), count)


@given(DAYS, st.integers(1, 30))
def test_l4_just_so_many_working_days_lie_after_the_start(day: date, count: int) -> None:
    last = CALENDAR.add_working_days(day, count)
    after = [day + timedelta(n) for n in range(1, (last - day).days + 1)]
    assert sum(map(CALENDAR.is_working_day, after)) == count
    assert CALENDAR.is_working_day(last)


def test_a_case_carries_only_its_own_years() -> None:
    carried = CALENDAR.within(2025, 2027)
    assert carried.years == (2025, 2026)
    assert carried.version == CALENDAR.version
    assert {day.year for day in carried.days_off + carried.workdays} == {2025, 2026}


@given(st.dates(date(2025, 1, 1), date(2026, 12, 31)))
def test_a_carried_calendar_says_the_same_in_its_years(day: date) -> None:
    carried = CALENDAR.within(2025, 2026)
    assert carried.is_working_day(day) == CALENDAR.is_working_day(day)


def test_a_calendar_survives_json_and_is_small() -> None:
    adapter = TypeAdapter(Calendar)
    carried = CALENDAR.within(2025, 2027)
    stored = adapter.dump_json(carried)
    assert adapter.validate_json(stored) == carried
    assert len(stored) < 1000


@pytest.mark.parametrize(
    "days", [(date(2025, 10, 2), date(2025, 10, 1)), (date(2025, 10, 1), date(2025, 10, 1))]
)
def test_days_out_of_order_are_refused(days: tuple[date, ...]) -> None:
    with pytest.raises(ValueError, match="sorted"):
        Calendar("made up", (2025,), days, ())
    with pytest.raises(ValueError, match="sorted"):
        Calendar("made up", (2025,), (), days)


def test_l3_what_a_notice_names_needlessly_changes_nothing() -> None:
    saturday, monday = date(2025, 10, 11), date(2025, 10, 13)
    calendar = Calendar("made up", (2025,), (saturday,), (monday,))
    assert not calendar.is_working_day(saturday)
    assert calendar.is_working_day(monday)
    assert calendar.add_working_days(date(2025, 10, 10), 1) == monday


def test_l3_a_day_begins_and_ends_by_the_clock_of_china() -> None:
    day = date(2025, 10, 9)
    assert start_of(day) == datetime(2025, 10, 8, 16, tzinfo=UTC)
    assert end_of(day) == datetime(2025, 10, 9, 16, tzinfo=UTC)
    assert start_of(day).tzinfo is UTC
    assert end_of(day).tzinfo is UTC


def test_a_moment_has_its_date_in_china_whatever_its_zone() -> None:
    assert local_date(datetime(2025, 10, 8, 15, 59, 59, tzinfo=UTC)) == date(2025, 10, 8)
    assert local_date(datetime(2025, 10, 8, 16, tzinfo=UTC)) == date(2025, 10, 9)
    assert local_date(datetime(2025, 10, 8, 23, tzinfo=CHINA)) == date(2025, 10, 8)
    west = timezone(-timedelta(hours=5))
    assert local_date(datetime(2025, 10, 8, 11, tzinfo=west)) == date(2025, 10, 9)


def test_a_moment_without_a_zone_has_no_date() -> None:
    with pytest.raises(ValueError, match="time zone"):
        local_date(datetime(2025, 10, 8, 12))  # noqa: DTZ001


@given(DAYS)
def test_a_day_holds_its_first_moment_and_not_its_end(day: date) -> None:
    assert local_date(start_of(day)) == day
    assert local_date(end_of(day) - timedelta(microseconds=1)) == day
    assert local_date(end_of(day)) == day + timedelta(days=1)
