"""Administrators make accounts and change them. Nobody administers their own (S9), so that there
is always an administrator left, and two see what is done."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Path, Response
from pydantic import BaseModel, ConfigDict, Field
from sqlmodel import Session

from api.numbers import CreditCode
from api.one_time import OneTimePassword, one_time
from api.people import acting, may
from api.problems import ProblemError, documented, not_found
from api.sessions import PersonView, person_view
from api.state import SharedState
from domain.account_names import name_fault
from domain.account_scope import scope_fault
from domain.grounds import Ground
from domain.people import Actor, District, Person, Role
from domain.words import Name, Text
from records import account_changes, audit
from records.accounts import ACCOUNT_ID, AccountRow
from records.capacities import person_of
from records.database import reading, writing

router = APIRouter(tags=["accounts"])
Administering = Annotated[Person, may("manage_accounts")]
AccountInPath = Annotated[str, Path(pattern=ACCOUNT_ID, examples=["zhang.san"])]
_TAKEN = Text("账号已存在", "the account exists")
_OWN = Text(
    "不能变更自己的账号，请由其他管理员办理", "not one's own account: ask another administrator"
)


class CapacityBody(BaseModel):
    """What somebody may act as; no `grounds` named are all of them."""

    model_config = ConfigDict(extra="forbid")

    role: Role
    districts: Annotated[tuple[District, ...], Field(max_length=len(District))] = ()
    grounds: Annotated[tuple[Ground, ...], Field(max_length=len(Ground))] = ()
    department: Annotated[str, Field(pattern=r"^[a-z_]{1,40}$", examples=["power"])] | None = None
    enterprise: CreditCode | None = None


Capacities = Annotated[tuple[CapacityBody, ...], Field(min_length=1, max_length=20)]
"""In the order in which they are tried."""


class NewAccountBody(BaseModel):
    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "example": {
                "id": "zhang.san",
                "name": "张三",
                "capacities": [{"role": "inspector", "districts": ["hainan"]}],
            }
        },
    )

    id: Annotated[str, Field(pattern=ACCOUNT_ID)]
    name: Name
    capacities: Capacities


class AccountChange(BaseModel):
    """What is left out stays as it is; `capacities` take the place of all that there were."""

    model_config = ConfigDict(extra="forbid")

    name: Name | None = None
    capacities: Capacities | None = None
    disabled: Annotated[bool | None, Field(strict=True)] = None


class AccountView(PersonView):
    """`origin` is the issuer whose sign-in made the account, or `demo`."""

    origin: str | None
    disabled_at: datetime | None
    one_time_until: datetime | None
    totp: bool


@router.get("/accounts", responses=documented(401, 403, 503))
def list_accounts(_: Administering, shared: SharedState) -> list[AccountView]:
    with reading(shared.engine) as session:
        return [_view(session, row) for row in account_changes.listed(session)]


@router.post("/accounts", status_code=201, responses=documented(400, 401, 403, 409, 413, 422, 503))
def make_account(
    body: NewAccountBody, by: Administering, shared: SharedState, response: Response
) -> OneTimePassword:
    if fault := name_fault(body.id):
        raise ProblemError(422, "reserved_account", fault, rule="S7")
    person = _person(body.id, body.name, body.capacities)
    first, *also = person.capacities
    with writing(shared.engine) as session:
        password = account_changes.make(session, first, tuple(also))
        if password is None:
            raise ProblemError(409, "account_exists", _TAKEN, rule="S9")
        note(session, "account_made", by, person.id, after=told(person))
        return one_time(session, response, person.id, password)


@router.patch("/accounts/{account}", responses=documented(400, 401, 403, 404, 409, 413, 422, 503))
def change_account(
    account: AccountInPath, body: AccountChange, by: Administering, shared: SharedState
) -> AccountView:
    """Other capacities, or disabling, end the account's sessions and revoke its tokens."""
    with writing(shared.engine) as session:
        row = another_s(session, by, account)
        before = person_of(session, row.id, row.name)
        person = _person(row.id, body.name or row.name, body.capacities or before.capacities)
        if person != before:
            account_changes.change(session, row, person)
            was, now = told(before), told(person)
            note(session, "account_changed", by, row.id, before=was, after=now)
        if body.disabled is True and not row.disabled_at:
            account_changes.disable(session, row)
            note(session, "account_disabled", by, row.id)
        if body.disabled is False and row.disabled_at:
            account_changes.enable(row)
            note(session, "account_enabled", by, row.id)
        return _view(session, row)


def another_s(session: Session, by: Person, account: str) -> AccountRow:
    if account == by.id:
        raise ProblemError(409, "own_account", _OWN, rule="S9")
    row = session.get(AccountRow, account, with_for_update=True)
    if row is None:
        raise not_found(account)
    return row


def note(
    session: Session,
    what: str,
    by: Person,
    account: str,
    *,
    before: Any = None,
    after: Any = None,
) -> None:
    actor = acting(by, "manage_accounts")
    audit.note(
        session,
        what,
        actor=actor.id,
        role=actor.role,
        subject=account,
        before=before,
        after=after,
    )


def told(person: Person) -> dict[str, Any]:
    """As it is put on record."""
    return person_view(person).model_dump(mode="json", exclude={"id"})


def _person(account: str, name: str, capacities: Sequence[CapacityBody | Actor]) -> Person:
    """Raises the 422 problem where a capacity is not bound as its role is."""
    held = tuple(
        Actor(
            id=account,
            name=name,
            role=each.role,
            districts=each.districts,
            department=each.department,
            enterprise=each.enterprise,
            grounds=each.grounds,
        )
        for each in capacities
    )
    for fault in map(scope_fault, held):
        if fault:
            raise ProblemError(422, "scope_does_not_fit", fault, rule="S9")
    return Person(account, name, tuple(dict.fromkeys(held)))


def _view(session: Session, row: AccountRow) -> AccountView:
    return AccountView(
        **person_view(person_of(session, row.id, row.name)).model_dump(),
        origin=row.origin,
        disabled_at=datetime.fromisoformat(row.disabled_at) if row.disabled_at else None,
        one_time_until=datetime.fromisoformat(row.one_time_until) if row.one_time_until else None,
        totp=row.totp_confirmed_at is not None,
    )
