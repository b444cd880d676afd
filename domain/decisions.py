"""May a command be given in this state, and what does it come to?

GUARDS look at the case alone, and so also say what is permitted now. RULES look at what was
entered, and give the outcome with the deadline it sets. Both stand in the topics.
"""

from datetime import date

from domain import suspension
from domain.case import Case
from domain.commands import ACTIONS, Action, Command, gathered
from domain.consequence import NOTHING_MORE, Consequence
from domain.handed_in import follows_service, handed_in_late
from domain.hearing import follows, too_late
from domain.own_requests import own_request
from domain.people import Actor
from domain.refusals import Refusal, refuse
from domain.requirements import unmet
from domain.second_person import not_theirs, step_waits
from domain.stages import STAGES
from domain.topics import Guards, Rules

GUARDS: Guards = gathered("GUARDS")

RULES: Rules = gathered("RULES")


def _not_now(case: Case, kind: str) -> Refusal:
    rule = ACTIONS[kind]
    return refuse("not_now", rule.rule, stage=STAGES[case.stage], action=rule.label)


def wrong_stage(case: Case, kind: str) -> Refusal | None:
    if case.procedure.permits(case.stage, kind):
        return None
    return _not_now(case, kind)


def barred(case: Case, kind: str) -> Refusal | None:
    """What keeps the action from being given as the case stands, whatever is entered."""
    guard = GUARDS.get(kind)
    refusal = suspension.halted(case, kind) or (guard(case) if guard else None)
    return refusal or unmet(case, kind) or step_waits(case, ACTIONS[kind])


def barred_for(case: Case, kind: str, by: Actor) -> Refusal | None:
    """Likewise this person."""
    return (
        not_theirs(case, kind, ACTIONS, by)
        or own_request(case, kind, ACTIONS[kind], by)
        or too_late(case, kind, by)
        or handed_in_late(case, kind, by)
    )


def wrong_day(kind: str, on: date, today: date, since: date | None) -> Refusal | None:
    """Never into the future, back only where the law makes it normal, and never before the step
    that it follows."""
    rule = ACTIONS[kind]
    if on > today:
        return refuse("in_the_future", day=on, today=today)
    if on < today and not rule.days_back:
        return refuse("may_not_be_backdated", action=rule.label, day=on)
    if on < today and (today - on).days > rule.days_back:
        return refuse("entered_too_late", action=rule.label, day=on, days=rule.days_back)
    if since is not None and on < since:
        return refuse("before_previous_step", day=on, previous=since)
    return None


def _follows(case: Case, kind: str) -> date:
    return follows_service(case, kind) or follows(case, kind)


def _undocumented(command: Command) -> Refusal | None:
    rule = ACTIONS[command.action.kind]
    if rule.documented and not command.document:
        return refuse("document_missing", action=rule.label)
    return None


def decide(case: Case, command: Command, on: date, today: date) -> Consequence | Refusal:
    """What a command on an open case comes to. Rights were asked before."""
    action: Action = command.action
    refusal = (
        wrong_stage(case, action.kind)
        or barred(case, action.kind)
        or barred_for(case, action.kind, command.by)
        or wrong_day(action.kind, on, today, _follows(case, action.kind))
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
