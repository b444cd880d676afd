"""A case takes over a newer calendar (L8) or procedure (S10). At any open stage, and whatever its
own procedure says: what changes the rules of a case is none of them. A calendar also reaches an
ended case of which days still run."""

from domain.calendar import local_date
from domain.commands import ACTIONS, Command
from domain.decisions import wrong_day
from domain.events import Taken
from domain.new_calendar import AdoptCalendar, with_calendar
from domain.new_rules import AdoptRules, wrong_procedure
from domain.places import place_of
from domain.refusals import Refusal, refuse
from domain.rights import forbidden
from domain.stages import STAGES
from domain.turn import Turn


def adopt(turn: Turn, command: Command, action: AdoptCalendar | AdoptRules) -> Refusal | None:
    case, rule = turn.enterprise.cases.get(command.case), ACTIONS[action.kind]
    if case is None:
        return refuse("unknown_case", case=command.case)
    today = local_date(turn.at)
    refusal = forbidden(command.by, action.kind, place_of(case))
    match action:
        case AdoptCalendar():
            over = not turn.enterprise.counts_days_of(case)
        case AdoptRules():
            over = case.ended
    if refusal is None and over:
        refusal = refuse("not_now", rule.rule, stage=STAGES[case.stage], action=rule.label)
    if refusal is None and not command.document:
        refusal = refuse("document_missing", action=rule.label)
    refusal = refusal or wrong_day(action.kind, command.happened_on or today, today, None)
    if refusal:
        return refusal
    match action:
        case AdoptCalendar(calendar=calendar):
            orders = turn.enterprise.unanswered(case)
            found = with_calendar(case, orders, calendar, turn.at)
            if isinstance(found, Refusal):
                return found
            event = Taken(action, None, recalculated=found)
        case AdoptRules(procedure=procedure):
            refusal = wrong_procedure(case, procedure)
            if refusal:
                return refusal
            event = Taken(action, None)
    turn.add(case.number, event, (rule.rule,), by=command.by, command=command)
    return None
