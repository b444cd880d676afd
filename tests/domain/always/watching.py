"""S8, of one case after its exit: the watch of the procedure, counted here a second time."""

from datetime import date, datetime
from functools import cache

from tests.domain.always.book import Book
from tests.domain.always.counting import Known, day, known_by, months_after, over, rungs_by
from tests.domain.always.told import Json, Told

NO_LIFE_IS_LONGER = 600
"""In months: for a watch without an end."""
EVERY, FOR = 3, {"sealed": NO_LIFE_IS_LONGER, "dismantled": 12, "closed": 12, "revoked": 12}


def s8_an_exited_line_is_inspected_or_late(case: Told, now: datetime) -> None:
    completed = case.of("exit_completed")
    if not completed or case.stage != completed[-1]["event"]["stage"] or case.clock_stopped:
        return
    since = completed[-1]["sequence"]
    days = _days(day(completed[-1]["happened_on"]), FOR[case.stage])
    due, last, known = _due(case, days, completed[-1])
    late = [
        one
        for one in case.of("escalated")
        if one["event"]["lateness"] == "watch_late" and one["sequence"] > since
    ]
    if due is None:
        assert not any(one["sequence"] > last for one in late), case.number
        return
    last_day, moved = _by_the_calendars(case, due, known)
    at_once = max(case.alarm, day(completed[-1]["happened_on"])) if case.alarm else None
    at_once = at_once and _put_off(case, at_once, completed[-1])
    if at_once and at_once <= last_day:
        last_day = at_once
    else:
        known = moved
    told = [one["event"]["rung"] for one in late if day(one["event"]["last_day"]) == last_day]
    climbed = rungs_by(now, last_day, known, case.clock.calendars, case.clock.stops)
    assert told == climbed, (case.number, last_day)


def _put_off(case: Told, at_once: date, exited: Json) -> date:
    """L7: the inspection that an alarm asks for, where the clock stood still on its day."""
    for (by, halted), (began, again) in zip(case.clock.went_on, case.clock.stops, strict=True):
        if by[1] > exited["sequence"] and not over(at_once, halted) and at_once < again:
            began = max(began, day(exited["happened_on"]))
            unmoved = max(at_once + (again - began), again)
            at_once = case.clock.calendars.at(by).moved(unmoved)
    return at_once


def _due(case: Told, days: list[date], exited: Json) -> tuple[date | None, int, Known]:
    """The inspection that is due next, before L3 moves it, by which inspection and since when: one
    that came due while the clock stood still has the days left that it had (L7)."""
    since, last = exited["sequence"], exited["sequence"]
    due: date | None = days[0]
    known = known_by(exited)
    inspections = [(known_by(one), day(one["happened_on"]), None) for one in case.inspections]
    stops = [
        (by, stop[1], (stop, halted))
        for (by, halted), stop in zip(case.clock.went_on, case.clock.stops, strict=True)
    ]
    for by, on, stopped in sorted([*inspections, *stops], key=lambda each: each[0]):
        if due is None or by[1] <= since:
            continue
        if stopped is None:
            settled = next((each for each in days if each >= on), due) >= due
            if settled:
                due = next((each for each in days if each > max(due, on)), None)
            last, known = by[1], by
            continue
        (began, again), halted = stopped
        last_day, _ = _by_the_calendars(case, due, known)
        if not over(last_day, halted) and last_day < again:
            began = max(began, day(exited["happened_on"]))
            due, known = max(due + (again - began), again), by
    return due, last, known


def _by_the_calendars(case: Told, unmoved: date, known: Known) -> tuple[date, Known]:
    """L3, L8: the last day of an inspection that was known then, and since when it is that one;
    what was late stays so."""
    calendars = case.clock.calendars
    last_day = calendars.at(known).moved(unmoved)
    for adopted, days in calendars.after(known):
        if over(last_day, case.clock.ran_until(adopted[0])):
            break
        if days.moved(unmoved) != last_day:
            last_day, known = days.moved(unmoved), adopted
    return last_day, known


@cache
def _days(exited: date, most: int) -> list[date]:
    """L2: when the line has to be inspected, before L3 moves it."""
    return [months_after(exited, months) for months in range(EVERY, most + 1, EVERY)]


def p1_4_a_case_follows_one_that_ended_or_was_sealed(book: Book, case: Told, entry: Json) -> None:
    action = entry["event"].get("action", {})
    if action.get("kind") == "flag" and action["follows"]:
        before = book.cases[action["follows"]]
        assert before.ended or before.stage == "sealed", entry


def p1_4_production_resumed_has_its_own_case(book: Book, now: datetime) -> None:
    """On the same line and ground, open when it was found or opened by that."""
    for case in book.cases.values():
        found = [
            entry["sequence"]
            for entry in case.taken("record_watch")
            if entry["event"]["action"]["found"] == "resumed"
        ]
        if found:
            assert any(_deals_with(other, case, found[-1]) for other in book.cases.values()), found


def _deals_with(other: Told, case: Told, found: int) -> bool:
    same = (other.line["name"], other.ground) == (case.line["name"], case.ground)
    closed = other.ended and other.entered["sequence"] < found
    return same and other is not case and other.flag["sequence"] <= found + 1 and not closed
