"""Uploading plans: what is reported, what is refused, who may."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlmodel import Session, SQLModel, col

from activities.holidays import announced_calendar
from api.body_limit import WORKBOOK_BYTES
from api.plan_judging import commands
from api.plan_workbook import read_plan
from domain.calendar import local_date
from domain.core import handle
from domain.enterprise import Enterprise
from domain.procedures import PROCEDURES
from domain.refusals import Refusal
from records.database import connect, reading, writing
from records.plans import PlanLineRow, PlanRow
from records.write import write
from tests.api.audit import notes_of_people
from tests.api.plan_api import MOST_ROWS, PEOPLE, PlanApi, plan_api, upload_of
from tests.api.plan_books import FIRST_ROW, HEADINGS, credit_code, plan_row, workbook

GOOD = workbook(plan_row(1), plan_row(2, 事由="淘汰类"))
MIXED = workbook(plan_row(1), plan_row(2, 所在区="东胜区"), plan_row(3, 限额值=1020))


@pytest.fixture(autouse=True)
def _temporal_is_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TEMPORAL_ADDRESS", "127.0.0.1:1")


@pytest.fixture
def api(database: str, peopled: tuple[Path, dict[str, str]]) -> Iterator[PlanApi]:
    with plan_api(database, peopled[1]) as api:
        yield api


@pytest.fixture
def session(database: str, api: PlanApi) -> Iterator[Session]:
    engine = connect(database)
    with reading(engine) as session:
        yield session
    engine.dispose()


def count(session: Session, table: type[SQLModel]) -> int:
    return session.scalars(select(func.count()).select_from(table)).one()


def test_a_dry_run_reports_and_keeps_nothing(api: PlanApi, session: Session) -> None:
    answer = api.upload("hainan", MIXED, dry_run=True)
    assert answer.status_code == 200
    report = answer.json()
    assert (report["total"], report["good"]) == (3, 1)
    assert report["problems"] == [
        {
            "row": FIRST_ROW + 1,
            "heading": "所在区",
            "letter": "D",
            "value": "东胜区",
            "reason": report["problems"][0]["reason"],
            "code": "unknown_district",
        },
        {
            "row": FIRST_ROW + 2,
            "heading": "单位产品能耗",
            "letter": "H",
            "value": "1020",
            "reason": report["problems"][1]["reason"],
            "code": "within_the_limit",
        },
    ]
    assert (count(session, PlanRow), count(session, PlanLineRow)) == (0, 0)
    assert not notes_of_people(session)


def test_a_bad_row_refuses_the_whole_plan_and_is_on_the_audit_record(
    api: PlanApi, session: Session
) -> None:
    """S7: nothing is flagged, and that it was tried is known."""
    answer = api.upload("hainan", MIXED, key="k", name="2026 计划")
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert problem["code"] == "bad_plan"
    assert [(error["row"], error["code"]) for error in problem["errors"]] == [
        (FIRST_ROW + 1, "unknown_district"),
        (FIRST_ROW + 2, "within_the_limit"),
    ]
    assert count(session, PlanRow) == 0
    (note,) = notes_of_people(session)
    assert (note.actor, note.what, note.code) == ("hainan", "refused", "bad_plan")
    assert note.subject == "2026 计划"


def test_only_the_good_rows_are_taken_where_that_is_asked_for(
    api: PlanApi, session: Session
) -> None:
    answer = api.upload("hainan", MIXED, key="k", only_good=True)
    assert answer.status_code == 202
    taken = answer.json()
    assert taken["total"] == 1
    assert [problem["row"] for problem in taken["left_out"]] == [FIRST_ROW + 1, FIRST_ROW + 2]
    assert answer.headers["location"] == taken["ask"] == f"/plans/{taken['plan']}"
    progress = api.progress("hainan", taken["plan"]).json()
    assert progress["left_out"] == taken["left_out"]
    assert session.scalars(select(col(PlanLineRow.row))).all() == [FIRST_ROW]


def test_with_no_good_row_there_is_no_plan(api: PlanApi, session: Session) -> None:
    answer = api.upload("wuda", GOOD, key="k", only_good=True)
    assert (answer.status_code, answer.json()["code"]) == (422, "bad_plan")
    assert count(session, PlanRow) == 0


@pytest.mark.parametrize("only_good", [False, True])
def test_what_is_no_workbook_is_refused_with_its_reason(api: PlanApi, only_good: bool) -> None:
    answer = api.upload("hainan", b"not a workbook", key="k", only_good=only_good)
    assert (answer.status_code, answer.json()["code"]) == (422, "not_a_workbook")
    report = api.upload("hainan", b"", dry_run=True)
    assert report.status_code == 200
    assert [problem["code"] for problem in report.json()["problems"]] == ["not_a_workbook"]


def test_more_rows_than_the_setting_allows(api: PlanApi) -> None:
    content = workbook(*(plan_row(number) for number in range(1, MOST_ROWS + 2)))
    answer = api.upload("hainan", content, key="k", only_good=True)
    assert (answer.status_code, answer.json()["code"]) == (422, "too_many_rows")


def test_a_body_beyond_the_limit(api: PlanApi) -> None:
    answer = api.upload("hainan", bytes(WORKBOOK_BYTES + 1), key="k")
    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")


def test_s9_a_row_in_a_foreign_district_is_a_bad_row(api: PlanApi) -> None:
    """S9: nobody flags outside their district, by a plan either."""
    content = workbook(plan_row(1), plan_row(2, 所在区="乌达区"))
    (problem,) = api.upload("hainan", content, key="k").json()["errors"]
    assert (problem["row"], problem["letter"], problem["code"]) == (4, "D", "out_of_scope")
    assert problem["value"] == "乌达区"
    assert api.upload("city", content, dry_run=True).json()["problems"] == []


@pytest.mark.parametrize("by", ["approver", "auditor", "clerk"])
@pytest.mark.parametrize("dry_run", [False, True])
def test_s9_who_may_not_flag_may_not_upload(api: PlanApi, by: str, dry_run: bool) -> None:
    """S9: by role."""
    answer = api.upload(by, GOOD, key="k", dry_run=dry_run)
    assert (answer.status_code, answer.json()["code"]) == (403, "wrong_role")


def test_s9_nobody_uploads_or_asks_without_signing_in(api: PlanApi) -> None:
    """S9."""
    assert api.upload("", GOOD, key="k").status_code == 401
    assert api.progress("", "0" * 32).status_code == 401


def test_s9_a_plan_is_its_uploaders_and_the_supervisions_to_see(api: PlanApi) -> None:
    """S9."""
    plan = api.upload("hainan", GOOD, key="k").json()["plan"]
    seen = {by: api.progress(by, plan).status_code for by in PEOPLE}
    allowed = {"hainan", "supervisor", "auditor"}
    assert seen == {by: 200 if by in allowed else 403 for by in PEOPLE}
    assert api.progress("auditor", "0" * 32).status_code == 404
    assert api.progress("auditor", "..").status_code in {404, 422}


def test_p2_1_figures_where_the_ground_needs_them(api: PlanApi) -> None:
    """P2.1: the core's own rule, told before anything is flagged."""
    content = workbook(plan_row(1, 单位产品能耗="/"), plan_row(2, 单位产品能耗="/", 事由="淘汰类"))
    (problem,) = api.upload("hainan", content, dry_run=True).json()["problems"]
    assert (problem["row"], problem["code"]) == (FIRST_ROW, "figures_missing")


