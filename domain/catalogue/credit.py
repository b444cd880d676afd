"""Supply, credit and the nine areas of joint punishment 联合惩戒 (P2.4, O4.3, O4.4, O6)."""

from domain.catalogue.kinds import MeasureKind
from domain.catalogue.measure_rule import MeasureRule, Target
from domain.words import Text


def _restriction(zh: str, en: str, department: str) -> MeasureRule:
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

CREDIT_MEASURES = {
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
    MeasureKind.CREDIT_SUPPORT: MeasureRule(
        Text("主动退出信贷支持", "credit support for an exit of its own accord"),
        "banking",
        Target.ENTERPRISE,
        True,
        "O6",
    ),
}
