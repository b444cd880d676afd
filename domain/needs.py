"""The measures that a case needs now (P1.3, P4.1, P5, O4), by the keys they are held under (S6)."""

from dataclasses import replace
from datetime import date
from operator import attrgetter
from typing import TYPE_CHECKING

from domain.catalogue import MEASURES, MeasureKind, Particular, Target
from domain.closing import Decision
from domain.line import located
from domain.measures import Need
from domain.orders import Particulars
from domain.prices import Price
from domain.procedure import Way
from domain.production import Production
from domain.stages import Stage

if TYPE_CHECKING:
    from domain.case import Case


_REST_ON = attrgetter(
    *("stage", "line", "brought", "prices", "production", "decision", "suspension", "seals_broken"),
    *("resettlement", "risk", "shutdown", "enforce_on", "undone", "announcement"),
    *("exited_itself", "resumed", "inspection"),
)
"""Of a case, beside its procedure, whatever its needs are worked out from."""


def same_needs(before: "Case", now: "Case") -> bool:
    """Whether an entry left alone what a case's needs rest on, as most do."""
    return now.procedure is before.procedure and _REST_ON(before) == _REST_ON(now)


def needs_of(case: "Case") -> dict[str, Need]:
    """An ended case needs none but the support of the watch, nor does a suspended one (L7) or one
    whose measures were undone; an exit's come once what must be before them is there (O7)."""
    if case.suspension or case.undone:
        return {}
    if case.ended:
        return {need.key: need for need in _support(case)}
    needs = _standing(case) + _support(case) + _of_announcement(case)
    if case.decision and all(map(case.fulfils, case.procedure.exits[case.decision.way].before)):
        needs += _of_exit(case, case.decision)
    return {need.key: need for need in needs}


def intended(case: "Case") -> list[Need]:
    """What its steps ask for, also where a suspension or a plan to come still holds it back."""
    if case.ended:
        return []
    return _standing(case) + (_of_exit(case, case.decision) if case.decision else [])


def is_urgent(case: "Case") -> bool:
    """Whether any of its needs is an emergency (L6)."""
    stated = (case.production, case.decision)
    return bool(case.procedure.emergency) or any(each and each.emergency for each in stated)


def _standing(case: "Case") -> list[Need]:
    """What no exit decision asks for."""
    needs = [_need(case, kind, document) for kind, document in case.brought.items()]
    if case.production:
        needs += _of_production(case, case.production)
    if case.stage is not Stage.SEALED:  # nothing is used there any more
        needs += [_of_price(price) for price in case.prices]
    return needs + [_of_event(case, MeasureKind.POLICE_NOTICE, each) for each in case.seals_broken]


def _of_production(case: "Case", ordered: Production) -> list[Need]:
    """S6: a stop of named lines is shared line by line with whoever else stops one of them."""
    rule, named = case.procedure.rules["serve_notice"][0], ordered.particulars
    need = _need(case, ordered.measure, ordered.document, rule, named, ordered.emergency)
    if named or not ordered.lines:
        return [need]
    return [replace(need, target=located(case.line.district, line)) for line in ordered.lines]


def _support(case: "Case") -> list[Need]:
    """O6: from when a line was found gone in time until its watch is over, unless it produces
    again."""
    over = case.ended and not case.inspection
    if not case.exited_itself or case.resumed or over:
        return []
    return [_need(case, MeasureKind.CREDIT_SUPPORT, case.exited_itself)]


def _of_price(price: Price) -> Need:
    rule = MEASURES[price.measure]
    return Need(
        kind=price.measure,
        target=price.meter,
        department=rule.department or "",
        rule=rule.rule,
        document=price.document,
        particulars={
            Particular.RATE: price.rate,
            Particular.PERIOD: f"{price.first_day} - {price.last_day}",
        },
    )


def _of_announcement(case: "Case") -> list[Need]:
    """P1.5: from when it was ordered, whatever else of the exit is still to come."""
    asked = case.announcement
    if asked is None:
        return []
    rule = case.procedure.rules["order_announcement"][0]
    named = {Particular.REFERENCE: asked.reference}
    need = _need(case, MeasureKind.PORTAL_ANNOUNCEMENT, asked.document, rule, named)
    return [replace(need, target=_event(need.target, asked.reference))]


def _of_event(case: "Case", kind: MeasureKind, document: str) -> Need:
    need = _need(case, kind, document)
    return replace(need, target=_event(need.target, document))


def _event(line: str, paper: str) -> str:
    """Each is told once, and not what another paper told of the same line."""
    return f"{line}（{paper}）"


def _of_exit(case: "Case", decision: Decision) -> list[Need]:
    """A revocation for each permit (P5.2). Where a line that was sealed is dismantled nothing is
    cut again."""
    way = Way.DISMANTLE if case.stage is Stage.DISMANTLING else decision.way
    measures = case.procedure.exits[way].measures
    needs = [
        _need(
            case,
            kind,
            decision.document,
            emergency=decision.emergency,
            enforce_on=case.enforce_on,
        )
        for kind in measures
        if MEASURES[kind].target is not Target.PERMIT
    ]
    permits = [(permit.number, permit.department) for permit in decision.permits]
    return needs + [
        Need(kind, number, department, MEASURES[kind].rule, decision.document)
        for kind in measures
        if MEASURES[kind].target is Target.PERMIT
        for number, department in permits or [("", "")]
    ]


def _need(
    case: "Case",
    kind: MeasureKind,
    document: str,
    rule: str = "",
    particulars: Particulars | None = None,
    emergency: str = "",
    enforce_on: date | None = None,
) -> Need:
    of = MEASURES[kind]
    named = dict(particulars or {})
    if Particular.EQUIPMENT in of.names:
        named[Particular.EQUIPMENT] = "、".join(case.line.equipment)
    return Need(
        kind=kind,
        target=_target(case, of.target),
        department=of.department or case.procedure.competent,
        rule=rule or of.rule,
        document=document,
        particulars=named,
        emergency=emergency or case.procedure.emergency,
        enforce_on=enforce_on,
    )


def _target(case: "Case", target: Target) -> str:
    if case.decision and target in case.decision.targets:
        return case.decision.targets[target]
    return case.enterprise if target is Target.ENTERPRISE else case.line.located_name
