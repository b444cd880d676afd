"""S7: who is in charge of a case, and how it comes to another inspector."""

from dataclasses import replace

import pytest

from domain.charge import InCharge, Reassign
from domain.people import Actor, Principal
from domain.stages import Stage
from tests.domain.lives import APPROVER, AUDITOR, ENTERPRISE, INSPECTOR, SUPERVISOR, Life
from tests.domain.stages import flagged, rectifying, sealed

TO_ANOTHER = Reassign("inspector-9", "承办人调离", "周九")


def _flagged_by(by: Actor) -> InCharge | None:
    life = Life()
    life.do(by, life.flagging(), "2025-04-01")
    return life.case.in_charge


def test_s7_it_is_the_inspector_who_flagged_it() -> None:
    assert _flagged_by(INSPECTOR) == InCharge(INSPECTOR.id, INSPECTOR.name)
    assert _flagged_by(SUPERVISOR) is None
    stand_in = replace(INSPECTOR, id="other", standing_in_for=Principal("away", "在假者"))
    assert _flagged_by(stand_in) == InCharge("away", "在假者")


@pytest.mark.parametrize("by", [APPROVER, SUPERVISOR])
def test_s7_reassigned_it_is_another_at_any_open_stage_and_nothing_else_changes(by: Actor) -> None:
    for lived, at in ((flagged, "2025-04-02"), (rectifying, "2025-04-02"), (sealed, "2025-10-20")):
        life = lived()
        before = life.case
        (entry,) = life.do(by, TO_ANOTHER, at, document="")
        assert life.case == replace(before, in_charge=InCharge("inspector-9", "周九"))
        assert entry.by == by
        assert life.refused(by, TO_ANOTHER, at).code == "already_recorded"


def test_an_ended_case_is_not_reassigned() -> None:
    life = rectifying()
    life.is_withdrawn("2025-04-02")
    assert life.stage() is Stage.WITHDRAWN
    assert life.refused(SUPERVISOR, TO_ANOTHER, "2025-04-03").code == "not_now"


@pytest.mark.parametrize("by", [INSPECTOR, ENTERPRISE, AUDITOR])
def test_s9_nobody_takes_a_case_themselves(by: Actor) -> None:
    assert flagged().refused(by, TO_ANOTHER, "2025-04-02").code == "wrong_role"
