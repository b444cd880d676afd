"""Reading the record: one enterprise, one case's timeline, lists in pages."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, false, or_, select, true
from sqlmodel import Session, col

from domain.enterprise import Enterprise
from domain.events import Entry, read
from domain.grounds import Ground
from domain.people import District
from domain.places import Reach
from domain.stages import ENDED, Stage
from records.projection import enterprise_from
from records.tables import CaseRow, EnterpriseRow, EntryRow


def enterprise(session: Session, code: str) -> Enterprise | None:
    state = session.scalars(
        select(col(EnterpriseRow.state)).where(col(EnterpriseRow.code) == code)
    ).one_or_none()
    return enterprise_from(state) if state else None


def timeline(session: Session, case: str) -> list[Entry]:
    rows = session.scalars(
        select(col(EntryRow.body))
        .where(col(EntryRow.case_number) == case)
        .order_by(col(EntryRow.sequence))
    )
    return [read(body) for body in rows]


def by_command(session: Session, code: str, command: str) -> Entry | None:
    """The entry of the command with this id, if it is on the enterprise's record."""
    found = select(col(EntryRow.body)).where(
        col(EntryRow.enterprise) == code, col(EntryRow.command) == command
    )
    body = session.scalars(found.limit(1)).first()
    return read(body) if body else None


@dataclass(frozen=True, slots=True)
class CaseFilter:
    """`within` bounds what the reader may see to any of these (S9); the rest is asked for."""

    within: tuple[Reach, ...] = (Reach(),)
    stage: Stage | None = None
    district: District | None = None
    ground: Ground | None = None
    due_before: date | None = None
    overdue: bool | None = None
    in_charge: str | None = None
    alarm: bool | None = None


def cases(
    session: Session, wanted: CaseFilter, after: tuple[str, str] | None, size: int
) -> Sequence[CaseRow]:
    """A page of cases, what is due first first; `after` is the last row's (due_order, number)."""
    query = select(CaseRow).where(*_meets(wanted))
    if after is not None:
        due, number = after
        beyond = and_(col(CaseRow.due_order) == due, col(CaseRow.number) > number)
        query = query.where(or_(col(CaseRow.due_order) > due, beyond))
    ordered = query.order_by(col(CaseRow.due_order), col(CaseRow.number)).limit(size)
    return session.scalars(ordered).all()


def unfinished(session: Session) -> list[str]:
    """The credit codes of the enterprises of which something is still to come, in order."""
    code = col(EnterpriseRow.code)
    to_come = col(EnterpriseRow.finished).is_(False), col(EnterpriseRow.sequence) > 0
    return list(session.scalars(select(code).where(*to_come).order_by(code)))


def with_irregular_orders(session: Session, after: str, size: int) -> list[Enterprise]:
    """A page of the enterprises where something was carried out at the wrong hour, by code."""
    code = col(EnterpriseRow.code)
    states = select(col(EnterpriseRow.state)).where(
        col(EnterpriseRow.irregular).is_(True), code > after
    )
    return [enterprise_from(state) for state in session.scalars(states.order_by(code).limit(size))]


def with_open_case(session: Session, ground: Ground) -> Sequence[str]:
    """The credit codes of the enterprises with an open case on the ground, in order."""
    query = select(col(CaseRow.enterprise)).where(
        col(CaseRow.ground) == ground, col(CaseRow.stage).not_in(ENDED)
    )
    return session.scalars(query.distinct().order_by(col(CaseRow.enterprise))).all()


def enterprises(
    session: Session, wanted: CaseFilter, named: str, after: str, size: int
) -> list[tuple[str, str]]:
    """A page of the enterprises that have such a case: credit code and name, by code; `named` is
    part of the name."""
    code, name = col(EnterpriseRow.code), col(EnterpriseRow.name)
    having = select(col(CaseRow.enterprise)).where(*_meets(wanted))
    query = select(code, name).where(code.in_(having), code > after).order_by(code).limit(size)
    if named:
        query = query.where(name.contains(named, autoescape=True))
    return list(session.execute(query))


def _meets(wanted: CaseFilter) -> list[ColumnElement[bool]]:
    exact = (
        (CaseRow.stage, wanted.stage),
        (CaseRow.district, wanted.district),
        (CaseRow.ground, wanted.ground),
        (CaseRow.overdue, wanted.overdue),
        (CaseRow.in_charge, wanted.in_charge),
        (CaseRow.alarm, wanted.alarm),
    )
    conditions = [col(column) == value for column, value in exact if value is not None]
    conditions.append(or_(false(), *map(in_reach, wanted.within)))
    if wanted.due_before is not None:
        conditions.append(col(CaseRow.due) < wanted.due_before)
    return conditions


def in_reach(reach: Reach) -> ColumnElement[bool]:
    """Of a row of the list of cases (S9)."""
    bounds: list[ColumnElement[bool]] = []
    if reach.districts is not None:
        bounds.append(col(CaseRow.district).in_(reach.districts))
    if reach.grounds is not None:
        bounds.append(col(CaseRow.ground).in_(reach.grounds))
    if reach.enterprise is not None:
        bounds.append(col(CaseRow.enterprise) == reach.enterprise)
    return and_(true(), *bounds)
