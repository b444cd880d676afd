"""P1.5, O4.2: the announcement that a department publishes on order. What the authority publishes
itself is in `test_exits.py`."""

from collections.abc import Callable

import pytest

from domain.announcing import OrderAnnouncement
from domain.catalogue import MeasureKind
from domain.closing import ConfirmDismantling
from domain.core import permitted
from domain.correction import RevokeDecision
from domain.orders import Order
from domain.procedures import ELIMINATED
from domain.requirements import Requirement
from domain.stages import Stage
from tests.domain.grounds import closing, revoking
from tests.domain.lives import (
    ANNOUNCE,
    APPROVER,
    ASK_TO_ANNOUNCE,
    COMMIT,
    DISMANTLE,
    ENTERPRISE,
    INSPECTOR,
    LINE,
    RESUME,
    SERVE,
    STOP_CLOCK,
    SUPERVISOR,
    Life,
    refuses,
)
from tests.domain.stages import also_sealing, deciding, dismantling, sealing

PORTAL = MeasureKind.PORTAL_ANNOUNCEMENT
TEXT = "公告文本〔2025〕1号"


def asked() -> Life:
    """Sealed but for P1.5, which is ordered and not answered."""
    life = sealing()
    life.answer("2025-10-14")
    life.do(ENTERPRISE, COMMIT, "2025-10-14 10:00")
    life.do(INSPECTOR, ASK_TO_ANNOUNCE, "2025-10-14 11:00", document=TEXT)
    return life


def published() -> Life:
    life = asked()
    life.answer_one(PORTAL, "2025-10-15")
    return life


def _last(life: Life) -> Order:
    return life.orders(PORTAL)[-1]


def _actions(life: Life) -> list[str]:
    return [order.action for order in life.orders(PORTAL)]


def test_p1_5_the_competent_department_is_told_what_to_publish() -> None:
    life = asked()
    order = _last(life)
    assert order.department == life.case.procedure.competent
    assert (order.rules, order.document) == (("P1.5",), TEXT)
    assert order.particulars == {"reference": ASK_TO_ANNOUNCE.reference}
    assert order.evidence == ("address", "documents")
    assert not order.on_site, "L6: a page is put up at any hour"


def test_s4_the_exit_is_complete_with_its_receipt_and_not_before() -> None:
    life = asked()
    assert life.stage() is Stage.SEALING
    assert not life.case.fulfils(Requirement.ANNOUNCEMENT)
    life.answer_one(PORTAL, "2025-10-15")
    assert life.stage() is Stage.SEALED
    assert life.case.fulfils(Requirement.ANNOUNCEMENT)


def test_s4_a_dismantling_is_complete_with_it_too() -> None:
    life = dismantling()
    life.do(INSPECTOR, ASK_TO_ANNOUNCE, "2025-10-14")
    for equipment in LINE.equipment:
        life.do(INSPECTOR, ConfirmDismantling(equipment), "2025-10-15")
    assert life.stage() is Stage.DISMANTLING
    life.answer("2025-10-16")
    assert life.stage() is Stage.DISMANTLED


@pytest.mark.parametrize("lived", [closing, revoking])
def test_o4_2_p1_5_it_stays_published_after_the_exit(lived: Callable[[], Life]) -> None:
    life = lived()
    life.do(INSPECTOR, ASK_TO_ANNOUNCE, "2025-06-07")
    life.answer("2025-06-09")
    assert life.stage() in (Stage.CLOSED, Stage.REVOKED)
    assert _actions(life) == ["impose"]
    assert life.case.fulfils(Requirement.ANNOUNCEMENT)


def test_p1_5_what_was_published_of_one_case_publishes_no_other_of_the_same_line() -> None:
    life = revoking()
    life.do(INSPECTOR, ASK_TO_ANNOUNCE, "2025-06-07")
    life.answer("2025-06-09")
    life.flag("2025-06-10", procedure=ELIMINATED)
    life.do(INSPECTOR, SERVE, "2025-06-10")
    life.is_heard("2025-06-10 10:00")
    life.do(APPROVER, DISMANTLE, "2025-06-10 11:00")
    life.do(INSPECTOR, OrderAnnouncement("公告〔2025〕2号"), "2025-06-11")
    assert not life.case.fulfils(Requirement.ANNOUNCEMENT)
    assert (_last(life).action, _last(life).revision) == ("impose", 1)
    life.answer("2025-06-12")
    assert life.case.fulfils(Requirement.ANNOUNCEMENT)


