"""S7: a step that cannot be undone is proposed by one person and confirmed by another."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from domain.calendar import local_date
from domain.closing import TakeExitDecision
from domain.commands import ACTIONS, Action
from domain.core import permitted
from domain.correction import RevokeDecision
from domain.events import ProposalLapsed, Taken
from domain.grounds import Ground
from domain.people import Actor, District, Principal, Role
from domain.procedure import Way
from domain.procedures import ENERGY, PROCEDURES
from domain.proposal import Lapse
from domain.second_person import RejectStep, TakeBackStep
from domain.stages import Stage
from domain.telling import tell
from tests.domain.grounds import CLOSE, REVOKE, approved, failed
from tests.domain.lives import (
    APPROVER,
    APPROVER_ELSEWHERE,
    CLOCK_RUNS,
    CONFIRM,
    DEPUTY,
    DISMANTLE,
    DOCUMENT,
    ENTERPRISE,
    INSPECTOR,
    PASS,
    SEAL,
    SECOND_SUPERVISOR,
    SUPERVISOR,
    WITHDRAW,
    Life,
)
from tests.domain.stages import deciding, dismantling, overdue, rectifying, sealing

REJECT, TAKE_BACK = RejectStep("证据不足"), TakeBackStep("文号有误")
AT = "2025-10-13"


def _proposed(action: Action = SEAL, by: Actor = APPROVER) -> Life:
    life = deciding()
    life.propose(by, action, AT)
    return life


def _to_revoke() -> Life:
    life = failed(Ground.SAFETY)
    life.is_heard("2025-06-03 10:00")
    return life


def _to_close() -> Life:
    return approved(Ground.QUALITY)


@pytest.mark.parametrize(
    ("life", "by", "step", "second", "at"),
    [
        (deciding, APPROVER, SEAL, DEPUTY, AT),
        (deciding, APPROVER, DISMANTLE, DEPUTY, AT),
        (dismantling, APPROVER, SEAL, DEPUTY, AT),
        (_to_close, APPROVER, CLOSE, DEPUTY, "2025-06-06"),
        (_to_revoke, APPROVER, REVOKE, DEPUTY, "2025-06-06"),
        (rectifying, SUPERVISOR, WITHDRAW, SECOND_SUPERVISOR, "2025-04-02"),
        (rectifying, INSPECTOR, WITHDRAW, SUPERVISOR, "2025-04-02"),
        (sealing, SUPERVISOR, WITHDRAW, SECOND_SUPERVISOR, AT),
    ],
)
def test_s1_nothing_comes_of_it_before_another_confirms(
    life: Callable[[], Life], by: Actor, step: Action, second: Actor, at: str
) -> None:
    """S1, S7: every step that cannot be undone, with the cuts that follow from it."""
    lived = life()
    stage, decision, orders = lived.stage(), lived.case.decision, lived.orders()
    (proposal,) = lived.propose(by, step, at)
    assert (lived.stage(), lived.case.decision, lived.orders()) == (stage, decision, orders)
    taken, *_ = lived.propose(second, CONFIRM, at, document="")
    assert isinstance(taken.event, Taken)
    assert taken.event.action == step
    assert taken.event.confirms
    names = taken.by, taken.event.confirms.proposed_by, taken.event.confirms.sequence
    assert names == (second, by, proposal.sequence)
    assert taken.document == proposal.document == DOCUMENT
    assert by.name in tell(taken).zh
    assert lived.case.proposal is None
    assert lived.stage() is not stage


def test_s10_which_steps_those_are_the_procedure_says() -> None:
    """S10: a case that began under other rules goes on under them."""
    life = Life()
    alone = replace(ENERGY, second_person=())
    life.flag("2025-04-01 09:00", procedure=alone)
    life.propose(SUPERVISOR, WITHDRAW, "2025-04-02")
    assert life.stage() is Stage.WITHDRAWN
    for procedure in PROCEDURES.values():
        assert procedure.second_person == ("take_exit_decision", "withdraw")


def test_s7_who_proposed_it_does_not_confirm_it_in_another_capacity_either() -> None:
    life = _proposed()
    for by in (APPROVER, replace(APPROVER, role=Role.APPROVER, districts=tuple(District))):
        for answer in (CONFIRM, REJECT):
            assert life.refused(by, answer, AT).code == "decided_by_applicant"
    stand_in = replace(DEPUTY, standing_in_for=Principal(APPROVER.id, APPROVER.name))
    assert life.refused(stand_in, CONFIRM, AT).code == "decided_by_applicant"


@pytest.mark.parametrize(
    ("by", "code"),
    [
        (APPROVER_ELSEWHERE, "out_of_scope"),
        (SUPERVISOR, "wrong_role"),
        (INSPECTOR, "wrong_role"),
        (ENTERPRISE, "wrong_role"),
    ],
)
def test_s9_it_is_confirmed_by_whom_it_could_be_taken_by(by: Actor, code: str) -> None:
    life = _proposed()
    for answer in (CONFIRM, REJECT):
        assert life.refused(by, answer, AT).code == code


def test_what_is_permitted_now_says_who_confirms() -> None:
    life = _proposed()
    number = life.case.number
    confirming = {"confirm_step", "reject_step"}
    for by, expected in [
        (APPROVER, {"take_back_step"}),
        (DEPUTY, confirming),
        (SUPERVISOR, set()),
        (INSPECTOR, set()),
    ]:
        may = set(permitted(life.enterprise, number, by))
        assert may & {*confirming, "take_back_step", "take_exit_decision", "withdraw"} == expected
    assert not confirming & set(permitted(deciding().enterprise, number, DEPUTY))


def test_s7_rejected_or_taken_back_it_may_be_proposed_again() -> None:
    for by, answer in ((DEPUTY, REJECT), (APPROVER, TAKE_BACK)):
        life = _proposed()
        assert life.refused(DEPUTY, SEAL, AT).code == "step_waits"
        life.do(by, answer, AT)
        assert (life.stage(), life.case.proposal) == (Stage.DECIDING, None)
        assert life.refused(DEPUTY, CONFIRM, AT).code == "nothing_proposed"
        life.do(APPROVER, SEAL, AT)
        assert life.stage() is Stage.SEALING


def test_only_who_proposed_it_takes_it_back() -> None:
    assert _proposed().refused(DEPUTY, TAKE_BACK, AT).code == "proposed_by_another"


def test_s1_it_is_judged_again_as_things_stand_when_it_is_confirmed() -> None:
    """S1, L7: suspended meanwhile, nothing is decided."""
    life = _proposed()
    life.do(SUPERVISOR, CLOCK_RUNS, AT)
    assert life.refused(DEPUTY, CONFIRM, AT).code == "suspended"


def test_s1_a_step_that_would_not_be_taken_is_not_proposed_either() -> None:
    assert overdue().refused(APPROVER, SEAL, AT).code == "requirement_missing"
    nothing_said = TakeExitDecision(Way.SEAL, "逾期未达标")
    assert deciding().refused(APPROVER, nothing_said, AT).code == "reason_missing"


def test_s8_what_nobody_confirms_lapses_on_record() -> None:
    """S8: at 24:00 of the fifth working day, and the stage's own limit runs on."""
    life = _proposed()
    limit = life.case.limit
    life.pass_time("2025-10-20 23:59")
    assert life.case.proposal
    assert life.case.limit == limit
    (lapsed,) = life.pass_time("2025-10-21 00:00")
    assert lapsed.event == ProposalLapsed("take_exit_decision", Lapse.NOT_IN_TIME)
    assert "S8" in lapsed.rules
    assert local_date(lapsed.at).isoformat() == "2025-10-21"
    assert life.case.proposal is None
    assert life.refused(DEPUTY, CONFIRM, "2025-10-21").code == "nothing_proposed"


