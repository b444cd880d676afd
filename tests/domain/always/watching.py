"""S8, of one case after its exit: the watch of the procedure, counted here a second time."""

from bisect import bisect_right
from datetime import date, datetime, timedelta

from tests.domain.always.times import rungs_by
from tests.domain.always.told import Json, Told, day, months_after
from tests.domain.lives import CALENDAR

NO_LIFE_IS_LONGER = 600
"""In months: for a watch without an end."""


def s8_an_exited_line_is_inspected_or_late(case: Told, now: datetime) -> None:
    completed = case.of("exit_completed")
    if not completed or case.stage != completed[-1]["event"]["stage"]:
        return
    since = completed[-1]["sequence"]
    days = _days(day(completed[-1]["happened_on"]), case.procedure["watches"].get(case.stage))
    made = 0
    for entry in case.taken("record_watch"):
        inspected = day(entry["happened_on"])
        if entry["sequence"] > since and (made == 0 or inspected > days[made - 1]):
            made = max(made + 1, bisect_right(days, inspected))
    if made >= len(days):
        assert not _told(case, since, after=_last_inspection(case)), case.number
        return
    last_day = days[made]
    while not CALENDAR.is_working_day(last_day):
        last_day += timedelta(days=1)
    told = [one for one in _told(case, since, after=0) if day(one["last_day"]) == last_day]
    assert [one["rung"] for one in told] == rungs_by(now, last_day), (case.number, last_day)


def _days(exited: date, watch: dict[str, int] | None) -> list[date]:
    """L2: when the line has to be inspected, before L3 moves it."""
    if watch is None:
        return []
    every, most = watch["every_months"], watch["for_months"] or NO_LIFE_IS_LONGER
    return [months_after(exited, months) for months in range(every, most + 1, every)]


def _told(case: Told, since: int, after: int) -> list[Json]:
    return [
        one["event"]
        for one in case.of("escalated")
        if one["event"]["lateness"] == "watch_late" and one["sequence"] > max(since, after)
    ]


def _last_inspection(case: Told) -> int:
    return max((entry["sequence"] for entry in case.taken("record_watch")), default=0)
