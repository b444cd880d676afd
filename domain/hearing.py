"""The hearing before a decision 听证 (L5), and how far an enterprise was heard at all: no order to
close and no revoked permit before it was told and its time to object is over."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

from domain.actions import action_rule
from domain.calendar import ONE_DAY
from domain.changed import changed
from domain.consequence import NOTHING_MORE, Consequence
from domain.deadlines import Deadline, Step
from domain.people import Actor, Role
from domain.refusals import Refusal, refuse
from domain.stopped_days import working_days
from domain.topics import Folds, Guards, Rules, Tellings
from domain.words import Name, PersonName, Reason, Text

if TYPE_CHECKING:
    from domain.case import Case
    from domain.events import Entry, Taken


@dataclass(frozen=True, slots=True)
class RequestHearing:
    """`happened_on` of the command is the day on which the enterprise asked, where an inspector
    enters its paper later."""

    reason: Reason
    kind: Literal["request_hearing"] = "request_hearing"


@dataclass(frozen=True, slots=True)
class WaiveHearing:
    """The enterprise's own word that it will neither state anything nor ask for a hearing."""

    signed_by: PersonName
    kind: Literal["waive_hearing"] = "waive_hearing"


@dataclass(frozen=True, slots=True)
class RecordHearing:
    """The hearing was held, and its minutes are kept."""

    presided_by: PersonName
    minutes: Name
    kind: Literal["record_hearing"] = "record_hearing"


@dataclass(frozen=True)
class Hearing:
    """How far an enterprise was heard; `until` is the end of its time to object, `told_since` the
    day from which it could be told, `requested_on` that on which a hearing was asked for,
    `last_step` that of the last waiver, answer or minutes."""

    until: Deadline
    told_since: date
    over: bool = False
    waived: bool = False
    unanswered: bool = False
    requested_on: date | None = None
    held: bool = False
    last_step: date | None = None

    @property
    def told_on(self) -> date:
        return self.until.steps[0].day - ONE_DAY

    @property
    def settled(self) -> bool:
        return (self.over or self.waived) and not self.unanswered and not self.to_be_held

    @property
    def settled_since(self) -> date:
        """Once it is: the first day on which what waits for it may be done."""
        over = self.told_on if self.waived else self.until.last_day + ONE_DAY
        return max(over, self.last_step or over)

    @property
    def to_be_held(self) -> bool:
        return self.requested_on is not None and not self.held


ACTIONS = {
    "request_hearing": action_rule(
        "申请听证", "request a hearing", "L5", Role.ENTERPRISE, Role.INSPECTOR, backdated=True
    ),
    "waive_hearing": action_rule(
        "放弃陈述申辩和听证", "waive statement and hearing", "L5", Role.ENTERPRISE
    ),
    "record_hearing": action_rule(
        "记录听证", "record hearing", "L5", Role.INSPECTOR, backdated=True, documented=True
    ),
}


_ANSWERS = ("record_statement", "request_hearing")
"""What the enterprise hands in after it was told, and what may have lain since."""


def follows(case: "Case", kind: str) -> date:
    """The day of the step that the action follows: an answer follows the notice, whatever stage
    came between."""
    return case.hearing.told_on if case.hearing and kind in _ANSWERS else case.since


def too_late(case: "Case", kind: str, by: Actor) -> Refusal | None:
    """L5: once the time to object is over the enterprise states and asks for nothing more, or it
    could put a decision off for ever; what it handed in before may still be entered."""
    over = case.hearing is not None and case.hearing.over
    theirs = kind in _ANSWERS and by.role is Role.ENTERPRISE
    return _late(case) if over and theirs else None


def _late(case: "Case") -> Refusal:
    assert case.hearing  # noqa: S101 - its time is over
    return refuse("objection_late", day=case.hearing.until.last_day)


def _requestable(case: "Case") -> Refusal | None:
    if case.hearing is None:
        return refuse("not_told")
    if case.hearing.waived:
        return refuse("waived")
    return refuse("already_recorded", "L5") if case.hearing.requested_on else None


def _waivable(case: "Case") -> Refusal | None:
    refusal = _requestable(case)
    over = case.hearing is not None and case.hearing.over
    return refusal or (_late(case) if over else None)


def _hearable(case: "Case") -> Refusal | None:
    asked = case.hearing is not None and case.hearing.to_be_held
    return None if asked else refuse("no_hearing_asked")


GUARDS: Guards = {
    "request_hearing": _requestable,
    "waive_hearing": _waivable,
    "record_hearing": _hearable,
}


def in_time(case: "Case", action: object, by: Actor, on: date) -> Consequence | Refusal:
    """Stated or asked for within the time to object, whenever it is entered."""
    assert case.hearing  # noqa: S101 - the guard saw it
    late = case.hearing.over and on > case.hearing.until.last_day
    return _late(case) if late else NOTHING_MORE


def _hold(case: "Case", action: RecordHearing, by: Actor, on: date) -> Consequence | Refusal:
    """S7: not before it was asked for; the stage, which `wrong_day` looks at, began earlier."""
    assert case.hearing  # noqa: S101 - the guard saw the request
    asked = case.hearing.requested_on
    assert asked  # noqa: S101 - likewise
    if on < asked:
        return refuse("before_previous_step", day=on, previous=asked)
    return Consequence(limit=decision_limit(case, on))


def decision_limit(case: "Case", since: date, before: tuple[Step, ...] = ()) -> Deadline | None:
    """Being heard takes none of the time that the decision has."""
    limit = case.procedure.limits.get(case.stage)
    return working_days(case, since, limit.working_days, before) if limit else None


RULES: Rules = {"request_hearing": in_time, "record_hearing": _hold}


def _requested(case: "Case", action: RequestHearing, entry: "Entry", event: "Taken") -> "Case":
    return changed(case, hearing=changed(case.hearing, requested_on=entry.happened_on))


def _waived(case: "Case", action: WaiveHearing, entry: "Entry", event: "Taken") -> "Case":
    agenda = tuple(each for each in case.agenda if each.what != "objection_end")
    return changed(heard(case, entry.happened_on, waived=True), agenda=agenda)


def _held(case: "Case", action: RecordHearing, entry: "Entry", event: "Taken") -> "Case":
    return heard(case, entry.happened_on, held=True)


def objection_over(case: "Case") -> "Case":
    return heard(case, over=True)


def heard(case: "Case", on: date | None = None, **now: bool) -> "Case":
    """With what is so of its hearing now, by a step of that day."""
    assert case.hearing  # noqa: S101 - the guards saw it
    last_step = max(filter(None, (on, case.hearing.last_step)), default=None)
    return changed(case, hearing=changed(case.hearing, last_step=last_step, **now))


FOLDS: Folds = {
    "request_hearing": _requested,
    "waive_hearing": _waived,
    "record_hearing": _held,
}


def _say_reason(action: RequestHearing, outcome: str) -> Text:
    return Text(action.reason, action.reason)


def _say_minutes(action: RecordHearing, outcome: str) -> Text:
    return Text(action.minutes, action.minutes)


TELLINGS: Tellings = {
    "request_hearing": _say_reason,
    "record_hearing": _say_minutes,
}