def test_p3_1_a_planned_exit_just_where_the_ground_goes_by_it(api: PlanApi) -> None:
    """P3.1: likewise."""
    content = workbook(
        plan_row(1, 事由="要素"),
        plan_row(2, 事由="要素", 计划退出日期="2150-06-30", 生产线类别="独立电石"),
        plan_row(3, 计划退出日期="2150-06-30"),
        headings=(*HEADINGS, "计划退出日期", "生产线类别"),
    )
    problems = api.upload("hainan", content, dry_run=True).json()["problems"]
    assert [(problem["row"], problem["letter"], problem["code"]) for problem in problems] == [
        (FIRST_ROW, "K", "planned_exit_missing"),
        (FIRST_ROW + 2, "K", "not_planned"),
    ]


CAP = "核定产能（吨/年）"


def test_p3_1_p3_2_a_kind_just_where_the_ground_goes_by_it(api: PlanApi) -> None:
    """P3.2: and a cap just for what is absorbed."""
    by_plan = {"事由": "要素", "计划退出日期": "2150-06-30"}
    content = workbook(
        plan_row(1, **by_plan),
        plan_row(2, **by_plan, 生产线类别="洗煤"),
        plan_row(3, **by_plan, 生产线类别="铁合金", **{CAP: 20000}),
        plan_row(4, **by_plan, 生产线类别="洗煤", **{CAP: 20000}),
        headings=(*HEADINGS, "计划退出日期", "生产线类别", CAP),
    )
    problems = api.upload("hainan", content, dry_run=True).json()["problems"]
    assert [(problem["row"], problem["letter"], problem["code"]) for problem in problems] == [
        (FIRST_ROW, "L", "kind_not_listed"),
        (FIRST_ROW + 1, "M", "capacity_cap_missing"),
        (FIRST_ROW + 2, "M", "capacity_cap_not_provided"),
    ]


