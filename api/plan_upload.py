"""A plan upload's way: read, judged by the core, and, if it is to count, kept on record."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from pydantic import TypeAdapter

from api.giving import fingerprint_of
from api.plan_judging import commands, judge
from api.plan_views import PlanReport, PlanTaken
from api.problems import ProblemError
from api.state import Shared
from api.workbook_reading import RowProblem
from domain.commands import Command
from domain.people import Actor
from domain.words import Text
from records import audit, plans
from records.database import reading, writing
from records.plans import NewPlan, PlanRow

PROBLEMS = TypeAdapter(list[RowProblem])
_KEY_REUSED = Text(
    "该 Idempotency-Key 已用于另一工作簿",
    "this Idempotency-Key was used for another workbook",
)
_BAD_ROWS = Text(
    "计划有误，未认定任何一行；请按 errors 更正，或以 only_good=true 只认定无误的行",
    "the plan has errors and nothing was flagged; correct them, or ask for the good rows alone "
    "with only_good=true",
)
_NOTHING_GOOD = Text(
    "没有可认定的行；请按 errors 更正", "no row can be flagged; correct what errors says"
)


@dataclass(frozen=True, slots=True)
class Upload:
    """A workbook as a person sent it; the plan's id follows from the person and the key."""

    person: Actor
    key: str
    name: str
    content: bytes

    @property
    def plan(self) -> str:
        return fingerprint_of(self.person.id, self.key)[:32]

    @property
    def fingerprint(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


def examine(shared: Shared, upload: Upload) -> tuple[PlanReport, list[tuple[int, Command]]]:
    """The report on the workbook, and the commands of its good rows."""
    from api.plan_workbook import read_plan  # half a second to import, and seldom needed

    read = read_plan(upload.content, shared.settings.plan_max_rows)
    at = datetime.now(UTC)
    given = commands(upload.person, upload.key, upload.fingerprint, at, read.rows)
    with reading(shared.engine) as session:
        good, refusals = judge(session, read, given, at)
    problems = sorted([*read.problems, *refusals], key=lambda problem: problem.row or 0)
    report = PlanReport(total=read.total, good=len(good), problems=problems, notes=read.notes)
    return report, good


def take(shared: Shared, upload: Upload, only_good: bool) -> PlanTaken:
    with reading(shared.engine) as session:
        earlier = plans.find(session, upload.plan)
    if earlier is None:
        report, good = examine(shared, upload)
        if not good or (report.problems and not only_good):
            raise _bad_rows(shared, upload, report)
        earlier = _keep(shared, upload, report.problems, good)
    if earlier.fingerprint != upload.fingerprint:
        raise ProblemError(422, "idempotency_key_reused", _KEY_REUSED, rule="S5")
    with reading(shared.engine) as session:
        total = plans.total(session, upload.plan)
    left_out = PROBLEMS.validate_json(earlier.left_out)
    return PlanTaken(plan=upload.plan, total=total, ask=f"/plans/{upload.plan}", left_out=left_out)


def _keep(
    shared: Shared,
    upload: Upload,
    left_out: Sequence[RowProblem],
    good: Sequence[tuple[int, Command]],
) -> PlanRow:
    plan = NewPlan(
        id=upload.plan,
        by=upload.person.id,
        name=upload.name,
        fingerprint=upload.fingerprint,
        left_out=PROBLEMS.dump_json(list(left_out)).decode(),
    )
    with writing(shared.engine) as session:
        plans.keep(session, plan, good)
        kept = plans.find(session, plan.id)
    assert kept is not None  # noqa: S101 - kept now, or by the same upload a moment before
    return kept


def _bad_rows(shared: Shared, upload: Upload, report: PlanReport) -> ProblemError:
    """The refusal, noted as every refused command is (S7)."""
    with writing(shared.engine) as session:
        audit.note(
            session,
            "refused",
            actor=upload.person.id,
            role=upload.person.role,
            subject=upload.name,
            code="bad_plan",
            detail=f"flag: {report.total} rows, {report.good} good",
        )
    errors = PROBLEMS.dump_python(list(report.problems), mode="json")
    for problem in report.problems:
        if problem.row is None:
            return ProblemError(422, problem.code, problem.reason, errors=errors)
    return ProblemError(422, "bad_plan", _BAD_ROWS if report.good else _NOTHING_GOOD, errors=errors)
