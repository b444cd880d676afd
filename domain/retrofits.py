"""P2.5: who still falls short of the advanced value 先进值 after an energy retrofit."""

from domain.figures import SECTORS, Figures, Sector
from domain.findings import Finding, spelled
from domain.words import Text

RULE = "P2.5"
_OTHER_SECTOR = Text(
    "行业“{industry}”不属于钢铁、铁合金、电石、化工",
    "the sector '{industry}' is none of steel, ferroalloy, calcium carbide and chemicals",
)
_MISSING = Text(
    "{sector}企业未填写单位产品能耗或先进值，无法比对",
    "{sector}: without unit consumption and advanced value there is nothing to compare",
)
_ADVANCED = Text(
    "单位产品能耗 {measured} 已达到先进值 {advanced}",
    "the unit consumption of {measured} meets the advanced value of {advanced}",
)
_SHORT = Text(
    "{sector}企业节能改造后，单位产品能耗 {measured} 仍未达到先进值 {advanced}",
    "{sector}: after the retrofit the unit consumption of {measured} is still short of the "
    "advanced value of {advanced}",
)
_NOT_YET = Text(
    "单位产品能耗 {measured} 未达到先进值 {advanced}；须先进行节能改造，改造后仍未达到的才从严控制",
    "the unit consumption of {measured} is short of the advanced value of {advanced}; the energy "
    "retrofit comes first, and control only for who is short of it afterwards",
)
_UNKNOWN = Text(
    "单位产品能耗 {measured} 未达到先进值 {advanced}；未填写是否完成节能改造，请补填",
    "the unit consumption of {measured} is short of the advanced value of {advanced}; whether the "
    "retrofit was made is not said and must be",
)
_SHORT_OF_IT = {
    True: ("short_of_advanced", _SHORT),
    False: ("not_retrofitted", _NOT_YET),
    None: ("retrofit_unknown", _UNKNOWN),
}


def after_retrofit(figures: Figures) -> Finding:
    """Exactly at the advanced value meets it. Who has no retrofit behind them is not controlled
    by this rule, however much they consume: it speaks of the time after one."""
    if figures.sector is Sector.OTHER:
        return _finding("other_sector", _OTHER_SECTOR.format(industry=figures.industry))
    sector = SECTORS[figures.sector]
    measured, advanced = figures.unit_consumption, figures.advanced
    if measured is None or advanced is None:
        return _finding("figures_missing", _MISSING.format(sector=sector))
    code, sentence = "advanced", _ADVANCED
    if measured > advanced:
        code, sentence = _SHORT_OF_IT[figures.retrofitted]
    return _finding(
        code,
        sentence.format(sector=sector, measured=spelled(measured), advanced=spelled(advanced)),
    )


def _finding(code: str, reason: Text) -> Finding:
    return Finding(RULE, code, code == "short_of_advanced", reason)
