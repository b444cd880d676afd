"""The measures that a case needs now (P1.3, P4.1, P5, O4), by the keys they are held under (S6)."""

from domain.case import Case
from domain.catalogue import MEASURES, MeasureKind, Target
from domain.closing import Decision
from domain.measures import Need


def needs_of(case: Case) -> dict[str, Need]:
    """An ended case needs none, nor a suspended one (L7), nor one whose measures were undone."""
    if case.ended or case.suspension or case.undone:
        return {}
    needs = [_need(case, kind, document) for kind, document in case.brought.items()]
    if case.production:
        ordered, rule = case.production, case.procedure.rules["serve_notice"][0]
        needs.append(
            _need(case, ordered.measure, ordered.document, rule, ordered.scope, ordered.emergency)
        )
    if case.decision:
        needs += _needs_of_exit(case, case.decision)
    if case.seals_broken:
        needs.append(_need(case, MeasureKind.POLICE_NOTICE, case.seals_broken))
    return {need.key: need for need in needs}


def is_urgent(case: Case) -> bool:
    """Whether any of its needs is an emergency (L6)."""
    stated = (case.production, case.decision)
    return bool(case.procedure.emergency) or any(each and each.emergency for each in stated)


def _needs_of_exit(case: Case, decision: Decision) -> list[Need]:
    """None before what must come first is there (O7); a revocation for each permit (P5.2)."""
    exit_ = case.procedure.exits[decision.way]
    if not all(map(case.fulfils, exit_.before)):
        return []
    needs = [
        _need(case, kind, decision.document, emergency=decision.emergency)
        for kind in exit_.measures
        if MEASURES[kind].target is not Target.PERMIT
    ]
    return needs + [
        Need(kind, permit.number, permit.department, MEASURES[kind].rule, decision.document)
        for kind in exit_.measures
        if MEASURES[kind].target is Target.PERMIT
        for permit in decision.permits
    ]


def _need(
    case: Case,
    kind: MeasureKind,
    document: str,
    rule: str = "",
    detail: str = "",
    emergency: str = "",
) -> Need:
    of = MEASURES[kind]
    return Need(
        kind=kind,
        target=_target(case, of.target),
        department=of.department or case.procedure.competent,
        rule=rule or of.rule,
        document=document,
        detail=detail,
        emergency=emergency or case.procedure.emergency,
    )


def _target(case: Case, target: Target) -> str:
    if case.decision and target in case.decision.targets:
        return case.decision.targets[target]
    return case.enterprise if target is Target.ENTERPRISE else case.line.located_name
