"""Plans 淘汰退出计划: lines to be flagged, row by row, with what became of each row. They come from
uploaded workbooks, and from the list of a year's figures. Whatever else is to be given to many
cases one by one is kept as such a list of commands too.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache

from pydantic import TypeAdapter
from sqlalchemy import func, select, update
from sqlalchemy.exc import IntegrityError
from sqlmodel import Field, Session, SQLModel, col

from domain.commands import Command
from domain.words import Text

_MESSAGE_LENGTH = 400


@cache
def _command() -> TypeAdapter[Command]:
    """Takes a while to make: not for a process that only starts."""
    return TypeAdapter(Command)


class PlanRow(SQLModel, table=True):
    """`fingerprint` is of what was asked for, as the workbook's; `left_out` is JSON of the problems
    of a workbook's bad rows, where the good ones alone were asked for."""

    __tablename__ = "plan"

    id: str = Field(primary_key=True, max_length=64)
    by: str = Field(max_length=60)
    at: str = Field(max_length=40)
    name: str = Field(max_length=200)
    fingerprint: str = Field(max_length=64)
    left_out: str


class PlanLineRow(SQLModel, table=True):
    """`case_number` once flagged, `refused` with the code where the core said no."""

    __tablename__ = "plan_line"

    plan: str = Field(primary_key=True, foreign_key="plan.id", max_length=64)
    row: int = Field(primary_key=True)
    command: str
    case_number: str = Field(default="", max_length=40)
    refused: str = Field(default="", max_length=60)
    message_zh: str = Field(default="", max_length=_MESSAGE_LENGTH)
    message_en: str = Field(default="", max_length=_MESSAGE_LENGTH)


@dataclass(frozen=True, slots=True)
class NewPlan:
    id: str
    by: str
    name: str
    fingerprint: str
    left_out: str


_NO_MESSAGE = Text("", "")


@dataclass(frozen=True, slots=True)
class Settled:
    """What became of a line: its case, or the code and message of a refusal."""

    case: str = ""
    refused: str = ""
    message: Text = _NO_MESSAGE


_OPEN = (col(PlanLineRow.case_number) == "", col(PlanLineRow.refused) == "")


def find(session: Session, plan: str) -> PlanRow | None:
    return session.get(PlanRow, plan)


def keep(session: Session, plan: NewPlan, lines: Sequence[tuple[int, Command]]) -> bool:
    """Whether the plan is new; one that is there already stays as it is."""
    now = datetime.now(UTC).isoformat()
    try:
        with session.begin_nested():
            session.add(
                PlanRow(
                    id=plan.id,
                    by=plan.by,
                    at=now,
                    name=plan.name,
                    fingerprint=plan.fingerprint,
                    left_out=plan.left_out,
                )
            )
    except IntegrityError:
        return False
    session.add_all(
        PlanLineRow(plan=plan.id, row=row, command=_command().dump_json(command).decode())
        for row, command in lines
    )
    return True


def lengthen(session: Session, plan: str, commands: Sequence[Command]) -> None:
    """More lines behind those that are there; one for a case that still waits is not needed."""
    rows = select(func.max(col(PlanLineRow.row))).where(col(PlanLineRow.plan) == plan)
    last = session.scalars(rows).one() or 0
    waiting = {command.case for _, command in open_lines(session, plan, 0, last)}
    new = [command for command in commands if command.case not in waiting]
    session.add_all(
        PlanLineRow(plan=plan, row=row, command=_command().dump_json(command).decode())
        for row, command in enumerate(new, start=last + 1)
    )


def unfinished(session: Session) -> Sequence[str]:
    """The plans with lines that nothing became of yet."""
    return session.scalars(select(col(PlanLineRow.plan)).where(*_OPEN).distinct()).all()


def open_lines(session: Session, plan: str, after: int, size: int) -> list[tuple[int, Command]]:
    """The next lines below that row that nothing became of yet."""
    rows = session.scalars(
        select(PlanLineRow)
        .where(col(PlanLineRow.plan) == plan, col(PlanLineRow.row) > after, *_OPEN)
        .order_by(col(PlanLineRow.row))
        .limit(size)
    )
    return [(line.row, _command().validate_json(line.command)) for line in rows]


def settle(session: Session, plan: str, row: int, settled: Settled) -> None:
    session.execute(
        update(PlanLineRow)
        .where(col(PlanLineRow.plan) == plan, col(PlanLineRow.row) == row)
        .values(
            case_number=settled.case,
            refused=settled.refused,
            message_zh=settled.message.zh[:_MESSAGE_LENGTH],
            message_en=settled.message.en[:_MESSAGE_LENGTH],
        )
    )


def refused(session: Session, plan: str) -> list[tuple[Command, Settled]]:
    """The commands that the core refused, and why."""
    rows = session.scalars(
        select(PlanLineRow)
        .where(col(PlanLineRow.plan) == plan, col(PlanLineRow.refused) != "")
        .order_by(col(PlanLineRow.row))
    )
    return [
        (
            _command().validate_json(line.command),
            Settled(refused=line.refused, message=Text(line.message_zh, line.message_en)),
        )
        for line in rows
    ]


def total(session: Session, plan: str) -> int:
    count = select(func.count()).select_from(PlanLineRow).where(col(PlanLineRow.plan) == plan)
    return session.scalars(count).one()


def settled(session: Session, plan: str) -> list[tuple[int, Settled]]:
    """The lines that something became of, by row."""
    rows = session.execute(
        select(
            col(PlanLineRow.row),
            col(PlanLineRow.case_number),
            col(PlanLineRow.refused),
            col(PlanLineRow.message_zh),
            col(PlanLineRow.message_en),
        )
        .where(
            col(PlanLineRow.plan) == plan,
            (col(PlanLineRow.case_number) != "") | (col(PlanLineRow.refused) != ""),
        )
        .order_by(col(PlanLineRow.row))
    )
    return [(row, Settled(case, refused, Text(zh, en))) for row, case, refused, zh, en in rows]
