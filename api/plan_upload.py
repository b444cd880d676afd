"""A plan upload's way: read, judged by the core, and, if it is to count, kept on record."""

from collections.abc import Sequence
from datetime import UTC, datetime

from api.calendar_in_use import calendar_from
from api.plan_judging import commands, judge
from api.plan_views import PlanReport, PlanTaken
from api.problems import ProblemError
from api.state import Shared
from api.workbook_reading import RowProblem
from api.workbook_upload import PROBLEMS, Upload, bad_rows, key_reused
from domain.calendar import local_date
from domain.commands import Command
from domain.words import Text
from records import plans
from records.database import reading, writing
from records.plans import NewPlan, PlanRow

_BAD_ROWS = Text(
    "计划有误，未认定任何一行；请按 errors 更正，或以 only_good=true 只认定无误的行",
    "the plan has errors and nothing was flagged; correct them, or ask for the good rows alone "
    "with only_good=true",
)
_NOTHING_GOOD = Text(
    "没有可认定的行；请按 errors 更正", "no row can be flagged; correct what errors says"
)


def examine(shared: Shared, upload: Upload) -> tuple[PlanReport, list[tuple[int, Command]]]:
    """The report on the workbook, and the commands of its good rows."""
    from api.plan_workbook import read_plan  # half a second to import, and seldom needed

    read = read_plan(upload.content, shared.settings.plan_max_rows)
    at = datetime.now(UTC)
    day = local_date(at)
    calendar = calendar_from(shared, day)
    given = commands(upload, day, shared.procedures, calendar, read.rows)
    with reading(shared.engine) as session:
        good, refusals = judge(session, read, given, at)
    problems = sorted([*read.problems, *refusals], key=lambda problem: problem.row or 0)
    report = PlanReport(total=read.total, good=len(good), problems=problems, notes=read.notes)
    return report, good


def take(shared: Shared, upload: Upload, only_good: bool) -> PlanTaken:
    with reading(shared.engine) as session:
        earlier = plans.find(session, upload.id)
    if earlier is None:
        report, good = examine(shared, upload)
        if not good or (report.problems and not only_good):
            raise _bad_plan(shared, upload, report)
        earlier = _keep(shared, upload, report.problems, good)
    if earlier.fingerprint != upload.fingerprint:
        raise key_reused()
    with reading(shared.engine) as session:
        total = plans.total(session, upload.id)
    left_out = PROBLEMS.validate_json(earlier.left_out)
    return PlanTaken(plan=upload.id, total=total, ask=f"/plans/{upload.id}", left_out=left_out)


def _keep(
    shared: Shared,
    upload: Upload,
    left_out: Sequence[RowProblem],
    good: Sequence[tuple[int, Command]],
) -> PlanRow:
    plan = NewPlan(
        id=upload.id,
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


def _bad_plan(shared: Shared, upload: Upload, report: PlanReport) -> ProblemError:
    reason = _BAD_ROWS if report.good else _NOTHING_GOOD
    detail = f"flag: {report.total} rows, {report.good} good"
    return bad_rows(shared, upload, report.problems, "bad_plan", reason, detail)
