"""Departments: how they are reached, set up by an administrator and on record (S7)."""

import json
from typing import Annotated

from fastapi import APIRouter, Path
from fastapi.concurrency import run_in_threadpool

from api.department_views import DepartmentBody, DepartmentView, department_view, ways_as_kept
from api.people import capacity
from api.problems import ProblemError, documented, not_found
from api.state import Shared, SharedState
from domain.catalogue import DEPARTMENTS
from domain.people import Actor
from domain.words import Text
from records import audit, departments
from records.database import reading, writing
from records.departments import ChangedMeanwhileError, Channel, Way

router = APIRouter(tags=["departments"])
DepartmentInPath = Annotated[str, Path(pattern=r"^[a-z_]{1,40}$", examples=["power"])]
SettingUp = Annotated[Actor, capacity("set_up_departments")]
_MEANWHILE = Text(
    "该部门的设置已被他人修改，请重新读取",
    "somebody else has changed the department; read it again",
)


@router.get("/departments", responses=documented(401, 403, 503))
def list_departments(_: SettingUp, shared: SharedState) -> list[DepartmentView]:
    """Every department of the catalogue, also one that is not set up yet."""
    with reading(shared.engine) as session:
        kept = departments.departments(session)
    return [department_view(kept.get(key) or departments.Department(key)) for key in DEPARTMENTS]


@router.get("/departments/{department}", responses=documented(401, 403, 404, 422, 503))
def read_department(
    department: DepartmentInPath, _: SettingUp, shared: SharedState
) -> DepartmentView:
    known(department)
    with reading(shared.engine) as session:
        return department_view(departments.department(session, department))


@router.put(
    "/departments/{department}", responses=documented(400, 401, 403, 404, 409, 413, 422, 503)
)
async def change_department(
    department: DepartmentInPath, body: DepartmentBody, by: SettingUp, shared: SharedState
) -> DepartmentView:
    """Replace its ways. What waits for the department goes by them from the next try on; what a
    clerk has taken up stays with the clerk, and receipts of what went out before still count."""
    known(department)
    return await run_in_threadpool(_change, shared, department, body, by)


def known(department: str) -> None:
    if department not in DEPARTMENTS:
        raise not_found(department)


def _change(shared: Shared, department: str, body: DepartmentBody, person: Actor) -> DepartmentView:
    ways = ways_as_kept(body, shared.hosts)
    try:
        with writing(shared.engine) as session:
            before, after = departments.change(session, department, body.revision, ways)
            audit.note(
                session,
                "department_changed",
                actor=person.id,
                role=person.role,
                subject=department,
                detail=_told(before.ways, after.ways),
            )
    except ChangedMeanwhileError as problem:
        raise ProblemError(409, "changed_meanwhile", _MEANWHILE, rule="S7") from problem
    return department_view(after)


def _told(before: tuple[Way, ...], after: tuple[Way, ...]) -> str:
    """What is no longer and what is new, as JSON."""
    was, now = ([_shown(way) for way in ways] for ways in (before, after))
    changes = {
        "before": [way for way in was if way not in now],
        "after": [way for way in now if way not in was],
    }
    return json.dumps(changes, ensure_ascii=False)


def _shown(way: Way) -> dict[str, str]:
    shown = {"district": way.district or "", "channel": way.channel}
    shown |= {"url": way.url} if way.channel is Channel.HTTP else {"email": way.email}
    return shown
