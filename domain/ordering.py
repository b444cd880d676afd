"""Department orders follow from who holds what (S6)."""

from dataclasses import dataclass
from datetime import date, datetime

from domain.calendar import local_date, start_of
from domain.case import Case
from domain.catalogue import MEASURES
from domain.deadlines import in_working_days
from domain.enforcement import allowed_from
from domain.enterprise import Enterprise
from domain.events import OrderCancelled, OrderIssued
from domain.ladder import first_climb
from domain.measures import Measure
from domain.needs import is_urgent
from domain.orders import Order, OrderAction, Particulars
from domain.stages import Lateness
from domain.turn import Turn


@dataclass(frozen=True, slots=True)
class _Basis:
    """What an order rests on, and from when it may be carried out (L6)."""

    document: str
    rules: tuple[str, ...]
    emergency: str = ""
    not_before: datetime | None = None
    enforce_on: date | None = None


def issue_orders(turn: Turn) -> None:
    """S6: the first hold imposes; the last release cancels what is still to be done and lifts what
    was."""
    for measure in turn.enterprise.measures.values():
        if (order := measure.to_cancel) is not None:
            _cancel(turn, measure, order)
        action = _to_issue(measure, turn.enterprise, turn.at)
        if action is not None:
            case = turn.enterprise.cases[_occasion(measure, turn.enterprise)]
            imposed = action == "impose"
            basis = _imposing(measure, case, turn.at) if imposed else _lifting(measure, turn)
            order = _order(turn, measure, action, case, basis)
            turn.add(case.number, OrderIssued(order), order.rules)


def _to_issue(measure: Measure, enterprise: Enterprise, at: datetime) -> OrderAction | None:
    action = measure.wanted
    if action == "impose" and not _turn_has_come(measure, enterprise):
        return None
    if action is None and (
        _has_become_urgent(measure, enterprise)
        or _names_something_else(measure, enterprise)
        or _goes_by_another_day(measure, enterprise, at)
    ):
        return "impose"
    return action


def _turn_has_come(measure: Measure, enterprise: Enterprise) -> bool:
    """P1.3: what goes before it is in force, for one at least of the cases that need it."""
    before = MEASURES[measure.kind].after
    if not before or not measure.holders:
        return True
    return any(
        all(
            enterprise.measures[key].in_force
            for key, need in enterprise.cases[number].needs.items()
            if need.kind in before
        )
        for number in measure.holders
    )


def _goes_by_another_day(measure: Measure, enterprise: Enterprise, at: datetime) -> bool:
    """L6: the notice of enforcement is for another day, after all, or that of the case which needs
    it first by now."""
    order = measure.waiting
    if order is None or not order.on_site or order.emergency or not measure.holders:
        return False
    noticed = _noticed_for(measure, enterprise, _occasion(measure, enterprise))
    ahead = (order.not_before, start_of(noticed) if noticed else None)
    return noticed != order.enforce_on and any(day and day > at for day in ahead)


def _noticed_for(measure: Measure, enterprise: Enterprise, number: str) -> date | None:
    return enterprise.cases[number].needs[measure.key].enforce_on


def _names_something_else(measure: Measure, enterprise: Enterprise) -> bool:
    """What is in force goes by what the case that holds it names now."""
    last = measure.current
    return last is not None and _particulars(measure, enterprise) != last.particulars


def _particulars(measure: Measure, enterprise: Enterprise) -> Particulars:
    """By the first case that holds it, whichever the order is for: two that name different things
    would take turns for ever. What nobody holds is named as it was."""
    if measure.holders:
        return enterprise.cases[measure.holders[0]].needs[measure.key].particulars
    return measure.current.particulars if measure.current else {}


def _cancel(turn: Turn, measure: Measure, order: Order) -> None:
    """Its department has as long to answer as it has to accept an order; like all days of the
    order, these go by the calendar of its case (L8)."""
    days = MEASURES[measure.kind].accept_days
    calendar = turn.enterprise.cases[order.case].calendar
    due = in_working_days(local_date(turn.at), days, calendar).last_day
    event = OrderCancelled(order.id, turn.document or order.document, due)
    turn.add(measure.released_by, event, ("S6",))


