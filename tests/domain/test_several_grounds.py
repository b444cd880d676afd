"""A line, and an enterprise, under several grounds at once: cases beside one another that share
what they need (S6), and no fact that is dealt with twice."""

from dataclasses import replace

import pytest

from domain.catalogue import MeasureKind
from domain.controls import whole_plant
from domain.factor_control import ReviewControl
from domain.people import District
from domain.procedure import Procedure
from domain.procedures import ENERGY_SUPPLY, ENVIRONMENT, QUALITY, SAFETY
from domain.stages import Lateness, Stage
from tests.domain.figures import figures
from tests.domain.grounds import CLOSE, REVOKE, SAFE, STOP, UNSAFE
from tests.domain.lives import (
    ANNOUNCE,
    APPROVER,
    DOCUMENT,
    ENTERPRISE,
    INSPECTOR,
    LINE,
    PASS,
    REPORT,
    RESUME,
    SERVE,
    STOP_CLOCK,
    SUPERVISOR,
    Life,
    refuses,
)
from tests.domain.stages import rectifying, sealing

PLANT = whole_plant(figures(1, 100, 900))
STOPPED = f"production_stop:{LINE.located_name}"
SUPPLY = f"factor_control:{Life().enterprise.code}"
END = ReviewControl(False, 2026, "已退出末位")


def stopped(*procedures: Procedure) -> tuple[Life, list[str]]:
    """The same line on each of the grounds, its production stopped by every notice."""
    life, cases = Life(), []
    for procedure in procedures:
        cases.append(life.flag("2025-04-01", procedure=procedure))
        notice = replace(STOP, rectify_by=None) if procedure is QUALITY else STOP
        life.do(INSPECTOR, notice, "2025-04-01 10:00")
    return life, cases


def passes(life: Life, case: str, at: str) -> None:
    life.do(ENTERPRISE, REPORT, at, case=case)
    life.do(INSPECTOR, SAFE, at, case=case)


def controlled_too(life: Life, at: str) -> str:
    """P2.4: the enterprise as a whole besides."""
    number = life.flag(at, line=PLANT, procedure=ENERGY_SUPPLY)
    life.do(INSPECTOR, SERVE, at)
    return number


def test_s6_two_grounds_that_stop_one_line_share_one_measure_and_one_order() -> None:
    """S5, S6: whichever came first is who the department hears from."""
    life, [safety, quality] = stopped(SAFETY, QUALITY)
    assert life.enterprise.measures[STOPPED].holders == (safety, quality)
    [order] = life.orders(MeasureKind.PRODUCTION_STOP)
    assert (order.case, order.department, order.action) == (safety, "emergency", "impose")


@pytest.mark.parametrize("first", [0, 1])
def test_s6_the_line_stays_stopped_until_the_last_ground_is_put_right(first: int) -> None:
    """S6: by the department that stopped it, whichever case was last."""
    life, cases = stopped(SAFETY, QUALITY)
    life.answer("2025-04-02")
    passes(life, cases[first], "2025-05-06")
    assert life.enterprise.measures[STOPPED].in_force
    assert len(life.orders()) == 1
    passes(life, cases[1 - first], "2025-05-07")
    _, lift = life.orders()
    assert (lift.action, lift.department, lift.case) == ("lift", "emergency", cases[1 - first])


def test_s6_a_limit_and_a_stop_of_one_line_are_two_measures() -> None:
    life, [environment, safety] = stopped(ENVIRONMENT, SAFETY)
    limit = replace(STOP, production=MeasureKind.PRODUCTION_LIMIT, share=50)
    second = replace(LINE, name="2号电石炉")
    life.flag("2025-04-02", line=second, procedure=ENVIRONMENT)
    life.do(INSPECTOR, limit, "2025-04-02")
    life.flag("2025-04-02", line=second, procedure=SAFETY)
    life.do(INSPECTOR, STOP, "2025-04-02")
    kinds = [order.kind for order in life.orders() if order.target == second.located_name]
    assert kinds == [MeasureKind.PRODUCTION_LIMIT, MeasureKind.PRODUCTION_STOP]
    assert life.enterprise.measures[STOPPED].holders == (environment, safety)


def test_s6_a_line_closed_on_one_ground_stays_stopped_when_another_is_put_right() -> None:
    """S6: what outlasts the exit of one case is not turned on by the other's success."""
    life, [safety, quality] = stopped(SAFETY, QUALITY)
    life.answer("2025-04-02")
    life.do(ENTERPRISE, REPORT, "2025-06-02", case=safety)
    life.do(INSPECTOR, UNSAFE, "2025-06-03", case=safety)
    life.is_heard("2025-06-03 10:00", case=safety)
    life.do(APPROVER, CLOSE, "2025-06-04", case=safety)
    life.do(INSPECTOR, ANNOUNCE, "2025-06-04 10:00", case=safety)
    assert life.enterprise.cases[safety].stage is Stage.CLOSED
    passes(life, quality, "2025-06-05")
    assert life.enterprise.cases[quality].stage is Stage.RECTIFIED
    assert [order.action for order in life.orders(MeasureKind.PRODUCTION_STOP)] == ["impose"]
    assert life.enterprise.measures[STOPPED].in_force


