"""S6: a supply point is one however people write it, and they see it as they wrote it."""

from dataclasses import replace

import pytest

from domain.catalogue import MeasureKind
from domain.line_correction import CorrectLine
from domain.measures import measure_key
from domain.spelling import one_spelling
from tests.domain.lives import INSPECTOR
from tests.domain.stages import SECOND, also_sealing, sealing

OTHERWISE = " 10KV－7"


@pytest.mark.parametrize(
    "written", ["10kV-7", OTHERWISE, "10 kv - 7", "１０ｋＶ－７", "10\u3000kV-7\n"]
)
def test_s6_neither_width_nor_case_nor_spaces_count(written: str) -> None:
    assert one_spelling(written) == "10kv-7"


@pytest.mark.parametrize("another", ["10kV-70", "10kV7", "10kV-7号"])
def test_s6_another_point_is_another(another: str) -> None:
    assert one_spelling(another) != "10kv-7"


def test_s6_only_supply_points_are_spelled_alike() -> None:
    assert measure_key(MeasureKind.SEAL, "海南区 A炉") == "seal:海南区 A炉"
    assert measure_key(MeasureKind.WATER_CUT, "W 3") == "water_cut:w3"


def test_s6_a_point_written_otherwise_is_cut_once_and_lifted_after_the_last() -> None:
    life = sealing()
    first = life.case.number
    line = replace(SECOND, power_supply_point=OTHERWISE)
    second = also_sealing(life, "2025-10-14", line)
    life.answer("2025-10-15")
    for number in (first, second):
        life.is_withdrawn("2025-10-16", case=number)
    cuts = [(order.action, order.case) for order in life.orders(MeasureKind.POWER_CUT)]
    assert cuts == [("impose", first), ("lift", second)]


def test_people_and_departments_see_the_point_as_it_was_written_first() -> None:
    life = sealing()
    also_sealing(life, "2025-10-14", replace(SECOND, power_supply_point=OTHERWISE))
    life.is_withdrawn("2025-10-15")
    assert {order.target for order in life.orders(MeasureKind.POWER_CUT)} == {"10kV-7"}
    assert life.case.line.power_supply_point == OTHERWISE


def test_s6_a_spelling_put_right_moves_nothing() -> None:
    life = sealing()
    before = len(life.orders())
    life.do(INSPECTOR, CorrectLine("写法", power_supply_point=OTHERWISE), "2025-10-14")
    assert len(life.orders()) == before
    assert life.case.line.power_supply_point == OTHERWISE
