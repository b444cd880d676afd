"""P2.5: short of the advanced value after a retrofit, and who is not meant by that."""

from typing import Any

import pytest

from domain.figures import Sector
from domain.retrofits import after_retrofit
from tests.domain.figures import figures

FOUR = [Sector.STEEL, Sector.FERROALLOY, Sector.CALCIUM_CARBIDE, Sector.CHEMICALS]


def code(sector: Sector, unit: Any, advanced: Any, retrofitted: bool | None) -> str:
    found = after_retrofit(
        figures(
            1,
            100,
            100,
            sector=sector,
            industry="某业",
            unit_consumption=unit,
            advanced=advanced,
            retrofitted=retrofitted,
        )
    )
    assert found.rule == "P2.5"
    assert found.controlled == (found.code == "short_of_advanced")
    return found.code


@pytest.mark.parametrize("sector", FOUR)
@pytest.mark.parametrize(
    ("unit", "advanced", "retrofitted", "expected"),
    [
        ("805.0001", "805", True, "short_of_advanced"),
        ("805", "805.00", True, "advanced"),
        ("700", "805", True, "advanced"),
        ("805", "805", None, "advanced"),
        ("900", "805", False, "not_retrofitted"),
        ("900", "805", None, "retrofit_unknown"),
        (None, "805", True, "figures_missing"),
        ("900", None, True, "figures_missing"),
        ("0", "0", True, "advanced"),
    ],
)
def test_p2_5_in_each_of_the_four_sectors(
    sector: Sector, unit: str | None, advanced: str | None, retrofitted: bool | None, expected: str
) -> None:
    assert code(sector, unit, advanced, retrofitted) == expected


def test_p2_5_says_nothing_of_other_sectors() -> None:
    assert code(Sector.OTHER, "900", "805", True) == "other_sector"
    assert set(FOUR) == set(Sector) - {Sector.OTHER}


def test_p2_5_the_reason_names_the_sector_and_both_figures() -> None:
    found = figures(
        1,
        100,
        100,
        sector=Sector.CALCIUM_CARBIDE,
        unit_consumption="900.50",
        advanced="805",
        retrofitted=True,
    )
    reason = after_retrofit(found).reason
    assert reason.zh == "电石企业节能改造后，单位产品能耗 900.5 仍未达到先进值 805"
    assert "calcium carbide" in reason.en
    assert "900.5" in reason.en