def test_a_line_under_a_case_already_is_told_before_anything_is_flagged(
    api: PlanApi, database: str
) -> None:
    now = datetime.now(UTC)
    line = read_plan(workbook(plan_row(1)), 10).rows[0]
    upload = upload_of(PEOPLE["hainan"], "earlier")
    (command,) = commands(upload, local_date(now), PROCEDURES, announced_calendar(), [line])
    result = handle(Enterprise(line.code), command, now)
    assert not isinstance(result, Refusal)
    engine = connect(database)
    with writing(engine) as session:
        write(session, line.code, result[1])
    engine.dispose()
    (problem,) = api.upload("hainan", GOOD, dry_run=True).json()["problems"]
    assert (problem["row"], problem["letter"], problem["code"]) == (3, "E", "already_flagged")
    assert f"{credit_code(1)}-1" in problem["reason"]["zh"]


def test_the_key_is_needed_to_upload(api: PlanApi) -> None:
    answer = api.upload("hainan", GOOD)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["where"] == ["header", "Idempotency-Key"]


def test_s5_the_same_key_again_is_the_same_plan_once(api: PlanApi, session: Session) -> None:
    """S5: and another workbook under it is refused."""
    first = api.upload("hainan", GOOD, key="k")
    assert api.upload("hainan", GOOD, key="k").json() == first.json()
    other = api.upload("hainan", MIXED, key="k", only_good=True)
    assert (other.status_code, other.json()["code"]) == (422, "idempotency_key_reused")
    assert (count(session, PlanRow), count(session, PlanLineRow)) == (1, 2)


def test_the_same_key_of_another_person_is_another_plan(api: PlanApi) -> None:
    plans = {api.upload(by, GOOD, key="k").json()["plan"] for by in ("hainan", "city")}
    assert len(plans) == 2


def test_nothing_is_lost_while_temporal_is_away(api: PlanApi) -> None:
    plan = api.upload("hainan", GOOD, key="k").json()["plan"]
    progress = api.progress("hainan", plan).json()
    assert (progress["total"], progress["done"]) == (2, 0)
    assert (progress["cases"], progress["refused"]) == ([], [])


def test_a_name_with_control_characters_is_refused(api: PlanApi) -> None:
    assert api.upload("hainan", GOOD, key="k", name="a\x00b").status_code == 422
