"""L6: enforcement on site is never by night nor on a day off, save in an emergency that the order
states; a lifting waits for nothing."""

from dataclasses import replace
from datetime import date

import pytest

from domain.catalogue import MEASURES, MeasureKind
from domain.enforcement import allowed_from, irregular
from domain.notice import ServeNotice
from domain.procedure import Procedure
from domain.procedures import ELIMINATED, ENERGY_SUPPLY, ENVIRONMENT, SAFETY
from domain.telling import tell
from tests.domain.lives import (
    APPROVER,
    CALENDAR,
    INSPECTOR,
    SEAL,
    SERVE,
    Life,
    local,
)
from tests.domain.stages import SECOND, deciding

HOURS = (8, 20)
EMERGENCY = "炉体泄漏"
STOP = ServeNotice(
    "in_person", "回证", rectify_by=date(2025, 6, 3), production=MeasureKind.PRODUCTION_STOP
)


@pytest.mark.parametrize(
    ("at", "allowed", "why"),
    [
        ("2025-10-13 07:59", "2025-10-13 08:00", "night"),
        ("2025-10-13 08:00", None, None),
        ("2025-10-13 19:59", None, None),
        ("2025-10-13 20:00", "2025-10-14 08:00", "night"),
        ("2025-10-13 00:00", "2025-10-13 08:00", "night"),
        # The Saturday is a make-up workday, the Sunday after it is a Sunday.
        ("2025-10-10 21:00", "2025-10-11 08:00", "night"),
        ("2025-10-11 10:00", None, None),
        ("2025-10-12 03:00", "2025-10-13 08:00", "day_off"),
        ("2025-10-17 20:00", "2025-10-20 08:00", "night"),
        # Statutory holidays of a year whose notice is not out yet: New Year's Day is a Friday,
        # Labour Day a Saturday, the Monday after it in the plain week only a workday.
        ("2027-01-01 10:00", "2027-01-04 08:00", "day_off"),
        ("2026-12-31 20:00", "2027-01-04 08:00", "night"),
        ("2027-05-03 10:00", None, None),
        # National Day and Mid-Autumn.
        ("2025-09-30 22:00", "2025-10-09 08:00", "night"),
        ("2025-10-01 10:00", "2025-10-09 08:00", "day_off"),
    ],
)
def test_l6_it_waits_for_the_morning_of_a_working_day(
    at: str, allowed: str | None, why: str | None
) -> None:
    assert allowed_from(local(at), HOURS, CALENDAR) == (local(allowed) if allowed else None)
    assert irregular(local(at), HOURS, CALENDAR) == why


def test_l6_the_hours_are_a_figure() -> None:
    assert irregular(local("2025-10-13 06:00"), (6, 22), CALENDAR) is None
    assert allowed_from(local("2025-10-13 22:00"), (6, 22), CALENDAR) == local("2025-10-14 06:00")


def _sealing(at: str, emergency: str = "") -> Life:
    life = deciding()
    life.do(APPROVER, replace(SEAL, emergency=emergency), at)
    if not emergency:
        life.may_be_cut(at)
    return life


def test_l6_what_is_decided_by_day_may_be_done_at_once() -> None:
    assert {(o.not_before, o.emergency) for o in _sealing("2025-10-13 19:59").orders()} == {
        (None, "")
    }


def test_l6_what_is_decided_by_night_waits_and_its_receipt_is_awaited_from_then() -> None:
    (order,) = _sealing("2025-10-17 20:00").orders()
    assert order.issued_at == local("2025-10-17 20:00")
    assert (order.not_before, order.emergency) == (local("2025-10-20 08:00"), "")
    assert order.receipt_by == date(2025, 10, 27)
    assert order.accept_by == date(2025, 10, 21)


def test_l6_in_an_emergency_the_order_says_why_and_waits_for_nothing() -> None:
    orders = _sealing("2025-10-18 02:00", EMERGENCY).orders()
    assert {(order.not_before, order.emergency) for order in orders} == {(None, EMERGENCY)}
    assert orders[0].receipt_by == date(2025, 10, 24)


