"""Who asks the codec: somebody with a token of ours, or somebody signed in to Temporal's pages,
which pass on the ID token of their own sign-in. That one counts here alone, and until it ends."""

import logging
from typing import Annotated, Any

from fastapi import Header, Request, Security
from fastapi.concurrency import run_in_threadpool
from fastapi.security import SecurityScopes

from api.oidc_claims import Claims, account_id, person_of
from api.oidc_people import Bar, account_of, away, barred
from api.oidc_provider import Provider, ProviderError, TokenError
from api.people import Credentials, bearer_of, let_in, not_signed_in
from api.read_log import asking_refused
from api.state import Shared, SharedState
from domain.people import Person
from records import oidc_accounts
from records.bearer import Bearer
from records.database import reading, writing
from records.oidc_accounts import OtherOriginError

log = logging.getLogger(__name__)
IdToken = Annotated[
    str,
    Header(
        alias="Authorization-Extras",
        description="the ID token of a sign-in to Temporal's pages, which send it so",
    ),
]


async def _entitled(
    scopes: SecurityScopes,
    request: Request,
    shared: SharedState,
    credentials: Credentials,
    id_token: IdToken = "",
) -> Person:
    (right,) = scopes.scopes
    bearer = await bearer_of(shared, credentials)
    if bearer is None:  # what the pages send there is the access token of their sign-in
        person, bar = await _of_the_pages(shared, id_token)
        if bar is not None:
            asking_refused(shared, person, right, request.url.path, bar)
            raise barred(bar)
        bearer = Bearer(person)
    return await let_in(shared, request, bearer, right)


def may(right: str) -> Any:
    """As that of `api.people`, for the codec's routes."""
    return Security(_entitled, scopes=[right])


async def _of_the_pages(shared: Shared, id_token: str) -> tuple[Person, Bar | None]:
    """Raises the 401 problem where the ID token is not to be believed, or none is taken here."""
    provider = shared.provider
    if provider is None or not provider.config.temporal_ui_client_id or not id_token:
        raise not_signed_in()
    try:
        claims = await provider.claims_of(id_token, provider.config.temporal_ui_client_id)
    except TokenError as problem:
        log.info("Temporal's pages: %s", problem)
        raise not_signed_in() from None
    except ProviderError as problem:
        raise away(problem) from None
    return await run_in_threadpool(_known_here, shared, provider, claims)


def _known_here(shared: Shared, provider: Provider, claims: Claims) -> tuple[Person, Bar | None]:
    """Their account is made where there is none, as by signing in, and otherwise left as it is:
    the token may be older than the last sign-in."""
    issuer = provider.config.issuer
    person = person_of(provider.config, claims)
    if person is None:
        account = account_id(issuer, str(claims["sub"]))
        return Person(account, account, ()), "no_role"
    try:
        with reading(shared.engine) as session:
            row = oidc_accounts.known(session, person.id, issuer)
        if row is None:
            with writing(shared.engine) as session:
                row = account_of(session, person, issuer)
    except OtherOriginError:
        return person, "other_origin"
    return person, "disabled" if row.disabled_at else None
