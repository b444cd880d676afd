"""S9: nobody sees or moves a case outside their role and district."""

import json

import pytest

from api.examples import EXAMPLES
from domain.people import Actor
from tests.api.people import (
    APPROVER,
    APPROVER_ELSEWHERE,
    AUDITOR,
    ELSEWHERE,
    HERE,
    INSPECTOR,
    INSPECTOR_ELSEWHERE,
    INSPECTOR_OF_THE_CITY,
    POWER_CLERK,
    SUPERVISOR,
    of_enterprise,
)
from tests.api.problems import problem
from tests.api.town import Town, new_code

OWNER = of_enterprise("of the case")
ANOTHER = of_enterprise("91150303MA0N12345G")
EVERYBODY = (
    INSPECTOR,
    INSPECTOR_OF_THE_CITY,
    INSPECTOR_ELSEWHERE,
    APPROVER,
    APPROVER_ELSEWHERE,
    SUPERVISOR,
    AUDITOR,
    POWER_CLERK,
    OWNER,
    ANOTHER,
)

# Who may give each command on a case of their own; the same people elsewhere are out of scope.
BY_INSPECTOR = {INSPECTOR, INSPECTOR_OF_THE_CITY}
MAY = {
    "serve_notice": BY_INSPECTOR,
    "apply_for_extension": BY_INSPECTOR | {OWNER},
    "decide_extension": {APPROVER},
    "file_report": BY_INSPECTOR | {OWNER},
    "record_reinspection": BY_INSPECTOR,
    "verify_exit": BY_INSPECTOR,
    "review_control": {SUPERVISOR},
    "give_advance_notice": BY_INSPECTOR,
    "record_statement": BY_INSPECTOR | {OWNER},
    "answer_statement": BY_INSPECTOR | {APPROVER},
    "request_hearing": BY_INSPECTOR | {OWNER},
    "waive_hearing": {OWNER},
    "record_hearing": BY_INSPECTOR,
    "request_approval": BY_INSPECTOR,
    "decide_approval": {APPROVER},
    "file_resettlement_plan": BY_INSPECTOR | {OWNER},
    "decide_resettlement_plan": {APPROVER, SUPERVISOR},
    "file_risk_plan": BY_INSPECTOR | {OWNER},
    "decide_risk_plan": {APPROVER, SUPERVISOR},
    "take_exit_decision": {APPROVER},
    "impose_price": {APPROVER},
    "lift_price": {APPROVER},
    "file_shutdown_plan": BY_INSPECTOR | {OWNER},
    "decide_shutdown_plan": {APPROVER, SUPERVISOR},
    "give_enforcement_notice": BY_INSPECTOR,
    "confirm_dismantling": BY_INSPECTOR,
    "record_commitment": BY_INSPECTOR | {OWNER},
    "order_announcement": BY_INSPECTOR | {SUPERVISOR},
    "record_announcement": BY_INSPECTOR | {SUPERVISOR},
    "record_watch": BY_INSPECTOR,
    "correct_line": BY_INSPECTOR,
    "correct_service": BY_INSPECTOR,
    "correct_advance_notice": BY_INSPECTOR,
    "correct_notice": BY_INSPECTOR,
    "correct_hearing": BY_INSPECTOR,
    "correct_report": BY_INSPECTOR,
    "correct_reinspection": BY_INSPECTOR,
    "correct_verification": BY_INSPECTOR,
    "correct_enforcement_notice": BY_INSPECTOR,
    "correct_dismantling": BY_INSPECTOR,
    "correct_commitment": BY_INSPECTOR,
    "correct_announcement": BY_INSPECTOR | {SUPERVISOR},
    "correct_watch": BY_INSPECTOR,
    "revoke_decision": {APPROVER, SUPERVISOR},
    "suspend": {SUPERVISOR},
    "resume": {SUPERVISOR},
    "withdraw": BY_INSPECTOR | {SUPERVISOR},
    "reassign": {APPROVER, SUPERVISOR},
    "confirm_step": {APPROVER, SUPERVISOR},
    "reject_step": {APPROVER, SUPERVISOR},
    "take_back_step": BY_INSPECTOR | {APPROVER, SUPERVISOR},
    "order_again": {SUPERVISOR},
    "undo_measures": {SUPERVISOR},
    "redo_measures": {SUPERVISOR},
}
OUT_OF_SCOPE = {
    INSPECTOR_ELSEWHERE: INSPECTOR,
    APPROVER_ELSEWHERE: APPROVER,
    ANOTHER: OWNER,
}
SEE = {INSPECTOR, INSPECTOR_OF_THE_CITY, APPROVER, SUPERVISOR, AUDITOR, OWNER}


