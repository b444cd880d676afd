"""How entries change the orders of an enterprise, and what their cases show of them."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import partial

from domain.accepting import AcceptOrder
from domain.calendar import local_date, start_of
from domain.case import Case
from domain.catalogue import MeasureKind
from domain.changed import changed
from domain.deadlines import in_working_days
from domain.enforcement import Irregularity
from domain.events import Entry, Escalated, Irregular, OrderAccepted, OrderCancelled, Taken
from domain.exit_correction import CorrectEnforcementNotice
from domain.finding_correction import CorrectWatch
from domain.ladder import first_climb, next_climb
from domain.measures import Measure, measure_key
from domain.new_calendar import AdoptCalendar
from domain.order_periods import order_with
from domain.orders import Order, Receipt
from domain.receiving import ReceiveReceipt, ReportProgress
from domain.refused_orders import OrderAgain
from domain.stages import EXITED, OF_ORDERS, Lateness, Stage
from domain.watch import DISPROVED, Found, RecordWatch

Measures = dict[str, Measure]


def issued(measures: Measures, order: Order) -> Measures:
    key = measure_key(order.kind, order.target)
    return {**measures, key: changed(measures[key], orders=(*measures[key].orders, order))}


def moved(measures: Measures, entry: Entry, cases: Mapping[str, Case]) -> Measures:
    """The measures once an entry about one of their orders is on record; the same for any other."""
    event, case = entry.event, cases[entry.case]
    match event:
        case OrderAccepted(order=number):
            return _changed(measures, number, lambda o: _accepted(o, entry.at, case))
        case Taken(action=AcceptOrder(order=number)):
            clerk = entry.by.name
            return _changed(
                measures, number, lambda o: changed(_accepted(o, entry.at, case), clerk=clerk)
            )
        case OrderCancelled(order=number):
            return _changed(measures, number, lambda o: _cancelled(o, event, entry.at, case))
        case Irregular(order=number, reason=reason):
            return _changed(measures, number, lambda o: changed(o, irregular=reason))
        case Escalated(subject=number) if number:
            return _changed(measures, number, lambda o: _climbed(o, event, case))
        case Taken(action=ReportProgress(order=number, note=note)):
            return _changed(measures, number, lambda o: _noted(o, note, entry.at, case))
        case Taken(action=ReceiveReceipt(order=number) as action):
            return _changed(measures, number, lambda o: _answered(o, action, entry, case))
        case Taken(action=AdoptCalendar()):
            for each in event.recalculated:
                if each.order:
                    change = partial(order_with, again=each, case=case)
                    measures = _changed(measures, each.order, change)
            return measures
        case Taken(action=OrderAgain(order=number)):
            return _changed(measures, number, lambda o: changed(o, again=True))
        case Taken(action=CorrectEnforcementNotice(enforce_on=day)):
            return _judged_by(measures, case, day)
        case Taken(action=RecordWatch(found=found)):
            return _disproved(measures, case, found, entry)
        case Taken(action=CorrectWatch()):
            return _proved(measures, case.inspected[-1].sequence)
        case _:
            return measures


def needed_anew(measure: Measure) -> Measure:
    """S6: whoever needs it first again has it ordered, though it was refused to others."""
    last = measure.current
    if last is None or not last.refused or last.action != "impose":
        return measure
    return changed(measure, orders=(*measure.orders[:-1], changed(last, again=True)))


def _judged_by(measures: Measures, case: Case, day: date) -> Measures:
    """L6: what was carried out for the day that stood in the notice by mistake."""
    for order in [each for measure in measures.values() for each in measure.orders]:
        of_it = order.case == case.number and order.enforce_on == case.enforce_on
        if of_it and order.on_site and order.done and order.receipt and not order.emergency:
            change = partial(_regular_from, day=day)
            measures = _changed(measures, order.id, change)
    return measures


def _regular_from(order: Order, day: date) -> Order:
    assert order.receipt  # noqa: S101 - it was carried out
    irregular = order.irregular
    if irregular in (None, Irregularity.TOO_EARLY):
        too_early = order.receipt.done_at < start_of(day)
        irregular = Irregularity.TOO_EARLY if too_early else None
    return changed(order, enforce_on=day, irregular=irregular)


def _disproved(measures: Measures, case: Case, found: Found, entry: Entry) -> Measures:
    """P1.4: what is found to be so no more is not counted on by what comes after; what was done
    since that day is."""
    for measure in measures.values():
        last = measure.current
        held = case.number in (*measure.holders, *measure.exits)
        if measure.kind not in DISPROVED[found] or not held or not measure.in_force:
            continue
        if last and last.receipt and local_date(last.receipt.done_at) <= entry.happened_on:
            change = partial(changed, disproved=entry.sequence)
            measures = _changed(measures, last.id, change)
    return measures


def _proved(measures: Measures, sequence: int) -> Measures:
    """By that entry nothing was disproved after all."""
    for measure in measures.values():
        last = measure.current
        if last and last.disproved == sequence:
            change = partial(changed, disproved=None, again=False)
            measures = _changed(measures, last.id, change)
    return measures


def put_in_force_again(cases: Mapping[str, Case], measures: Measures) -> Measures:
    """S4: what was disproved is ordered anew for whoever is still on the way to what needs it. A
    sealed line itself is dealt with by the case that follows."""
    for measure in measures.values():
        last = measure.current
        if last is None or last.disproved is None or last.again:
            continue
        if any(cases[number].stage is not Stage.SEALED for number in measure.holders):
            measures = _changed(measures, last.id, lambda o: changed(o, again=True))
    return measures


def marked(cases: dict[str, Case], measures: Measures) -> dict[str, Case]:
    """S8: what is late or refused of an order is so for every case that needs the measure, or gave
    it up last. P1.5: what a department has published is so for every case that needs it."""
    published: list[str] = []
    late: dict[str, list[Lateness]] = {}
    refused: dict[str, list[str]] = {}
    for measure in measures.values():
        if measure.kind is MeasureKind.PORTAL_ANNOUNCEMENT and measure.in_force:
            published += measure.holders
        order = measure.chased
        if order is None or (order.rung is None and not order.refused):
            continue
        for number in measure.holders or (measure.released_by,):
            if order.rung is not None:
                late.setdefault(number, []).append(order.lateness)
            if order.refused:
                refused.setdefault(number, []).append(order.id)
    now = {
        number: _marked(
            case, late.get(number, []), tuple(refused.get(number, ())), number in published
        )
        for number, case in cases.items()
        if late or refused or published or _is_marked(case)
    }
    return {**cases, **now} if now else cases


def _is_marked(case: Case) -> bool:
    return case.published or bool(case.refused) or any(each in OF_ORDERS for each in case.late)


def _marked(case: Case, late: list[Lateness], refused: tuple[str, ...], published: bool) -> Case:
    """An exit leaves standing what was published before it."""
    own = tuple(each for each in case.late if each not in OF_ORDERS)
    now = (*own, *(each for each in OF_ORDERS if each in late))
    published = case.published if case.stage in EXITED else published
    if (now, refused, published) == (case.late, case.refused, case.published):
        return case
    return changed(case, late=now, refused=refused, published=published)


def _accepted(order: Order, at: datetime, case: Case) -> Order:
    """Acknowledged once; from then on its receipt is what is waited for."""
    if order.accepted_at or order.cancelled_at or order.receipt:
        return changed(order, delivered=True)
    ladder = case.procedure.ladder_of(Lateness.RECEIPT)
    return changed(
        order,
        delivered=True,
        accepted_at=at,
        due=order.receipt_by,
        rung=None,
        climb=first_climb(ladder, Lateness.RECEIPT, order.receipt_by),
    )


def _noted(order: Order, note: str, at: datetime, case: Case) -> Order:
    """Who tells how it goes on has the order, but need not have heard that it is cancelled."""
    heard = order if order.cancelled_at else _accepted(order, at, case)
    return changed(heard, note=note)


def _cancelled(order: Order, event: OrderCancelled, at: datetime, case: Case) -> Order:
    ladder = case.procedure.ladder_of(Lateness.RECEIPT)
    return changed(
        order,
        delivered=False,
        cancelled_at=at,
        cancelled_on=event.document,
        due=event.due,
        rung=None,
        climb=first_climb(ladder, Lateness.RECEIPT, event.due),
    )


def _answered(order: Order, action: ReceiveReceipt, entry: Entry, case: Case) -> Order:
    receipt = Receipt(
        action.receipt,
        action.outcome,
        action.done_at,
        action.signed_by,
        action.evidence,
        action.reason,
    )
    now = changed(order, receipt=receipt)
    if not now.refused:
        return now
    days = case.procedure.refusal_days
    due = in_working_days(entry.happened_on, days, case.calendar).last_day
    ladder = case.procedure.ladder_of(Lateness.REFUSAL)
    return changed(now, due=due, rung=None, climb=first_climb(ladder, Lateness.REFUSAL, due))


def _climbed(order: Order, event: Escalated, case: Case) -> Order:
    """Its department is sent it again with each rung, and answers with its receipt if it has one
    (S5): it may have lost what it accepted."""
    assert order.climb  # noqa: S101 - it was due
    ladder = case.procedure.ladder_of(event.lateness)
    climb = next_climb(ladder, order.climb, case.calendar)
    return changed(order, rung=event.rung, climb=climb, delivered=False)


def _changed(measures: Measures, number: str, change: Callable[[Order], Order]) -> Measures:
    for key, measure in measures.items():
        if any(order.id == number for order in measure.orders):
            orders = tuple(change(o) if o.id == number else o for o in measure.orders)
            return {**measures, key: changed(measure, orders=orders)}
    return measures
