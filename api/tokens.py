"""Administrators give machines tokens: an account's, within a scope, until a day."""

from datetime import datetime, timedelta
from typing import Annotated, Self

from fastapi import APIRouter, Path, Response
from pydantic import BaseModel, ConfigDict, Field, model_validator
from sqlmodel import Session

from api.people import acting, may
from api.problems import ProblemError, documented, not_found
from api.state import SharedState
from domain.commands import ACTIONS
from domain.people import District, Person, Role
from domain.rights import BY_DISTRICT
from domain.words import Name, Text
from records import api_tokens, audit
from records.accounts import ACCOUNT_ID, AccountRow
from records.api_tokens import ApiTokenRow
from records.bearer import READ, Scope
from records.capacities import person_of
from records.database import reading, writing

router = APIRouter(tags=["tokens"])
LONGEST_DAYS = 366
Managing = Annotated[Person, may("manage_tokens")]
_BESIDE_COMMANDS = frozenset({READ, "upload_plan", "upload_attachment"})
GRANTABLE = _BESIDE_COMMANDS | ACTIONS.keys() - {"adopt_calendar", "adopt_rules"}
"""Nothing about accounts, sessions, tokens, or the rules for everybody."""
_NO_MACHINE = Text("管理员账号不得签发令牌", "there are no tokens for administrators")
_BOUNDLESS = Text("该角色不按区划分，不能限定区", "a role without districts has none to narrow")
_FOREIGN = Text("超出账号所属的区", "a district that is none of the account's")
_DISABLED = Text("账号已停用", "the account is disabled")


class NewToken(BaseModel):
    """`operations`: `read`, and the rights that commands ask for, by their names. `districts`
    narrow those of the account."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "example": {
                "account": "meter.reader",
                "name": "能耗在线监测平台",
                "operations": ["read"],
                "days": 90,
            }
        },
    )

    account: Annotated[str, Field(pattern=ACCOUNT_ID)]
    name: Name
    operations: Annotated[tuple[str, ...], Field(min_length=1, max_length=60)]
    districts: Annotated[tuple[District, ...], Field(max_length=len(District))] = ()
    days: Annotated[int, Field(strict=True, ge=1, le=LONGEST_DAYS)]

    @model_validator(mode="after")
    def _grantable(self) -> Self:
        unknown = [each for each in self.operations if each not in GRANTABLE]
        if unknown:
            raise ValueError(f"没有这样的操作 / no such operation for a token: {unknown[0][:60]}")
        return self


class TokenView(BaseModel):
    """`used_at` is right to a minute."""

    id: str
    account: str
    name: str
    operations: list[str]
    districts: list[District]
    made_by: str
    made_at: datetime
    expires_at: datetime
    revoked_at: datetime | None
    used_at: datetime | None


class MadeToken(TokenView):
    """The secret is shown this once. It is a bearer token, and with the id the client secret for
    `POST /oauth/token`."""

    secret: str


@router.get("/tokens", responses=documented(401, 403, 503))
def list_tokens(_: Managing, shared: SharedState) -> list[TokenView]:
    with reading(shared.engine) as session:
        return [TokenView(**_shown(row)) for row in api_tokens.listed(session)]


@router.post("/tokens", status_code=201, responses=documented(400, 401, 403, 404, 413, 422, 503))
def make_token(body: NewToken, by: Managing, shared: SharedState, response: Response) -> MadeToken:
    scope = Scope(tuple(dict.fromkeys(body.operations)), tuple(dict.fromkeys(body.districts)))
    with writing(shared.engine) as session:
        account = session.get(AccountRow, body.account, with_for_update=True)
        if account is None:
            raise not_found(body.account)
        _fitting(account, person_of(session, account.id, account.name), scope)
        lasting = timedelta(days=body.days)
        row, secret = api_tokens.make(session, account.id, body.name, scope, lasting, by.id)
        _note(session, "token_made", by, row.id, f"for {account.id}: {scope.written}")
    response.headers["Cache-Control"] = "no-store"
    return MadeToken(**_shown(row), secret=secret)


@router.delete(
    "/tokens/{token}", status_code=204, responses=documented(400, 401, 403, 404, 422, 503)
)
def revoke_token(
    token: Annotated[str, Path(pattern=r"^[0-9a-f]{32}$")], by: Managing, shared: SharedState
) -> None:
    """It and the short-lived ones made with it end at once."""
    with writing(shared.engine) as session:
        if api_tokens.revoke(session, token) is None:
            raise not_found(token)
        _note(session, "token_revoked", by, token)


def _note(session: Session, what: str, by: Person, token: str, detail: str = "") -> None:
    actor = acting(by, "manage_tokens")
    audit.note(session, what, actor=actor.id, role=actor.role, subject=token, detail=detail)


def _fitting(account: AccountRow, person: Person, scope: Scope) -> None:
    by_district = [each for each in person.capacities if each.role in BY_DISTRICT]
    fault = None
    if any(each.role is Role.ADMINISTRATOR for each in person.capacities):
        fault = _NO_MACHINE
    elif account.disabled_at:
        fault = _DISABLED
    elif scope.districts and not by_district:
        fault = _BOUNDLESS
    elif not set(scope.districts) <= {d for each in by_district for d in each.districts}:
        fault = _FOREIGN
    if fault:
        raise ProblemError(422, "scope_does_not_fit", fault, rule="S9")


def _shown(row: ApiTokenRow) -> dict[str, object]:
    scope = Scope.read(row.scope)
    shown = row.model_dump(exclude={"scope", "secret_hash"})
    return shown | {"operations": scope.operations, "districts": scope.districts}