def test_s4_what_a_department_refused_to_publish_the_authority_publishes_itself() -> None:
    life = asked()
    refuses(life, _last(life), "2025-10-15")
    assert life.stage() is Stage.SEALING
    assert _last(life).id in life.case.refused
    life.do(INSPECTOR, ANNOUNCE, "2025-10-16")
    assert life.stage() is Stage.SEALED
    assert not life.case.refused


def test_s6_published_by_the_authority_meanwhile_the_order_is_cancelled() -> None:
    life = asked()
    life.do(INSPECTOR, ANNOUNCE, "2025-10-15")
    assert life.stage() is Stage.SEALED
    order = life.enterprise.order(_last(life).id)
    assert order is not None
    assert order.cancelled_at


def test_p1_5_it_is_published_once() -> None:
    """And not ordered while it is, nor where the authority has published it."""
    life = asked()
    assert life.refused(INSPECTOR, ASK_TO_ANNOUNCE, "2025-10-15").code == "already_recorded"
    own = dismantling()
    own.do(INSPECTOR, ANNOUNCE, "2025-10-14")
    assert own.refused(INSPECTOR, ASK_TO_ANNOUNCE, "2025-10-15").code == "already_recorded"
    by_order = dismantling()
    by_order.do(INSPECTOR, ASK_TO_ANNOUNCE, "2025-10-14")
    by_order.answer("2025-10-14 12:00")
    assert by_order.refused(INSPECTOR, ANNOUNCE, "2025-10-15").code == "already_recorded"


def test_s1_nothing_is_published_before_the_decision() -> None:
    life = deciding()
    assert "order_announcement" not in permitted(life.enterprise, life.case.number, INSPECTOR)
    assert life.refused(INSPECTOR, ASK_TO_ANNOUNCE, "2025-10-09 11:00").code == "not_now"


def test_s1_a_revoked_decision_is_taken_down_and_the_next_is_announced_anew() -> None:
    life = published()
    life.do(SUPERVISOR, RevokeDecision("复议决定撤销"), "2025-10-16")
    assert _actions(life) == ["impose", "lift"]
    life.answer("2025-10-17")
    life.is_heard("2025-10-20")
    life.seals("2025-10-27")
    life.answer("2025-10-28")
    assert not life.case.fulfils(Requirement.ANNOUNCEMENT)
    assert _actions(life) == ["impose", "lift"]


def test_l7_suspended_nothing_is_published_and_resumed_it_is_again() -> None:
    """S4: it counts again with a receipt of its own."""
    life = dismantling()
    life.do(INSPECTOR, ASK_TO_ANNOUNCE, "2025-10-14")
    life.answer("2025-10-14 12:00")
    life.do(SUPERVISOR, STOP_CLOCK, "2025-10-15")
    assert _actions(life) == ["impose", "lift"]
    assert not life.case.fulfils(Requirement.ANNOUNCEMENT)
    life.answer("2025-10-16")
    life.do(SUPERVISOR, RESUME, "2025-10-20")
    assert _actions(life) == ["impose", "lift", "impose"]
    assert not life.case.fulfils(Requirement.ANNOUNCEMENT)
    life.answer("2025-10-21")
    assert life.case.fulfils(Requirement.ANNOUNCEMENT)


def test_l7_while_suspended_it_is_not_ordered() -> None:
    life = dismantling()
    life.do(SUPERVISOR, STOP_CLOCK, "2025-10-14")
    assert life.refused(INSPECTOR, ASK_TO_ANNOUNCE, "2025-10-15").code == "suspended"


def test_s6_two_exits_of_one_line_are_published_as_one() -> None:
    """It is taken down when neither needs it."""
    life = published()
    first = life.case.number
    second = also_sealing(life, "2025-10-16", line=LINE)
    life.do(INSPECTOR, ASK_TO_ANNOUNCE, "2025-10-17", case=second)
    assert life.case.fulfils(Requirement.ANNOUNCEMENT)
    assert _actions(life) == ["impose"]
    life.is_withdrawn("2025-10-20", case=first)
    assert _actions(life) == ["impose"]
    life.is_withdrawn("2025-10-21", case=second)
    assert _actions(life) == ["impose", "lift"]
