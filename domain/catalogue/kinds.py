"""The kinds of measures."""

from enum import StrEnum


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