def test_s7_a_change_of_stage_voids_it_on_record() -> None:
    life = overdue()
    life.propose(INSPECTOR, WITHDRAW, AT)
    *_, lapsed = life.do(INSPECTOR, PASS, AT)
    assert lapsed.event == ProposalLapsed("withdraw", Lapse.STAGE_CHANGED)
    assert (life.stage(), life.case.proposal) == (Stage.RECTIFIED, None)


def test_s8_the_end_of_the_period_voids_a_withdrawal_proposed_in_it() -> None:
    """S8: both moments fall together; the period ends, and the proposal with it."""
    life = rectifying()
    life.propose(INSPECTOR, WITHDRAW, "2025-09-28")
    kinds = [entry.event.kind for entry in life.pass_time("2025-10-10 00:00")]
    assert kinds[-2:] == ["period_ended", "proposal_lapsed"]
    assert life.stage() is Stage.OVERDUE


def test_s7_neither_of_the_two_revokes_the_decision() -> None:
    life = sealing()
    revoke = RevokeDecision("复议决定撤销")
    for by in (APPROVER, DEPUTY):
        assert life.refused(by, revoke, AT).code == "decided_by_applicant"
    life.do(SUPERVISOR, revoke, AT)


def test_whoever_may_take_a_step_that_needs_it_may_confirm() -> None:
    roles = {role for rule in ACTIONS.values() if rule.proposable for role in rule.confirmers}
    assert ACTIONS["confirm_step"].roles == ACTIONS["reject_step"].roles == roles
    proposers = {role for rule in ACTIONS.values() if rule.proposable for role in rule.roles}
    assert ACTIONS["take_back_step"].roles == proposers
