"""Being heard before a decision 告知、陈述申辩、听证 (L5): no order to close and no revoked permit
before the enterprise was told and its time to object is over."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field

from domain.actions import action_rule
from domain.changed import changed
from domain.consequence import Consequence
from domain.deadlines import Deadline, Step, in_working_days
from domain.people import Actor, Role
from domain.refusals import Refusal, refuse
from domain.topics import Folds, Guards, Rules, Tellings
from domain.words import Name, PersonName, Reason, Text

if TYPE_CHECKING:
    from domain.case import Case
    from domain.events import Entry, Taken


@dataclass(frozen=True, slots=True)
class GiveAdvanceNotice:
    """The facts, the grounds and the enterprise's rights, told it before the decision;
    `happened_on` of the command is the day of service, and the time to object runs from it."""

    facts: Reason
    grounds: Reason
    receipt: Name
    kind: Literal["give_advance_notice"] = "give_advance_notice"


@dataclass(frozen=True, slots=True)
class RecordStatement:
    """What the enterprise states in its defence; it has to be answered."""

    statement: Reason
    kind: Literal["record_statement"] = "record_statement"


@dataclass(frozen=True, slots=True)
class AnswerStatement:
    """Whether the statement is accepted, and why."""

    accepted: Annotated[bool, Field(strict=True)]
    reason: Reason
    kind: Literal["answer_statement"] = "answer_statement"


@dataclass(frozen=True, slots=True)
class RequestHearing:
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
    """How far an enterprise was heard; `until` is the end of its time to object, `requested_on`
    the day on which a hearing was asked for."""

    until: Deadline
    over: bool = False
    waived: bool = False
    unanswered: bool = False
    requested_on: date | None = None
    held: bool = False

    @property
    def settled(self) -> bool:
        return (self.over or self.waived) and not self.unanswered and not self.to_be_held

    @property
    def to_be_held(self) -> bool:
        return self.requested_on is not None and not self.held


ACTIONS = {
    "give_advance_notice": action_rule(
        "事先告知", "give advance notice", "L5", Role.INSPECTOR, backdated=True, documented=True
    ),
    "record_statement": action_rule(
        "登记陈述申辩", "record statement and defence", "L5", Role.ENTERPRISE, Role.INSPECTOR
    ),
    "answer_statement": action_rule(
        "答复陈述申辩", "answer statement and defence", "L5", Role.INSPECTOR, Role.APPROVER
    ),
    "request_hearing": action_rule(
        "申请听证", "request a hearing", "L5", Role.ENTERPRISE, Role.INSPECTOR
    ),
    "waive_hearing": action_rule(
        "放弃陈述申辩和听证", "waive statement and hearing", "L5", Role.ENTERPRISE
    ),
    "record_hearing": action_rule(
        "记录听证", "record hearing", "L5", Role.INSPECTOR, backdated=True, documented=True
    ),
}


def _not_told_yet(case: "Case") -> Refusal | None:
    return refuse("told_already") if case.hearing else None


def _told(case: "Case") -> Refusal | None:
    return None if case.hearing else refuse("not_told")


def _open(case: "Case") -> Refusal | None:
    if case.hearing is None:
        return refuse("not_told")
    if case.hearing.waived:
        return refuse("waived")
    if case.hearing.over:
        return refuse("objection_late", day=case.hearing.until.last_day)
    return None


def _requestable(case: "Case") -> Refusal | None:
    closed = _open(case)
    if closed or case.hearing is None:
        return closed
    return refuse("already_recorded", "L5") if case.hearing.requested_on else None


def _answerable(case: "Case") -> Refusal | None:
    unanswered = case.hearing is not None and case.hearing.unanswered
    return None if unanswered else refuse("nothing_to_answer")


def _hearable(case: "Case") -> Refusal | None:
    asked = case.hearing is not None and case.hearing.to_be_held
    return None if asked else refuse("no_hearing_asked")


GUARDS: Guards = {
    "give_advance_notice": _not_told_yet,
    "record_statement": _told,
    "answer_statement": _answerable,
    "request_hearing": _requestable,
    "waive_hearing": _requestable,
    "record_hearing": _hearable,
}


def _tell(case: "Case", action: GiveAdvanceNotice, by: Actor, on: date) -> Consequence | Refusal:
    """L4, L5: the days to object are working days; the decision's own time counts after them."""
    until = in_working_days(on, case.procedure.hearing_days, case.calendar)
    return Consequence(until=until, limit=_decision_limit(case, until.last_day, until.steps))


