"""P4.2, P6.2: closed with the approval of the government that has the power, and not without."""

from dataclasses import replace

import pytest

from domain.approval import RequestApproval
from domain.grounds import Ground
from domain.people import Actor, District, Role
from domain.stages import Lateness, Stage
from tests.domain.grounds import (
    ASK_CITY,
    ASK_DISTRICT,
    CITY_APPROVER,
    CLOSE,
    GRANT,
    REFUSE,
    approved,
    approving,
    failed,
    served,
)
from tests.domain.lives import (
    APPROVER,
    APPROVER_ELSEWHERE,
    ENTERPRISE,
    INSPECTOR,
    SUPERVISOR,
    TELL,
    Life,
    Passing,
)

each = pytest.mark.parametrize("ground", [Ground.ENVIRONMENT, Ground.QUALITY])


def _no_approval(life: Life, at: str) -> bool:
    refusal = life.refused(CITY_APPROVER, CLOSE, at)
    return (refusal.code, refusal.rule) == ("requirement_missing", "P4.2")


@each
def test_p4_2_p6_2_nothing_is_closed_without_approval(ground: Ground) -> None:
    life = failed(ground)
    life.is_heard("2025-06-03 10:00")
    assert _no_approval(life, "2025-06-04")


@each
def test_p4_2_p6_2_nothing_is_decided_while_the_approval_is_waited_for(ground: Ground) -> None:
    assert approving(ground).refused(CITY_APPROVER, CLOSE, "2025-06-05").code == "not_now"


@each
def test_p4_2_p6_2_approved_it_is_closed(ground: Ground) -> None:
    life = approved(ground)
    assert life.stage() is Stage.DECIDING
    life.do(APPROVER, CLOSE, "2025-06-06")
    assert life.stage() is Stage.CLOSING


@each
def test_p4_2_p6_2_what_was_not_rectified_in_time_is_closed_by_the_same_way(
    ground: Ground,
) -> None:
    life = served(ground)
    life.pass_time("2025-10-10")
    assert life.stage() is Stage.OVERDUE
    assert life.refused(CITY_APPROVER, CLOSE, "2025-10-10").code == "not_now"
    life.is_heard("2025-10-10 09:30")
    life.do(INSPECTOR, ASK_DISTRICT, "2025-10-10 10:00")
    life.do(APPROVER, GRANT, "2025-10-13")
    life.do(APPROVER, CLOSE, "2025-10-13 10:00")
    assert life.stage() is Stage.CLOSING


@each
@pytest.mark.parametrize(
    ("level", "by", "code"),
    [
        (ASK_DISTRICT, APPROVER, None),
        (ASK_DISTRICT, CITY_APPROVER, None),
        (ASK_DISTRICT, APPROVER_ELSEWHERE, "out_of_scope"),
        (ASK_CITY, CITY_APPROVER, None),
        (ASK_CITY, APPROVER, "level_too_low"),
        (ASK_CITY, replace(APPROVER, districts=tuple(District)[:2]), "level_too_low"),
        (ASK_CITY, SUPERVISOR, "wrong_role"),
    ],
)
def test_p4_2_p6_2_s9_it_is_for_the_government_that_has_the_power(
    ground: Ground, level: RequestApproval, by: Actor, code: str | None
) -> None:
    life = approving(ground, level)
    if code is None:
        life.do(by, GRANT, "2025-06-05")
    else:
        refusal = life.refused(by, GRANT, "2025-06-05")
        assert (refusal.code, refusal.category) == (code, "forbidden")


@each
@pytest.mark.parametrize("answer", [GRANT, REFUSE])
def test_p4_2_p6_2_who_asked_does_not_decide(ground: Ground, answer: object) -> None:
    promoted = replace(INSPECTOR, role=Role.APPROVER, districts=tuple(District))
    refusal = approving(ground).refused(promoted, GRANT, "2025-06-05")
    rule = {Ground.ENVIRONMENT: "P4.2", Ground.QUALITY: "P6.2"}[ground]
    assert (refusal.code, refusal.rule) == ("decided_by_applicant", rule)


@each
def test_p4_2_p6_2_what_is_approved_is_not_asked_for_again(ground: Ground) -> None:
    assert approved(ground).refused(INSPECTOR, ASK_CITY, "2025-06-05").code == "approved_already"


@each
def test_p4_2_p6_2_a_request_and_its_answer_are_documents(ground: Ground) -> None:
    for life, by, action in (
        (failed(ground), INSPECTOR, ASK_CITY),
        (approving(ground), CITY_APPROVER, GRANT),
    ):
        refusal = life.refused(by, action, "2025-06-05", document="")
        assert refusal.code == "document_missing"


@each
def test_l5_an_approval_does_not_stand_in_for_being_heard(ground: Ground) -> None:
    """It may be asked for in the meantime, and neither waits for the other."""
    life = failed(ground)
    life.do(INSPECTOR, TELL, "2025-06-03")
    life.do(INSPECTOR, ASK_DISTRICT, "2025-06-04")
    life.do(APPROVER, GRANT, "2025-06-05")
    refusal = life.refused(APPROVER, CLOSE, "2025-06-10 23:59")
    assert (refusal.code, refusal.rule) == ("requirement_missing", "L5")
    life.do(APPROVER, CLOSE, "2025-06-11 00:00")


@each
def test_s8_an_approval_that_is_long_in_coming_is_escalated(ground: Ground, until: Passing) -> None:
    """Ten working days after the 4th of June: the 18th."""
    life = approving(ground)
    life.answer("2025-06-04")
    until(life, "2025-06-18 23:59")
    assert life.late() == ()
    until(life, "2025-06-19 00:00")
    assert life.late() == (Lateness.APPROVAL,)


@each
def test_s9_the_enterprise_does_not_ask_for_its_own_closure_to_be_approved(ground: Ground) -> None:
    assert failed(ground).refused(ENTERPRISE, ASK_CITY, "2025-06-04").code == "wrong_role"
