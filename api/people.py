"""Who is asking: a bearer token's person, or nobody, and nobody gets nothing (S9).

A route says which right it asks for, and so does its description: `person: Annotated[Person,
may("read_cases")]`. One that says none is found by the tests.
"""

from typing import Annotated, Any

from fastapi import Depends, Request, Security
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer, SecurityScopes

from api.problems import ProblemError, refused
from api.read_log import asking_refused
from api.state import Shared, SharedState
from domain.commands import ACTIONS
from domain.people import Actor, Person
from domain.places import Place, Reach
from domain.refusals import Refusal
from domain.rights import entitled, reach_of
from domain.words import Text

_BEARER = HTTPBearer(auto_error=False, description="the token that POST /sessions gave")
Credentials = Annotated[HTTPAuthorizationCredentials | None, Depends(_BEARER)]


async def _signed_in(shared: SharedState, credentials: Credentials) -> Person:
    if credentials is not None:
        person = await shared.signed_in.ask(credentials.credentials)
        if person is not None:
            return person
    raise ProblemError(
        401,
        "not_signed_in",
        Text("请先登录", "sign in first"),
        rule="S9",
        headers={"WWW-Authenticate": "Bearer"},
    )


async def _entitled(
    scopes: SecurityScopes,
    request: Request,
    person: Annotated[Person, Depends(_signed_in)],
    shared: SharedState,
) -> Person:
    """Somebody without the role goes no further. A command is refused on its case instead, where
    the refusal is put on record (S7)."""
    (right,) = scopes.scopes
    if right not in ACTIONS or not person.capacities:
        acting_on(shared, person, right, request.url.path)
    return person


def may(right: str) -> Any:
    """For a route's parameter: the person who asks, and the right that it takes."""
    return Security(_entitled, scopes=[right])


def acting(person: Person, right: str) -> Actor:
    """The capacity in which somebody let in by `may` has the right, the first of several."""
    found = entitled(person, right)
    if isinstance(found, Refusal):
        raise refused(found)
    return found[0]


def acting_on(
    shared: Shared, person: Person, right: str, subject: str, place: Place | None = None
) -> Actor:
    """Likewise there. A refusal is noted with its subject (S7), and raised as the problem."""
    found = entitled(person, right, place)
    if isinstance(found, Refusal):
        asking_refused(shared, person, right, subject, found.code)
        raise refused(found)
    return found[0]


def visible(person: Person, right: str = "read_cases") -> tuple[Reach, ...]:
    """Of which cases, districts or enterprises the person may list what the right is about."""
    found = entitled(person, right)
    capacities = () if isinstance(found, Refusal) else found
    return tuple(reach for each in capacities if (reach := reach_of(each)) is not None)
