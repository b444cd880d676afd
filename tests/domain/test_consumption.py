"""P1.3, P1.4: consumption on what is cut or sealed is an alarm, and brings the inspection forward.

Sealed on 14 October 2025 at 09:00; the first regular inspection is due on 14 January 2026."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from domain.alarming import alarms
from domain.catalogue import MeasureKind
from domain.closing import ConfirmDismantling
from domain.commands import Command
from domain.consumption import Alarm, ReportConsumption
from domain.consumption_rules import ConsumptionRules
from domain.core import handle, permitted
from domain.correction import RevokeDecision
from domain.exit_correction import CorrectCommitment
from domain.explaining import explain
from domain.finding_correction import CorrectWatch
from domain.measures import measure_key
from domain.meters import MeterKind
from domain.people import SYSTEM
from domain.readings import Reading
from domain.stages import Lateness, Stage
from domain.telling import tell
from domain.watch import RecordWatch
from tests.domain.lives import (
    ANNOUNCE,
    COMMIT,
    ENTERPRISE,
    INSPECTOR,
    RESUME,
    STOP_CLOCK,
    SUPERVISOR,
    Life,
    Passing,
    local,
    story,
)
from tests.domain.stages import also_sealing, sealed, sealing

RULES = ConsumptionRules()
NOTHING = RecordWatch("nothing", "表计接线有误，设备未动")


def read(*readings: tuple[str, int | str], kind: MeterKind = MeterKind.POWER) -> list[Reading]:
    point = "10 KV－7" if kind is MeterKind.POWER else "w-3"
    return [Reading(kind, point, local(at), Decimal(value), "抄表员") for at, value in readings]


CONSUMED = read(("2025-11-01", 100), ("2025-11-05", 111))


def found(life: Life, readings: list[Reading]) -> list[ReportConsumption]:
    by_meter = {readings[0].meter: readings} if readings else {}
    return [each.action for each in alarms(life.enterprise, by_meter, RULES)]


def alarm(life: Life, readings: list[Reading], at: str) -> list[str]:
    """What the readings come to, on the record of each case."""
    by_meter = {readings[0].meter: readings}
    entries = []
    for each in alarms(life.enterprise, by_meter, RULES):
        entries += life.do(SYSTEM, each.action, at, case=each.case)
    return story(entries)


def due(life: Life) -> date | None:
    return life.case.inspection.last_day if life.case.inspection else None


def test_p1_3_more_than_the_tolerance_after_the_cut_is_an_alarm() -> None:
    (action,) = found(sealed(), CONSUMED)
    assert (action.amount, action.tolerance) == (Decimal(11), Decimal(10))
    assert (action.since.value, action.until) == (Decimal(100), CONSUMED[1])


@pytest.mark.parametrize(
    "readings",
    [
        read(("2025-11-01", 100), ("2025-11-05", 110)),
        read(("2025-11-01", 100)),
        read(("2025-10-14 08:59", 40), ("2025-11-05", 110)),
        [replace(each, point="10kV-8") for each in CONSUMED],
        read(("2025-11-01", 5), ("2025-11-05", 6), kind=MeterKind.WATER),
    ],
    ids=["within the tolerance", "one reading", "before the receipt", "elsewhere", "little water"],
)
def test_p1_3_what_is_no_alarm(readings: list[Reading]) -> None:
    assert found(sealed(), readings) == []


def test_p1_3_it_is_counted_from_what_the_receipt_of_the_cut_read() -> None:
    """So the first reading after the cut tells already; 100 kWh by the receipt."""
    life = sealed()
    cut = life.enterprise.measures[measure_key(MeasureKind.POWER_CUT, "10kV-7")].current
    assert cut
    assert cut.receipt
    (action,) = found(life, read(("2025-11-01", 111)))
    assert (action.since.value, action.since.read_at) == (Decimal(100), cut.receipt.done_at)
    assert (action.amount, action.since.source) == (Decimal(11), cut.id)
    assert alarm(life, read(("2025-11-01", 111)), "2025-11-02") == ["report_consumption"]
    assert found(life, read(("2025-11-01", 111))) == []
    assert found(life, read(("2025-11-01", 111), ("2025-11-03", 121))) == []


def test_p1_3_water_has_a_tolerance_of_its_own() -> None:
    readings = read(("2025-11-01", 5), ("2025-11-05", "6.0001"), kind=MeterKind.WATER)
    assert [each.tolerance for each in found(sealed(), readings)] == [Decimal(1)]


def test_p1_3_little_by_little_adds_up() -> None:
    days = [(f"2025-11-{day:02}", 100 + day) for day in range(1, 13)]
    (action,) = found(sealed(), read(*days))
    assert (action.amount, action.until.value) == (Decimal(12), Decimal(112))


def test_p1_3_a_line_that_is_sealed_is_enough() -> None:
    """The receipt of the cut is still to come."""
    life = sealing()
    life.answer("2025-10-14")
    cut = measure_key(MeasureKind.POWER_CUT, "10kV-7")
    bare = life.enterprise.measures[cut]
    orders = (replace(bare.orders[0], receipt=None),)
    measures = {**life.enterprise.measures, cut: replace(bare, orders=orders)}
    life.enterprise = replace(life.enterprise, measures=measures)
    assert len(found(life, CONSUMED)) == 1


def test_p1_3_nothing_is_cut_before_its_receipt() -> None:
    assert found(sealing(), CONSUMED) == []


def test_p1_4_the_next_inspection_falls_due_at_once(until: Passing) -> None:
    """P1.4, S8: the readings are the facts; late, it climbs as any other."""
    life = sealed()
    assert due(life) == date(2026, 1, 14)
    assert alarm(life, CONSUMED, "2025-11-08") == ["report_consumption"]
    assert due(life) == date(2025, 11, 8)  # a Saturday: no day off puts it off
    assert life.case.alarm == Alarm(date(2025, 11, 8), date(2026, 1, 14))
    assert life.case.inspection
    assert [step.rule for step in explain(life.case.inspection)] == ["P1.4"]
    assert until(life, "2025-11-08 23:59") == []
    assert story(until(life, "2025-11-09 00:00")) == ["escalated watch_late"]
    assert life.late() == (Lateness.WATCH,)
    life.do(INSPECTOR, NOTHING, "2025-11-10")
    assert life.late() == ()
    assert life.case.alarm is None
    assert due(life) == date(2026, 4, 14)  # it was January's, made early


def test_s8_an_inspection_from_before_the_alarm_does_not_settle_it() -> None:
    life = sealed()
    alarm(life, CONSUMED, "2025-11-08")
    life.do(INSPECTOR, NOTHING, "2025-11-10", on="2025-11-07")
    assert (due(life), life.case.alarm is not None) == (date(2025, 11, 8), True)


def test_s8_an_inspection_that_is_late_already_is_no_later_for_an_alarm(until: Passing) -> None:
    life = sealed()
    until(life, "2026-01-20")
    before = life.case.agenda
    alarm(life, CONSUMED, "2026-01-20")
    assert (due(life), life.case.agenda) == (date(2026, 1, 14), before)
    assert life.late() == (Lateness.WATCH,)
    life.do(INSPECTOR, NOTHING, "2026-01-21")
    assert due(life) == date(2026, 4, 14)


def test_a_quarter_settled_before_the_alarm_stays_settled() -> None:
    life = sealed()
    life.do(INSPECTOR, NOTHING, "2025-10-20")
    alarm(life, CONSUMED, "2025-11-08")
    life.do(INSPECTOR, NOTHING, "2025-11-08")
    assert due(life) == date(2026, 4, 14)


def test_each_stretch_alarms_once() -> None:
    life = sealed()
    alarm(life, CONSUMED, "2025-11-08")
    assert found(life, CONSUMED) == []
    more = [*CONSUMED, *read(("2025-11-07", 300), ("2025-11-08 08:00", 310))]
    (action,) = found(life, more)
    assert (action.since.value, action.until.value) == (Decimal(111), Decimal(310))
    assert alarm(life, more, "2025-11-08 12:00") == ["report_consumption"]
    assert due(life) == date(2025, 11, 8)
    assert life.case.alarm == Alarm(date(2025, 11, 8), date(2026, 1, 14))
    assert found(life, [*more, *read(("2025-12-01", 310))]) == []


def test_s7_the_core_takes_no_alarm_twice_and_none_from_before_the_cut() -> None:
    life = sealed()
    (action,) = found(life, CONSUMED)
    early = replace(action, since=read(("2025-10-14 08:59", 0))[0])
    assert life.refused(SYSTEM, early, "2025-11-08").code == "not_cut_off"
    life.do(SYSTEM, action, "2025-11-08")
    assert life.refused(SYSTEM, action, "2025-11-08").code == "alarm_raised_already"
    assert life.refused(SYSTEM, action, "2025-11-08", case="none").code == "unknown_case"


def test_s9_no_person_raises_an_alarm_past_the_readings() -> None:
    life = sealed()
    (action,) = found(life, CONSUMED)
    assert life.refused(INSPECTOR, action, "2025-11-08").code == "wrong_role"
    assert "report_consumption" not in permitted(life.enterprise, life.case.number, SYSTEM)


def test_p1_4_an_alarm_before_the_exit_is_complete_opens_the_watch() -> None:
    """Cut, but not announced yet: supervisors see the alarm, and the watch begins with it."""
    life = sealing()
    life.answer("2025-10-14")
    readings = read(("2025-10-14 10:00", 1), ("2025-10-15", 400))
    alarm(life, readings, "2025-10-15")
    assert (life.stage(), due(life), life.case.alarm) == (
        Stage.SEALING,
        None,
        Alarm(date(2025, 10, 15), None),
    )
    life.do(ENTERPRISE, COMMIT, "2025-10-16")
    life.do(INSPECTOR, ANNOUNCE, "2025-10-16")
    assert (life.stage(), due(life)) == (Stage.SEALED, date(2025, 10, 16))
    life.do(INSPECTOR, NOTHING, "2025-10-16")
    assert due(life) == date(2026, 4, 16)
    assert life.case.alarm is None


def test_s6_every_case_that_holds_the_cut_is_told() -> None:
    life = sealed()
    also_sealing(life, "2025-10-20 10:00")
    life.answer("2025-10-21")
    assert alarm(life, CONSUMED, "2025-11-08") == ["report_consumption"] * 2


def test_l7_nothing_is_alarming_while_enforcement_is_suspended() -> None:
    life = sealed()
    alarm(life, CONSUMED, "2025-11-08 10:00")
    life.do(SUPERVISOR, STOP_CLOCK, "2025-11-08 11:00")
    (action,) = found(sealed(), CONSUMED)
    assert life.refused(SYSTEM, action, "2025-11-09").code == "not_cut_off"
    life.answer("2025-11-09")
    life.pass_time("2025-12-01")
    assert life.late() == ()
    life.do(SUPERVISOR, RESUME, "2025-12-01")
    assert "escalated watch_late" in story(life.pass_time("2025-12-04"))


def test_an_alarm_ends_with_the_decision_and_stays_where_the_line_is_watched() -> None:
    life = sealed()
    alarm(life, CONSUMED, "2025-11-08")
    life.do(SUPERVISOR, RevokeDecision("复议撤销"), "2025-11-09")
    assert life.case.alarm is None
    life = sealed()
    alarm(life, CONSUMED, "2025-11-08")
    for equipment in life.case.line.equipment:
        life.do(INSPECTOR, ConfirmDismantling(equipment), "2025-11-09")
    assert (life.stage(), due(life)) == (Stage.DISMANTLED, date(2025, 11, 9))
    life.do(INSPECTOR, NOTHING, "2025-11-09")
    assert due(life) == date(2026, 5, 9)  # it was the first of the new watch, made early


def test_the_alarm_is_told_with_its_readings() -> None:
    life = sealed()
    (action,) = found(life, CONSUMED)
    command = Command("alarm", life.case.number, SYSTEM, action)
    result = handle(life.enterprise, command, local("2025-11-08"))
    assert isinstance(result, tuple)
    life.enterprise, life.recorded = result[0], [*life.recorded, *result[1]]
    told = tell(life.entries[-1])
    assert told.zh == (
        "断供后用能告警：10 KV－7 2025-10-14 至 2025-11-05 用电 11 千瓦时"
        "（表底数 100 → 111，抄表员）"
    )
    assert "11 kWh of power at 10 KV－7" in told.en


def test_s8_an_exit_found_incomplete_does_not_settle_its_alarm() -> None:
    """P1.4: sealed again, it is to be inspected at once."""
    life = sealed()
    alarm(life, CONSUMED, "2025-11-06")
    life.do(INSPECTOR, CorrectCommitment("承诺书系另一企业所签"), "2025-11-10")
    assert life.case.inspection is None
    life.do(ENTERPRISE, COMMIT, "2025-11-20")
    assert (life.stage(), due(life)) == (Stage.SEALED, date(2025, 11, 20))


def test_p1_4_an_alarm_that_a_wrong_inspection_settled_is_to_be_looked_into() -> None:
    life = sealed()
    alarm(life, CONSUMED, "2025-11-08 10:00")
    raised = life.case
    life.do(INSPECTOR, NOTHING, "2025-11-10")
    assert life.case.alarm is None
    life.do(INSPECTOR, CorrectWatch("检查了另一生产线"), "2025-11-10 10:00")
    assert (life.case.alarm, life.case.inspection) == (raised.alarm, raised.inspection)
