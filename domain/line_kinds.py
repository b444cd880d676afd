"""The kinds of production line 生产线类别 that the policy lists (P3.1, P3.2)."""

from enum import StrEnum

from domain.words import Text


class LineKind(StrEnum):
    LIME = "standalone_lime"
    CALCIUM_CARBIDE = "standalone_calcium_carbide"
    FERROALLOY = "ferroalloy"
    BASIC_CHEMICALS = "low_end_basic_chemicals"
    SMELTING = "smelting_without_downstream"
    COAL_WASHING = "coal_washing"
    OTHER = "other"


LINE_KINDS = {
    LineKind.LIME: Text("独立石灰", "standalone lime"),
    LineKind.CALCIUM_CARBIDE: Text("独立电石", "standalone calcium carbide"),
    LineKind.FERROALLOY: Text("铁合金", "ferroalloy"),
    LineKind.BASIC_CHEMICALS: Text("低端基础化工", "low-end basic chemicals"),
    LineKind.SMELTING: Text("无下游冶炼", "smelting without downstream use"),
    LineKind.COAL_WASHING: Text("洗煤", "coal washing"),
    LineKind.OTHER: Text("其他", "other"),
}

EXITING_BY_PLAN = tuple(kind for kind in LineKind if kind is not LineKind.OTHER)
"""P3: these exit step by step, or are absorbed; each has its date in the annual plan."""

ABSORBED = (LineKind.COAL_WASHING,)
"""P3.2: pressed down to a capacity cap, and closed only if it stays above it."""
