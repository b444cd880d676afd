"""Who is asking: a bearer token's person, or nobody, and nobody gets nothing (S9)."""

from typing import Annotated

from fastapi import Depends
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from api.problems import ProblemError, refused
from api.state import SharedState
from domain.enterprise import Enterprise
from domain.people import Actor, Role
from domain.refusals import refuse
from domain.rights import CITY_WIDE, in_scope
from domain.words import Text
from records.queries import CaseFilter

_BEARER = HTTPBearer(auto_error=False, description="the token that POST /sessions gave")
NOBODYS = "-"
Credentials = Annotated[HTTPAuthorizationCredentials | None, Depends(_BEARER)]


async def _person(shared: SharedState, credentials: Credentials) -> Actor:
    if credentials is not None:
        actor = await shared.signed_in.ask(credentials.credentials)
        if actor is not None:
            return actor
    raise ProblemError(
        401,
        "not_signed_in",
        Text("请先登录", "sign in first"),
        rule="S9",
        headers={"WWW-Authenticate": "Bearer"},
    )


Person = Annotated[Actor, Depends(_person)]


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
