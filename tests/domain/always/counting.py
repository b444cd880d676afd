"""Days counted a second time, plainly (L2-L4, L7)."""

from calendar import monthrange
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import cache

from domain.calendar import end_of
from tests.domain.lives import CALENDAR

Stop = tuple[date, date]
"""The days on which a clock was stopped, and ran again."""

_end_of = cache(end_of)
LADDER = {
    "reminder": 0,
    "escalation": 3,
    "circular": 10,
    "interview": 20,
    "supervised_handling": 30,
}
"""O3: the working days after the last day, at whose end the rung is climbed."""


def months_after(start: date, months: int) -> date:
    """L2: the corresponding day, or the last day of a month without one."""
    month = start.month + months
    year, month = start.year + (month - 1) // 12, (month - 1) % 12 + 1
    return date(year, month, min(start.day, monthrange(year, month)[1]))


@cache
def working_days_after(start: date, count: int) -> date:
    """L4."""
    while count:
        start += timedelta(days=1)
        count -= CALENDAR.is_working_day(start)
    return start


def moved(last_day: date) -> date:
    """L3: off a day off."""
    while not CALENDAR.is_working_day(last_day):
        last_day += timedelta(days=1)
    return last_day


def put_off(last_day: date, began: date, stop: Stop) -> date:
    """L7: a period of working days, of which none ran while the clock was stopped."""
    stopped, again = max(stop[0], began), stop[1]
    if last_day < stopped or stopped >= again:
        return last_day
    days = (stopped + timedelta(days=n) for n in range(1, (last_day - stopped).days + 1))
    left = sum(map(CALENDAR.is_working_day, days))
    return working_days_after(again, left) if left else moved(again)


def rungs_by(now: datetime, last_day: date, stops: Iterable[Stop] = ()) -> list[str]:
    """O3: what had to be done by then about a last day that was missed, each once, in order."""
    climbed: list[str] = []
    day, before = last_day, 0
    for rung, days in LADDER.items():
        if not over(day, now):
            break  # none comes before the one below it
        reached, day, before = day, working_days_after(day, days - before), days
        for stop in stops if days else ():
            day = put_off(day, reached, stop) if reached < stop[0] else day
        if over(day, now):
            climbed.append(rung)
    return climbed


def day(text: str) -> date:
    return date.fromisoformat(text)


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def over(last_day: date, at: datetime) -> bool:
    """L3: past 24:00 of the day in China."""
    return at >= _end_of(last_day)
