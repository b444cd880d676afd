"""Orders of the notice before which the enterprise is heard (L5): a stop, where a city reads it as
a penalty 责令停产整治. Which they are is data of the procedure."""

from datetime import date
from typing import TYPE_CHECKING

from domain.catalogue import MeasureKind
from domain.refusals import Refusal, refuse
from domain.requirements import Requirement, unmet
from domain.spelling import one_spelling

if TYPE_CHECKING:
    from domain.case import Case


def before_order(measure: MeasureKind) -> str:
    """Under this, `Procedure.needs` says what has to be there before the notice orders it."""
    return f"serve_notice:{measure}"


def unheard_of_all(case: "Case") -> Refusal | None:
    """Where each order that the notice may come with waits, so does the notice."""
    refusals = [unmet(case, before_order(measure)) for measure in case.procedure.production]
    return refusals[0] if refusals and all(refusals) else None


def counts_as(case: "Case", measure: MeasureKind, lines: tuple[str, ...]) -> MeasureKind:
    """A limit by which the case's own line stands still stops it, whatever it is called."""
    own = one_spelling(case.line.name)
    stands_still = any(one_spelling(line) == own for line in lines)
    return MeasureKind.PRODUCTION_STOP if stands_still else measure


def unheard_of(case: "Case", measure: MeasureKind, on: date) -> Refusal | None:
    """It is neither served nor dated before the hearing is settled."""
    since = heard_since(case, measure)
    if since and on < since:
        return refuse("before_previous_step", day=on, previous=since)
    return unmet(case, before_order(measure))


def heard_since(case: "Case", measure: MeasureKind) -> date | None:
    """The first day on which it may be served, once that is known; None where nobody is heard."""
    needed = case.procedure.needs.get(before_order(measure), ())
    hearing = case.hearing if Requirement.HEARING in needed else None
    return hearing.settled_since if hearing and hearing.settled else None
