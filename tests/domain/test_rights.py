"""S9: who may give which command, and where. The table is written out here a second time."""

from dataclasses import replace
from itertools import product

import pytest

from domain.commands import ACTIONS
from domain.grounds import Ground
from domain.people import SYSTEM, Actor, District, Person, Role, department_system
from domain.places import OfCase, OfDepartment, OfMeter, OfPerson
from domain.receiving import ReceiveReceipt, ReportProgress
from domain.refusals import Refusal, refuse
from domain.rights import RIGHTS, entitled, forbidden, tells_too_much, within
from tests.domain.lives import (
    APPROVER,
    AUDITOR,
    BROUGHT,
    CODE,
    ENTERPRISE,
    ENTERPRISE_ELSEWHERE,
    HERE,
    INSPECTOR,
    INSPECTOR_ELSEWHERE,
    SUPERVISOR,
    local,
)
from tests.domain.stages import sealing

INSPECTORS, OWNERS = {Role.INSPECTOR}, {Role.ENTERPRISE, Role.INSPECTOR}
OFFICE = {Role.INSPECTOR, Role.SUPERVISOR}
CITY = {Role.SUPERVISOR, Role.AUDITOR}
AUTHORITY = CITY | {Role.INSPECTOR, Role.APPROVER}
EVERYBODY = set(Role) - {Role.SYSTEM}
ALLOWED = {
    "flag": OFFICE,
    "serve_notice": INSPECTORS,
    "apply_for_extension": OWNERS,
    "decide_extension": {Role.APPROVER},
    "file_report": OWNERS,
    "record_reinspection": INSPECTORS,
    "verify_exit": INSPECTORS,
    "review_control": {Role.SUPERVISOR},
    "give_advance_notice": INSPECTORS,
    "record_statement": OWNERS,
    "answer_statement": {Role.INSPECTOR, Role.APPROVER},
    "request_hearing": OWNERS,
    "waive_hearing": {Role.ENTERPRISE},
    "record_hearing": INSPECTORS,
    "request_approval": INSPECTORS,
    "decide_approval": {Role.APPROVER},
    "file_resettlement_plan": OWNERS,
    "decide_resettlement_plan": {Role.APPROVER, Role.SUPERVISOR},
    "file_risk_plan": OWNERS,
    "decide_risk_plan": {Role.APPROVER, Role.SUPERVISOR},
    "suspend": {Role.SUPERVISOR},
    "resume": {Role.SUPERVISOR},
    "take_exit_decision": {Role.APPROVER},
    "impose_price": {Role.APPROVER},
    "lift_price": {Role.APPROVER},
    "file_shutdown_plan": OWNERS,
    "decide_shutdown_plan": {Role.APPROVER, Role.SUPERVISOR},
    "give_enforcement_notice": INSPECTORS,
    "confirm_dismantling": INSPECTORS,
    "record_commitment": OWNERS,
    "order_announcement": OFFICE,
    "record_announcement": OFFICE,
    "record_watch": INSPECTORS,
    "report_consumption": {Role.SYSTEM},
    "accept_order": {Role.CLERK},
    "receive_receipt": {Role.CLERK},
    "report_progress": {Role.CLERK},
    "order_again": {Role.SUPERVISOR},
    "undo_measures": {Role.SUPERVISOR},
    "redo_measures": {Role.SUPERVISOR},
    "correct_line": INSPECTORS,
    "correct_service": INSPECTORS,
    "correct_advance_notice": INSPECTORS,
    "correct_notice": INSPECTORS,
    "correct_hearing": INSPECTORS,
    "correct_report": INSPECTORS,
    "correct_reinspection": INSPECTORS,
    "correct_verification": INSPECTORS,
    "correct_enforcement_notice": INSPECTORS,
    "correct_dismantling": INSPECTORS,
    "correct_commitment": INSPECTORS,
    "correct_announcement": OFFICE,
    "correct_watch": INSPECTORS,
    "revoke_decision": {Role.APPROVER, Role.SUPERVISOR},
    "withdraw": OFFICE,
    "reassign": {Role.APPROVER, Role.SUPERVISOR},
    "confirm_step": {Role.APPROVER, Role.SUPERVISOR},
    "reject_step": {Role.APPROVER, Role.SUPERVISOR},
    "take_back_step": {Role.INSPECTOR, Role.APPROVER, Role.SUPERVISOR},
    "adopt_calendar": {Role.SUPERVISOR},
    "adopt_rules": {Role.SUPERVISOR},
}
BESIDE_COMMANDS = {
    "upload_plan": OFFICE,
    "follow_plan": OFFICE | {Role.AUDITOR},
    "take_in_notice": {Role.SUPERVISOR},
    "move_cases": {Role.SUPERVISOR},
    "follow_moves": CITY,
    "upload_figures": {Role.SUPERVISOR},
    "enter_readings": {Role.INSPECTOR, Role.CLERK},
    "manage_subscriptions": {Role.ADMINISTRATOR},
    "flag_controlled": {Role.SUPERVISOR},
    "upload_attachment": EVERYBODY - {Role.AUDITOR, Role.ADMINISTRATOR},
    "read_attachment": AUTHORITY | {Role.ENTERPRISE, Role.CLERK},
    "set_up_departments": {Role.ADMINISTRATOR},
    "manage_accounts": {Role.ADMINISTRATOR},
    "manage_tokens": {Role.ADMINISTRATOR},
    "read_cases": AUTHORITY | {Role.ENTERPRISE},
    "read_events": AUTHORITY | {Role.ENTERPRISE},
    "read_figures": AUTHORITY | {Role.ENTERPRISE},
    "read_reviews": AUTHORITY,
    "reassign_many": {Role.APPROVER, Role.SUPERVISOR},
    "name_stand_in": {Role.INSPECTOR, Role.APPROVER},
    "end_delegation": AUTHORITY - {Role.AUDITOR},
    "read_delegations": AUTHORITY,
    "acknowledge_review": {Role.INSPECTOR, Role.APPROVER},
    "read_irregularities": CITY,
    "read_calendars": EVERYBODY,
    "read_worklist": {Role.CLERK},
    "read_orders": AUTHORITY | {Role.CLERK},
    "take_bundle": AUTHORITY,
    "read_audit": {Role.AUDITOR},
    "decode_payloads": {Role.AUDITOR},
    "encode_payloads": {Role.ADMINISTRATOR},
    "verify_record": CITY,
    "ask_after_command": EVERYBODY,
    "manage_own_account": EVERYBODY,
    "sign_out": EVERYBODY,
}
PLACE = (District.HAINAN, Ground.ENERGY, CODE)


