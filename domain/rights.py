"""Who may do and see what (S9): role by command from ACTIONS, and one notion of scope."""

from domain.commands import ACTIONS
from domain.people import ROLES, Actor, District, Role
from domain.refusals import Refusal, refuse

CITY_WIDE = frozenset({Role.SUPERVISOR, Role.AUDITOR})


def in_scope(actor: Actor, district: District, enterprise: str) -> bool:
    """Whether the case of this enterprise in this district is the actor's to see or move."""
    match actor.role:
        case Role.ENTERPRISE:
            return actor.enterprise == enterprise
        case Role.CLERK | Role.ADMINISTRATOR:
            return False
        case role if role in CITY_WIDE or role is Role.SYSTEM:
            return True
        case _:
            return district in actor.districts


def forbidden(actor: Actor, action: str, district: District, enterprise: str) -> Refusal | None:
    rule = ACTIONS[action]
    if actor.role not in rule.roles:
        return refuse("wrong_role", role=ROLES[actor.role], action=rule.label)
    if not in_scope(actor, district, enterprise):
        return refuse("out_of_scope")
    return None
