"""The grounds 事由: why a line was flagged (part three of the policy, and O5)."""

from enum import StrEnum

from domain.words import Text


class Ground(StrEnum):
    ELIMINATED = "eliminated"
    ENERGY = "energy"
    ENERGY_SUPPLY = "energy_supply"
    FACTORS = "factors"
    ENVIRONMENT = "environment"
    SAFETY = "safety"
    QUALITY = "quality"
    RESTRICTED = "restricted"


GROUNDS = {
    Ground.ELIMINATED: Text("产业政策（淘汰类）", "industrial policy (eliminated class)"),
    Ground.ENERGY: Text("能耗限额", "energy consumption limit"),
    Ground.ENERGY_SUPPLY: Text("能耗（要素供应管控）", "energy consumption (factor control)"),
    Ground.FACTORS: Text("要素", "production factors"),
    Ground.ENVIRONMENT: Text("环保", "environment"),
    Ground.SAFETY: Text("安全生产", "work safety"),
    Ground.QUALITY: Text("产品质量", "product quality"),
    Ground.RESTRICTED: Text("限制类（差别化价格）", "restricted class (prices)"),
}
