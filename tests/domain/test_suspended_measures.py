"""L7, S6: what was in force on a suspended case is lifted, and imposed again afterwards."""

from datetime import date

import pytest

from domain.catalogue import MeasureKind
from domain.exits import outstanding
from domain.notice import ServeNotice
from domain.people import department_system
from domain.procedure import Way
from domain.procedures import ENERGY_SUPPLY, ENVIRONMENT
from domain.receiving import ReceiveReceipt
from domain.stages import Stage
from domain.suspension import Suspend
from tests.domain.grounds import closing
from tests.domain.lives import (
    ANNOUNCE,
    BROUGHT,
    CLOCK_RUNS,
    COMMIT,
    DOCUMENT,
    ENTERPRISE,
    INSPECTOR,
    RESUME,
    SERVE,
    STOP_CLOCK,
    SUPERVISOR,
    Life,
    local,
    story,
)
from tests.domain.stages import (
    also_sealing,
    sealed,
    sealing,
)

either = pytest.mark.parametrize("suspend", [STOP_CLOCK, CLOCK_RUNS], ids=["stopped", "running"])
CUTS = [MeasureKind.POWER_CUT, MeasureKind.WATER_CUT]


def _in_force(life: Life) -> set[MeasureKind]:
    return {measure.kind for measure in life.enterprise.measures.values() if measure.in_force}


@either
def test_l7_s6_what_is_in_force_is_lifted_and_imposed_again_afterwards(suspend: Suspend) -> None:
    life = sealed()
    life.do(SUPERVISOR, suspend, "2025-10-20")
    lifted = [order.kind for order in life.orders() if order.action == "lift"]
    assert lifted == [*CUTS, MeasureKind.SEAL]
    life.answer("2025-10-21")
    assert _in_force(life) == {MeasureKind.POWER_UNIT_REMOVAL}
    life.do(SUPERVISOR, RESUME, "2025-11-03")
    again = [order.kind for order in life.orders() if order.revision == 3]
    assert again == [MeasureKind.POWER_CUT]
    life.answer("2025-11-04")
    again = [order.kind for order in life.orders() if order.revision == 3]
    assert again == [*CUTS, MeasureKind.SEAL]
    assert len(_in_force(life)) == 4


def test_l7_s6_what_another_case_needs_stays_in_force() -> None:
    life = sealed()
    number = life.case.number
    other = also_sealing(life, "2025-10-15")
    life.answer("2025-10-16")
    life.do(SUPERVISOR, STOP_CLOCK, "2025-10-20", case=number)
    lifted = [order for order in life.orders() if order.action == "lift"]
    assert [order.kind for order in lifted] == [MeasureKind.SEAL]
    held = {
        kind: life.enterprise.measures[f"{kind}:{point}"]
        for kind, point in zip(CUTS, ("10kv-7", "w-3"), strict=True)
    }
    assert all(measure.holders == (other,) and measure.in_force for measure in held.values())
    life.is_withdrawn("2025-10-21", case=other)
    assert {o.kind for o in life.orders() if o.action == "lift"} >= set(CUTS)


def test_l7_s6_a_case_decided_while_another_is_suspended_cuts_for_itself() -> None:
    life = sealing()
    first = life.case.number
    life.answer("2025-10-13 18:00")
    life.do(SUPERVISOR, STOP_CLOCK, "2025-10-14")
    other = also_sealing(life, "2025-10-15")
    power = life.orders(MeasureKind.POWER_CUT)
    assert [(order.action, order.case) for order in power] == [
        ("impose", first),
        ("lift", first),
        ("impose", other),
    ]


def test_l7_p4_1_limited_production_is_free_while_suspended_and_limited_as_before_after() -> None:
    life = Life()
    life.flag("2025-04-01", procedure=ENVIRONMENT)
    serve = ServeNotice(
        "in_person",
        "回证",
        rectify_by=date(2025, 6, 30),
        production=MeasureKind.PRODUCTION_LIMIT,
        share=50,
    )
    life.do(INSPECTOR, serve, "2025-04-01")
    life.answer("2025-04-02")
    life.do(SUPERVISOR, CLOCK_RUNS, "2025-04-03")
    life.do(SUPERVISOR, RESUME, "2025-04-10")
    orders = [(order.action, order.particulars) for order in life.orders()]
    assert orders == [(action, {"share": "50"}) for action in ("impose", "lift", "impose")]


def test_l7_what_a_stage_brought_is_not_enforced_either() -> None:
    life = Life()
    life.flag("2025-04-01", procedure=ENERGY_SUPPLY)
    life.do(SUPERVISOR, CLOCK_RUNS, "2025-04-02")
    life.do(INSPECTOR, SERVE, "2025-04-03")
    assert not life.orders()
    life.do(SUPERVISOR, RESUME, "2025-04-07")
    assert [order.kind for order in life.orders()] == [MeasureKind.FACTOR_CONTROL]


def test_l7_an_exit_that_needs_measures_is_not_complete_while_suspended() -> None:
    """S4: what the enterprise does by itself is kept; what was lifted has to be put back."""
    life = sealing()
    life.answer("2025-10-14")
    life.do(INSPECTOR, ANNOUNCE, "2025-10-14 10:00")
    life.do(SUPERVISOR, STOP_CLOCK, "2025-10-14 11:00")
    life.do(ENTERPRISE, COMMIT, "2025-10-14 12:00")
    life.answer("2025-10-15")
    assert life.stage() is Stage.SEALING
    assert MeasureKind.SEAL in outstanding(life.enterprise, life.case, Way.SEAL)
    life.do(SUPERVISOR, RESUME, "2025-10-16")
    assert life.stage() is Stage.SEALING
    life.answer("2025-10-17")
    assert life.stage() is Stage.SEALED


def test_l7_s8_a_department_is_chased_to_lift_though_the_clock_of_the_case_is_stopped() -> None:
    life = sealing()
    life.answer("2025-10-14")
    life.do(SUPERVISOR, STOP_CLOCK, "2025-10-15")
    chased = story(life.pass_time("2025-10-24"))
    late = "escalated acceptance_late"
    assert chased == [late] * 3 + [f"{late} escalation"] * 3


def test_s6_what_an_exit_left_in_force_is_imposed_again_after_a_late_lifting() -> None:
    """P6.2: the lifting while suspended was overtaken, and carried out after the closure."""
    life = closing()
    life.answer("2025-06-06 18:00")
    life.do(SUPERVISOR, CLOCK_RUNS, "2025-06-09")
    life.do(SUPERVISOR, RESUME, "2025-06-10")
    _, lifting, imposing = life.orders(MeasureKind.PRODUCTION_STOP)
    life.has_its_plans("2025-06-10")
    life.answer("2025-06-10")
    life.do(INSPECTOR, ANNOUNCE, "2025-06-11")
    assert life.stage() is Stage.CLOSED
    late = ReceiveReceipt(lifting.id, "回执-迟", "done", local("2025-06-12"), "经办人", BROUGHT)
    life.do(department_system(lifting.department), late, "2025-06-12")
    again = life.orders(MeasureKind.PRODUCTION_STOP)[-1]
    assert (again.action, again.case, again.document) == ("impose", imposing.case, DOCUMENT)
    assert again.revision == imposing.revision + 1
