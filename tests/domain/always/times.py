"""S8: a missed deadline is never silent. Every period is counted here a second time."""

from datetime import date, datetime, timedelta

from domain.calendar import local_date, start_of
from tests.domain.always.orders import waiting
from tests.domain.always.told import Json, Told, day, moment, over, working_days_after

LADDER = {
    "reminder": 0,
    "escalation": 3,
    "circular": 10,
    "interview": 20,
    "supervised_handling": 30,
}
"""The working days after the last day, at whose end the rung is climbed."""


def s8_a_stage_that_lasts_too_long_was_escalated(case: Told, now: datetime) -> None:
    limit = case.procedure["limits"].get(case.stage)
    # What a stopped clock leaves of a limit (L7) tests/domain/test_stopped_clock.py counts.
    if limit is None or any(one["event"]["action"]["stops_clock"] for one in case.taken("suspend")):
        return
    entered = _entered(case)
    since = day(entered["event"].get("last_day") or entered["happened_on"])
    due = working_days_after(since, limit["working_days"])
    told = [
        one["event"]["rung"]
        for one in case.of("escalated")
        if one["sequence"] > entered["sequence"]
        and one["event"]["lateness"] == limit["lateness"]
        and day(one["event"]["last_day"]) == due
    ]
    assert told == rungs_by(now, due), (case.number, case.stage, due)


def s8_the_end_of_the_period_moves_the_case_or_is_escalated(case: Told, now: datetime) -> None:
    if case.stage != "rectifying" or case.clock_stopped:
        return
    _, last_day = case.period_end()
    applied = len(case.taken("apply_for_extension"))
    pending = applied > len(case.taken("decide_extension"))
    told = [
        one["event"]["rung"]
        for one in case.of("escalated")
        if one["event"]["lateness"] == "extension_undecided"
        and day(one["event"]["last_day"]) == last_day
    ]
    assert pending or not over(last_day, now), (case.number, last_day)
    assert told == rungs_by(now, last_day), (case.number, last_day)


def s8_reminders_came_on_their_days(case: Told, now: datetime) -> None:
    """Each once for each end that the period had, unless its day was past when the end was set.
    Caught up late, one reminder with the days that are left stands for all that were missed."""
    reminders = [
        (one["event"]["last_day"], one["event"]["days_left"]) for one in case.of("reminded")
    ]
    if case.stage != "rectifying" or case.clock_stopped:
        return
    setting = [entry for entry in case.of("taken") if entry["event"]["deadline"]][-1]
    last_day = setting["event"]["deadline"]["last_day"]
    if over(day(last_day), now):
        return
    for days in case.procedure["reminder_days"]:
        at = start_of(day(last_day) - timedelta(days=days))
        if moment(setting["at"]) < at <= now:
            assert any(end == last_day and left <= days for end, left in reminders), days
        elif at > now:
            assert (last_day, days) not in reminders, (case.number, days)


def s8_an_order_without_receipt_was_chased(
    cases: list[Told], entries: list[Json], now: datetime
) -> None:
    procedures = {case.number: case.procedure for case in cases}
    reminded = [e["event"]["order"] for e in entries if e["event"]["kind"] == "order_reminded"]
    escalated = [e["event"] for e in entries if e["event"]["kind"] == "escalated"]
    for order in waiting(entries):
        doable = local_date(moment(order["not_before"] or order["issued_at"]))
        procedure = procedures[order["case"]]
        remind = working_days_after(doable, procedure["receipt_reminder_days"])
        escalate = working_days_after(doable, procedure["receipt_days"])
        assert reminded.count(order["id"]) == over(remind, now), order
        told = [event["rung"] for event in escalated if event["subject"] == order["id"]]
        assert told == rungs_by(now, escalate), order


def rungs_by(now: datetime, last_day: date) -> list[str]:
    """O3: what had to be done by then about a last day that was missed, each once, in order."""
    due = [(rung, working_days_after(last_day, days)) for rung, days in LADDER.items()]
    return [rung for rung, at in due if over(at, now)]


def _entered(case: Told) -> Json:
    """The entry that led to the stage."""
    entered = case.flag
    stage = case.flag["event"]["stage"]
    for entry in case.entries:
        following = entry["event"].get("stage")
        if following and following != stage:
            stage, entered = following, entry
    return entered
