"""What the core says to the lines of a plan, asked before any of them is flagged."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime

from sqlmodel import Session

from api.giving import fingerprint_of
from api.plan_columns import COLUMNS
from api.plan_reading import PlanLine, PlanReading
from api.workbook_reading import RowProblem
from api.workbook_upload import Upload
from domain.calendar import Calendar
from domain.commands import Command
from domain.core import handle
from domain.enterprise import Enterprise
from domain.flagging import Flag
from domain.grounds import Ground
from domain.line_kinds import LINE_KINDS
from domain.people import DISTRICTS, Actor
from domain.places import OfCase
from domain.procedure import Procedure
from domain.refusals import Refusal
from domain.rights import entitled
from records.queries import enterprise as enterprise_on_record

_COLUMN_OF: dict[str, tuple[str, Callable[[PlanLine], str]]] = {
    "out_of_scope": ("district", lambda line: DISTRICTS[line.line.district].zh),
    "figures_missing": ("unit_consumption", lambda line: str(line.line.unit_consumption or "")),
    "within_the_limit": ("unit_consumption", lambda line: str(line.line.unit_consumption)),
    "planned_exit_missing": ("planned_exit", lambda line: ""),
    "not_planned": ("planned_exit", lambda line: str(line.planned_exit)),
    "kind_not_listed": ("kind", lambda line: LINE_KINDS[line.line.kind].zh),
    "capacity_cap_missing": ("capacity_cap", lambda line: ""),
    "capacity_cap_not_provided": ("capacity_cap", lambda line: str(line.line.capacity_cap)),
    "already_flagged": ("name", lambda line: line.line.name),
}
"""Which column a refusal is about; any other is about the row as such."""


def commands(
    upload: Upload,
    day: date,
    procedures: Mapping[Ground, Procedure],
    calendar: Calendar,
    lines: Sequence[PlanLine],
) -> list[Command]:
    """One flag for each line, on the day of the upload however long the flagging takes, by the
    capacity of the person that may flag it."""
    return [
        Command(
            id=f"{upload.person.id}:{upload.key}:{line.row}",
            case="",
            by=_flagging(upload, line),
            action=_flag(line, procedures[line.ground], calendar),
            happened_on=day,
            document=line.document,
            fingerprint=fingerprint_of(upload.fingerprint, str(line.row)),
        )
        for line in lines
    ]


def _flagging(upload: Upload, line: PlanLine) -> Actor:
    found = entitled(upload.person, "flag", OfCase(line.line.district, line.ground, line.code))
    return upload.acting if isinstance(found, Refusal) else found[0]


def judge(
    session: Session, reading: PlanReading, given: Sequence[Command], at: datetime
) -> tuple[list[tuple[int, Command]], list[RowProblem]]:
    """The commands that the core would take now, by row, and why it would not take the others:
    rights (S9), figures (P2.1), the planned date (P3.1), a case that is open already."""
    good: list[tuple[int, Command]] = []
    problems: list[RowProblem] = []
    known: dict[str, Enterprise] = {}
    for line, command in zip(reading.rows, given, strict=True):
        if line.code not in known:
            known[line.code] = enterprise_on_record(session, line.code) or Enterprise(line.code)
        result = handle(known[line.code], command, at)
        if isinstance(result, Refusal):
            problems.append(_problem(reading, line, result))
        else:
            good.append((line.row, command))
    return good, problems


def _flag(line: PlanLine, procedure: Procedure, calendar: Calendar) -> Flag:
    return Flag(
        enterprise=line.code,
        enterprise_name=line.enterprise_name,
        line=line.line,
        procedure=procedure,
        calendar=calendar,
        reason=line.reason,
        planned_exit=line.planned_exit,
    )


def _problem(reading: PlanReading, line: PlanLine, refusal: Refusal) -> RowProblem:
    key, value = _COLUMN_OF.get(refusal.code, ("", lambda _: ""))
    return RowProblem(
        row=line.row,
        heading=COLUMNS[key].heading if key else "",
        letter=reading.letters.get(key, ""),
        value=value(line),
        reason=refusal.message,
        code=refusal.code,
    )
