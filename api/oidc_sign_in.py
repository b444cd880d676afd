"""Signing in with an authority's own provider (OpenID Connect, authorization code with PKCE)."""

from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import RedirectResponse
from sqlmodel import Session

from api.oidc_claims import Claims, account_id, person_of
from api.oidc_flow import LASTS_SECONDS, Flow
from api.oidc_people import Bar, account_of, away, barred
from api.oidc_provider import Provider, ProviderError
from api.pauses import here, too_many
from api.problems import ProblemError, documented
from api.sessions import SessionView, open_for
from api.state import OIDC_CALLBACK as CALLBACK
from api.state import Shared, SharedState
from domain.people import Person
from domain.words import Text
from records import attempts, audit, oidc_accounts
from records.accounts import AccountRow
from records.database import writing
from records.oidc_accounts import OtherOriginError

router = APIRouter(tags=["sessions"])
_NOT_SET_UP = Text("未配置统一身份认证", "no provider is set up here")
_NOT_OURS = Text(
    "登录已中断或过期，请重新开始",
    "this sign-in was not begun here, or it took too long: begin anew",
)
_DECLINED = Text("统一身份认证未予登录", "the provider did not sign you in")


def provider_of(shared: Shared) -> Provider:
    if shared.provider is None:
        raise ProblemError(404, "not_set_up", _NOT_SET_UP)
    return shared.provider


@router.get("/sign-in/oidc", status_code=302, responses=documented(404, 503))
async def begin_oidc_sign_in(shared: SharedState) -> RedirectResponse:
    """Sends the browser to the provider."""
    provider, flow = provider_of(shared), Flow()
    try:
        url = await provider.authorization_url(flow)
    except ProviderError as problem:
        raise away(problem) from None
    answer = RedirectResponse(url, 302, headers={"Cache-Control": "no-store"})
    secure = _is_secure(provider)
    answer.set_cookie(
        _cookie(secure),
        flow.secret,
        max_age=LASTS_SECONDS,
        httponly=True,
        secure=secure,
        samesite="lax",  # it has to come along when the provider sends the browser back
    )
    return answer


@router.get(CALLBACK, responses=documented(400, 401, 403, 404, 422, 429, 503))
async def end_oidc_sign_in(
    request: Request,
    response: Response,
    shared: SharedState,
    state: Annotated[str, Query(max_length=200)] = "",
    code: Annotated[str, Query(max_length=2000)] = "",
) -> SessionView:
    """Where the provider sends the browser back: answers with a session, as `POST /sessions`."""
    provider = provider_of(shared)
    secure = _is_secure(provider)
    secret = request.cookies.get(_cookie(secure), "")
    flow = Flow(secret)
    if not secret or not flow.answers(state):
        raise ProblemError(400, "not_begun_here", _NOT_OURS, rule="S9")
    response.delete_cookie(_cookie(secure), secure=secure, httponly=True, samesite="lax")
    response.headers["Cache-Control"] = "no-store"
    wait = await run_in_threadpool(_begin, shared)
    if wait is not None:
        raise too_many(wait)
    if not code:
        await run_in_threadpool(_failed, shared, "declined")
        raise ProblemError(401, "declined", _DECLINED, rule="S9")
    try:
        claims = await provider.claims(code, flow)
    except ProviderError as problem:
        await run_in_threadpool(_failed, shared, "provider_error")
        raise away(problem) from None
    opened = await run_in_threadpool(_open, shared, provider, claims)
    if isinstance(opened, str):
        raise barred(opened)
    return opened


def _is_secure(provider: Provider) -> bool:
    return provider.redirect_uri.startswith("https://")


def _cookie(secure: bool) -> str:
    """Under the prefix browsers take it from this host alone, over https and for all paths."""
    return "__Host-phaseout-sign-in" if secure else "phaseout-sign-in"


def _begin(shared: Shared) -> timedelta | None:
    """Counted as failed before the provider is asked: anybody can come with a made-up code."""
    with writing(shared.engine) as session:
        return attempts.count(session, [attempts.return_bucket(here())])


def _open(shared: Shared, provider: Provider, claims: Claims) -> SessionView | Bar:
    issuer = provider.config.issuer
    account = account_id(issuer, str(claims["sub"]))
    person = person_of(provider.config, claims)
    with writing(shared.engine) as session:
        try:
            row = _let_in(session, account, person, issuer)
        except OtherOriginError:
            row = "other_origin"
        if isinstance(row, str):
            audit.note(session, "sign_in_failed", actor=account, code=row)
            return row
        attempts.take_back(session, attempts.return_bucket(here()))
        return open_for(session, shared, row)


def _let_in(session: Session, account: str, person: Person | None, issuer: str) -> AccountRow | Bar:
    """Raises OtherOriginError."""
    if person is None:
        oidc_accounts.lost_its_role(session, account, issuer)
        return "no_role"
    row = account_of(session, person, issuer)
    return "disabled" if row.disabled_at else row


def _failed(shared: Shared, code: str) -> None:
    with writing(shared.engine) as session:
        audit.note(session, "sign_in_failed", actor="oidc", code=code)
