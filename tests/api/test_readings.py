"""Meter readings through HTTP: who enters them, what is refused, what is shown, what alarms."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import httpx2
import pytest
from sqlalchemy import select
from sqlmodel import col

from domain.meters import MeterKind
from domain.people import Actor
from domain.readings import Reading
from records import readings
from records.audit import AuditRow
from records.database import reading, writing
from records.readings import Batch, NewReading
from tests.api.people import (
    AUDITOR,
    ELSEWHERE,
    INSPECTOR,
    INSPECTOR_ELSEWHERE,
    POWER_CLERK,
    SUPERVISOR,
    WATER_CLERK,
)
from tests.api.problems import problem
from tests.api.sealed import POINTS, a_reading, sealed, sealing
from tests.api.service import Service
from tests.api.town import Case, Json, Town, new_code
from tests.api.waiting import until


def enter(
    town: Town, by: Actor, *rows: Json, key: str | None = None, **parameters: Any
) -> httpx2.Response:
    path = f"/readings?{'&'.join(f'{name}={value}' for name, value in parameters.items())}"
    return town.post(by, path, {"readings": list(rows)}, key)


def kept(answer: httpx2.Response) -> list[int]:
    assert answer.status_code == 201, answer.text
    numbers: list[int] = answer.json()["kept"]
    return numbers


def meters(town: Town, case: Case, by: Actor = AUDITOR) -> dict[str, Json]:
    found = town.get(by, f"/cases/{case.number}/readings").json()
    return {meter["kind"]: meter for meter in found}


def codes(answer: httpx2.Response) -> list[tuple[int, str, str]]:
    return [(each["row"], each["heading"], each["code"]) for each in answer.json()["errors"]]


def ago(**time: float) -> str:
    return (datetime.now(UTC) - timedelta(**time)).isoformat()


@pytest.fixture
def case(town: Town) -> Case:
    return town.flag()


def alarms(case: Case) -> list[Json]:
    found = [entry["event"].get("action", {}) for entry in case.timeline()]
    return [action for action in found if action.get("kind") == "report_consumption"]


def test_a_case_shows_the_readings_of_its_supply_points(town: Town, case: Case) -> None:
    spelled = f" {POINTS[MeterKind.POWER]} ".replace("512", "５１２")
    rows = [
        a_reading(case, "100.5", read_at=ago(days=2)),
        a_reading(case, "130", read_at=ago(days=1), point=spelled),
        a_reading(case, "7", kind=MeterKind.WATER),
    ]
    numbers = kept(enter(town, INSPECTOR, *rows))
    found = meters(town, case)
    assert [each["id"] for each in found["power"]["readings"]] == numbers[:2]
    assert (found["power"]["unit"]["zh"], found["power"]["barred_since"]) == ("千瓦时", None)
    first = found["power"]["readings"][0]
    assert (first["value"], first["by"], first["source"]) == ("100.5", "inspector", "抄表员 02")
    (stretch,) = found["power"]["consumption"]
    assert (stretch["amount"], stretch["barred"]) == ("29.5", False)
    assert stretch["explanation"]["zh"] == "130 − 100.5 = 29.5"
    assert found["water"]["consumption"] == []


def test_a_replaced_meter_is_counted_on_both_sides(town: Town, case: Case) -> None:
    restart = {"ended_at": "120", "began_at": "5"}
    rows = [
        a_reading(case, "100", read_at=ago(days=2)),
        a_reading(case, "8", read_at=ago(days=1), restart=restart),
    ]
    kept(enter(town, INSPECTOR, *rows))
    (stretch,) = meters(town, case)["power"]["consumption"]
    assert stretch["amount"] == "23"


def test_s5_the_same_key_keeps_the_same_readings_once(town: Town, case: Case) -> None:
    rows = [a_reading(case, "1", read_at=ago(hours=1)), a_reading(case, "2")]
    numbers = kept(enter(town, INSPECTOR, *rows, key="batch-1"))
    assert kept(enter(town, INSPECTOR, *rows, key="batch-1")) == numbers
    other = enter(town, INSPECTOR, a_reading(case, "3"), key="batch-1")
    problem(other, 422, "idempotency_key_reused", "S5")
    assert len(meters(town, case)["power"]["readings"]) == 2


def test_bad_readings_are_told_one_by_one_and_none_is_kept(town: Town, case: Case) -> None:
    kept(enter(town, INSPECTOR, a_reading(case, "100", read_at="2026-01-01T08:00:00+08:00")))
    rows = [
        a_reading(case, "101", read_at="2026-01-02T08:00:00+08:00"),
        a_reading(case, "99", read_at="2026-01-03T08:00:00+08:00"),
        a_reading(case, "100", read_at="2026-01-01T00:00:00Z"),
        a_reading(case, "102", read_at="2126-01-01T00:00:00Z"),
        a_reading(case, "1", point="生活用电表"),
        a_reading(case, "1", enterprise=new_code()),
    ]
    answer = enter(town, INSPECTOR, *rows)
    problem(answer, 422, "bad_readings")
    bad = [
        (2, "value", "register_fell"),
        (3, "read_at", "read_already"),
        (4, "read_at", "read_in_the_future"),
        (5, "point", "unknown_supply_point"),
        (6, "point", "unknown_supply_point"),
    ]
    assert codes(answer) == bad
    assert len(meters(town, case)["power"]["readings"]) == 1
    answers = [enter(town, INSPECTOR, *rows, key="good-ones", only_good="true") for _ in range(2)]
    for answer in answers:
        assert len(kept(answer)) == 1
        assert [each["code"] for each in answer.json()["left_out"]] == [code for *_, code in bad]
    assert [each["value"] for each in meters(town, case)["power"]["readings"]] == ["100", "101"]


def test_a_correction_is_a_reading_that_names_the_one_it_replaces(town: Town, case: Case) -> None:
    rows = [a_reading(case, "100", read_at=ago(days=2)), a_reading(case, "2000")]
    _, wrong = kept(enter(town, INSPECTOR, *rows))
    right = {"read_at": rows[1]["read_at"], "value": "200.0", "source": "复核"}
    path = f"/readings/{wrong}/correction"
    (number,) = kept(town.post(POWER_CLERK, path, right))
    found = meters(town, case)["power"]
    assert [(each["corrects"], each["corrected_by"]) for each in found["readings"]] == [
        (None, None),
        (None, number),
        (wrong, None),
    ]
    assert [each["amount"] for each in found["consumption"]] == ["100.0"]
    again = town.post(INSPECTOR, path, right | {"value": "201"})
    problem(again, 422, "bad_readings")
    assert codes(again) == [(1, "number", "corrected_already")]
    problem(town.post(INSPECTOR, "/readings/2147483647/correction", right), 404, "not_found")


def test_s9_by_inspectors_of_the_district_and_each_department_for_its_own_meters(
    town: Town, case: Case
) -> None:
    """S9."""
    power, water = a_reading(case, "1"), a_reading(case, "1", kind=MeterKind.WATER)
    for nobody in (AUDITOR, SUPERVISOR, case.enterprise):
        problem(enter(town, nobody, power), 403, "wrong_role", "S9")
    problem(enter(town, INSPECTOR_ELSEWHERE, power), 403, "out_of_scope", "S9")
    problem(enter(town, POWER_CLERK, water), 403, "out_of_scope", "S9")
    mixed = enter(town, WATER_CLERK, water, power)
    problem(mixed, 422, "bad_readings")
    assert codes(mixed) == [(2, "point", "out_of_scope")]
    kept(enter(town, WATER_CLERK, water))
    kept(enter(town, POWER_CLERK, power))
    for stranger, code in ((INSPECTOR_ELSEWHERE, "out_of_scope"), (POWER_CLERK, "wrong_role")):
        seen = town.get(stranger, f"/cases/{case.number}/readings")
        problem(seen, 403, code, "S9")
    assert len(meters(town, case, case.enterprise)) == 2


def test_s9_another_district_s_line_of_the_enterprise_is_not_theirs(town: Town) -> None:
    """S9: an enterprise may have a line in two districts."""
    case = town.flag()
    line = {"name": "2号电石炉", "district": ELSEWHERE, "power_supply_point": "乌达 7 线"}
    assert town.ask_to_flag(INSPECTOR_ELSEWHERE, case.code, line=line).status_code == 201
    theirs = a_reading(case, "1", point="乌达7线")
    problem(enter(town, INSPECTOR, theirs), 403, "out_of_scope", "S9")
    kept(enter(town, INSPECTOR_ELSEWHERE, theirs))


def test_s7_who_entered_readings_is_on_record(town: Town, case: Case) -> None:
    kept(enter(town, POWER_CLERK, a_reading(case, "1")))
    enter(town, POWER_CLERK, a_reading(case, "0"))
    with reading(town.service.engine) as session:
        noted = select(AuditRow).where(col(AuditRow.detail).contains("reading"))
        last = session.scalars(noted.order_by(col(AuditRow.id).desc()).limit(2)).all()
    assert [(row.actor, row.what, row.code) for row in reversed(last)] == [
        ("clerk.power", "readings_kept", ""),
        ("clerk.power", "refused", "bad_readings"),
    ]


def test_p1_3_p1_4_consumption_after_the_cut_brings_the_inspection_forward(town: Town) -> None:
    """P1.3, P1.4: on record with its readings, and to be found in the list of cases."""
    case = sealed(town)
    before = case.view()["watch"]["due"]
    kept(enter(town, INSPECTOR, a_reading(case, "100")))
    kept(enter(town, POWER_CLERK, a_reading(case, "110")))
    kept(enter(town, POWER_CLERK, a_reading(case, "150.5")))
    until(lambda: bool(alarms(case)))
    (alarm,) = alarms(case)
    assert (alarm["since"]["value"], alarm["until"]["value"]) == ("100", "150.5")
    view = case.view()
    assert view["watch"]["due"] < before
    assert view["alarm"]["regular"] is not None
    listed = town.get(INSPECTOR, "/cases", alarm="true", size=200).json()["cases"]
    assert case.number in [each["number"] for each in listed if each["alarm"]]
    found = meters(town, case)["power"]
    assert found["barred_since"] is not None
    assert [each["barred"] for each in found["consumption"]] == [True, True]
    assert case.do(INSPECTOR, "record_watch")["alarm"] is None


def test_p1_3_a_reading_from_before_the_cut_is_no_alarm(town: Town) -> None:
    """The receipt of the cut read 100."""
    case = sealing(town)
    kept(enter(town, INSPECTOR, a_reading(case, "40")))
    case.is_answered()
    kept(enter(town, INSPECTOR, a_reading(case, "105")))
    last = a_reading(case, "150", kind=MeterKind.POWER)
    kept(enter(town, INSPECTOR, last))
    until(lambda: bool(alarms(case)))
    assert [each["amount"] for each in alarms(case)] == ["50"]


def test_what_a_process_did_not_live_to_report_the_next_one_does(
    town: Town, service: Service
) -> None:
    """The readings are on record, and nobody was told; also where the receipt came after them."""
    case = sealed(town)
    rows = [
        Reading(MeterKind.WATER, POINTS[MeterKind.WATER], datetime.now(UTC), value, "集抄")
        for value in map(Decimal, (5, 8))
    ]
    with writing(service.engine) as session:
        batch = Batch(case.code, INSPECTOR, "")
        new = [NewReading(row, case.code, each) for row, each in enumerate(rows, start=1)]
        readings.keep(session, batch, new)
    assert alarms(case) == []
    next_one = Service(service.background, service.config, service.temporal)
    until(lambda: bool(alarms(case)))
    next_one.stop()
    assert [each["amount"] for each in alarms(case)] == ["3"]
