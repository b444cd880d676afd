"""How entries change a case: the same function for the loop and for the record."""

from datetime import date, timedelta

from domain import hearing
from domain.agenda import (
    Appointment,
    objection_agenda,
    period_agenda,
    stage_agenda,
    watch_agenda,
    without,
)
from domain.case import Case
from domain.changed import changed
from domain.charge import first_in_charge
from domain.commands import gathered
from domain.deadlines import Deadline
from domain.events import (
    Entry,
    Escalated,
    ExitCompleted,
    ObjectionEnded,
    PeriodEnded,
    PriceEnded,
    ProposalLapsed,
    Proposed,
    Reminded,
    Taken,
)
from domain.flagging import Flag
from domain.ladder import first_climb, next_climb
from domain.own_requests import with_request
from domain.people import Actor
from domain.prices import without_ended
from domain.procedure import EXIT_WAYS
from domain.proposal import Proposal
from domain.stages import ENDED, PERIODS, SETTLED, Stage
from domain.topics import Folds

FOLDS: Folds = gathered("FOLDS")


def open_case(entry: Entry, action: Flag, limit: Deadline | None) -> Case:
    return Case(
        number=entry.case,
        line=action.line,
        procedure=action.procedure,
        calendar=action.calendar,
        stage=Stage.FLAGGED,
        since=entry.happened_on,
        flagged_on=entry.happened_on,
        in_charge=first_in_charge(entry.by),
        documents=(entry.document,) if entry.document else (),
        planned_exit=action.planned_exit,
        follows=action.follows,
        limit=limit,
        agenda=stage_agenda(limit),
    )


def after(case: Case, entry: Entry) -> Case:
    """The case once the entry is applied. Order events concern measures, not the case."""
    match entry.event:
        case Taken() as event:
            return _after_taken(case, entry, event)
        case Proposed() as event:
            return _with_proposal(case, entry, event)
        case ProposalLapsed():
            return changed(case, proposal=None)
        case PeriodEnded(last_day=last_day, stage=stage, limit=limit):
            return _enter(case, entry, stage, last_day + timedelta(days=1), limit)
        case ExitCompleted(stage=stage, inspection=inspection):
            return _enter(case, entry, stage, entry.happened_on, None, inspection)
        case Reminded():
            ahead = tuple(a for a in case.agenda if a.what != "reminder" or a.at > entry.at)
            return changed(case, agenda=ahead)
        case ObjectionEnded():
            return changed(hearing.objection_over(case), agenda=without(case, "objection_end"))
        case PriceEnded() as event:
            return without_ended(case, event)
        case Escalated(subject="") as event:
            return _climbed(case, event)
        case _:
            return case


def _with_proposal(case: Case, entry: Entry, event: Proposed) -> Case:
    proposal = Proposal(
        event.step,
        entry.by,
        entry.sequence,
        case.stage,
        entry.document,
        entry.attachments,
        event.limit,
    )
    return changed(with_request(case, "propose_step", entry.by), proposal=proposal)


def _after_taken(case: Case, entry: Entry, event: Taken) -> Case:
    by: tuple[Actor, ...] = (entry.by,)
    if event.confirms:
        case = changed(with_request(case, "confirm_step", *by), proposal=None)
        by = (*by, event.confirms.proposed_by)
    case = with_request(case, event.action.kind, *by)
    fold = FOLDS.get(event.action.kind)
    if fold:
        case = fold(case, event.action, entry, event)
    if event.stage and event.stage is not case.stage:
        case = _enter(case, entry, event.stage, _begun(case, event.stage, entry), event.limit)
    elif event.limit:
        agenda = (*without(case, "stage_limit", "rung"), *stage_agenda(event.limit))
        case = changed(case, limit=event.limit, late=(), agenda=agenda)
    if event.deadline and case.stage in PERIODS:
        agenda = period_agenda(case, event.deadline, entry.at)
        case = changed(case, late=(), agenda=agenda)
    if event.until and case.hearing and not case.hearing.waived:
        agenda = (*without(case, "objection_end"), *objection_agenda(event.until))
        case = changed(case, agenda=agenda)
    return case


def _begun(case: Case, stage: Stage, entry: Entry) -> date:
    """A stage that a correction leads back to began when it first did: what follows may be dated
    back to the service or the decision, and no further (S7)."""
    if stage in PERIODS:
        return case.served_on or entry.happened_on
    if stage in EXIT_WAYS and stage is not Stage.SEALED and case.decision:
        return case.decision.decided_on
    return entry.happened_on


def _climbed(case: Case, event: Escalated) -> Case:
    """Of a case itself one thing at a time is late: what its stage waits for, or its period."""
    late = tuple(dict.fromkeys((*case.late, event.lateness)))
    agenda = without(case, "stage_limit", "period_end", "watch", "rung")
    ladder = case.procedure.ladder_of(event.lateness)
    climbing = next((each.climb for each in case.agenda if each.climb), None)
    reached = climbing or first_climb(ladder, event.lateness, event.last_day)
    climb = next_climb(ladder, reached, case.calendar, case.stopped)
    if climb:
        agenda = (*agenda, Appointment(climb.at, "rung", climb))
    return changed(case, late=late, agenda=agenda)


def _enter(
    case: Case,
    entry: Entry,
    stage: Stage,
    since: date,
    limit: Deadline | None,
    inspection: Deadline | None = None,
) -> Case:
    """A new stage settles what was late in the one before; an alarm goes with it into the watch,
    and back where the exit is found incomplete."""
    brought = dict.fromkeys(case.procedure.held.get(stage, ()), entry.document) | case.brought
    objection = tuple(a for a in case.agenda if a.what == "objection_end" and stage not in ENDED)
    stays_alarmed = inspection or stage is Stage.SEALING
    return changed(
        case,
        stage=stage,
        since=since,
        limit=limit,
        inspection=inspection,
        inspected=(),
        late=(),
        brought=brought,
        alarm=changed(case.alarm, regular=None) if case.alarm and stays_alarmed else None,
        prices=() if stage in ENDED else case.prices,
        suspension=None if stage in SETTLED else case.suspension,
        agenda=(*objection, *stage_agenda(limit), *watch_agenda(inspection)),
    )
