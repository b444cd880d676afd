"""A case whose line was sealed, with its supply cut."""

from datetime import UTC, datetime
from typing import Any

from domain.meters import MeterKind
from tests.api.people import INSPECTOR
from tests.api.town import Case, Json, Town

POINTS = {
    MeterKind.POWER: "海南变电站 512 线 1 号生产开关",
    MeterKind.WATER: "西来峰供水 3 号生产表",
}
"""Of the API's own example."""


def sealing(town: Town, **flag: Any) -> Case:
    case = town.flag(ground="eliminated", **flag)
    case.do(INSPECTOR, "serve_notice")
    case.is_heard()
    case.is_being_sealed()
    return case


def sealed(town: Town, **flag: Any) -> Case:
    case = sealing(town, **flag)
    case.is_answered()
    case.do(INSPECTOR, "record_commitment")
    case.do(INSPECTOR, "record_announcement")
    assert case.view()["stage"] == "sealed"
    return case


def a_reading(case: Case, value: str, kind: MeterKind = MeterKind.POWER, **changes: Any) -> Json:
    """Read this very moment: the next is later."""
    return {
        "enterprise": case.code,
        "kind": kind,
        "point": POINTS[kind],
        "read_at": datetime.now(UTC).isoformat(),
        "value": value,
        "source": "抄表员 02",
    } | changes
