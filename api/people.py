"""Who is asking: a bearer token's person, or nobody, and nobody gets nothing (S9)."""

from typing import Annotated

from fastapi import Depends, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from api.problems import ProblemError, refused
from api.state import Shared, SharedState
from domain.enterprise import Enterprise
from domain.people import ROLES, Actor, Role
from domain.refusals import refuse
from domain.rights import CITY_WIDE, in_scope
from domain.words import Text
from records import audit
from records.bearer import Bearer, Duty
from records.database import writing
from records.queries import CaseFilter

_BEARER = HTTPBearer(auto_error=False, description="the token that POST /sessions gave")
NOBODYS = "-"
Credentials = Annotated[HTTPAuthorizationCredentials | None, Depends(_BEARER)]
_FIRST = {
    Duty.CHANGE_PASSWORD: (
        "password_change_required",
        Text("请先更换一次性密码（POST /me/password）", "change the one-time password first"),
    ),
    Duty.ENROL_TOTP: (
        "totp_required",
        Text("请先启用动态口令（POST /me/totp）", "set up an authenticator first (POST /me/totp)"),
    ),
}


async def _bearer(shared: SharedState, credentials: Credentials) -> Bearer:
    if credentials is not None:
        bearer = await shared.signed_in.ask(credentials.credentials)
        if bearer is not None:
            return bearer
    raise ProblemError(
        401,
        "not_signed_in",
        Text("请先登录", "sign in first"),
        rule="S9",
        headers={"WWW-Authenticate": "Bearer"},
    )


async def _person(request: Request, shared: SharedState, credentials: Credentials) -> Actor:
    bearer = await _bearer(shared, credentials)
    if bearer.scope is not None:
        operation: str = request.scope["route"].name
        if not bearer.scope.covers(request.method, operation):
            await run_in_threadpool(_note_out_of_scope, shared, bearer, operation)
            detail = Text("令牌的授权范围不含此操作", "the token's scope does not have this")
            raise ProblemError(403, "out_of_token_scope", detail, rule="S9")
    if bearer.duty is not None:
        raise ProblemError(403, *_FIRST[bearer.duty], rule="S9")
    return bearer.actor


async def _themselves(shared: SharedState, credentials: Credentials) -> Actor:
    """For what a person does about their own account, and no machine in their name."""
    bearer = await _bearer(shared, credentials)
    if bearer.scope is not None:
        detail = Text("令牌不能管理账号", "a token does nothing about its account")
        raise ProblemError(403, "out_of_token_scope", detail, rule="S9")
    return bearer.actor


Person = Annotated[Actor, Depends(_person)]
Themselves = Annotated[Actor, Depends(_themselves)]


async def _administrator(person: Person) -> Actor:
    if person.role is not Role.ADMINISTRATOR:
        action = Text("管理账号", "administer accounts")
        raise refused(refuse("wrong_role", role=ROLES[person.role], action=action))
    return person


Administrator = Annotated[Actor, Depends(_administrator)]


def may_see(person: Actor, enterprise: Enterprise, number: str) -> None:
    """Raises the problem if the case is none of the person's."""
    case = enterprise.cases[number]
    if not in_scope(person, case.line.district, enterprise.code):
        raise refused(refuse("out_of_scope"))


def visible(person: Actor) -> CaseFilter:
    """The cases that the person may list."""
    if person.role in CITY_WIDE:
        return CaseFilter()
    if person.role is Role.ENTERPRISE:
        return CaseFilter(enterprise=person.enterprise or NOBODYS)
    return CaseFilter(districts=person.districts)


def _note_out_of_scope(shared: Shared, bearer: Bearer, operation: str) -> None:
    with writing(shared.engine) as session:
        actor = bearer.actor
        what = "token_out_of_scope"
        audit.note(session, what, actor=actor.id, role=actor.role, subject=operation)
