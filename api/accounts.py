"""Administrators make accounts and change them. Nobody administers their own (S9), so that there
is always an administrator left, and two see what is done."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Path, Response
from pydantic import BaseModel, ConfigDict, Field
from sqlmodel import Session

from api.numbers import CreditCode
from api.one_time import OneTimePassword, one_time
from api.people import Administrator
from api.problems import ProblemError, documented, not_found
from api.sessions import PersonView, person_view
from api.state import SharedState
from domain.account_scope import scope_fault
from domain.people import Actor, District, Role
from domain.words import Name, Text
from records import account_changes, audit
from records.accounts import ACCOUNT_ID, AccountRow, actor_of
from records.database import reading, writing

router = APIRouter(tags=["accounts"])
AccountInPath = Annotated[str, Path(pattern=ACCOUNT_ID, examples=["zhang.san"])]
Department = Annotated[str, Field(pattern=r"^[a-z_]{1,40}$", examples=["power"])]
Districts = Annotated[tuple[District, ...], Field(max_length=len(District))]
_TAKEN = Text("账号已存在", "the account exists")
_OWN = Text(
    "不能变更自己的账号，请由其他管理员办理", "not one's own account: ask another administrator"
)


class NewAccountBody(BaseModel):
    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "example": {
                "id": "zhang.san",
                "name": "张三",
                "role": "inspector",
                "districts": ["hainan"],
            }
        },
    )

    id: Annotated[str, Field(pattern=ACCOUNT_ID)]
    name: Name
    role: Role
    districts: Districts = ()
    department: Department | None = None
    enterprise: CreditCode | None = None


class AccountChange(BaseModel):
    """What is left out stays as it is."""

    model_config = ConfigDict(extra="forbid")

    name: Name | None = None
    role: Role | None = None
    districts: Districts | None = None
    department: Department | None = None
    enterprise: CreditCode | None = None
    disabled: Annotated[bool | None, Field(strict=True)] = None


class AccountView(PersonView):
    """`origin` is the issuer whose sign-in made the account, or `demo`."""

    origin: str | None
    disabled_at: datetime | None
    one_time_until: datetime | None
    totp: bool


@router.get("/accounts", responses=documented(401, 403, 503))
def list_accounts(_: Administrator, shared: SharedState) -> list[AccountView]:
    with reading(shared.engine) as session:
        return [_view(row) for row in account_changes.listed(session)]


@router.post("/accounts", status_code=201, responses=documented(400, 401, 403, 409, 413, 422, 503))
def make_account(
    body: NewAccountBody, by: Administrator, shared: SharedState, response: Response
) -> OneTimePassword:
    actor = Actor(body.id, body.name, body.role, body.districts, body.department, body.enterprise)
    _fitting(actor)
    with writing(shared.engine) as session:
        password = account_changes.make(session, actor)
        if password is None:
            raise ProblemError(409, "account_exists", _TAKEN, rule="S9")
        note(session, "account_made", by, actor.id, _rights(actor))
        return one_time(session, response, actor.id, password)


@router.patch("/accounts/{account}", responses=documented(400, 401, 403, 404, 409, 413, 422, 503))
def change_account(
    account: AccountInPath, body: AccountChange, by: Administrator, shared: SharedState
) -> AccountView:
    """Another role or scope, or disabling, ends the account's sessions and revokes its tokens."""
    with writing(shared.engine) as session:
        row = another_s(session, by, account)
        before = actor_of(row)
        given = body.model_dump(exclude_unset=True, exclude={"disabled"})
        role = given.get("role") or before.role
        actor = Actor(
            id=row.id,
            name=given.get("name") or before.name,
            role=role,
            districts=tuple(given.get("districts", before.districts) or ()),
            department=given.get("department", before.department),
            enterprise=given.get("enterprise", before.enterprise),
        )
        _fitting(actor)
        if actor != before:
            account_changes.change(session, row, actor)
            detail = f"{_rights(before)} -> {_rights(actor)}"
            note(session, "account_changed", by, row.id, detail)
        if body.disabled is True and not row.disabled_at:
            account_changes.disable(session, row)
            note(session, "account_disabled", by, row.id)
        if body.disabled is False and row.disabled_at:
            account_changes.enable(row)
            note(session, "account_enabled", by, row.id)
        return _view(row)


def another_s(session: Session, by: Actor, account: str) -> AccountRow:
    if account == by.id:
        raise ProblemError(409, "own_account", _OWN, rule="S9")
    row = session.get(AccountRow, account, with_for_update=True)
    if row is None:
        raise not_found(account)
    return row


def _fitting(actor: Actor) -> None:
    fault = scope_fault(actor)
    if fault:
        raise ProblemError(422, "scope_does_not_fit", fault, rule="S9")


def note(session: Session, what: str, by: Actor, account: str, detail: str = "") -> None:
    audit.note(session, what, actor=by.id, role=by.role, subject=account, detail=detail)


def _rights(actor: Actor) -> str:
    bound = (*actor.districts, actor.department or "", actor.enterprise or "")
    return " ".join((actor.name, actor.role, *(each for each in bound if each)))


def _view(row: AccountRow) -> AccountView:
    return AccountView(
        **person_view(actor_of(row)).model_dump(),
        origin=row.origin,
        disabled_at=datetime.fromisoformat(row.disabled_at) if row.disabled_at else None,
        one_time_until=datetime.fromisoformat(row.one_time_until) if row.one_time_until else None,
        totp=row.totp_confirmed_at is not None,
    )
