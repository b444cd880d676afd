"""Keeping meter readings: judged, then all or the good ones on record, each batch once (S5)."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from sqlmodel import Session

from api.problems import ProblemError, refused
from api.readings_judging import Judged, judge
from api.readings_views import ReadingsKept
from api.state import Shared
from api.workbook_reading import RowProblem
from api.workbook_upload import PROBLEMS, key_reused
from domain.people import Actor, Person
from domain.refusals import refuse
from domain.words import Text
from records import audit, readings
from records.database import reading, writing
from records.readings import Batch, NewReading, ReadingRow, ReadMeanwhileError

_BAD = Text(
    "读数有误，均未登记；请按 errors 更正，或以 only_good=true 只登记无误的行",
    "there are bad readings and none was kept; correct them, or ask for the good ones alone with "
    "only_good=true",
)


@dataclass(frozen=True, slots=True)
class Entered:
    """What a person entered: its rows, and the problems of those that could not even be read.
    `columns` are the headings and letters of a workbook's fields."""

    person: Person
    batch: Batch
    rows: Sequence[NewReading]
    unread: Sequence[RowProblem] = ()
    columns: Mapping[str, tuple[str, str]] = field(default_factory=dict)


def examine(shared: Shared, entered: Entered) -> Judged:
    with reading(shared.engine) as session:
        judged = judge(session, entered.person, entered.rows, datetime.now(UTC))
    found = [_in_its_column(entered, problem) for problem in judged.problems]
    judged.problems = sorted([*entered.unread, *found], key=lambda problem: problem.row or 0)
    return judged


def _in_its_column(entered: Entered, problem: RowProblem) -> RowProblem:
    heading, letter = entered.columns.get(problem.heading, (problem.heading, ""))
    return replace(problem, heading=heading, letter=letter)


def take(shared: Shared, entered: Entered, *, only_good: bool) -> ReadingsKept:
    """Raises the problem that answers the request where none is kept."""
    while True:
        with reading(shared.engine) as session:
            earlier = readings.of_batch(session, entered.batch.id)
        if earlier:
            return _kept_earlier(shared, entered, earlier)
        judged = examine(shared, entered)
        if not judged.good or (judged.problems and not only_good):
            raise _bad(shared, entered, judged)
        try:
            return _keep(shared, entered, judged)
        except ReadMeanwhileError:
            continue  # judged again, beside what came between


def _keep(shared: Shared, entered: Entered, judged: Judged) -> ReadingsKept:
    by = entered.batch.by
    with writing(shared.engine) as session:
        rows = _rows(session, entered.batch, judged)
        audit.note(
            session,
            "readings_kept",
            actor=by.id,
            role=by.role,
            subject=entered.batch.id,
            detail=f"{len(rows)} readings, {len(judged.problems)} rows left out",
        )
        return ReadingsKept(kept=_numbers(rows), left_out=judged.problems)


def _rows(session: Session, batch: Batch, judged: Judged) -> list[ReadingRow]:
    """Each on record as entered in the capacity that may."""
    together: dict[Actor, list[NewReading]] = defaultdict(list)
    for new in judged.good:
        together[judged.acting[new.row]].append(new)
    rows = [
        row
        for by, entered in together.items()
        for row in readings.keep(session, replace(batch, by=by), entered)
    ]
    return sorted(rows, key=lambda row: row.row)


def _kept_earlier(shared: Shared, entered: Entered, kept: Sequence[ReadingRow]) -> ReadingsKept:
    """The same answer; what was left out then is judged again, and nothing more is kept."""
    if kept[0].fingerprint != entered.batch.fingerprint:
        raise key_reused()
    taken = {row.row for row in kept}
    others = [new for new in entered.rows if new.row not in taken]
    judged = examine(shared, replace(entered, rows=others))
    return ReadingsKept(kept=_numbers(kept), left_out=judged.problems)


def _numbers(rows: Sequence[ReadingRow]) -> list[int]:
    return [row.id for row in rows if row.id is not None]


def _bad(shared: Shared, entered: Entered, judged: Judged) -> ProblemError:
    """Noted, as every refusal is (S7)."""
    problems = judged.problems
    foreign = not judged.good and all(problem.code == "out_of_scope" for problem in problems)
    whole = next((problem for problem in problems if problem.row is None), None)
    code = "out_of_scope" if foreign else whole.code if whole else "bad_readings"
    by = entered.batch.by
    with writing(shared.engine) as session:
        audit.note(
            session,
            "refused",
            actor=by.id,
            role=by.role,
            subject=entered.batch.id,
            code=code,
            detail=f"readings: {len(problems)} bad, {len(judged.good)} good",
        )
    if foreign:
        return refused(refuse("out_of_scope"))
    errors = PROBLEMS.dump_python(list(problems), mode="json")
    return ProblemError(422, code, whole.reason if whole else _BAD, errors=errors)