def _hold(case: "Case", action: RecordHearing, by: Actor, on: date) -> Consequence | Refusal:
    """S7: not before it was asked for; the stage, which `wrong_day` looks at, began earlier."""
    assert case.hearing  # noqa: S101 - the guard saw the request
    asked = case.hearing.requested_on
    assert asked  # noqa: S101 - likewise
    if on < asked:
        return refuse("before_previous_step", day=on, previous=asked)
    return Consequence(limit=_decision_limit(case, on))


def _decision_limit(case: "Case", since: date, before: tuple[Step, ...] = ()) -> Deadline | None:
    limit = case.procedure.limits.get(case.stage)
    return in_working_days(since, limit.working_days, case.calendar, before) if limit else None


RULES: Rules = {"give_advance_notice": _tell, "record_hearing": _hold}


def _was_told(case: "Case", action: GiveAdvanceNotice, entry: "Entry", event: "Taken") -> "Case":
    assert event.until  # noqa: S101 - its rule set it
    return changed(case, hearing=Hearing(event.until))


def _stated(case: "Case", action: RecordStatement, entry: "Entry", event: "Taken") -> "Case":
    return _with(case, unanswered=True)


def _answered(case: "Case", action: AnswerStatement, entry: "Entry", event: "Taken") -> "Case":
    return _with(case, unanswered=False)


def _requested(case: "Case", action: RequestHearing, entry: "Entry", event: "Taken") -> "Case":
    return changed(case, hearing=changed(case.hearing, requested_on=entry.happened_on))


def _waived(case: "Case", action: WaiveHearing, entry: "Entry", event: "Taken") -> "Case":
    agenda = tuple(each for each in case.agenda if each.what != "objection_end")
    return changed(_with(case, waived=True), agenda=agenda)


def _held(case: "Case", action: RecordHearing, entry: "Entry", event: "Taken") -> "Case":
    return _with(case, held=True)


def objection_over(case: "Case") -> "Case":
    return _with(case, over=True)


def _with(case: "Case", **now: bool) -> "Case":
    return changed(case, hearing=changed(case.hearing, **now))


FOLDS: Folds = {
    "give_advance_notice": _was_told,
    "record_statement": _stated,
    "answer_statement": _answered,
    "request_hearing": _requested,
    "waive_hearing": _waived,
    "record_hearing": _held,
}


def _say_facts(action: GiveAdvanceNotice, outcome: str) -> Text:
    return Text(action.facts, action.facts)


def _say_statement(action: RecordStatement, outcome: str) -> Text:
    return Text(action.statement, action.statement)


def _say_answer(action: AnswerStatement, outcome: str) -> Text:
    verdict = Text("采纳", "accepted") if action.accepted else Text("不采纳", "not accepted")
    return Text("{verdict}，{reason}", "{verdict}: {reason}").format(
        verdict=verdict, reason=action.reason
    )


def _say_reason(action: RequestHearing, outcome: str) -> Text:
    return Text(action.reason, action.reason)


def _say_minutes(action: RecordHearing, outcome: str) -> Text:
    return Text(action.minutes, action.minutes)


TELLINGS: Tellings = {
    "give_advance_notice": _say_facts,
    "record_statement": _say_statement,
    "answer_statement": _say_answer,
    "request_hearing": _say_reason,
    "record_hearing": _say_minutes,
}
