"""Sample cases for a first `make run`: lines flagged some time ago, their notices served on
different days, so that lists show what is overdue, soon due and fresh.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from stdnum.cn import uscc

from domain.line_kinds import LineKind

if TYPE_CHECKING:
    from cli.api_client import ApiClient


@dataclass(frozen=True)
class Sample:
    """Days are counted from today. `ordered` is what the notice says beyond its service, and
    `rectify_within` the period that it sets, `exit_within` the planned exit."""

    number: int
    name: str
    district: str
    ground: str
    served_days_ago: int | None
    rectify_within: int | None = None
    exit_within: int | None = None
    kind: LineKind = LineKind.OTHER
    ordered: dict[str, str | int] = field(default_factory=dict)

    @property
    def code(self) -> str:
        body = f"9115030{self.number}MA0P{self.number}{self.number}X7H"
        return body + str(uscc.calc_check_digit(body))


SAMPLES = (
    Sample(1, "乌海市样例电石有限公司", "hainan", "energy", 190),
    Sample(2, "乌海市样例铁合金有限公司", "wuda", "energy", 165),
    Sample(3, "乌海市样例石灰有限公司", "haibowan", "energy", 30),
    Sample(4, "乌海市样例焦化有限公司", "hainan", "eliminated", 3),
    Sample(5, "乌海市样例冶炼有限公司", "wuda", "eliminated", None),
    Sample(6, "乌海市样例石灰窑有限公司", "haibowan", "factors", 40, None, 20, LineKind.LIME),
    Sample(
        *(7, "乌海市样例化工有限公司", "hainan", "environment", 10),
        rectify_within=50,
        ordered={"production": "production_limit", "share": 50},
    ),
    Sample(8, "乌海市样例洗煤有限公司", "wuda", "safety", 25, rectify_within=5),
)


async def add_sample_cases(url: str, password: str) -> None:
    """All through the API, as inspectors would enter cases that began on paper; what an earlier
    start that broke off has entered is left as it is."""
    from cli.api_client import ApiClient  # for the first start only

    api = ApiClient(url, password)
    today = date.today()  # noqa: DTZ011 - a sample's dates need no zone
    try:
        for sample in SAMPLES:
            await _enter(api, sample, today)
    finally:
        await api.close()


async def _enter(api: "ApiClient", sample: Sample, today: date) -> None:
    flagged = today - timedelta(days=(sample.served_days_ago or 0) + 5)
    case = await _entered(api, sample)
    if case is None:
        path = f"/enterprises/{sample.code}/cases"
        case = await api.give("inspector", path, _flag(sample, flagged, today))
    if sample.served_days_ago is None or case["stage"] != "flagged":
        return
    body = sample.ordered | {
        "method": "in_person",
        "receipt": f"送达回证 {flagged.year}-{sample.number:03}",
        "happened_on": str(today - timedelta(days=sample.served_days_ago)),
        "document": f"责令整改通知书 {sample.number} 号",
    }
    if sample.rectify_within:
        body["rectify_by"] = str(today + timedelta(days=sample.rectify_within))
    await api.give("inspector", f"/cases/{case['number']}/serve-notice", body)


async def _entered(api: "ApiClient", sample: Sample) -> dict[str, Any] | None:
    from cli.api_client import RefusedError

    try:
        enterprise = await api.get("inspector", f"/enterprises/{sample.code}")
    except RefusedError:
        return None
    case: dict[str, Any] = enterprise["cases"][0]
    return case


def _flag(sample: Sample, on: date, today: date) -> dict[str, Any]:
    line = {
        "name": f"{sample.number}号生产线",
        "district": sample.district,
        "kind": sample.kind,
        "equipment": [f"{sample.number}号主体设备"],
        "capacity": "60000",
        "power_supply_point": f"{sample.number}号线生产开关",
        "water_supply_point": f"{sample.number}号线生产水表",
    }
    if sample.ground == "energy":
        line |= {"energy": "61200", "unit_consumption": "1020", "limit": "823"}
    planned = today + timedelta(days=sample.exit_within) if sample.exit_within else None
    return {
        "planned_exit": str(planned) if planned else None,
        "enterprise_name": sample.name,
        "ground": sample.ground,
        "line": line,
        "reason": "样例：年度排查认定",
        "document": f"样例认定书 {sample.number} 号",
        "happened_on": str(on),
    }