def test_s6_a_refused_stop_that_outlasts_a_case_is_not_ordered_anew_by_another() -> None:
    """S6, S8: it was needed all the time, and supervisors are asked about the refusal."""
    life, [safety, quality] = stopped(SAFETY, QUALITY)
    life.do(SUPERVISOR, STOP_CLOCK, "2025-04-02", case=quality)
    refuses(life, life.orders()[0], "2025-04-02 10:00")
    life.do(ENTERPRISE, REPORT, "2025-06-02", case=safety)
    life.do(INSPECTOR, UNSAFE, "2025-06-03", case=safety)
    life.is_heard("2025-06-03 10:00", case=safety)
    life.do(APPROVER, REVOKE, "2025-06-04", case=safety)
    life.answer("2025-06-05")
    life.do(INSPECTOR, ANNOUNCE, "2025-06-05 10:00", case=safety)
    assert life.enterprise.cases[safety].stage is Stage.REVOKED
    life.do(SUPERVISOR, RESUME, "2025-06-06", case=quality)
    assert len(life.orders(MeasureKind.PRODUCTION_STOP)) == 1
    assert life.enterprise.cases[quality].refused


def test_p2_4_control_of_the_enterprise_adds_to_no_sanction_of_its_line() -> None:
    """P2.3, P2.4: the line's own case cuts and seals, the enterprise's holds its supply; neither
    does what the other does."""
    life = sealing()
    energy = life.case.number
    life.answer("2025-10-14")
    supply = controlled_too(life, "2025-10-14 10:00")
    measures = life.enterprise.measures
    assert measures[SUPPLY].holders == (supply,)
    assert all(measures[key].holders == (energy,) for key in measures if key != SUPPLY)
    assert len(life.orders()) == len(measures) == 5
    assert len({order.kind for order in life.orders()}) == 5


def test_s6_the_end_of_control_leaves_the_line_sealed() -> None:
    life = sealing()
    supply = controlled_too(life, "2025-10-14")
    life.answer("2025-10-15")
    life.do(SUPERVISOR, END, "2026-03-02", case=supply)
    assert [order.kind for order in life.orders() if order.action == "lift"] == [
        MeasureKind.FACTOR_CONTROL
    ]


def test_s6_two_controls_of_one_enterprise_are_one_in_force() -> None:
    """S6: flagged by hand for each of two plants; the district hears of it once."""
    life = Life()
    for district in (District.HAINAN, District.WUDA):
        inspector = replace(INSPECTOR, districts=(district,))
        plant = replace(PLANT, district=district)
        life.do(inspector, life.flagging(plant, ENERGY_SUPPLY), "2025-04-01")
        life.do(inspector, SERVE, "2025-04-01")
    assert len(life.orders()) == 1
    assert life.enterprise.measures[SUPPLY].holders == tuple(life.enterprise.cases)


def test_each_case_runs_by_its_own_clock() -> None:
    """P2.1, P2.4: time does to each what its ground says, and nothing to the other."""
    life = rectifying()
    energy = life.case.number
    supply = controlled_too(life, "2025-04-02")
    life.answer("2025-04-03")
    life.pass_time("2025-10-10")
    cases = life.enterprise.cases
    assert (cases[energy].stage, cases[supply].stage) == (Stage.OVERDUE, Stage.CONTROLLED)
    life.pass_time("2026-05-01")
    assert life.enterprise.cases[energy].late == (Lateness.REINSPECTION,)
    assert life.enterprise.cases[supply].late == (Lateness.REVIEW,)


def rectified() -> Life:
    """On the ground of energy, by the document that flagged it."""
    life = rectifying()
    life.do(ENTERPRISE, REPORT, "2025-09-01")
    life.do(INSPECTOR, PASS, "2025-09-02")
    return life


def test_one_fact_is_dealt_with_once() -> None:
    """S7: the same document, on the same ground, on the same line, after the case has ended."""
    life = rectified()
    again = life.flagging()
    refusal = life.refused(INSPECTOR, again, "2025-10-13")
    assert refusal.code == "dealt_with_already"
    assert life.case.number in refusal.message.zh
    assert DOCUMENT in refusal.message.en


def test_another_fact_another_ground_or_another_line_is_another_case() -> None:
    life = rectified()
    life.flag("2025-10-13", procedure=ENVIRONMENT)
    life.flag("2025-10-13", line=replace(LINE, name="2号电石炉"))
    life.do(INSPECTOR, life.flagging(), "2025-10-13", document="乌节能监察〔2025〕9号")
    assert len(life.enterprise.cases) == 4


def test_a_withdrawn_case_dealt_with_nothing() -> None:
    life = rectifying()
    life.is_withdrawn("2025-04-02")
    life.flag("2025-04-03")
    assert len(life.enterprise.cases) == 2


def test_flags_that_name_no_document_cannot_be_told_to_be_of_one_fact() -> None:
    life = Life()
    for at in ("2025-04-01", "2025-10-13"):
        life.do(INSPECTOR, life.flagging(), at, document="")
        life.do(INSPECTOR, SERVE, at)
        life.do(ENTERPRISE, REPORT, at)
        life.do(INSPECTOR, PASS, at)
    assert len(life.enterprise.cases) == 2


def test_p2_4_figures_that_a_control_was_kept_by_are_dealt_with_too() -> None:
    """P2.4: kept by the figures of one year and ended by those of the next."""
    life = Life()
    case = controlled_too(life, "2025-04-01")
    keep = ReviewControl(True, 2025, "仍在末位")
    life.do(SUPERVISOR, keep, "2026-03-02", document="2025 年度")
    life.do(SUPERVISOR, END, "2027-03-01", document="2026 年度")
    assert life.enterprise.cases[case].documents == (DOCUMENT, "2025 年度", "2026 年度")
    flag = life.flagging(PLANT, ENERGY_SUPPLY)
    for document in (DOCUMENT, "2025 年度", "2026 年度"):
        refusal = life.refused(INSPECTOR, flag, "2027-03-02", document=document)
        assert refusal.code == "dealt_with_already"
    assert life.do(INSPECTOR, flag, "2027-03-02", document="2027 年度")
