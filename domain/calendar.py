"""Which days are working days in China, and where a day begins and ends."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import cached_property
from itertools import pairwise

# A fixed offset: China has no daylight saving time, and zoneinfo reads files, which Temporal's
# sandbox forbids to a workflow.
CHINA = timezone(timedelta(hours=8))
ONE_DAY = timedelta(days=1)
SATURDAY = 5


def local_date(at: datetime) -> date:
    """The date in China at a moment. Raises ValueError for a naive datetime."""
    if at.tzinfo is None:
        raise ValueError(f"a moment needs a time zone: {at.isoformat()}")
    return at.astimezone(CHINA).date()


def start_of(day: date) -> datetime:
    """00:00 of the day in Asia/Shanghai, as UTC."""
    return datetime.combine(day, time(), CHINA).astimezone(UTC)


def end_of(day: date) -> datetime:
    """24:00 of the day in Asia/Shanghai, which is 00:00 of the next, as UTC."""
    return start_of(day + ONE_DAY)


@dataclass(frozen=True)
class Calendar:
    """The yearly holiday notices, kept as what they change about the plain week.

    In a year that no notice is known for, the plain week counts. All three tuples are sorted.
    `edition` orders the calendars: each notice that comes in makes the next.
    """

    version: str
    years: tuple[int, ...]
    days_off: tuple[date, ...]
    workdays: tuple[date, ...]
    edition: int = 0

    def __post_init__(self) -> None:
        # Written in one way only: two calendars of the same days are equal.
        for days in (self.days_off, self.workdays):
            if any(later <= day for day, later in pairwise(days)):
                raise ValueError("the days of a calendar are sorted, each once")

    @cached_property
    def _moved(self) -> frozenset[date]:
        """The days that are not what they are in a plain week; only looked up, never listed."""
        off = (day for day in self.days_off if day.weekday() < SATURDAY)
        return frozenset((*off, *(day for day in self.workdays if day.weekday() >= SATURDAY)))

    def announced(self, day: date) -> bool:
        """Whether the notice for the day's year is known (L8)."""
        return day.year in self.years

    def is_working_day(self, day: date) -> bool:
        """L3: not a day off; a weekend day made a make-up workday is a working day."""
        return (day.weekday() < SATURDAY) is not (day in self._moved)

    def next_working_day(self, day: date) -> date:
        """The first working day from `day` on, which may be `day` itself."""
        while not self.is_working_day(day):
            day += ONE_DAY
        return day

    def add_working_days(self, day: date, count: int) -> date:
        """The last of `count` working days, the first of which comes after `day` (L1, L4).

        Raises ValueError for a count below 1.
        """
        if count < 1:
            raise ValueError(f"a period has at least one day, not {count}")
        moved, weekday = self._moved, day.weekday()
        while count:
            day += ONE_DAY
            weekday = (weekday + 1) % 7
            if (weekday < SATURDAY) is not (day in moved):
                count -= 1
        return day

    def working_days_between(self, day: date, last_day: date) -> int:
        """How many working days come after `day`, up to and with `last_day`."""
        days = (last_day - day).days
        return sum(self.is_working_day(day + n * ONE_DAY) for n in range(1, days + 1))

    def within(self, first: int, last: int) -> "Calendar":
        """Only the years from `first` to `last`, so that a case carries little."""
        return Calendar(
            version=self.version,
            years=tuple(year for year in self.years if first <= year <= last),
            days_off=tuple(day for day in self.days_off if first <= day.year <= last),
            workdays=tuple(day for day in self.workdays if first <= day.year <= last),
            edition=self.edition,
        )
