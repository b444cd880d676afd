"""Plans 淘汰退出计划: uploaded workbooks, row by row, with what became of each row."""

from collections.abc import Sequence
from datetime import UTC, datetime

from pydantic import TypeAdapter
from sqlalchemy import func, select
from sqlmodel import Field, Session, SQLModel, col

from domain.commands import Command

_COMMAND = TypeAdapter(Command)


class PlanRow(SQLModel, table=True):
    __tablename__ = "plan"

    id: str = Field(primary_key=True, max_length=64)
    by: str = Field(max_length=60)
    at: str = Field(max_length=40)
    name: str = Field(max_length=200)


class PlanLineRow(SQLModel, table=True):
    """`case_number` once flagged, `refused` with the code where the core said no."""

    __tablename__ = "plan_line"

    plan: str = Field(primary_key=True, foreign_key="plan.id", max_length=64)
    row: int = Field(primary_key=True)
    command: str
    case_number: str = Field(default="", max_length=40)
    refused: str = Field(default="", max_length=60)
    message: str = Field(default="", max_length=400)


def keep(
    session: Session, plan: str, name: str, by: str, lines: Sequence[tuple[int, Command]]
) -> None:
    session.add(PlanRow(id=plan, by=by, at=datetime.now(UTC).isoformat(), name=name))
    session.flush()
    session.add_all(
        PlanLineRow(plan=plan, row=row, command=_COMMAND.dump_json(command).decode())
        for row, command in lines
    )


def open_lines(session: Session, plan: str, size: int) -> list[tuple[int, Command]]:
    """The next lines that nothing became of yet."""
    rows = session.scalars(
        select(PlanLineRow)
        .where(
            col(PlanLineRow.plan) == plan,
            col(PlanLineRow.case_number) == "",
            col(PlanLineRow.refused) == "",
        )
        .order_by(col(PlanLineRow.row))
        .limit(size)
    )
    return [(line.row, _COMMAND.validate_json(line.command)) for line in rows]


def settle(
    session: Session, plan: str, row: int, case: str, refused: str = "", message: str = ""
) -> None:
    line = session.get_one(PlanLineRow, (plan, row))
    line.case_number, line.refused, line.message = case, refused, message[:400]


def progress(session: Session, plan: str) -> tuple[PlanRow, Sequence[PlanLineRow], int] | None:
    """The plan, the lines that something became of, and how many lines there are in all."""
    found = session.get(PlanRow, plan)
    if found is None:
        return None
    lines = session.scalars(
        select(PlanLineRow)
        .where(
            col(PlanLineRow.plan) == plan,
            (col(PlanLineRow.case_number) != "") | (col(PlanLineRow.refused) != ""),
        )
        .order_by(col(PlanLineRow.row))
    ).all()
    total = session.scalars(
        select(func.count()).select_from(PlanLineRow).where(col(PlanLineRow.plan) == plan)
    ).one()
    return found, lines, total
