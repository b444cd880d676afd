"""The catalogue of measures 措施 as data, and the departments that carry them out."""

from dataclasses import dataclass
from enum import StrEnum

from domain.words import Text


class MeasureKind(StrEnum):
    WATER_CUT = "water_cut"
    POWER_CUT = "power_cut"
    POWER_UNIT_REMOVAL = "power_unit_removal"
    SEAL = "seal"
    PRODUCTION_STOP = "production_stop"
    PRODUCTION_LIMIT = "production_limit"
    PERMIT_REVOCATION = "permit_revocation"
    FACTOR_CONTROL = "factor_control"
    CREDIT_ENTRY = "credit_entry"
    LAND_SUPPLY = "land_supply"
    FINANCIAL_SUPPORT = "financial_support"
    TAXATION = "taxation"
    PRODUCTION_PERMITS = "production_permits"
    SAFETY_PERMITS = "safety_permits"
    BOND_ISSUE = "bond_issue"
    FINANCING = "financing"
    PROCUREMENT = "procurement"
    BIDDING = "bidding"
    CREDIT_CURB = "credit_curb"
    POLICE_NOTICE = "police_notice"


class Target(StrEnum):
    """What an order must name: a production supply point (L6), the line, a permit, or the
    enterprise as a whole."""

    WATER_SUPPLY_POINT = "water_supply_point"
    POWER_SUPPLY_POINT = "power_supply_point"
    LINE = "line"
    PERMIT = "permit"
    ENTERPRISE = "enterprise"


SUPPLY_POINTS = (Target.WATER_SUPPLY_POINT, Target.POWER_SUPPLY_POINT)

DEPARTMENTS = {
    "water": Text("水务局", "water bureau"),
    "power": Text("能源局（供电）", "energy bureau (power supply)"),
    "industry": Text("工业和信息化局", "industry bureau"),
    "reform": Text("发展和改革委员会", "development and reform commission"),
    "environment": Text("生态环境局", "ecology and environment bureau"),
    "emergency": Text("应急管理局", "emergency management bureau"),
    "market": Text("市场监督管理局", "market regulation bureau"),
    "district": Text("区人民政府", "district government"),
    "land": Text("自然资源局", "natural resources bureau"),
    "finance": Text("财政局", "finance bureau"),
    "tax": Text("税务局", "tax bureau"),
    "banking": Text("金融监管分局", "financial regulator"),
    "bidding": Text("公共资源交易中心", "public resources trading centre"),
    "police": Text("公安局", "police"),
}


@dataclass(frozen=True, slots=True)
class MeasureRule:
    """`department` is None where the procedure's lead department, or the one that issued the
    permit, carries it out; `outlasts` says that an exit leaves it in force for good, `on_site`
    that imposing it is enforcement on site, which has its hours (L6). An order is to be accepted
    within `accept_days` and carried out within `receipt_days`, in working days."""

    label: Text
    department: str | None
    target: Target
    liftable: bool
    rule: str
    outlasts: bool = False
    on_site: bool = False
    accept_days: int = 2
    receipt_days: int = 5


def _restriction(zh: str, en: str, department: str) -> MeasureRule:
    """One of the nine areas of joint punishment."""
    label = Text(f"联合惩戒：{zh}", f"restriction: {en}")
    return MeasureRule(label, department, Target.ENTERPRISE, True, "O4.4")


RESTRICTIONS = {
    MeasureKind.LAND_SUPPLY: _restriction("土地供应", "land supply", "land"),
    MeasureKind.FINANCIAL_SUPPORT: _restriction("资金支持", "financial support", "finance"),
    MeasureKind.TAXATION: _restriction("税收管理", "taxation", "tax"),
    MeasureKind.PRODUCTION_PERMITS: _restriction("生产许可", "production permits", "market"),
    MeasureKind.SAFETY_PERMITS: _restriction("安全许可", "safety permits", "emergency"),
    MeasureKind.BOND_ISSUE: _restriction("债券发行", "bond issue", "reform"),
    MeasureKind.FINANCING: _restriction("融资授信", "financing and credit", "banking"),
    MeasureKind.PROCUREMENT: _restriction("政府采购", "government procurement", "finance"),
    MeasureKind.BIDDING: _restriction(
        "公共工程建设项目投标", "bidding for public works", "bidding"
    ),
}

MEASURES = {
    MeasureKind.WATER_CUT: MeasureRule(
        Text("断水", "water cut"), "water", Target.WATER_SUPPLY_POINT, True, "P1.3", on_site=True
    ),
    MeasureKind.POWER_CUT: MeasureRule(
        Text("断电", "power cut"), "power", Target.POWER_SUPPLY_POINT, True, "P1.3", on_site=True
    ),
    MeasureKind.POWER_UNIT_REMOVAL: MeasureRule(
        Text("拆除动力装置", "removal of the power unit"),
        "industry",
        Target.LINE,
        False,
        "P1.3",
        on_site=True,
    ),
    MeasureKind.SEAL: MeasureRule(
        Text("封存主体设备", "sealing of the main equipment"),
        "industry",
        Target.LINE,
        True,
        "P1.3",
        on_site=True,
    ),
    MeasureKind.PRODUCTION_STOP: MeasureRule(
        Text("停产", "stop of production"),
        None,
        Target.LINE,
        True,
        "P5.1",
        outlasts=True,
        on_site=True,
    ),
    MeasureKind.PRODUCTION_LIMIT: MeasureRule(
        Text("限产", "limit of production"),
        None,
        Target.LINE,
        True,
        "P4.1",
        outlasts=True,
        on_site=True,
    ),
    MeasureKind.PERMIT_REVOCATION: MeasureRule(
        Text("吊销许可证照", "revocation of a permit"),
        None,
        Target.PERMIT,
        True,
        "P5.2",
        outlasts=True,
    ),
    MeasureKind.FACTOR_CONTROL: MeasureRule(
        Text("严控要素供应", "strict control of factor supply"),
        "district",
        Target.ENTERPRISE,
        True,
        "P2.4",
    ),
    MeasureKind.CREDIT_ENTRY: MeasureRule(
        Text("纳入信用信息共享平台并在信用中国公示", "entry on the credit platform"),
        "reform",
        Target.ENTERPRISE,
        True,
        "O4.3",
    ),
    **RESTRICTIONS,
    MeasureKind.CREDIT_CURB: MeasureRule(
        Text("不新增并压减授信", "no new credit and less old"),
        "banking",
        Target.ENTERPRISE,
        True,
        "O6",
    ),
    MeasureKind.POLICE_NOTICE: MeasureRule(
        Text("通报公安机关（擅自启封）", "notice to the police: seals broken"),
        "police",
        Target.LINE,
        False,
        "P1.3",
        outlasts=True,
    ),
}
