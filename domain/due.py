"""What time does by itself: reminders, ends, escalations (S8)."""

from datetime import date, datetime

from domain.agenda import Appointment
from domain.calendar import end_of, local_date
from domain.case import Case
from domain.commands import ACTIONS
from domain.deadlines import Deadline
from domain.events import (
    Escalated,
    ObjectionEnded,
    PeriodEnded,
    PriceEnded,
    ProposalLapsed,
    Reminded,
)
from domain.ladder import RUNGS, Climb, first_climb
from domain.proposal import Lapse
from domain.stages import Lateness, Stage
from domain.stopped_days import working_days
from domain.turn import Turn


def do_due(turn: Turn, due: datetime) -> None:
    for case in turn.enterprise.cases.values():
        for appointment in case.appointments:
            if appointment.at == due:
                return _keep(turn, case, _overtaking(case, appointment, turn.at))
    for order in turn.enterprise.chased():
        if order.climb and order.climb.at == due:
            return _escalate(turn, order.case, order.climb, order.rules, order.id)
    return None


def _overtaking(case: Case, appointment: Appointment, at: datetime) -> Appointment:
    """Nobody is reminded, late, of an end that has come too."""
    if appointment.what != "reminder":
        return appointment
    ends = (other for other in case.agenda if other.what == "period_end" and other.at <= at)
    return next(ends, appointment)


def _keep(turn: Turn, case: Case, appointment: Appointment) -> None:
    procedure = case.procedure
    if appointment.what == "proposal_end":
        return lapse(turn, case, Lapse.NOT_IN_TIME)
    if appointment.climb:
        return _escalate(turn, case.number, appointment.climb)
    if appointment.what == "stage_limit":
        assert case.limit  # noqa: S101 - the appointment was made with it
        return _late(turn, case, procedure.limits[case.stage].lateness, case.limit.last_day)
    if appointment.what == "watch":
        assert case.inspection  # noqa: S101 - likewise
        return _late(turn, case, Lateness.WATCH, case.inspection.last_day)
    if appointment.what == "price_end":
        price = next(one for one in case.prices if end_of(one.last_day) == appointment.at)
        over = PriceEnded(price.measure, price.meter, price.last_day)
        return turn.add(case.number, over, ("O5",), on=price.last_day)
    if appointment.what == "objection_end":
        assert case.hearing  # noqa: S101 - likewise
        return turn.add(case.number, ObjectionEnded(case.hearing.until.last_day), ("L5", "L4"))
    assert case.deadline  # noqa: S101 - likewise
    last_day = case.deadline.last_day
    if appointment.what == "reminder":
        days_left = (last_day - local_date(turn.at)).days
        return turn.add(case.number, Reminded(days_left, last_day), ("S8",))
    if case.extension_pending:
        return _late(turn, case, Lateness.EXTENSION, last_day, ("P2.2",))
    stage = procedure.after(case.stage, "period_ended")
    decided_on = case.extension.decided_on if case.extension else None
    since = max(last_day, decided_on or last_day)  # nobody could act while it was undecided
    ended = PeriodEnded(last_day, stage, stage_limit(case, stage, since))
    return turn.add(case.number, ended, procedure.rules["period_ended"], on=last_day)


def _late(
    turn: Turn, case: Case, lateness: Lateness, last_day: date, rules: tuple[str, ...] = ()
) -> None:
    ladder = case.procedure.ladder_of(lateness)
    _escalate(turn, case.number, first_climb(ladder, lateness, last_day), rules)


def _escalate(
    turn: Turn, case: str, climb: Climb, rules: tuple[str, ...] = (), subject: str = ""
) -> None:
    event = Escalated(climb.lateness, climb.last_day, climb.rung, climb.to, subject)
    turn.add(case, event, (*rules, *RUNGS[climb.rung].rules))


def lapse(turn: Turn, case: Case, why: Lapse) -> None:
    assert case.proposal  # noqa: S101 - what lapses was proposed
    step = case.proposal.step.kind
    turn.add(case.number, ProposalLapsed(step, why), ("S8", ACTIONS[step].rule))


def stage_limit(case: Case, stage: Stage, since: date) -> Deadline | None:
    limit = case.procedure.limits.get(stage)
    return working_days(case, since, limit.working_days) if limit else None
