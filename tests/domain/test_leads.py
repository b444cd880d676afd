"""Who leads on each ground, as the policy names them: first the district's government."""

import pytest

from domain.catalogue import DEPARTMENTS
from domain.grounds import Ground
from domain.procedures import PROCEDURES
from tests.domain.grounds import served

LEADS = {
    Ground.ELIMINATED: ("district", "industry", "power", "reform"),
    Ground.ENERGY: ("district", "reform", "industry"),
    Ground.ENERGY_SUPPLY: ("district", "reform", "industry"),
    Ground.FACTORS: ("district", "industry", "reform", "power"),
    Ground.ENVIRONMENT: ("district", "environment"),
    Ground.SAFETY: ("district", "emergency"),
    Ground.QUALITY: ("district", "market"),
    Ground.RESTRICTED: ("district", "reform", "industry"),
}


def test_p1_6_p2_6_p3_3_p4_3_p5_3_p6_3_the_lead_departments_are_the_policys() -> None:
    """P1.6, P2.6, P3.3, P4.3, P5.3, P6.3."""
    assert {ground: procedure.leads for ground, procedure in PROCEDURES.items()} == LEADS
    assert set().union(*LEADS.values()) <= set(DEPARTMENTS)


@pytest.mark.parametrize(
    ("ground", "department"),
    [
        (Ground.ENVIRONMENT, "environment"),
        (Ground.SAFETY, "emergency"),
        (Ground.QUALITY, "market"),
    ],
)
def test_p4_3_p5_3_p6_3_production_is_stopped_by_the_competent_department(
    ground: Ground, department: str
) -> None:
    """P4.3, P5.3, P6.3."""
    assert {order.department for order in served(ground).orders()} == {department}
