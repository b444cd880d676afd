"""The sector of an enterprise, as lists write it."""

from dataclasses import dataclass

from api.workbook_cells import CellError, Typed, compact
from api.workbook_values import text, within
from domain.figures import SECTORS, Sector
from domain.words import Name

_SYNONYMS = {
    Sector.STEEL: (
        "炼钢",
        "炼铁",
        "钢铁冶炼",
        "钢压延加工",
        "黑色金属冶炼和压延加工",
        "黑色金属冶炼及压延加工",
    ),
    Sector.FERROALLOY: ("铁合金冶炼", "硅铁", "硅锰", "硅锰合金"),
    Sector.CALCIUM_CARBIDE: ("碳化钙",),
    Sector.CHEMICALS: (
        "化学原料和化学制品",
        "化学原料及化学制品",
        "基础化工",
        "精细化工",
        "煤化工",
        "盐化工",
        "石油化工",
        "氯碱化工",
        "氯碱",
    ),
}
_SECTORS = {
    name: sector for sector, names in _SYNONYMS.items() for name in (SECTORS[sector].zh, *names)
}
_TELLING = ("钢", "黑色金属冶炼", "铁合金", "电石", "碳化钙", "化工", "化学")
_OTHER = SECTORS[Sector.OTHER].zh
_ENDINGS = ("", "业", "行业", "工业", "制造业")
_WORDS = within(Name, text)


@dataclass(frozen=True, slots=True)
class Industry:
    """As typed, and what it is to P2.5."""

    words: str
    sector: Sector


def industry(value: Typed) -> Industry:
    """Words that sound like one of the four sectors without naming it are never guessed at:
    whether P2.5 speaks of the enterprise depends on them."""
    words = _WORDS(value)
    key = compact(words)
    for ending in _ENDINGS:
        sector = _SECTORS.get(key.removesuffix(ending))
        if sector is not None:
            return Industry(words, sector)
    if not key.startswith(_OTHER) and any(part in key for part in _TELLING):
        raise CellError("unclear_sector")
    return Industry(words, Sector.OTHER)
