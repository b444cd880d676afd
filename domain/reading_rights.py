"""Who may enter the reading of a meter (S9): an inspector of the district, or the department whose
meters they are."""

from domain.enterprise import Enterprise
from domain.meters import METERS
from domain.people import ROLES, Actor, Role
from domain.readings import Reading
from domain.refusals import Refusal, refuse
from domain.rights import in_scope
from domain.supply_points import cases_at
from domain.words import Text

ENTER_READINGS = Text("登记抄表读数", "enter meter readings")
MAY_ENTER_READINGS = frozenset({Role.INSPECTOR, Role.CLERK})


def may_enter(actor: Actor) -> Refusal | None:
    if actor.role in MAY_ENTER_READINGS:
        return None
    return refuse("wrong_role", role=ROLES[actor.role], action=ENTER_READINGS)


def not_theirs(actor: Actor, enterprise: Enterprise, reading: Reading) -> Refusal | None:
    """A point that no line is supplied by any more goes with the enterprise's other lines."""
    if actor.role is Role.CLERK:
        theirs = actor.department == METERS[reading.kind].department
    else:
        cases = cases_at(enterprise, reading.meter) or enterprise.cases.values()
        theirs = any(in_scope(actor, case.line.district, enterprise.code) for case in cases)
    return None if theirs else refuse("out_of_scope")