def _has_become_urgent(measure: Measure, enterprise: Enterprise) -> bool:
    """L6: what waits for its hours on one case's order may be an emergency in another."""
    order = measure.waiting
    if order is None or not order.on_site or order.emergency:
        return False
    return _cannot_wait(measure, enterprise) is not None


def _cannot_wait(measure: Measure, enterprise: Enterprise) -> str | None:
    """The first case for which enforcing the measure on site is an emergency."""
    if not MEASURES[measure.kind].on_site:
        return None
    urgent = (number for number in measure.holders if is_urgent(enterprise.cases[number]))
    needs = ((number, enterprise.cases[number].needs) for number in urgent)
    return next((number for number, need in needs if need[measure.key].emergency), None)


def _occasion(measure: Measure, enterprise: Enterprise) -> str:
    """The case that an order is for: the first that holds the measure and cannot wait, the one of
    its holders whose day comes first (L6), or the one that gave it up last."""
    if not measure.holders:
        return measure.released_by
    days = {each: _noticed_for(measure, enterprise, each) or date.min for each in measure.holders}
    return _cannot_wait(measure, enterprise) or min(measure.holders, key=days.__getitem__)


def _imposing(measure: Measure, case: Case, at: datetime) -> _Basis:
    """The decision or notice that the case needs it by, or what is left in force by an exit rested
    on; what is enforced on site has its hours."""
    need, rules = case.needs.get(measure.key) or measure.current, (measure.rule,)
    assert need  # noqa: S101 - what an exit left in force was ordered before
    if not MEASURES[measure.kind].on_site:
        return _Basis(need.document, rules)
    if need.emergency:
        return _Basis(need.document, rules, need.emergency)
    noticed = start_of(need.enforce_on) if need.enforce_on else at
    from_when = allowed_from(max(at, noticed), case.procedure.enforcement_hours, case.calendar)
    if from_when is None and noticed > at:
        from_when = noticed
    return _Basis(need.document, rules, not_before=from_when, enforce_on=need.enforce_on)


def _lifting(measure: Measure, turn: Turn) -> _Basis:
    """What released it, also where it is ordered again since a department cut after it; what it
    was imposed by, where the step that released it rests on no document. Never held up."""
    last = measure.current
    assert last  # noqa: S101 - only what was imposed is lifted
    document = (turn.document if last.action == "impose" else "") or last.document
    return _Basis(document, ("S6",))


def _order(turn: Turn, measure: Measure, action: OrderAction, case: Case, basis: _Basis) -> Order:
    """To be carried out in so many days from the one on which it may be (L6)."""
    last, rule, today = measure.current, MEASURES[measure.kind], local_date(turn.at)
    from_day = local_date(basis.not_before or turn.at)
    accept_by = in_working_days(today, rule.accept_days, case.calendar).last_day
    receipt_by = in_working_days(from_day, rule.receipt_days, case.calendar).last_day
    ladder = case.procedure.ladder_of(Lateness.ACCEPTANCE)
    return Order(
        id=f"{turn.enterprise.code}-o{turn.enterprise.orders + 1}",
        case=case.number,
        kind=measure.kind,
        target=measure.target,
        action=action,
        revision=last.revision + 1 if last else 1,
        department=measure.department,
        rules=basis.rules,
        document=basis.document,
        issued_at=turn.at,
        particulars=_particulars(measure, turn.enterprise),
        accept_by=accept_by,
        receipt_by=receipt_by,
        due=accept_by,
        climb=first_climb(ladder, Lateness.ACCEPTANCE, accept_by),
        not_before=basis.not_before,
        enforce_on=basis.enforce_on,
        emergency=basis.emergency,
        evidence=rule.evidence if action == "impose" else rule.lifting_evidence,
    )