def _person(role: Role) -> Actor:
    """Somebody with this role and every district, department aside."""
    return Actor("id", "name", role, tuple(District), "power", CODE)


def test_s9_every_command_is_in_the_table() -> None:
    assert set(ALLOWED) == set(ACTIONS)
    assert {right: set(of.roles) for right, of in RIGHTS.items()} == ALLOWED | BESIDE_COMMANDS


@pytest.mark.parametrize(("action", "role"), list(product(ALLOWED, Role)))
def test_s9_a_command_is_for_its_roles_only(action: str, role: Role) -> None:
    answers = action in ("accept_order", "receive_receipt", "report_progress")
    place = OfDepartment("power", District.HAINAN) if answers else OfCase(*PLACE)
    refusal = forbidden(_person(role), action, place)
    if role in ALLOWED[action]:
        assert refusal is None
    else:
        assert refusal is not None
        assert refusal.rule == "S9"
        assert refusal.category == "forbidden"


@pytest.mark.parametrize(
    ("actor", "sees"),
    [
        (INSPECTOR, True),
        (INSPECTOR_ELSEWHERE, False),
        (replace(INSPECTOR, districts=()), False),
        (replace(INSPECTOR, districts=tuple(District)), True),
        (replace(APPROVER, districts=(District.WUDA,)), False),
        (SUPERVISOR, True),
        (AUDITOR, True),
        (ENTERPRISE, True),
        (ENTERPRISE_ELSEWHERE, False),
        (SYSTEM, True),
        (replace(ENTERPRISE, enterprise=None), False),
        (replace(INSPECTOR, grounds=(Ground.SAFETY, Ground.ENERGY)), True),
        (replace(INSPECTOR, grounds=(Ground.SAFETY,)), False),
        (replace(APPROVER, grounds=(Ground.SAFETY,)), False),
        (Actor("a", "b", Role.ADMINISTRATOR, tuple(District)), False),
        (department_system("power"), False),
        (replace(department_system("power"), districts=tuple(District)), False),
    ],
)
def test_s9_a_case_is_seen_within_role_district_and_enterprise(actor: Actor, sees: bool) -> None:
    assert within(actor, OfCase(*PLACE)) is sees


