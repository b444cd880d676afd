"""P4.2, P6.2: a refused approval goes back to the inspector with its reason (decision 0012)."""

from dataclasses import replace

import pytest

from domain.approval import RequestApproval
from domain.grounds import Ground
from domain.stages import Lateness, Stage
from domain.telling import tell
from tests.domain.grounds import (
    ASK_AGAIN,
    ASK_CITY,
    CITY_APPROVER,
    CLOSE,
    GRANT,
    REFUSE,
    SAFE,
    UNSAFE,
    approving,
    sent_back,
)
from tests.domain.lives import APPROVER, DOCUMENT, INSPECTOR, Passing, story

each = pytest.mark.parametrize("ground", [Ground.ENVIRONMENT, Ground.QUALITY])


@each
def test_p4_2_p6_2_refused_it_goes_back_with_the_reason(ground: Ground) -> None:
    life = approving(ground)
    answered = life.do(CITY_APPROVER, REFUSE, "2025-06-05")
    assert story(answered) == ["decide_approval refused"]
    assert REFUSE.reason in tell(answered[0]).zh
    assert REFUSE.reason in tell(answered[0]).en
    assert life.stage() is Stage.SENT_BACK
    assert life.case.approval is not None
    assert (life.case.approval.reason, life.case.approval.document) == (REFUSE.reason, DOCUMENT)


@each
def test_p4_2_p6_2_nothing_is_closed_on_a_refused_approval(ground: Ground) -> None:
    assert sent_back(ground).refused(CITY_APPROVER, CLOSE, "2025-06-06").code == "not_now"


@each
def test_p4_2_p6_2_put_right_it_is_not_closed(ground: Ground) -> None:
    life = sent_back(ground)
    life.do(INSPECTOR, SAFE, "2025-06-09")
    assert life.stage() is Stage.RECTIFIED


@each
@pytest.mark.parametrize("again", [ASK_AGAIN, replace(ASK_AGAIN, level="district")])
def test_p4_2_p6_2_asked_again_with_an_answer_to_the_reason(
    ground: Ground, again: RequestApproval
) -> None:
    life = sent_back(ground)
    asked = life.do(INSPECTOR, again, "2025-06-09")
    assert ASK_AGAIN.answers
    assert ASK_AGAIN.answers in tell(asked[0]).zh
    assert life.case.approval is not None
    assert (life.case.approval.granted, life.case.approval.reason) == (None, "")
    life.do(CITY_APPROVER, GRANT, "2025-06-10")
    life.do(APPROVER, CLOSE, "2025-06-10 10:00")
    assert life.stage() is Stage.CLOSING


@each
def test_p4_2_p6_2_not_as_if_nothing_had_been_said(ground: Ground) -> None:
    """Neither at once, nor after another re-inspection."""
    life = sent_back(ground)
    rule = {Ground.ENVIRONMENT: "P4.2", Ground.QUALITY: "P6.2"}[ground]
    for _ in range(2):
        refusal = life.refused(INSPECTOR, ASK_CITY, "2025-06-09 12:00")
        assert (refusal.code, refusal.rule) == ("refusal_unanswered", rule)
        assert REFUSE.reason in refusal.message.zh
        if life.stage() is Stage.SENT_BACK:
            life.do(INSPECTOR, UNSAFE, "2025-06-09")
    assert life.stage() is Stage.DECIDING
    assert life.refused(APPROVER, CLOSE, "2025-06-10").code == "requirement_missing"


@each
def test_p4_2_p6_2_who_asked_again_does_not_decide(ground: Ground) -> None:
    life = sent_back(ground)
    life.do(INSPECTOR, ASK_AGAIN, "2025-06-09")
    promoted = replace(CITY_APPROVER, id=INSPECTOR.id)
    assert life.refused(promoted, GRANT, "2025-06-10").code == "decided_by_applicant"


@each
def test_s7_it_may_be_withdrawn(ground: Ground) -> None:
    life = sent_back(ground)
    life.is_withdrawn("2025-06-09")
    assert life.stage() is Stage.WITHDRAWN


@each
def test_s8_what_nobody_takes_up_is_escalated(ground: Ground, until: Passing) -> None:
    """Ten working days after the 5th of June: the 19th."""
    life = sent_back(ground)
    life.answer("2025-06-05")
    until(life, "2025-06-19 23:59")
    assert life.late() == ()
    until(life, "2025-06-20 00:00")
    assert life.late() == (Lateness.SENT_BACK,)


@each
def test_p4_1_p6_1_production_stays_stopped_while_it_is_back(ground: Ground) -> None:
    life = sent_back(ground)
    assert [measure.holders for measure in life.enterprise.measures.values()] == [
        (life.case.number,)
    ]
