"""The notice before a decision 事先告知, and what the enterprise states in its defence 陈述申辩
(L5)."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field

from domain.actions import action_rule
from domain.agenda import without
from domain.changed import changed
from domain.consequence import Consequence
from domain.deadlines import in_working_days
from domain.hearing import Hearing, decision_limit, heard, in_time
from domain.people import Actor, Role
from domain.refusals import Refusal, refuse
from domain.stopped_days import without_stops
from domain.topics import Folds, Guards, Rules, Tellings
from domain.words import Name, Reason, Text

if TYPE_CHECKING:
    from domain.case import Case
    from domain.events import Entry, Taken


@dataclass(frozen=True, slots=True)
class GiveAdvanceNotice:
    """The facts, the grounds and the enterprise's rights, told it before the decision;
    `happened_on` of the command is the day of service, and the time to object runs from it."""

    facts: Reason
    grounds: Reason
    rights: Reason
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


ACTIONS = {
    "give_advance_notice": action_rule(
        "事先告知", "give advance notice", "L5", Role.INSPECTOR, backdated=True, documented=True
    ),
    "record_statement": action_rule(
        "登记陈述申辩",
        "record statement and defence",
        "L5",
        Role.ENTERPRISE,
        Role.INSPECTOR,
        backdated=True,
    ),
    "answer_statement": action_rule(
        "答复陈述申辩", "answer statement and defence", "L5", Role.INSPECTOR, Role.APPROVER
    ),
}


def _not_told_yet(case: "Case") -> Refusal | None:
    return refuse("told_already") if case.hearing else None


def told(case: "Case") -> Refusal | None:
    return None if case.hearing else refuse("not_told")


def _statable(case: "Case") -> Refusal | None:
    """Who waived it states nothing more."""
    waived = case.hearing is not None and case.hearing.waived
    return told(case) or (refuse("waived") if waived else None)


def _answerable(case: "Case") -> Refusal | None:
    unanswered = case.hearing is not None and case.hearing.unanswered
    return None if unanswered else refuse("nothing_to_answer")


GUARDS: Guards = {
    "give_advance_notice": _not_told_yet,
    "record_statement": _statable,
    "answer_statement": _answerable,
}


def _tell(case: "Case", action: GiveAdvanceNotice, by: Actor, on: date) -> Consequence | Refusal:
    """L4, L5: the days to object are working days; the decision's own time counts after them."""
    until = in_working_days(on, case.procedure.hearing_days, case.calendar)
    limit = decision_limit(case, until.last_day, until.steps)
    return Consequence(until=without_stops(until, case), limit=limit)


RULES: Rules = {"give_advance_notice": _tell, "record_statement": in_time}


def _was_told(case: "Case", action: GiveAdvanceNotice, entry: "Entry", event: "Taken") -> "Case":
    assert event.until  # noqa: S101 - its rule set it
    return changed(case, hearing=Hearing(event.until, case.since))


def unheard(case: "Case") -> "Case":
    """The time to object no longer runs: it is not that of the next decision."""
    return changed(case, hearing=None, agenda=without(case, "objection_end"))


def _stated(case: "Case", action: RecordStatement, entry: "Entry", event: "Taken") -> "Case":
    return heard(case, unanswered=True)


def _answered(case: "Case", action: AnswerStatement, entry: "Entry", event: "Taken") -> "Case":
    return heard(case, entry.happened_on, unanswered=False)


FOLDS: Folds = {
    "give_advance_notice": _was_told,
    "record_statement": _stated,
    "answer_statement": _answered,
}


def _say_notice(action: GiveAdvanceNotice, outcome: str) -> Text:
    return Text(
        "{facts}；依据：{grounds}；权利：{rights}",
        "{facts}; grounds: {grounds}; rights: {rights}",
    ).format(facts=action.facts, grounds=action.grounds, rights=action.rights)


def _say_statement(action: RecordStatement, outcome: str) -> Text:
    return Text(action.statement, action.statement)


def _say_answer(action: AnswerStatement, outcome: str) -> Text:
    verdict = Text("采纳", "accepted") if action.accepted else Text("不采纳", "not accepted")
    return Text("{verdict}，{reason}", "{verdict}: {reason}").format(
        verdict=verdict, reason=action.reason
    )


TELLINGS: Tellings = {
    "give_advance_notice": _say_notice,
    "record_statement": _say_statement,
    "answer_statement": _say_answer,
}
