"""When readings are an alarm, and how a case takes it: at any stage, whatever its procedure says,
as long as the cut or the seal is in force."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from domain.calendar import local_date
from domain.case import Case
from domain.commands import ACTIONS, Command
from domain.consumption import ReportConsumption
from domain.consumption_rules import ConsumptionRules
from domain.deadlines import Deadline, at_once
from domain.enterprise import Enterprise
from domain.events import Taken
from domain.places import place_of
from domain.readings import Reading, stretches
from domain.refusals import Refusal, refuse
from domain.rights import forbidden
from domain.supply_points import barred_since, meters_of, read_at_the_cut
from domain.turn import Turn


@dataclass(frozen=True, slots=True)
class ToReport:
    """What is to be put on the record of a case."""

    case: str
    action: ReportConsumption


def alarms(
    enterprise: Enterprise, readings: Mapping[str, Sequence[Reading]], rules: ConsumptionRules
) -> list[ToReport]:
    """What the readings, by meter, come to that is not on the cases' record yet."""
    return [
        ToReport(case.number, action)
        for case in enterprise.cases.values()
        for meter in meters_of(case)
        if (action := _alarm(enterprise, case, readings.get(meter, ()), rules)) is not None
    ]


def _alarm(
    enterprise: Enterprise, case: Case, readings: Sequence[Reading], rules: ConsumptionRules
) -> ReportConsumption | None:
    """All that was consumed is counted from what the receipt of the cut read, else from the first
    reading after it was confirmed, or from the last alarm's: however often a meter is read, little
    by little adds up."""
    if not readings:
        return None
    meter = readings[0].meter
    since = barred_since(enterprise, case, meter)
    if since is None:
        return None
    told = case.consumed.get(meter)
    if told is not None:
        since = max(since, told)
    at_the_cut = read_at_the_cut(enterprise, case, meter)
    known = [at_the_cut, *readings] if at_the_cut else readings
    counted = [reading for reading in known if reading.read_at >= since]
    found = stretches(counted)
    amounts = [each.amount for each in found if each.amount is not None]
    tolerance = rules.tolerance(readings[0].kind)
    amount = sum(amounts, Decimal())
    if not found or amount <= tolerance:
        return None
    return ReportConsumption(found[0].since, found[-1].until, amount, tolerance)


def report(turn: Turn, command: Command, action: ReportConsumption) -> Refusal | None:
    """The readings are judged again here: the case may have moved on since they were looked at."""
    enterprise = turn.enterprise
    case = enterprise.cases.get(command.case)
    if case is None:
        return refuse("unknown_case", case=command.case)
    refusal = forbidden(command.by, action.kind, place_of(case))
    if refusal:
        return refusal
    since = barred_since(enterprise, case, action.meter)
    if since is None or action.since.read_at < since:
        return refuse("not_cut_off", point=action.until.point)
    told = case.consumed.get(action.meter)
    if told is not None and action.since.read_at < told:
        return refuse("alarm_raised_already", point=action.until.point)
    event = Taken(action, None, inspection=_inspection(case, turn))
    turn.add(
        case.number, event, (ACTIONS[action.kind].rule, "P1.4"), by=command.by, command=command
    )
    return None


def _inspection(case: Case, turn: Turn) -> Deadline | None:
    """One that is due already is as urgent; before the watch has begun there is none."""
    today = local_date(turn.at)
    if case.inspection is None or case.inspection.last_day <= today:
        return case.inspection
    return at_once(today, case.calendar)
