"""S9: who may give which command, and where. The table is written out here a second time."""

from dataclasses import replace
from itertools import product

import pytest

from domain.commands import ACTIONS
from domain.people import Actor, District, Role, department_system
from domain.receiving import ReceiveReceipt
from domain.rights import forbidden, in_scope
from tests.domain.lives import (
    APPROVER,
    AUDITOR,
    CODE,
    ENTERPRISE,
    ENTERPRISE_ELSEWHERE,
    INSPECTOR,
    INSPECTOR_ELSEWHERE,
    SUPERVISOR,
    local,
)
from tests.domain.stages import sealing

INSPECTORS, OWNERS = {Role.INSPECTOR}, {Role.ENTERPRISE, Role.INSPECTOR}
OFFICE = {Role.INSPECTOR, Role.SUPERVISOR}
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
    "confirm_dismantling": INSPECTORS,
    "record_commitment": OWNERS,
    "record_announcement": OFFICE,
    "record_watch": INSPECTORS,
    "accept_order": {Role.CLERK},
    "receive_receipt": {Role.CLERK},
    "report_progress": {Role.CLERK},
    "order_again": {Role.SUPERVISOR},
    "undo_measures": {Role.SUPERVISOR},
    "redo_measures": {Role.SUPERVISOR},
    "correct_line": INSPECTORS,
    "correct_service": INSPECTORS,
    "revoke_decision": {Role.APPROVER, Role.SUPERVISOR},
    "propose_withdrawal": OFFICE,
    "withdraw": {Role.SUPERVISOR},
    "adopt_calendar": {Role.SUPERVISOR},
    "adopt_rules": {Role.SUPERVISOR},
}


def _person(role: Role) -> Actor:
    """Somebody with this role and every district, department aside."""
    return Actor("id", "name", role, tuple(District), "power", CODE)


def test_s9_every_command_is_in_the_table() -> None:
    assert set(ALLOWED) == set(ACTIONS)


@pytest.mark.parametrize(("action", "role"), list(product(ALLOWED, Role)))
def test_s9_a_command_is_for_its_roles_only(action: str, role: Role) -> None:
    refusal = forbidden(_person(role), action, District.HAINAN, CODE)
    if role in ALLOWED[action] - {Role.CLERK}:
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
        (replace(ENTERPRISE, enterprise=None), False),
        (department_system("power"), False),
        (replace(department_system("power"), districts=tuple(District)), False),
    ],
)
def test_s9_a_case_is_seen_within_role_district_and_enterprise(actor: Actor, sees: bool) -> None:
    assert in_scope(actor, District.HAINAN, CODE) is sees


@pytest.mark.parametrize(
    "actor",
    [department_system("water"), INSPECTOR, SUPERVISOR, replace(INSPECTOR, department="power")],
)
def test_s9_an_order_is_answered_by_its_own_department_only(actor: Actor) -> None:
    life = sealing()
    order = next(one for one in life.enterprise.waiting() if one.department == "power")
    receipt = ReceiveReceipt(order.id, "回执", "done", local("2025-10-14"), "经办人")
    code = "out_of_scope" if actor.role is Role.CLERK else "wrong_role"
    assert life.refused(actor, receipt, "2025-10-14").code == code
    unknown = replace(receipt, order="none")
    expected = "unknown_order" if actor.role is Role.CLERK else "wrong_role"
    assert life.refused(actor, unknown, "2025-10-14").code == expected
