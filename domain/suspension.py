"""Suspension 中止执行 (L7): while reconsideration or a lawsuit suspends it, nothing is enforced.

The clock is stopped only if the suspending document says so; else periods end and stages are
late as usual. What the enterprise does by itself still counts: it may rectify, and equipment it
took down by its own will is recorded.
"""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field

from domain.actions import action_rule
from domain.agenda import watch_agenda
from domain.calendar import Calendar
from domain.changed import changed
from domain.consequence import NOTHING_MORE, Consequence
from domain.correction import looked_after
from domain.deadlines import Deadline, with_days_left
from domain.ladder import Stop
from domain.people import Actor, Role
from domain.refusals import Refusal, refuse
from domain.stopped_days import going_on_from
from domain.topics import Folds, Guards, Rules, Tellings
from domain.words import Name, Reason, Text

if TYPE_CHECKING:
    from domain.agenda import Appointment
    from domain.case import Case
    from domain.events import Entry, Taken


@dataclass(frozen=True, slots=True)
class Suspend:
    """On the document of an authority, a court or a reconsideration body; `stops_clock` only
    where the document says so. Where it is suspended already, this document counts from now on."""

    authority: Name
    stops_clock: Annotated[bool, Field(strict=True)]
    reason: Reason
    kind: Literal["suspend"] = "suspend"


@dataclass(frozen=True, slots=True)
class Resume:
    """Enforcement goes on; where the clock was stopped, with the days that were left."""

    reason: Reason
    kind: Literal["resume"] = "resume"


@dataclass(frozen=True, slots=True)
class Suspension:
    """`since` is a day in China, `document` the one that suspends."""

    authority: str
    document: str
    since: date
    stops_clock: bool


ACTIONS = {
    "suspend": action_rule(
        "中止执行", "suspend", "L7", Role.SUPERVISOR, backdated=True, documented=True
    ),
    "resume": action_rule("恢复执行", "resume", "L7", Role.SUPERVISOR, documented=True),
}
_ENFORCING = (
    "take_exit_decision",
    "give_enforcement_notice",
    "order_announcement",
    "record_announcement",
)
"""Dismantling is not among them: it is recorded as a fact, and may be the enterprise's own."""


def halted(case: "Case", kind: str) -> Refusal | None:
    """L7: nothing is enforced while suspended."""
    if case.suspension and kind in _ENFORCING:
        return refuse("suspended", authority=case.suspension.authority)
    return None


def _resumable(case: "Case") -> Refusal | None:
    return None if case.suspension else refuse("not_suspended")


GUARDS: Guards = {"suspend": looked_after, "resume": _resumable}


def _go_on(case: "Case", action: Suspend | Resume, by: Actor, on: date) -> Consequence | Refusal:
    """What stood still goes on, each with the days left of it; what was over or late stays so."""
    since = case.suspension.since if case.suspension else on
    if on < since:
        return refuse("before_previous_step", "L7", day=on, previous=since)
    if not case.clock_stopped:
        return NOTHING_MORE
    waiting = {appointment.what for appointment in case.agenda}
    deadline = limit = until = None
    if "period_end" in waiting and case.deadline and case.served_on:
        since_then = max(since, case.served_on)
        deadline = with_days_left(case.deadline, since_then, on, case.calendar)
    if "stage_limit" in waiting and case.limit:
        limit = going_on_from(case.limit, (since, on), case)
    if "objection_end" in waiting and case.hearing:
        until = going_on_from(case.hearing.until, (since, on), case)
    return Consequence(
        deadline=deadline,
        limit=limit,
        until=until,
        inspection=_to_be_inspected(case, (max(since, case.since), on)),
    )


def _to_be_inspected(case: "Case", stop: Stop) -> Deadline | None:
    """The watch goes by the exit, whatever stands still after it; an inspection that came due
    meanwhile has the days left that it had."""
    due = case.inspection
    ahead = any(appointment.what == "watch" for appointment in case.agenda)
    if due is None or not ahead or due.last_day >= stop[1]:
        return due
    return with_days_left(due, *stop, case.calendar)


RULES: Rules = {"suspend": _go_on, "resume": _go_on}


def _was_suspended(case: "Case", action: Suspend, entry: "Entry", event: "Taken") -> "Case":
    suspension = Suspension(action.authority, entry.document, entry.happened_on, action.stops_clock)
    return changed(_going_on(case, entry, event), suspension=suspension)


def _was_resumed(case: "Case", action: Resume, entry: "Entry", event: "Taken") -> "Case":
    return _going_on(case, entry, event)


def _going_on(case: "Case", entry: "Entry", event: "Taken") -> "Case":
    """The agenda that stood still gives way to the one that the event's own days make. What was
    late goes on up its ladder, and what was exited stays watched (S8)."""
    now = changed(case, suspension=None)
    if not case.clock_stopped or case.suspension is None:
        return now
    hearing = case.hearing
    if hearing and event.until:
        hearing = changed(hearing, until=event.until)
    stops = (*case.stopped, (case.suspension.since, entry.happened_on))
    agenda = [_put_off(each, stops, case.calendar) for each in case.agenda if each.what == "rung"]
    if any(each.what == "watch" for each in case.agenda):
        agenda += watch_agenda(event.inspection)
    return changed(
        now,
        inspection=event.inspection,
        deadline=event.deadline or case.deadline,
        hearing=hearing,
        stopped=stops,
        agenda=tuple(agenda),
    )


def _put_off(rung: "Appointment", stops: tuple[Stop, ...], calendar: Calendar) -> "Appointment":
    """By the working days that did not run."""
    assert rung.climb  # noqa: S101 - it is one
    climb = changed(rung.climb, over=rung.climb.worked_out(calendar, stops).last_day)
    return changed(rung, at=climb.at, climb=climb)


FOLDS: Folds = {"suspend": _was_suspended, "resume": _was_resumed}


def _tell_suspension(action: Suspend, outcome: str) -> Text:
    clock = (
        Text("期限中止计算", "the clock is stopped")
        if action.stops_clock
        else Text("期限继续计算", "the clock runs on")
    )
    return Text("{who}，{clock}，{reason}", "{who}, {clock}: {reason}").format(
        who=action.authority, clock=clock, reason=action.reason
    )


def _tell_resumption(action: Resume, outcome: str) -> Text:
    return Text(action.reason, action.reason)


TELLINGS: Tellings = {"suspend": _tell_suspension, "resume": _tell_resumption}
