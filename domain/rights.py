"""Who may do and see what (S9): one table of every right, and the functions that apply it.

A right is a command, or something that is asked of the service beside them. A command's roles
stand in its topic; the rest stand here.
"""

from dataclasses import dataclass

from domain.commands import ACTIONS
from domain.people import BY_DISTRICT, ROLES, Actor, Person, Role
from domain.places import (
    Bound,
    Desk,
    OfCase,
    OfDepartment,
    OfDistrict,
    OfMeter,
    OfPerson,
    Place,
    Reach,
)
from domain.refusals import Refusal, refuse
from domain.words import Text


@dataclass(frozen=True, slots=True)
class Right:
    """Which roles have it, and within what; `CITY_WIDE` roles are bound by nothing."""

    label: Text
    roles: frozenset[Role]
    bound: Bound


def _right(zh: str, en: str, bound: Bound, roles: frozenset[Role]) -> Right:
    return Right(Text(zh, en), roles, bound)


CITY_WIDE = frozenset({Role.SUPERVISOR, Role.AUDITOR})
_SUPERVISOR = frozenset({Role.SUPERVISOR})
_AUDITOR = frozenset({Role.AUDITOR})
_ADMINISTRATOR = frozenset({Role.ADMINISTRATOR})
_AUTHORITY = BY_DISTRICT | CITY_WIDE
_CONCERNED = _AUTHORITY | {Role.ENTERPRISE}
_EVERYBODY = frozenset(Role) - {Role.SYSTEM}

_OF_COMMANDS = {kind: Right(rule.label, rule.roles, rule.bound) for kind, rule in ACTIONS.items()}
_OF_LISTS = {
    "upload_plan": _right("上传淘汰退出计划", "upload a plan", Bound.CASE, ACTIONS["flag"].roles),
    "follow_plan": _right(
        "查看计划进度", "follow a plan", Bound.OWN, CITY_WIDE | ACTIONS["flag"].roles
    ),
    "take_in_notice": _right(
        "登记放假安排",
        "take in a holiday notice",
        Bound.NOTHING,
        ACTIONS["adopt_calendar"].roles,
    ),
    "move_cases": _right(
        "案件改按新版程序办理",
        "move cases to the newer procedure",
        Bound.NOTHING,
        ACTIONS["adopt_rules"].roles,
    ),
    "follow_moves": _right(
        "查看案件变更进度", "follow the moving of cases", Bound.NOTHING, CITY_WIDE
    ),
    "upload_figures": _right(
        "上传年度能耗数据", "upload yearly figures", Bound.NOTHING, _SUPERVISOR
    ),
    "set_up_departments": _right(
        "设置部门通道和密钥",
        "set up how departments are reached, and their keys",
        Bound.NOTHING,
        _ADMINISTRATOR,
    ),
    "enter_readings": _right(
        "登记抄表读数",
        "enter meter readings",
        Bound.METER,
        frozenset({Role.INSPECTOR, Role.CLERK}),
    ),
    "manage_subscriptions": _right(
        "管理事件订阅",
        "manage the event subscriptions",
        Bound.NOTHING,
        _ADMINISTRATOR,
    ),
    "manage_accounts": _right("管理账号", "manage accounts", Bound.NOTHING, _ADMINISTRATOR),
    "manage_tokens": _right("管理令牌", "manage machines' tokens", Bound.NOTHING, _ADMINISTRATOR),
    "encode_payloads": _right("加密流程载荷", "encode payloads", Bound.NOTHING, _ADMINISTRATOR),
    "flag_controlled": _right(
        "按年度能耗数据认定", "flag by yearly figures", Bound.NOTHING, _SUPERVISOR
    ),
}
_OF_FILES = {
    "upload_attachment": _right(
        "上传附件", "send in attachments", Bound.NOTHING, _EVERYBODY - _AUDITOR - _ADMINISTRATOR
    ),
    "read_attachment": _right(
        "查看附件", "have attachments", Bound.FILE, _CONCERNED | frozenset({Role.CLERK})
    ),
}
_OF_PEOPLE = {
    "name_stand_in": _right("指定代理人", "name a stand-in", Bound.OWN, BY_DISTRICT),
    "reassign_many": _right(
        "批量改派承办人", "reassign cases", Bound.CASE, ACTIONS["reassign"].roles
    ),
    "end_delegation": _right("提前结束代理", "end a delegation", Bound.OWN, _AUTHORITY - _AUDITOR),
    "read_delegations": _right("查看代理", "read delegations", Bound.OWN, _AUTHORITY),
}
_OF_READING = {
    "read_cases": _right("查看案件", "read cases", Bound.CASE, _CONCERNED),
    "read_events": _right("查看事件", "read the event feed", Bound.CASE, _CONCERNED),
    "read_figures": _right("查看年度能耗数据", "read yearly figures", Bound.DISTRICT, _CONCERNED),
    "read_reviews": _right(
        "查看区进度督查", "read the districts' reviews", Bound.DISTRICT, _AUTHORITY
    ),
    "acknowledge_review": _right(
        "签收区进度督查", "acknowledge a district's review", Bound.DISTRICT, BY_DISTRICT
    ),
    "read_irregularities": _right(
        "查看违规时段执行",
        "read enforcement at an hour that is barred",
        Bound.NOTHING,
        CITY_WIDE,
    ),
    "read_calendars": _right("查看日历", "read the calendars", Bound.NOTHING, _EVERYBODY),
    "read_worklist": _right(
        "查看部门工作清单", "read the work list", Bound.DEPARTMENT, frozenset({Role.CLERK})
    ),
    "read_orders": _right(
        "查看协办函", "read orders", Bound.ORDER, _AUTHORITY | frozenset({Role.CLERK})
    ),
    "take_bundle": _right("导出证据包", "take an evidence bundle", Bound.CASE, _AUTHORITY),
    "read_audit": _right(
        "查阅审计记录", "read the audit record", Bound.NOTHING, frozenset({Role.AUDITOR})
    ),
    "decode_payloads": _right("解读流程载荷", "decode payloads", Bound.NOTHING, _AUDITOR),
    "verify_record": _right("核验记录", "verify the record", Bound.NOTHING, CITY_WIDE),
    "ask_after_command": _right(
        "查询本人指令", "ask after a command of one's own", Bound.OWN, _EVERYBODY
    ),
    "manage_own_account": _right("管理本人账号", "manage one's own account", Bound.OWN, _EVERYBODY),
    "sign_out": _right("退出登录", "sign out", Bound.OWN, _EVERYBODY),
}
RIGHTS: dict[str, Right] = {
    **_OF_COMMANDS,
    **_OF_LISTS,
    **_OF_FILES,
    **_OF_PEOPLE,
    **_OF_READING,
}


