"""What the law does not allow is refused with its rule, changes nothing, and is noted."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from domain.calendar import local_date
from tests.api.audit import notes_on
from tests.api.people import APPROVER, INSPECTOR, INSPECTOR_ELSEWHERE, POWER_CLERK, SUPERVISOR
from tests.api.problems import permitted, problem
from tests.api.town import Case, Town, new_code

LONG_AGO = "2025-04-01"
TODAY = local_date(datetime.now(UTC))
TOMORROW = str(TODAY + timedelta(days=1))
MONTH_AGO = str(TODAY - timedelta(days=30))


@pytest.fixture
def rectifying(town: Town) -> Case:
    case = town.flag()
    case.do(INSPECTOR, "serve_notice")
    return case


@pytest.fixture
def overdue(town: Town) -> Case:
    """Its period ended on 2025-10-09."""
    case = town.flag(happened_on=LONG_AGO)
    assert case.do(INSPECTOR, "serve_notice", happened_on=LONG_AGO)["stage"] == "overdue"
    return case


@pytest.fixture
def deciding(overdue: Case) -> Case:
    overdue.do(INSPECTOR, "record_reinspection", measured="850", verdict="fail")
    return overdue


def test_p2_2_four_months_of_extension(rectifying: Case) -> None:
    answer = rectifying.ask(rectifying.enterprise, "apply_for_extension", months=4)
    body = problem(answer, 409, "extension_too_long", "S3")
    assert "3" in body["detail"]["zh"]
    assert permitted(body) == {"apply_for_extension", "file_report"}


def test_p2_2_a_second_application_and_a_second_extension(rectifying: Case) -> None:
    rectifying.do(INSPECTOR, "apply_for_extension")
    answer = rectifying.ask(INSPECTOR, "apply_for_extension")
    problem(answer, 409, "extension_pending", "P2.2")
    rectifying.do(APPROVER, "decide_extension")
    answer = rectifying.ask(rectifying.enterprise, "apply_for_extension")
    assert permitted(problem(answer, 409, "extension_already_granted", "P2.2")) == {"file_report"}


def test_p2_2_more_granted_than_was_applied_for(rectifying: Case) -> None:
    rectifying.do(INSPECTOR, "apply_for_extension", months=1)
    answer = rectifying.ask(APPROVER, "decide_extension", months=2)
    problem(answer, 409, "granted_more_than_applied", "P2.2")


def test_p2_2_a_decision_by_the_applicant(rectifying: Case) -> None:
    rectifying.do(INSPECTOR, "apply_for_extension")
    answer = rectifying.ask(INSPECTOR, "decide_extension")
    problem(answer, 403, "wrong_role", "S9")
    assert rectifying.view()["extension"]["granted"] is None


def test_s3_an_application_after_the_end(overdue: Case) -> None:
    answer = overdue.ask(overdue.enterprise, "apply_for_extension")
    body = problem(answer, 409, "application_late", "S3")
    assert "2025-10-09" in body["detail"]["zh"]
    assert permitted(body) == {"file_resettlement_plan", "file_risk_plan"}


def test_p2_3_a_verdict_against_the_figures(overdue: Case) -> None:
    answer = overdue.ask(INSPECTOR, "record_reinspection", measured="823.1", verdict="pass")
    problem(answer, 409, "verdict_against_figures", "P2.3")
    answer = overdue.ask(INSPECTOR, "record_reinspection", limit="900")
    problem(answer, 409, "limit_differs", "P2.3")


def test_l1_a_re_inspection_or_a_report_before_any_service(town: Town) -> None:
    case = town.flag()
    problem(case.ask(INSPECTOR, "record_reinspection"), 409, "not_now", "P2.3")
    body = problem(case.ask(INSPECTOR, "file_report"), 409, "not_now", "P2.1")
    assert permitted(body) == {"serve_notice", "correct_line", "withdraw"}


def test_s1_an_exit_decision_before_the_period_is_over(rectifying: Case) -> None:
    problem(rectifying.ask(APPROVER, "take_exit_decision"), 409, "not_now", "S2")


def test_l5_an_exit_decision_before_the_enterprise_was_heard(deciding: Case) -> None:
    answer = deciding.ask(APPROVER, "take_exit_decision")
    body = problem(answer, 409, "requirement_missing", "L5")
    assert "听证" in body["detail"]["zh"]
    deciding.do(INSPECTOR, "give_advance_notice")
    problem(deciding.ask(APPROVER, "take_exit_decision"), 409, "requirement_missing", "L5")
    deciding.do(deciding.enterprise, "request_hearing")
    problem(deciding.ask(deciding.enterprise, "waive_hearing"), 409, "already_recorded", "L5")
    problem(deciding.ask(INSPECTOR, "give_advance_notice"), 409, "told_already", "L5")


def test_l5_a_hearing_asked_for_after_the_time_to_object(overdue: Case) -> None:
    told = overdue.do(INSPECTOR, "give_advance_notice", happened_on=MONTH_AGO)
    answer = overdue.ask(overdue.enterprise, "request_hearing")
    body = problem(answer, 409, "objection_late", "L5")
    assert told["hearing"]["until"]["last_day"] in body["detail"]["zh"]


def test_p4_2_an_approval_by_too_low_a_level(town: Town) -> None:
    case = town.flag(ground="quality")
    case.do(INSPECTOR, "serve_notice")
    case.do(case.enterprise, "file_report")
    case.do(INSPECTOR, "record_reinspection", measured="850", verdict="fail")
    case.do(INSPECTOR, "request_approval", level="city")
    problem(case.ask(APPROVER, "decide_approval"), 403, "level_too_low", "P4.2")
    assert case.view()["approval"] == {
        "level": "city",
        "requested_by": INSPECTOR.id,
        "granted": None,
        "reason": "",
        "document": "",
    }


def test_p6_2_a_refused_approval_says_why_and_is_not_asked_for_again_without_an_answer(
    town: Town,
) -> None:
    case = town.flag(ground="quality")
    case.do(INSPECTOR, "serve_notice")
    case.do(case.enterprise, "file_report")
    case.do(INSPECTOR, "record_reinspection", measured="850", verdict="fail")
    case.do(INSPECTOR, "request_approval", level="district")
    shown = case.do(APPROVER, "decide_approval", granted=False, reason="检测报告不全")
    assert shown["stage"] == "sent_back"
    assert shown["approval"]["reason"] == "检测报告不全"
    body = problem(case.ask(INSPECTOR, "request_approval"), 409, "refusal_unanswered", "P6.2")
    assert "检测报告不全" in body["detail"]["zh"]
    may = {each["action"] for each in case.view(INSPECTOR)["permitted"]}
    assert {"record_reinspection", "request_approval", "withdraw"} <= may


def test_p1_3_sealing_without_saying_why_it_cannot_be_dismantled(overdue: Case) -> None:
    overdue.is_heard()
    answer = overdue.ask(APPROVER, "take_exit_decision", cannot_dismantle_because="")
    problem(answer, 409, "reason_missing", "P1.3")


@pytest.mark.parametrize(
    ("changes", "code", "rule"),
    [
        ({"line": {"unit_consumption": "823"}}, "within_the_limit", "P2.1"),
        ({"line": {"limit": None}}, "figures_missing", "P2.1"),
        ({"happened_on": TOMORROW}, "in_the_future", "S7"),
        ({"ground": "factors"}, "planned_exit_missing", "P3.1"),
        ({"planned_exit": TOMORROW}, "not_planned", "P3.1"),
    ],
)
def test_p2_1_p3_1_a_flag_that_the_law_does_not_allow(
    town: Town, changes: dict[str, Any], code: str, rule: str
) -> None:
    enterprise = new_code()
    problem(town.ask_to_flag(INSPECTOR, enterprise, **changes), 409, code, rule)
    assert town.get(SUPERVISOR, f"/enterprises/{enterprise}").status_code == 404


def test_a_line_is_not_flagged_twice_on_one_ground_while_its_case_runs(town: Town) -> None:
    case = town.flag()
    body = problem(town.ask_to_flag(INSPECTOR, case.code), 409, "already_flagged", "S7")
    assert case.number in body["detail"]["zh"]


@pytest.mark.parametrize(
    ("action", "day", "code"),
    [
        ("serve_notice", TOMORROW, "in_the_future"),
        ("serve_notice", "2025-03-31", "before_previous_step"),
        ("withdraw", "2025-05-01", "may_not_be_backdated"),
    ],
)
def test_s7_a_day_on_which_it_cannot_have_happened(
    town: Town, action: str, day: str, code: str
) -> None:
    case = town.flag(happened_on=LONG_AGO)
    giver = SUPERVISOR if action == "withdraw" else INSPECTOR
    problem(case.ask(giver, action, happened_on=day), 409, code, "S7")


@pytest.mark.parametrize("path", ["", "/timeline", "/live"])
def test_a_case_that_is_not_there(town: Town, path: str) -> None:
    case = town.flag()
    for number in (f"{case.code}-2", f"{new_code()}-1"):
        problem(town.get(SUPERVISOR, f"/cases/{number}{path}"), 404, "not_found")


def test_a_command_on_a_case_that_is_not_there(town: Town) -> None:
    case = town.flag()
    for number in (f"{case.code}-2", f"{new_code()}-1"):
        problem(Case(town, number).ask(INSPECTOR, "serve_notice"), 404, "not_found")


def test_s7_every_refusal_is_noted_with_who_and_why(town: Town) -> None:
    case = town.flag()
    for actor, action in (
        (INSPECTOR, "file_report"),
        (INSPECTOR_ELSEWHERE, "serve_notice"),
        (POWER_CLERK, "withdraw"),
    ):
        case.ask(actor, action)
    notes = notes_on(town.service, case.number)
    assert [(note.what, note.actor, note.role, note.code) for note in notes] == [
        ("refused", "inspector", "inspector", "not_now"),
        ("refused", "inspector.wuda", "inspector", "out_of_scope"),
        ("refused", "clerk.power", "clerk", "wrong_role"),
    ]
    assert [note.detail.partition(":")[0] for note in notes] == [
        "file_report",
        "serve_notice",
        "withdraw",
    ]
    assert len(case.timeline()) == 1


def test_s7_a_refused_flag_is_noted_under_its_enterprise(town: Town) -> None:
    code = new_code()
    town.ask_to_flag(INSPECTOR_ELSEWHERE, code)
    town.ask_to_flag(INSPECTOR, code, line={"unit_consumption": "1"})
    notes = notes_on(town.service, code)
    assert [(note.actor, note.code) for note in notes] == [
        ("inspector.wuda", "out_of_scope"),
        ("inspector", "within_the_limit"),
    ]
