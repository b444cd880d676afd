"""Who and what generated lives are about: people, lines that share supply points, procedures."""

from dataclasses import replace
from decimal import Decimal

from domain.line import Line
from domain.line_kinds import LineKind
from domain.people import Actor, District, Principal, Role
from domain.procedure import Procedure
from domain.procedures import ELIMINATED, ENERGY, ENVIRONMENT, PROCEDURES, QUALITY
from domain.procedures.heard_stops import heard_before_stop
from tests.domain.grounds import CAPPED, CITY_APPROVER
from tests.domain.lives import (
    APPROVER,
    APPROVER_ELSEWHERE,
    AUDITOR,
    DEPUTY,
    ENTERPRISE,
    ENTERPRISE_ELSEWHERE,
    HERE,
    INSPECTOR,
    INSPECTOR_ELSEWHERE,
    SECOND_SUPERVISOR,
    SUPERVISOR,
)

PROMOTED = replace(INSPECTOR, role=Role.APPROVER, districts=tuple(District))
"""The inspector, meanwhile an approver: may not decide on a request of their own."""
STAND_IN = replace(DEPUTY, standing_in_for=Principal(APPROVER.id, APPROVER.name), districts=HERE)
"""The deputy, while the approver is away: may not confirm what the approver proposed."""


def clerk(department: str, name: str = "王经办") -> Actor:
    """One who works off the department's list."""
    return Actor(f"clerk.{department}", name, Role.CLERK, department=department)


ANYBODY = [
    INSPECTOR,
    APPROVER,
    CITY_APPROVER,
    PROMOTED,
    DEPUTY,
    STAND_IN,
    SUPERVISOR,
    SECOND_SUPERVISOR,
    ENTERPRISE,
    AUDITOR,
    INSPECTOR_ELSEWHERE,
    APPROVER_ELSEWHERE,
    ENTERPRISE_ELSEWHERE,
]
ENTITLED = [INSPECTOR, CITY_APPROVER, APPROVER, DEPUTY, PROMOTED, ENTERPRISE, SUPERVISOR]
"""Who moves a case on."""

LINES = [
    CAPPED,
    replace(CAPPED, name="2号电石炉", equipment=("2号电石炉",), power_supply_point="10 KV－7"),
    Line(
        name="石灰窑",
        district=District.HAINAN,
        equipment=("石灰窑",),
        kind=LineKind.LIME,
        capacity=Decimal(100),
        unit_consumption=Decimal(900),
        limit=Decimal(800),
        power_supply_point="10kV-7",
        water_supply_point="W-8",
    ),
]
SHORTER = replace(ENERGY, version=2, rectification_months=1, extension_months=2)
HEARD = [heard_before_stop(ENVIRONMENT), heard_before_stop(QUALITY)]
ALL_PROCEDURES = [*PROCEDURES.values(), SHORTER, *HEARD, ELIMINATED]


def newer(procedure: Procedure) -> Procedure:
    """Its next version: other periods, for what begins from then on."""
    months = procedure.rectification_months
    return replace(
        procedure,
        version=procedure.version + 1,
        rectification_months=months and months % 6 + 1,
        hearing_days=procedure.hearing_days % 7 + 3,
        limits={
            stage: replace(limit, working_days=limit.working_days % 20 + 2)
            for stage, limit in procedure.limits.items()
        },
    )
