"""Days counted a second time, plainly (L2-L4, L7, L8)."""

from calendar import monthrange
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from domain.calendar import end_of

Stop = tuple[date, date]
"""The days on which a clock was stopped, and ran again."""

Known = tuple[datetime, int]
"""Since which entry something is known: its moment, and its number."""

_end_of = cache(end_of)
LADDER = {
    "reminder": 0,
    "escalation": 3,
    "circular": 10,
    "interview": 20,
    "supervised_handling": 30,
}
"""O3: the working days after the last day, at whose end the rung is climbed."""
_SUNDAY_AND_SATURDAY = (6, 5)


class Days:
    """What one calendar says of each day."""

    def __init__(self, off: Iterable[str], worked: Iterable[str]) -> None:
        self._off, self._worked = {*map(day, off)}, {*map(day, worked)}
        self._after: dict[tuple[date, int], date] = {}

    def works(self, on: date) -> bool:
        if on.weekday() in _SUNDAY_AND_SATURDAY:
            return on in self._worked
        return on not in self._off

    def working_days_after(self, start: date, count: int) -> date:
        """L4."""
        found = self._after.get((start, count))
        if found is None:
            found, left = start, count
            while left:
                found += timedelta(days=1)
                left -= self.works(found)
            self._after[start, count] = found
        return found

    def moved(self, last_day: date) -> date:
        """L3: off a day off."""
        while not self.works(last_day):
            last_day += timedelta(days=1)
        return last_day

    def put_off(self, last_day: date, began: date, stop: Stop) -> date:
        """L7: a period of working days, of which none ran while the clock was stopped."""
        stopped, again = max(stop[0], began), stop[1]
        if last_day < stopped or stopped >= again:
            return last_day
        days = (stopped + timedelta(days=n) for n in range(1, (last_day - stopped).days + 1))
        left = sum(map(self.works, days))
        return self.working_days_after(again, left) if left else self.moved(again)


@cache
def _days(off: tuple[str, ...], worked: tuple[str, ...]) -> Days:
    return Days(off, worked)


class Calendars:
    """Those of one case: which it had, since which entry (L8)."""

    def __init__(self, first: dict[str, Any]) -> None:
        self._first = _of(first)
        self._adopted: list[tuple[Known, Days]] = []

    def adopts(self, calendar: dict[str, Any], known: Known) -> None:
        self._adopted.append((known, _of(calendar)))

    @property
    def now(self) -> Days:
        return self._adopted[-1][1] if self._adopted else self._first

    def at(self, known: Known) -> Days:
        """What is due at the moment of a command comes before it."""
        before = [days for adopted, days in self._adopted if _before(adopted, known)]
        return before[-1] if before else self._first

    def after(self, known: Known) -> list[tuple[Known, Days]]:
        return [one for one in self._adopted if not _before(one[0], known)]


def _before(adopted: Known, known: Known) -> bool:
    return adopted[0] < known[0] or adopted[1] <= known[1]


def _of(calendar: dict[str, Any]) -> Days:
    return _days(tuple(calendar["days_off"]), tuple(calendar["workdays"]))


def months_after(start: date, months: int) -> date:
    """L2: the corresponding day, or the last day of a month without one."""
    month = start.month + months
    year, month = start.year + (month - 1) // 12, (month - 1) % 12 + 1
    return date(year, month, min(start.day, monthrange(year, month)[1]))


def rungs_by(
    now: datetime,
    last_day: date,
    known: Known,
    calendars: Calendars,
    stops: Iterable[Stop] = (),
) -> list[str]:
    """O3: what had to be done by then about a last day that was missed, and that was known to be
    this one since that moment: each once, in order. L8: a calendar adopted before a rung is
    climbed says when that is."""
    climbed: list[str] = []
    reached, before = last_day, 0
    climbed_at = _reached(last_day, known)
    for rung, days in LADDER.items():
        if rung == "reminder":
            if not over(last_day, now):
                break
            climbed.append(rung)
            continue
        on = _rung(reached, days - before, calendars.at(climbed_at), stops)
        for adopted, again in calendars.after(climbed_at):
            if over(on, adopted[0]):
                break
            on, climbed_at = _rung(reached, days - before, again, stops), adopted
        reached, before, climbed_at = on, days, _reached(on, climbed_at)
        if not over(on, now):
            break  # none comes before the one below it
        climbed.append(rung)
    return climbed


def _reached(on: date, known: Known) -> Known:
    return max(_end_of(on), known[0]), known[1]


def _rung(reached: date, days: int, by: Days, stops: Iterable[Stop]) -> date:
    on = by.working_days_after(reached, days)
    for stop in stops:
        on = by.put_off(on, reached, stop)
    return on


def day(text: str) -> date:
    return date.fromisoformat(text)


def known_by(entry: dict[str, Any]) -> Known:
    return moment(entry["at"]), entry["sequence"]


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def over(last_day: date, at: datetime) -> bool:
    """L3: past 24:00 of the day in China."""
    return at >= _end_of(last_day)
