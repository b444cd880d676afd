"""When an exit is complete (S4)."""

from datetime import date

from domain.calendar import local_date
from domain.case import Case
from domain.deadlines import at_once
from domain.enterprise import Enterprise
from domain.events import ExitCompleted
from domain.procedure import EXIT_WAYS, Way
from domain.turn import Turn
from domain.watch import first_inspection


def complete_exits(turn: Turn) -> None:
    """S4: an exit is complete once all that its way needs is confirmed."""
    today = local_date(turn.at)
    for number in turn.enterprise.cases:
        while (event := _completed(turn.enterprise, number, today)) is not None:
            rules = turn.enterprise.cases[number].procedure.rules["exit_completed"]
            turn.add(number, event, rules)


def _completed(enterprise: Enterprise, number: str, on: date) -> ExitCompleted | None:
    case = enterprise.cases[number]
    way = EXIT_WAYS.get(case.stage)
    if way is None or outstanding(enterprise, case, way):
        return None
    stage = case.procedure.after(case.stage, "exit_completed")
    inspection = first_inspection(case, stage, on)
    if inspection and case.alarm:
        inspection = at_once(on, case.calendar)
    return ExitCompleted(way, stage, inspection)


def outstanding(enterprise: Enterprise, case: Case, way: Way) -> tuple[str, ...]:
    """What the exit still lacks: what must be there before it is carried out (O7), measures not in
    force, requirements not confirmed (S4)."""
    exit_ = case.procedure.exits[way]
    held = [m for m in enterprise.measures.values() if case.number in m.holders]
    in_force = {m.kind for m in held} - {m.kind for m in held if not m.in_force}
    measures = (kind for kind in exit_.measures if kind not in in_force)
    before = (need for need in exit_.before if not case.fulfils(need))
    requirements = (need for need in exit_.requirements if not case.fulfils(need))
    return (*before, *measures, *requirements)
