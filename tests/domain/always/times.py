"""S8: a missed deadline is never silent. Every period is counted here a second time."""

from datetime import datetime, timedelta

from domain.calendar import start_of
from tests.domain.always.book import Book
from tests.domain.always.clock import PERIODS
from tests.domain.always.counting import day, known_by, moment, over, rungs_by
from tests.domain.always.told import Json, Told


def s8_a_stage_that_lasts_too_long_was_escalated(case: Told, now: datetime) -> None:
    limit, running = case.procedure["limits"].get(case.stage), case.clock.limit
    if case.clock_stopped or limit is None:
        return
    assert running, case.number
    told = [
        one["event"]["rung"]
        for one in case.of("escalated")
        if one["sequence"] > running.sequence
        and one["event"]["lateness"] == limit["lateness"]
        and day(one["event"]["last_day"]) == running.last_day
    ]
    due = rungs_by(now, running.last_day, running.known, case.clock.calendars, case.clock.stops)
    assert told == due, (case.number, case.stage, running)


def s8_the_end_of_the_period_moves_the_case_or_is_escalated(case: Told, now: datetime) -> None:
    if case.stage not in PERIODS or case.clock_stopped:
        return
    ends = case.clock.period_end()
    assert ends, case.number
    _, last_day = ends
    applied = len(case.taken("apply_for_extension"))
    pending = applied > len(case.taken("decide_extension"))
    told = [
        one["event"]["rung"]
        for one in case.of("escalated")
        if one["sequence"] > case.clock.setting["sequence"]
        and one["event"]["lateness"] == "extension_undecided"
        and day(one["event"]["last_day"]) == last_day
    ]
    assert pending or not over(last_day, now), (case.number, last_day)
    known = known_by(case.clock.setting)
    due = rungs_by(now, last_day, known, case.clock.calendars, case.clock.stops)
    assert told == due, (case.number, last_day)


def s8_reminders_came_on_their_days(case: Told, now: datetime) -> None:
    """Each once for each end that the period had, unless its day was past when the end was set.
    Caught up late, one reminder with the days that are left stands for all that were missed."""
    if case.stage not in PERIODS or case.clock_stopped:
        return
    setting, last_day = case.clock.setting, str(case.clock.last_day)
    if over(day(last_day), now):
        return
    reminders = [
        (one["event"]["last_day"], one["event"]["days_left"]) for one in case.of("reminded")
    ]
    for days in case.procedure["reminder_days"]:
        at = start_of(day(last_day) - timedelta(days=days))
        if moment(setting["at"]) < at <= now:
            assert any(end == last_day and left <= days for end, left in reminders), days
        elif at > now:
            assert (last_day, days) not in reminders, (case.number, days)


def o5_no_price_outlives_its_period(case: Told, now: datetime) -> None:
    """Nor does one end before, other than by a command."""
    if not case.ended:
        assert not any(over(last_day, now) for last_day in case.prices.values()), case.number
    for entry in case.of("price_ended"):
        assert over(day(entry["event"]["last_day"]), moment(entry["at"])), entry


def s8_an_order_that_waits_was_chased(book: Book, now: datetime) -> None:
    """To be accepted, to be carried out or cancelled, and to be decided on once it was refused."""
    for order in book.chased():
        awaited = book.awaited[order["id"]]
        calendars = book.cases[order["case"]].clock.calendars
        due = rungs_by(now, awaited.last_day, awaited.known, calendars)
        assert awaited.climbed == due, order


def s8_what_waits_for_a_second_person_waits_no_longer(case: Told, now: datetime) -> None:
    """S7: and no shorter."""
    running = case.clock.confirmation
    assert running is None or not over(running.last_day, now), case.number


def s8_a_proposal_lapses_when_its_time_is_over(book: Book, case: Told, entry: Json) -> None:
    event, running = entry["event"], case.clock.confirmation
    if event["kind"] == "proposal_lapsed" and event["why"] == "not_in_time":
        assert running, entry
        assert over(running.last_day, moment(entry["at"])), entry