@pytest.mark.parametrize("action", MAY)
def test_a_command_is_taken_from_whom_it_may_come_and_from_nobody_else(
    town: Town, action: str
) -> None:
    case = town.flag()
    before = case.view()
    for actor in EVERYBODY:
        if actor not in MAY[action]:
            elsewhere = OUT_OF_SCOPE.get(actor) in MAY[action]
            if elsewhere and actor is ANOTHER:
                problem(case.ask(actor, action), 404, "not_found")
                continue
            code = "out_of_scope" if elsewhere else "wrong_role"
            problem(case.ask(actor, action), 403, code, "S9")
    assert case.view() == before
    for actor in MAY[action]:
        answer = case.ask(case.enterprise if actor is OWNER else actor, action)
        assert answer.status_code in (200, 409), answer.text


def test_the_table_names_every_command_that_the_api_has(town: Town) -> None:
    paths = town.stranger.get("/openapi.json").json()["paths"]
    commands = {path.split("/")[3] for path in paths if path.startswith("/cases/{number}/")}
    assert {action.replace("_", "-") for action in MAY} == commands - {
        "timeline",
        "live",
        "readings",
        "bundle",
    }


@pytest.mark.parametrize("actor", EVERYBODY, ids=lambda actor: actor.id)
def test_flagging_is_for_inspectors_in_their_district_and_for_the_city(
    town: Town, actor: Actor
) -> None:
    for district in (HERE, ELSEWHERE):
        answer = town.ask_to_flag(actor, new_code(), line={"district": district})
        if actor in (INSPECTOR_OF_THE_CITY, SUPERVISOR):
            assert answer.status_code == 201
        elif actor in (INSPECTOR, INSPECTOR_ELSEWHERE):
            own = district in actor.districts
            assert answer.status_code == (201 if own else 403)
            assert own or answer.json()["code"] == "out_of_scope"
        else:
            assert (answer.status_code, answer.json()["code"]) == (403, "wrong_role")


@pytest.mark.parametrize("action", sorted(MAY))
def test_s9_an_enterprise_does_not_learn_whether_another_has_a_case(
    town: Town, action: str
) -> None:
    """That one was flagged is nobody's to know before it is published (O4.2)."""
    there, absent = town.flag().number, f"{new_code()}-1"
    path = f"/cases/{{}}/{action.replace('_', '-')}"
    given, made_up = (town.post(ANOTHER, path.format(n), EXAMPLES[action]) for n in (there, absent))
    read, nothing = (town.get(ANOTHER, f"/cases/{n}") for n in (there, absent))
    assert given.status_code == made_up.status_code
    assert given.json() == json.loads(made_up.text.replace(absent, there))
    assert read.json() == json.loads(nothing.text.replace(absent, there))


@pytest.mark.parametrize("actor", EVERYBODY, ids=lambda actor: actor.id)
def test_a_case_is_seen_by_whom_it_concerns_and_by_nobody_else(town: Town, actor: Actor) -> None:
    case = town.flag()
    reader = case.enterprise if actor is OWNER else actor
    clerk = actor is POWER_CLERK
    for path in ("", "/timeline", "/live"):
        answer = town.get(reader, f"/cases/{case.number}{path}")
        another = actor is ANOTHER
        refused = 404 if another else 403
        assert answer.status_code == (200 if actor in SEE else refused), answer.text
        code = "not_found" if another else "wrong_role" if clerk else "out_of_scope"
        assert actor in SEE or answer.json()["code"] == code
    listed = town.get(reader, "/cases", size=200).json().get("cases", [])
    assert (case.number in {row["number"] for row in listed}) == (actor in SEE)
    enterprise = town.get(reader, f"/enterprises/{case.code}")
    assert enterprise.status_code == (200 if actor in SEE else 403 if clerk else 404)


def test_of_an_enterprise_in_two_districts_each_sees_their_own_cases(town: Town) -> None:
    case = town.flag()
    other = town.ask_to_flag(
        INSPECTOR_ELSEWHERE, case.code, line={"name": "2号电石炉", "district": ELSEWHERE}
    ).json()
    for actor, numbers in [
        (INSPECTOR, [case.number]),
        (INSPECTOR_ELSEWHERE, [other["number"]]),
        (case.enterprise, [case.number, other["number"]]),
        (AUDITOR, [case.number, other["number"]]),
    ]:
        shown = town.get(actor, f"/enterprises/{case.code}").json()
        assert [one["number"] for one in shown["cases"]] == numbers
