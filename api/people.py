"""Who is asking: a bearer token's person, or nobody, and nobody gets nothing (S9).

A route says which right it asks for, and so does its description: `person: Annotated[Person,
may("read_cases")]`. One that says none is found by the tests.
"""

from typing import Annotated, Any

from fastapi import Depends, Request, Security
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer, SecurityScopes

from api.problems import ProblemError, refused, refused_to
from api.read_log import asking_refused
from api.state import Shared, SharedState
from domain.commands import ACTIONS
from domain.masking import NOBODY, Readers
from domain.people import Actor, Person
from domain.places import Desk, Place, Reach
from domain.refusals import Refusal
from domain.rights import desk_of, entitled, reach_of
from domain.sign_in import Duty
from domain.words import Text
from records.audit import Note
from records.bearer import Bearer

_BEARER = HTTPBearer(auto_error=False, description="the token that POST /sessions gave")
Credentials = Annotated[HTTPAuthorizationCredentials | None, Depends(_BEARER)]
_ABOUT_THEMSELVES = frozenset({"manage_own_account", "sign_out"})
"""What no machine does in somebody's name, and what may be done before a duty is."""
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
_OUT_OF_SCOPE = Text("令牌的授权范围不含此操作", "the token's scope does not have this")


async def bearer_of(
    shared: Shared, credentials: HTTPAuthorizationCredentials | None
) -> Bearer | None:
    """Whose token of ours it is."""
    return None if credentials is None else await shared.signed_in.ask(credentials.credentials)


def not_signed_in() -> ProblemError:
    return ProblemError(
        401,
        "not_signed_in",
        Text("请先登录", "sign in first"),
        rule="S9",
        headers={"WWW-Authenticate": "Bearer"},
    )


async def _signed_in(shared: SharedState, credentials: Credentials) -> Bearer:
    bearer = await bearer_of(shared, credentials)
    if bearer is None:
        raise not_signed_in()
    return bearer


async def _entitled(
    scopes: SecurityScopes,
    request: Request,
    shared: SharedState,
    bearer: Annotated[Bearer, Depends(_signed_in)],
) -> Person:
    (right,) = scopes.scopes
    return await let_in(shared, request, bearer, right)


async def let_in(shared: Shared, request: Request, bearer: Bearer, right: str) -> Person:
    """Somebody without the role goes no further, and that is noted. A command is refused on its
    case instead, where the refusal is put on record (S7)."""
    await _within_token(shared, bearer, request.method, right)
    if bearer.duty is not None and right not in _ABOUT_THEMSELVES:
        raise ProblemError(403, *_FIRST[bearer.duty], rule="S9")
    if right not in ACTIONS or not bearer.person.capacities:
        subject = request.path_params.get("number") or request.url.path
        acting_on(shared, bearer.person, right, str(subject))
    return bearer.person


async def _within_token(shared: Shared, bearer: Bearer, method: str, right: str) -> None:
    """What a machine's token was not made for is refused, and the refusal is on record."""
    if bearer.scope is None:
        return
    if right in _ABOUT_THEMSELVES or not bearer.scope.covers(method, right):
        await shared.notes.ask(Note("token_out_of_scope", bearer.person.id, subject=right))
        raise ProblemError(403, "out_of_token_scope", _OUT_OF_SCOPE, rule="S9")


def may(right: str) -> Any:
    """For a route's parameter: the person who asks, and the right that it takes."""
    return Security(_entitled, scopes=[right])


def acting(person: Person, right: str) -> Actor:
    """The capacity in which somebody let in by `may` has the right, the first of several."""
    found = entitled(person, right)
    if isinstance(found, Refusal):
        raise refused(found)
    return found[0]


def capacity(right: str) -> Any:
    """For a route's parameter likewise: in which capacity they have it."""

    async def chosen(person: Annotated[Person, may(right)]) -> Actor:
        return acting(person, right)

    return Depends(chosen)


def acting_on(
    shared: Shared, person: Person, right: str, subject: str, place: Place | None = None
) -> Actor:
    """Likewise there. A refusal is noted with its subject (S7), and raised as the problem."""
    found = entitled(person, right, place)
    if isinstance(found, Refusal):
        asking_refused(shared, person, right, subject, found.code)
        raise refused_to(person.capacities[0].role if person.capacities else "", found, subject)
    return found[0]


def visible(person: Person, right: str = "read_cases") -> tuple[Reach, ...]:
    """Of which cases, districts or enterprises the person may list what the right is about."""
    found = entitled(person, right)
    capacities = () if isinstance(found, Refusal) else found
    return tuple(reach for each in capacities if (reach := reach_of(each)) is not None)


def desks(person: Person, right: str) -> tuple[Desk, ...]:
    """Of which departments and districts the person may list the orders, in all capacities."""
    found = entitled(person, right)
    capacities = () if isinstance(found, Refusal) else found
    return tuple(desk for each in capacities if (desk := desk_of(each)) is not None)


def readers(person: Person, right: str, place: Place | None = None) -> Readers:
    """In which roles the person reads what they may see."""
    found = entitled(person, right, place)
    return NOBODY if isinstance(found, Refusal) else frozenset(each.role for each in found)
