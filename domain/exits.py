"""When an exit is complete (S4)."""

from collections.abc import Iterator
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
    if way is None or next(_lacking(enterprise, case, way), None) is not None:
        return None
    stage = case.procedure.after(case.stage, "exit_completed")
    inspection = first_inspection(case, stage, on)
    if inspection and case.alarm:
        inspection = at_once(on, case.calendar)
    return ExitCompleted(way, stage, inspection)


def outstanding(enterprise: Enterprise, case: Case, way: Way) -> tuple[str, ...]:
    """What the exit still lacks: what must be there before it is carried out (O7), measures not in
    force, requirements not confirmed (S4)."""
    return tuple(_lacking(enterprise, case, way))


def _lacking(enterprise: Enterprise, case: Case, way: Way) -> Iterator[str]:
    exit_ = case.procedure.exits[way]
    yield from (need for need in exit_.before if not case.fulfils(need))
    held = [m for m in enterprise.measures.values() if case.number in m.holders]
    in_force = {m.kind for m in held} - {m.kind for m in held if not m.in_force}
    yield from (kind for kind in exit_.measures if kind not in in_force)
    yield from (need for need in exit_.requirements if not case.fulfils(need))