def _another_in_an_emergency(life: Life) -> None:
    """By night, on the same supply points."""
    life.flag("2025-10-18 01:00", line=SECOND, procedure=ELIMINATED)
    life.do(INSPECTOR, SERVE, "2025-10-18 01:00")
    life.is_heard("2025-10-18 01:00")
    life.do(APPROVER, replace(SEAL, emergency=EMERGENCY), "2025-10-18 02:00")


def test_l6_what_waits_on_one_case_is_ordered_anew_where_another_cannot_wait() -> None:
    """The shared cuts: the second case's seal and power unit are its own."""
    life = _sealing("2025-10-17 20:00")
    _another_in_an_emergency(life)
    cuts = life.orders(MeasureKind.POWER_CUT)
    assert [(one.action, one.revision, one.emergency) for one in cuts] == [
        ("impose", 1, ""),
        ("impose", 2, EMERGENCY),
    ]
    assert (cuts[1].not_before, cuts[1].case) == (None, life.case.number)
    life.answer("2025-10-18 03:00")
    assert life.enterprise.measures["power_cut:10kv-7"].in_force


def test_l6_what_was_done_already_is_not_ordered_anew_for_an_emergency() -> None:
    life = _sealing("2025-10-17 10:00")
    life.answer("2025-10-17 11:00")
    _another_in_an_emergency(life)
    assert len(life.orders(MeasureKind.POWER_CUT)) == 1


def test_l6_a_lifting_is_never_held_up() -> None:
    life = _sealing("2025-10-13", EMERGENCY)
    life.answer("2025-10-13 22:00")
    life.is_withdrawn("2025-10-13 23:00")
    lifts = [order for order in life.orders() if order.action == "lift"]
    assert {(order.not_before, order.emergency) for order in lifts} == {(None, "")}
    assert lifts[0].receipt_by == date(2025, 10, 20)


def _served(procedure: Procedure, notice: ServeNotice, at: str) -> Life:
    life = Life()
    life.flag(at, procedure=procedure)
    life.do(INSPECTOR, notice, at)
    return life


def test_p5_1_a_stop_for_safety_is_urgent_by_itself() -> None:
    stop = replace(STOP, production=None)
    (order,) = _served(SAFETY, stop, "2025-04-05 23:00").orders()
    assert (order.not_before, order.emergency) == (None, SAFETY.emergency)


@pytest.mark.parametrize(("emergency", "allowed"), [("", "2025-04-07 08:00"), ("毒气外泄", None)])
def test_p4_1_a_stop_of_the_notice_is_as_urgent_as_it_says(
    emergency: str, allowed: str | None
) -> None:
    """The fifth of April 2025 was a holiday, the sixth a Sunday."""
    life = _served(ENVIRONMENT, replace(STOP, emergency=emergency), "2025-04-05 10:00")
    (order,) = life.orders()
    assert order.not_before == (local(allowed) if allowed else None)
    assert order.emergency == emergency


def test_l6_what_is_no_enforcement_on_site_has_no_hours() -> None:
    (order,) = _served(ENERGY_SUPPLY, SERVE, "2025-04-05 23:00").orders()
    assert (order.kind, order.not_before) == (MeasureKind.FACTOR_CONTROL, None)


def test_l6_what_is_done_at_the_enterprise_itself_is_enforcement_on_site() -> None:
    assert {kind for kind, rule in MEASURES.items() if rule.on_site} == {
        MeasureKind.WATER_CUT,
        MeasureKind.POWER_CUT,
        MeasureKind.POWER_UNIT_REMOVAL,
        MeasureKind.SEAL,
        MeasureKind.PRODUCTION_STOP,
        MeasureKind.PRODUCTION_LIMIT,
    }


def test_l6_the_timeline_says_from_when_or_why_at_once() -> None:
    life = _sealing("2025-10-17 20:00")
    waits = tell(life.entries[-1])
    assert waits.zh.endswith("，2025-10-20 08:00 起执行")
    assert waits.en.endswith(", not before 2025-10-20 08:00")
    urgent = tell(_sealing("2025-10-17 20:00", EMERGENCY).entries[-1])
    assert urgent.zh.endswith("，紧急：炉体泄漏")
