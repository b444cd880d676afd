"""An advance notice that was entered with a wrong day is put right by a counter-entry 更正 (S7):
the time to object (L5) is worked out again from the right one."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

from domain.actions import action_rule
from domain.advance_notice import told
from domain.changed import changed
from domain.consequence import Consequence
from domain.deadlines import Deadline, in_working_days
from domain.hearing import decision_limit
from domain.people import Actor, Role
from domain.refusals import Refusal, refuse
from domain.stopped_days import without_stops
from domain.topics import Folds, Guards, Rules, Tellings
from domain.words import Day, Reason, Text

if TYPE_CHECKING:
    from domain.case import Case
    from domain.events import Entry, Taken


@dataclass(frozen=True, slots=True)
class CorrectAdvanceNotice:
    """The right day of service of the advance notice. The time to object runs from it, also where
    the wrong day has ended it; what the enterprise did meanwhile stands."""

    served_on: Day
    reason: Reason
    kind: Literal["correct_advance_notice"] = "correct_advance_notice"


ACTIONS = {
    "correct_advance_notice": action_rule(
        "更正事先告知送达日期",
        "correct the day of the advance notice",
        "L5",
        Role.INSPECTOR,
        documented=True,
    )
}
GUARDS: Guards = {"correct_advance_notice": told}


def _correct(
    case: "Case", action: CorrectAdvanceNotice, by: Actor, on: date
) -> Consequence | Refusal:
    """L4, L5: for as many days as it was told of, whatever rules were adopted since (S10). Nobody
    was told before the stage that let them be told."""
    assert case.hearing  # noqa: S101 - the guard saw it
    if action.served_on > on:
        return refuse("in_the_future", day=action.served_on, today=on)
    if action.served_on < case.hearing.told_since:
        return refuse(
            "before_previous_step", day=action.served_on, previous=case.hearing.told_since
        )
    told_for = next(step.count for step in case.hearing.until.steps if step.count)
    until = in_working_days(action.served_on, told_for, case.calendar)
    limit = None if case.hearing.held else _limit(case, action.served_on, until)
    same = limit is not None and case.limit is not None and _as(limit) == _as(case.limit)
    return Consequence(until=without_stops(until, case), limit=None if same else limit)


def _as(limit: Deadline) -> tuple[date, date, tuple[int, ...]]:
    """Whatever calendars it was worked out by."""
    counts = tuple(step.count for step in limit.steps if step.count)
    return limit.steps[0].day, limit.last_day, counts


def _limit(case: "Case", served_on: date, until: Deadline) -> Deadline | None:
    """As if the right day had been entered at first: a decision's own time counts after the time
    to object, if the enterprise was told at this stage."""
    if served_on < case.since:
        return decision_limit(case, case.since)
    return decision_limit(case, until.last_day, until.steps)


RULES: Rules = {"correct_advance_notice": _correct}


def _corrected(
    case: "Case", action: CorrectAdvanceNotice, entry: "Entry", event: "Taken"
) -> "Case":
    """A time to object that is over by the right day too ends again, on that day."""
    assert event.until  # noqa: S101 - its rule set it
    return changed(case, hearing=changed(case.hearing, until=event.until, over=False))


FOLDS: Folds = {"correct_advance_notice": _corrected}


def _tell(action: CorrectAdvanceNotice, outcome: str) -> Text:
    return Text(f"{action.served_on}，{action.reason}", f"{action.served_on}: {action.reason}")


TELLINGS: Tellings = {"correct_advance_notice": _tell}
