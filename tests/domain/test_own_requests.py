"""S7: nobody decides on what they themselves asked for, whichever capacity they act in by then."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from domain.commands import ACTIONS, Action
from domain.core import permitted
from domain.correction import RevokeDecision
from domain.extension import ApplyForExtension, DecideExtension
from domain.grounds import Ground
from domain.own_requests import PAIRS
from domain.people import Actor, District, Principal, Role
from tests.domain.grounds import ANSWER, ASK_CITY, GRANT, STATE, failed
from tests.domain.lives import (
    APPROVER,
    ASSESS,
    ASSESSED,
    CONFIRMED,
    INSPECTOR,
    RESETTLE,
    RESETTLED,
    SEAL,
    STAND_STILL,
    TELL,
    Life,
)
from tests.domain.stages import deciding, overdue, rectifying

ABSENT = Principal("absent", "在假者")
ASKING: dict[str, Action] = {
    "apply_for_extension": ApplyForExtension(2, "设备推迟"),
    "record_statement": STATE,
    "request_approval": ASK_CITY,
    "file_resettlement_plan": RESETTLE,
    "file_risk_plan": ASSESS,
    "file_shutdown_plan": STAND_STILL,
    "take_exit_decision": SEAL,
}
DECIDING: dict[str, Action] = {
    "decide_extension": DecideExtension(2, "同意"),
    "answer_statement": ANSWER,
    "decide_approval": GRANT,
    "decide_resettlement_plan": RESETTLED,
    "decide_risk_plan": ASSESSED,
    "decide_shutdown_plan": CONFIRMED,
    "revoke_decision": RevokeDecision("复议决定撤销"),
}


def _told() -> Life:
    life = overdue()
    life.do(INSPECTOR, TELL, "2025-10-10")
    return life


def _to_be_sealed() -> Life:
    life = deciding()
    life.do(APPROVER, SEAL, "2025-10-13")
    return life


BEFORE: dict[str, Callable[[], Life]] = {
    "apply_for_extension": rectifying,
    "record_statement": _told,
    "request_approval": lambda: failed(Ground.QUALITY),
    "file_resettlement_plan": overdue,
    "file_risk_plan": overdue,
    "file_shutdown_plan": _to_be_sealed,
    "take_exit_decision": deciding,
}
DAY = {"apply_for_extension": "2025-09-01", "request_approval": "2025-06-04"}


def _role(action: str) -> Role:
    """One that may, other than an enterprise's."""
    return next(role for role in Role if role in ACTIONS[action].roles - {Role.ENTERPRISE})


def _may(action: str, person: str = "asker", **more: Principal) -> Actor:
    return Actor(person, "某人", _role(action), tuple(District), **more)  # type: ignore[arg-type]


def test_every_pair_is_held_here() -> None:
    """A step proposed to a second person is held in `test_second_person.py`."""
    pairs = {(pair.asks, pair.decides) for pair in PAIRS if pair.asks != "propose_step"}
    assert pairs == set(zip(ASKING, DECIDING, strict=True))


@pytest.mark.parametrize(("asks", "decides"), list(zip(ASKING, DECIDING, strict=True)))
def test_s7_who_asked_does_not_decide_in_another_capacity_either(asks: str, decides: str) -> None:
    life, at = BEFORE[asks](), DAY.get(asks, "2025-10-13")
    life.do(_may(asks), ASKING[asks], at)
    own = life.refused(_may(decides), DECIDING[decides], at)
    assert own.code == "decided_by_applicant"
    number = life.case.number
    assert decides not in own.permitted
    assert decides in permitted(life.enterprise, number, _may(decides, "another"))
    life.do(_may(decides, "another"), DECIDING[decides], at)


@pytest.mark.parametrize(("asks", "decides"), list(zip(ASKING, DECIDING, strict=True)))
def test_s7_nor_does_whoever_stood_in_or_was_stood_in_for(asks: str, decides: str) -> None:
    at = DAY.get(asks, "2025-10-13")
    stood_in = BEFORE[asks]()
    stood_in.do(_may(asks, standing_in_for=ABSENT), ASKING[asks], at)
    for person in ("asker", ABSENT.id):
        assert stood_in.refused(_may(decides, person), DECIDING[decides], at).code == (
            "decided_by_applicant"
        )
    asked = BEFORE[asks]()
    asked.do(_may(asks, ABSENT.id), ASKING[asks], at)
    stand_in = _may(decides, "another", standing_in_for=ABSENT)
    assert asked.refused(stand_in, DECIDING[decides], at).code == "decided_by_applicant"


def test_l5_of_several_statements_nobody_who_recorded_one_answers() -> None:
    life = _told()
    for person in ("first", "second"):
        life.do(_may("record_statement", person), STATE, "2025-10-10")
    for person in ("first", "second"):
        refusal = life.refused(_may("answer_statement", person), ANSWER, "2025-10-10")
        assert (refusal.code, refusal.rule) == ("decided_by_applicant", "L5")
    life.do(_may("answer_statement", "third"), ANSWER, "2025-10-10")
    life.do(_may("record_statement", "third"), STATE, "2025-10-10")
    life.do(_may("answer_statement", "first"), ANSWER, "2025-10-10")


def test_p2_2_another_application_is_decided_by_whom_the_first_barred() -> None:
    """P2.2: refused and applied for again by somebody else."""
    life = rectifying()
    apply = ASKING["apply_for_extension"]
    life.do(INSPECTOR, apply, "2025-09-01")
    life.do(APPROVER, DecideExtension(0, "理由不足"), "2025-09-02")
    life.do(replace(INSPECTOR, id="another"), apply, "2025-09-03")
    promoted = replace(INSPECTOR, role=Role.APPROVER)
    life.do(promoted, DECIDING["decide_extension"], "2025-09-04")
