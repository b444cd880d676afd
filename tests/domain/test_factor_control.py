"""P2.4, P2.5: strict control of factor supply, from the notice until its figures are good again."""

from datetime import date

import pytest

from domain.catalogue import MeasureKind
from domain.factor_control import ReviewControl
from domain.people import Actor
from domain.stages import Lateness, Stage
from tests.domain.grounds import CLOSE, controlled
from tests.domain.lives import (
    APPROVER,
    CODE,
    ENTERPRISE,
    INSPECTOR,
    SUPERVISOR,
    TELL,
    Passing,
    story,
)

KEEP = ReviewControl(True, 2025, "仍居后 20%")
END = ReviewControl(False, 2025, "已达先进值")


def test_p2_4_it_is_ordered_from_the_district_with_the_notice() -> None:
    life = controlled()
    assert life.stage() is Stage.CONTROLLED
    [order] = life.orders()
    assert (order.kind, order.target, order.department) == (
        MeasureKind.FACTOR_CONTROL,
        CODE,
        "district",
    )
    assert order.rules == ("P2.4",)


def test_p2_4_p2_5_with_better_figures_it_ends() -> None:
    life = controlled()
    life.answer("2025-04-02")
    assert story(life.do(SUPERVISOR, END, "2026-03-02")) == ["review_control end", "order_issued"]
    assert life.stage() is Stage.RECTIFIED
    assert life.orders()[-1].action == "lift"
    life.answer("2026-03-03")
    assert life.enterprise.finished


def test_s8_it_is_reviewed_within_the_year_or_escalated(until: Passing) -> None:
    """250 working days after the 1st of April."""
    life = controlled()
    life.answer("2025-04-02")
    assert life.case.due == date(2026, 4, 3)
    assert story(until(life, "2026-04-03 23:59")) == []
    assert story(until(life, "2026-04-04 00:00")) == ["escalated review_late"]


def test_p2_4_kept_it_is_reviewed_again_a_year_later(until: Passing) -> None:
    life = controlled()
    life.answer("2025-04-02")
    until(life, "2026-04-13")
    assert life.late() == (Lateness.REVIEW,)
    assert story(life.do(SUPERVISOR, KEEP, "2026-04-13")) == ["review_control keep"]
    assert life.stage() is Stage.CONTROLLED
    assert life.late() == ()
    again = life.case.due
    assert again is not None
    assert again > date(2027, 4, 1)
    assert [order.action for order in life.orders()] == ["impose"]


def test_s6_withdrawn_it_is_lifted() -> None:
    life = controlled()
    life.answer("2025-05-05 18:00")
    life.is_withdrawn("2025-05-06")
    assert [order.action for order in life.orders()] == ["impose", "lift"]


@pytest.mark.parametrize("by", [INSPECTOR, APPROVER, ENTERPRISE])
def test_s9_the_office_alone_reviews_it(by: Actor) -> None:
    assert controlled().refused(by, END, "2026-03-02").code == "wrong_role"


def test_p2_4_a_review_rests_on_a_document() -> None:
    assert controlled().refused(SUPERVISOR, END, "2026-03-02", document="").code == (
        "document_missing"
    )


def test_s1_nothing_is_closed_on_this_ground() -> None:
    life = controlled()
    assert life.refused(INSPECTOR, TELL, "2026-03-02").code == "not_now"
    assert life.refused(APPROVER, CLOSE, "2026-03-02").code == "not_now"
