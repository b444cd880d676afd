"""A case whose line was sealed, with its supply cut."""

from datetime import UTC, datetime
from typing import Any

from domain.meters import MeterKind
from tests.api.departments import a_receipt, signed
from tests.api.people import APPROVER, INSPECTOR
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
    case.do(APPROVER, "take_exit_decision")
    return case


def cut(town: Town, case: Case) -> None:
    """Every department confirms what it did, by its own system."""
    for measure in case.view()["measures"]:
        order = measure["orders"][-1]
        if order["receipt"] is None:
            content, headers = signed(order["department"], a_receipt(order["id"]))
            path = f"/departments/{order['department']}/receipts"
            answer = town.stranger.post(path, content=content, headers=headers)
            assert answer.status_code == 200, answer.text


def sealed(town: Town, **flag: Any) -> Case:
    case = sealing(town, **flag)
    cut(town, case)
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