@pytest.mark.parametrize(
    "actor",
    [
        department_system("water"),
        replace(department_system("power"), districts=(District.WUDA, District.HAIBOWAN)),
        *(INSPECTOR, SUPERVISOR, replace(INSPECTOR, department="power")),
    ],
)
def test_s9_an_order_is_answered_by_its_own_department_only(actor: Actor) -> None:
    life = sealing()
    order = next(one for one in life.enterprise.waiting() if one.department == "power")
    receipt = ReceiveReceipt(order.id, "回执", "done", local("2025-10-14"), "经办人", BROUGHT)
    code = "out_of_scope" if actor.role is Role.CLERK else "wrong_role"
    assert life.refused(actor, receipt, "2025-10-14").code == code
    unknown = replace(receipt, order="none")
    expected = "unknown_order" if actor.role is Role.CLERK else "wrong_role"
    assert life.refused(actor, unknown, "2025-10-14").code == expected


@pytest.mark.parametrize("districts", [(), HERE, (District.WUDA, *HERE)])
def test_s9_a_clerk_answers_for_the_districts_named_or_for_all(
    districts: tuple[District, ...],
) -> None:
    life = sealing()
    order = next(one for one in life.enterprise.waiting() if one.department == "power")
    clerk = replace(department_system("power"), districts=districts)
    assert life.do(clerk, ReportProgress(order.id, "已派员到场"), "2025-10-14")


@pytest.mark.parametrize(
    ("actor", "code"),
    [
        (INSPECTOR, None),
        (INSPECTOR_ELSEWHERE, "out_of_scope"),
        (replace(INSPECTOR, grounds=(Ground.SAFETY,)), "out_of_scope"),
        (replace(INSPECTOR, districts=(), department="power"), "out_of_scope"),
        (department_system("power"), None),
        (department_system("water"), "out_of_scope"),
        (replace(department_system("power"), districts=HERE), None),
        (replace(department_system("power"), districts=(District.WUDA,)), "out_of_scope"),
        (SUPERVISOR, "wrong_role"),
        (ENTERPRISE, "wrong_role"),
    ],
)
def test_s9_a_meter_is_read_by_inspectors_of_its_cases_and_by_its_own_department(
    actor: Actor, code: str | None
) -> None:
    meter = OfMeter("power", (OfCase(District.HAIBOWAN, Ground.ENERGY, CODE), OfCase(*PLACE)))
    refusal = forbidden(actor, "enter_readings", meter)
    assert (refusal and refusal.code) == code


@pytest.mark.parametrize(
    ("actor", "follows"),
    [
        (INSPECTOR, True),
        (replace(INSPECTOR, id="another"), False),
        (SUPERVISOR, True),
        (AUDITOR, True),
    ],
)
def test_s9_what_was_sent_in_is_followed_by_who_sent_it_and_by_the_city(
    actor: Actor, follows: bool
) -> None:
    refusal = forbidden(actor, "follow_plan", OfPerson(INSPECTOR.id))
    assert (refusal is None) is follows


def test_s9_of_several_capacities_those_count_that_permit_it() -> None:
    elsewhere = replace(INSPECTOR, districts=(District.WUDA,))
    approver = replace(INSPECTOR, role=Role.APPROVER)
    person = Person(INSPECTOR.id, INSPECTOR.name, (elsewhere, INSPECTOR, approver))
    assert entitled(person, "serve_notice", OfCase(*PLACE)) == (INSPECTOR,)
    assert entitled(person, "answer_statement", OfCase(*PLACE)) == (INSPECTOR, approver)


@pytest.mark.parametrize(
    ("capacities", "code"),
    [
        ((AUDITOR, replace(AUDITOR, role=Role.INSPECTOR)), "out_of_scope"),
        ((AUDITOR,), "wrong_role"),
        ((), "no_capacity"),
    ],
)
def test_s9_where_none_permits_it_the_nearest_reason_is_told(
    capacities: tuple[Actor, ...], code: str
) -> None:
    refusal = entitled(Person("a", "b", capacities), "serve_notice", OfCase(*PLACE))
    assert isinstance(refusal, Refusal)
    assert (refusal.code, refusal.category, refusal.rule) == (code, "forbidden", "S9")


@pytest.mark.parametrize("role", list(Role))
def test_s9_an_enterprise_alone_does_not_learn_what_is_there(role: Role) -> None:
    assert tells_too_much(role, refuse("out_of_scope")) is (role is Role.ENTERPRISE)
    assert not tells_too_much(role, refuse("no_capacity"))
