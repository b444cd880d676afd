"""A command on a case that is open: judged, and carried out or proposed to a second person."""

from dataclasses import replace
from datetime import date

from domain.calendar import local_date
from domain.case import Case
from domain.changed import changed
from domain.commands import ACTIONS, Command
from domain.consequence import Consequence
from domain.decisions import decide
from domain.due import stage_limit
from domain.events import Taken
from domain.naming import unnamed
from domain.needs import same_needs
from domain.opening import flag_of_resumed, open_by
from domain.places import place_of
from domain.proposal import Confirmation
from domain.proposing import propose
from domain.refusals import Refusal, refuse
from domain.rights import forbidden
from domain.second_person import ConfirmStep, needs_second
from domain.turn import Turn


def take(turn: Turn, command: Command) -> Refusal | None:
    kind = command.action.kind
    case = turn.enterprise.cases.get(command.case)
    if case is None:
        return refuse("unknown_case", case=command.case)
    refusal = forbidden(command.by, kind, place_of(case))
    if refusal:
        return refusal
    today = local_date(turn.at)
    on = command.happened_on or today
    consequence = decide(case, command, on, today)
    if isinstance(consequence, Refusal):
        return consequence
    if isinstance(command.action, ConfirmStep):
        return _confirm(turn, case, command)
    if ACTIONS[kind].proposable and needs_second(case, kind, ACTIONS[kind], command.by):
        tried = Turn(turn.enterprise, turn.at)
        refusal = _carry_out(tried, case, command, on, consequence)
        if refusal is None:
            propose(turn, case, command, on)
        return refusal
    return _carry_out(turn, case, command, on, consequence)


def _confirm(turn: Turn, case: Case, command: Command) -> Refusal | None:
    """What was proposed is judged again, as things stand now, and counts from today."""
    proposal, today = case.proposal, local_date(turn.at)
    assert proposal  # noqa: S101 - the guard saw it
    step = replace(
        command,
        action=proposal.step,
        happened_on=None,
        document=proposal.document,
        attachments=(*proposal.attachments, *command.attachments),
    )
    consequence = decide(changed(case, proposal=None), step, today, today)
    if isinstance(consequence, Refusal):
        return consequence
    confirms = Confirmation(proposal.by, proposal.sequence, command.document)
    return _carry_out(turn, case, step, today, consequence, confirms)


def _carry_out(
    turn: Turn,
    case: Case,
    command: Command,
    on: date,
    consequence: Consequence,
    confirms: Confirmation | None = None,
) -> Refusal | None:
    kind = command.action.kind
    new = flag_of_resumed(turn.enterprise, case, command.action)
    if isinstance(new, Refusal):
        return new
    stage = case.procedure.after(case.stage, kind, consequence.outcome)
    event = Taken(
        action=command.action,
        stage=stage,
        outcome=consequence.outcome,
        deadline=consequence.deadline,
        limit=consequence.limit
        or (stage_limit(case, stage, on) if stage is not case.stage else None),
        until=consequence.until,
        inspection=consequence.inspection,
        confirms=confirms,
    )
    rules = _rules(case, kind, consequence)
    turn.add(case.number, event, rules, by=command.by, on=on, command=command)
    if new:
        open_by(turn, command, new, on)
    now = turn.enterprise.cases[case.number]
    return None if same_needs(case, now) else unnamed(now)


def _rules(case: Case, kind: str, consequence: Consequence) -> tuple[str, ...]:
    of = case.procedure.rules
    rules = of.get(f"{kind}:{consequence.outcome}") or of.get(kind) or (ACTIONS[kind].rule,)
    steps = consequence.deadline.steps if consequence.deadline else ()
    return tuple(dict.fromkeys((*rules, *(step.rule for step in steps))))
