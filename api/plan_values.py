"""What only plans have in their cells. All raise CellError."""

import re

from api.workbook_cells import CellError, Typed, compact
from api.workbook_values import text
from domain.grounds import GROUNDS, Ground
from domain.line_kinds import LINE_KINDS, LineKind

GROUND_SYNONYMS = {
    Ground.ELIMINATED: ("产业政策", "产业政策淘汰类", "淘汰类", "淘汰"),
    Ground.ENERGY: ("能耗", "能耗超限额", "超能耗限额", "能耗超标", "能源消耗"),
    Ground.ENERGY_SUPPLY: ("要素供应管控", "要素管控", "能耗管控"),
    Ground.FACTORS: ("生产要素", "要素制约"),
    Ground.ENVIRONMENT: ("环境保护", "环境"),
    Ground.SAFETY: ("安全",),
    Ground.QUALITY: ("质量",),
}

_BETWEEN_ITEMS = re.compile(r"[、；;\n]")
_GROUNDS = {
    compact(name): ground
    for ground, label in GROUNDS.items()
    for name in (label.zh, *GROUND_SYNONYMS.get(ground, ()))
}
_KIND_SYNONYMS = {
    LineKind.LIME: ("石灰",),
    LineKind.CALCIUM_CARBIDE: ("电石",),
    LineKind.BASIC_CHEMICALS: ("基础化工",),
    LineKind.SMELTING: ("冶炼", "无下游利用冶炼"),
    LineKind.COAL_WASHING: ("煤炭洗选", "洗选煤"),
}
_KINDS = {
    compact(name): kind
    for kind, label in LINE_KINDS.items()
    for name in (label.zh, *_KIND_SYNONYMS.get(kind, ()))
}


def items(value: Typed) -> tuple[str, ...]:
    found = tuple(item for part in _BETWEEN_ITEMS.split(text(value)) if (item := part.strip()))
    for item in found:
        if found.count(item) > 1:
            raise CellError("item_twice", item=item)
    return found


def ground(value: Typed) -> Ground:
    found = _GROUNDS.get(compact(text(value)))
    if found is None:
        known = "、".join(label.zh for label in GROUNDS.values())
        raise CellError("unknown_ground", known=known)
    return found


def line_kind(value: Typed) -> LineKind:
    found = _KINDS.get(compact(text(value)))
    if found is None:
        known = "、".join(label.zh for label in LINE_KINDS.values())
        raise CellError("unknown_kind", known=known)
    return found
