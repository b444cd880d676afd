"""The rule of each command: may it be given in this state, and what does it come to?

GUARDS look at the case alone, and so also say what is permitted now. RULES look at what was
entered, and give the outcome with the deadline it sets.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from domain.case import Case
from domain.commands import (
    ACTIONS,
    Action,
    ApplyForExtension,
    Command,
    ConfirmDismantling,
    DecideExtension,
    Flag,
    RecordReinspection,
    ServeNotice,
    TakeExitDecision,
    verdict_of,
)
from domain.deadlines import Deadline, extended, in_months
from domain.people import Actor
from domain.procedures import Way
from domain.refusals import Refusal, refuse
from domain.stages import STAGES, Stage
from domain.words import Text


@dataclass(frozen=True, slots=True)
class Consequence:
    outcome: str = ""
    deadline: Deadline | None = None


NOTHING_MORE = Consequence()
VERDICTS = {"pass": Text("达标", "pass"), "fail": Text("不达标", "fail")}
WITNESSES_NEEDED = 2


def flag(action: Flag) -> Refusal | None:
    """P2.1: where figures decide, a line is flagged only on figures over the limit."""
    line = action.line
    if not action.procedure.judged_by_figures:
        return None
    if line.unit_consumption is None or line.limit is None:
        return refuse("figures_missing")
    if verdict_of(line.unit_consumption, line.limit) == "pass":
        return refuse("within_the_limit", measured=line.unit_consumption, limit=line.limit)
    return None


def _may_apply(case: Case) -> Refusal | None:
    """P2.2, S3: one extension; a refused application may be made again while time remains."""
    if case.extension is None:
        return None
    if case.extension.granted is None:
        return refuse("extension_pending")
    if case.extension.granted > 0:
        return refuse("extension_already_granted", months=case.extension.granted)
    return None


def _is_applied_for(case: Case) -> Refusal | None:
    return None if case.extension_pending else refuse("no_application")


def _not_committed(case: Case) -> Refusal | None:
    return refuse("already_recorded", "P1.4") if case.committed else None


def _not_announced(case: Case) -> Refusal | None:
    return refuse("already_recorded", "P1.5") if case.announced else None


GUARDS: dict[str, Callable[[Case], Refusal | None]] = {
    "apply_for_extension": _may_apply,
    "decide_extension": _is_applied_for,
    "record_commitment": _not_committed,
    "record_announcement": _not_announced,
}


def _serve_notice(case: Case, action: ServeNotice, by: Actor, on: date) -> Consequence | Refusal:
    """L1: the period starts with service; without a period there is no deadline (P1.1)."""
    if action.method == "left_at_place" and len(set(action.witnesses)) < WITNESSES_NEEDED:
        return refuse("witnesses_missing")
    months = case.procedure.rectification_months
    return Consequence(deadline=in_months(on, months, case.calendar) if months else None)


def _apply(case: Case, action: ApplyForExtension, by: Actor, on: date) -> Consequence | Refusal:
    most = case.procedure.extension_months
    return refuse("extension_too_long", most=most) if action.months > most else NOTHING_MORE


def _decide(case: Case, action: DecideExtension, by: Actor, on: date) -> Consequence | Refusal:
    """P2.2: as many months as applied for, or fewer, or none; never by the applicant."""
    assert case.extension  # noqa: S101 - the guard saw the application
    assert case.deadline  # noqa: S101 - and its period
    if by.id == case.extension.applicant:
        return refuse("decided_by_applicant")
    if action.months > case.extension.months:
        return refuse("granted_more_than_applied", months=case.extension.months)
    if action.months == 0:
        return Consequence("refused", case.deadline)
    return Consequence("granted", extended(case.deadline, action.months, case.calendar))


def _reinspect(
    case: Case, action: RecordReinspection, by: Actor, on: date
) -> Consequence | Refusal:
    """P2.3: pass or fail follows from the figures."""
    if case.line.limit is not None and action.limit != case.line.limit:
        return refuse("limit_differs", limit=case.line.limit)
    verdict = verdict_of(action.measured, action.limit)
    if action.verdict not in (None, verdict):
        return refuse(
            "verdict_against_figures",
            measured=action.measured,
            limit=action.limit,
            verdict=VERDICTS[verdict],
        )
    return Consequence(verdict)


def _exit(case: Case, action: TakeExitDecision, by: Actor, on: date) -> Consequence | Refusal:
    if action.way is Way.SEAL:
        if not action.cannot_dismantle_because:
            return refuse("reason_missing")
        power = action.power_supply_point or case.line.power_supply_point
        water = action.water_supply_point or case.line.water_supply_point
        if not (power and water):
            return refuse("supply_point_missing")
    return Consequence(action.way)


def _dismantle(
    case: Case, action: ConfirmDismantling, by: Actor, on: date
) -> Consequence | Refusal:
    if action.equipment not in case.line.equipment:
        return refuse("unknown_equipment", equipment=action.equipment)
    if action.equipment in case.dismantled:
        return refuse("already_recorded", "P1.2")
    return NOTHING_MORE


RULES: dict[str, Callable[[Case, Any, Actor, date], Consequence | Refusal]] = {
    "serve_notice": _serve_notice,
    "apply_for_extension": _apply,
    "decide_extension": _decide,
    "record_reinspection": _reinspect,
    "take_exit_decision": _exit,
    "confirm_dismantling": _dismantle,
}


def _not_now(case: Case, kind: str) -> Refusal:
    rule = ACTIONS[kind]
    return refuse("not_now", rule.rule, stage=STAGES[case.stage], action=rule.label)


def wrong_stage(case: Case, kind: str) -> Refusal | None:
    if case.procedure.permits(case.stage, kind):
        return None
    if kind == "apply_for_extension" and case.stage is Stage.OVERDUE and case.deadline:
        return refuse("application_late", day=case.deadline.last_day)
    return _not_now(case, kind)


def wrong_day(kind: str, on: date, today: date, since: date | None) -> Refusal | None:
    """Never into the future, back only where the law makes it normal, and never before the step
    that it follows."""
    rule = ACTIONS[kind]
    if on > today:
        return refuse("in_the_future", day=on, today=today)
    if on < today and not rule.backdated:
        return refuse("may_not_be_backdated", action=rule.label, day=on)
    if since is not None and on < since:
        return refuse("before_previous_step", day=on, previous=since)
    return None


def _undocumented(command: Command) -> Refusal | None:
    rule = ACTIONS[command.action.kind]
    if rule.documented and not command.document:
        return refuse("document_missing", action=rule.label)
    return None


def decide(case: Case, command: Command, on: date, today: date) -> Consequence | Refusal:
    """What a command on an open case comes to. Rights were asked before."""
    action: Action = command.action
    guard = GUARDS.get(action.kind)
    refusal = (
        wrong_stage(case, action.kind)
        or (guard(case) if guard else None)
        or wrong_day(action.kind, on, today, case.since)
        or _undocumented(command)
    )
    if refusal:
        return refusal
    rule = RULES.get(action.kind)
    consequence = rule(case, action, command.by, on) if rule else NOTHING_MORE
    if isinstance(consequence, Refusal):
        return consequence
    leads_on = case.procedure.leads_on(case.stage, action.kind, consequence.outcome)
    return consequence if leads_on else _not_now(case, action.kind)