def reach_of(actor: Actor) -> Reach | None:
    """The cases that this capacity is about; None where it is about none."""
    if actor.role in CITY_WIDE or actor.role is Role.SYSTEM:
        return Reach()
    if actor.role in BY_DISTRICT:
        return Reach(actor.districts, actor.grounds or None)
    if actor.role is Role.ENTERPRISE and actor.enterprise:
        return Reach(enterprise=actor.enterprise)
    return None


def desk_of(actor: Actor) -> Desk | None:
    """The orders that this capacity answers; None where it answers none."""
    if actor.role is not Role.CLERK or actor.department is None:
        return None
    return Desk(actor.department, actor.districts or None)


def within(actor: Actor, place: Place) -> bool:
    match place:
        case OfCase():
            reach = reach_of(actor)
            return reach is not None and reach.covers(place)
        case OfDepartment():
            desk = desk_of(actor)
            return desk is not None and desk.covers(place)
        case OfMeter(department=department, cases=cases):
            return any(
                within(actor, OfDepartment(department, case.district)) or within(actor, case)
                for case in cases
            )
        case OfDistrict(district=district):
            return actor.role in CITY_WIDE or district in actor.districts
        case OfPerson(id=person):
            return actor.id == person or actor.role in CITY_WIDE


def allowed(actor: Actor, place: Place) -> tuple[str, ...]:
    """The commands that the actor may give there, in their order: none of them is `forbidden`."""
    if not within(actor, place):
        return ()
    return tuple(kind for kind, rule in ACTIONS.items() if actor.role in rule.roles)


def forbidden(actor: Actor, right: str, place: Place | None = None) -> Refusal | None:
    """Why not, by the role, and by the place if one is known."""
    of = RIGHTS[right]
    if actor.role not in of.roles:
        return refuse("wrong_role", role=ROLES[actor.role], action=of.label)
    if place is not None and not within(actor, place):
        return refuse("out_of_scope")
    return None


def tells_too_much(by: Role | str, refusal: Refusal) -> bool:
    """S9: an enterprise does not learn whether what is not its own is there; officials may."""
    return by == Role.ENTERPRISE and refusal.code == "out_of_scope"


def entitled(person: Person, right: str, place: Place | None = None) -> tuple[Actor, ...] | Refusal:
    """The capacities in which the person may, or why in none: of several reasons the nearest."""
    found = tuple(each for each in person.capacities if not forbidden(each, right, place))
    if found:
        return found
    why = [no for each in person.capacities if (no := forbidden(each, right, place))]
    near = [no for no in why if no.code == "out_of_scope"]
    return next(iter(near or why), refuse("no_capacity"))
