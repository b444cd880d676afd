"""Moving cases that run to a newer calendar or procedure, many at once: first tried on the record,
where a dry run stops, then kept as a list of commands and given one by one in the background.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from pydantic import BaseModel
from sqlmodel import Session

from api.giving import fingerprint_of
from domain.case import Case
from domain.commands import Command
from domain.core import handle
from domain.deadlines import Deadline
from domain.enterprise import Enterprise
from domain.events import Taken, read
from domain.new_calendar import AdoptCalendar, label_of
from domain.new_rules import AdoptRules
from domain.people import Actor
from domain.refusals import Refusal
from domain.words import Reference, Text
from records import plans


@dataclass(frozen=True, slots=True)
class Mover:
    """Who moves the cases, on which document; `key` tells this moving from every other."""

    person: Actor
    key: str
    document: Reference

    def command(self, case: str, action: AdoptCalendar | AdoptRules) -> Command:
        return Command(
            id=f"{self.person.id}:{self.key}:{case}",
            case=case,
            by=self.person,
            action=action,
            document=self.document,
            fingerprint=fingerprint_of(self.key, case),
        )


class PeriodEnd(BaseModel):
    """The last day in China; `provisional` where it may still be worked out again (L8)."""

    last_day: date
    provisional: bool


class PeriodMoved(BaseModel):
    """`order` is the department order that the period is of, if it is none of the case itself."""

    case: str
    enterprise_name: str
    line: str
    period: str
    period_label: Text
    order: str | None
    before: PeriodEnd
    after: PeriodEnd


class RefusedMove(BaseModel):
    case: str
    code: str
    message: Text


class MovesReport(BaseModel):
    """What would come of it now: `good` of `total` cases would be moved, and these periods would
    end on another day, or be final."""

    total: int
    good: int
    changes: Sequence[PeriodMoved]
    refused: Sequence[RefusedMove]


class MovesTaken(BaseModel):
    """On record; it goes on whatever happens. Ask at `ask` how far it is."""

    total: int
    ask: str


class MovesProgress(BaseModel):
    """`done` of `total` cases are moved or refused."""

    total: int
    done: int
    moved: int
    refused: Sequence[RefusedMove]


def tried(moves: Iterable[tuple[Enterprise, Command]]) -> MovesReport:
    """What the core says to each on its enterprise as it is on record: so, and not by a rule of
    its own, a dry run tells what is then done."""
    at, total = datetime.now(UTC), 0
    changes: list[PeriodMoved] = []
    refused: list[RefusedMove] = []
    for enterprise, command in moves:
        total += 1
        result = handle(enterprise, command, at)
        if isinstance(result, Refusal):
            refused.append(RefusedMove(case=command.case, code=result.code, message=result.message))
            continue
        for recorded in result[1]:
            entry = read(recorded.body)
            if entry.command == command.id and isinstance(entry.event, Taken):
                changes += _changes(enterprise, enterprise.cases[command.case], entry.event)
    return MovesReport(total=total, good=total - len(refused), changes=changes, refused=refused)


def _changes(enterprise: Enterprise, case: Case, event: Taken) -> list[PeriodMoved]:
    return [
        PeriodMoved(
            case=case.number,
            enterprise_name=enterprise.name,
            line=case.line.name,
            period=each.period,
            period_label=label_of(each),
            order=each.order or None,
            before=_end(each.before),
            after=_end(each.after),
        )
        for each in event.recalculated
    ]


def _end(deadline: Deadline) -> PeriodEnd:
    return PeriodEnd(last_day=deadline.last_day, provisional=deadline.provisional)


def progress(session: Session, moves: str) -> MovesProgress:
    settled = plans.settled(session, moves)
    refused = plans.refused(session, moves)
    return MovesProgress(
        total=plans.total(session, moves),
        done=len(settled),
        moved=len(settled) - len(refused),
        refused=[
            RefusedMove(case=command.case, code=why.refused, message=why.message)
            for command, why in refused
        ],
    )
