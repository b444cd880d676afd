"""What a capacity must be bound to by its role, and must not be (S9)."""

from domain.people import BY_DISTRICT, ROLES, Actor, Role
from domain.words import Text

_NOBODY = Text("不能以系统身份登录", "nobody signs in as the system")
_DISTRICTS = Text("{role}须至少属于一个区", "an account of this role has a district: {role}")
_GROUNDS = Text("{role}不按事由划分", "this role does not go by grounds: {role}")
_DEPARTMENT = Text("部门经办人须有部门，其他人没有", "a clerk has a department, and nobody else")
_ENTERPRISE = Text("企业账号须有企业，其他人没有", "an enterprise's account has it, and no other")


def scope_fault(actor: Actor) -> Text | None:
    """Why nobody may act so."""
    role = actor.role
    if role is Role.SYSTEM:
        return _NOBODY
    if role in BY_DISTRICT and not actor.districts:
        return _DISTRICTS.format(role=ROLES[role])
    if role not in BY_DISTRICT and actor.grounds:
        return _GROUNDS.format(role=ROLES[role])
    if (role is Role.CLERK) != bool(actor.department):
        return _DEPARTMENT
    if (role is Role.ENTERPRISE) != bool(actor.enterprise):
        return _ENTERPRISE
    return None
