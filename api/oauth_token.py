"""OAuth 2.0 client credentials (RFC 6749, 4.4): a machine's token for one of 15 minutes."""

import re
from base64 import b64decode
from binascii import Error as NotBase64Error
from datetime import UTC, datetime, timedelta
from typing import Any, Literal, NamedTuple
from urllib.parse import parse_qs, unquote_plus

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse
from pydantic import BaseModel

from api.pauses import here, too_many
from api.problems import MEDIA_TYPE, ProblemError, documented
from api.state import Shared, SharedState
from domain.token_scope import Scope
from domain.words import Text
from records import api_tokens, attempts, audit
from records.database import writing

router = APIRouter(tags=["tokens"])
Wrong = Literal["invalid_client", "invalid_request", "invalid_scope", "unsupported_grant_type"]
_WRONG: dict[Wrong, Text] = {
    "invalid_client": Text("客户端标识或密钥不正确", "wrong client id or secret"),
    "invalid_request": Text("请求参数缺失或重复", "a parameter is missing or given twice"),
    "invalid_scope": Text("超出令牌的授权范围", "more than the scope of the token"),
    "unsupported_grant_type": Text("仅支持 client_credentials", "only client_credentials"),
}
_CLIENT = re.compile(r"[0-9a-f]{32}")
_FORM: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "application/x-www-form-urlencoded": {
                "schema": {
                    "type": "object",
                    "required": ["grant_type"],
                    "properties": {
                        "grant_type": {"type": "string", "enum": ["client_credentials"]},
                        "client_id": {"type": "string"},
                        "client_secret": {"type": "string"},
                        "scope": {"type": "string"},
                    },
                }
            }
        },
    }
}


class AccessToken(BaseModel):
    access_token: str
    token_type: Literal["Bearer"] = "Bearer"  # noqa: S105 - a kind
    expires_in: int
    scope: str


class _Asked(NamedTuple):
    client: str
    secret: str
    scope: tuple[str, ...] | None


@router.post(
    "/oauth/token",
    response_model=AccessToken,
    openapi_extra=_FORM,
    responses=documented(400, 401, 413, 422, 429, 503),
)
async def issue_token(request: Request, shared: SharedState) -> Response:
    """The client's id and secret as HTTP Basic or in the form. `scope` may ask for fewer of the
    token's operations. Errors have the members of OAuth beside ours."""
    asked = _read(await request.body(), request.headers.get("authorization", ""))
    given = asked if isinstance(asked, str) else await _issue(shared, asked)
    if isinstance(given, str):
        return _refused(given)
    return JSONResponse(given.model_dump(), headers={"Cache-Control": "no-store"})


async def _issue(shared: Shared, asked: _Asked) -> AccessToken | Wrong:
    issued = await run_in_threadpool(_exchange, shared, asked)
    if isinstance(issued, timedelta):
        raise too_many(issued)
    return issued


def _exchange(shared: Shared, asked: _Asked) -> AccessToken | Wrong | timedelta:
    """Nobody guesses a secret of ours: the pauses are against floods of notes."""
    with writing(shared.engine) as session:
        token = api_tokens.of_client(session, asked.client, asked.secret)
        if token is None:
            wait = attempts.count(session, [attempts.source_bucket(here())])
            if wait is None:
                audit.note(session, "token_refused", actor=asked.client)
            return wait or "invalid_client"
        scope = Scope.read(token.scope)
        if asked.scope is not None:
            if not asked.scope or not set(asked.scope) <= set(scope.operations):
                return "invalid_scope"
            scope = Scope(asked.scope, scope.districts)
        access, expires_at = api_tokens.issue(session, token, scope)
        audit.note(session, "token_issued", actor=token.account, subject=token.id)
    lasts = (expires_at - datetime.now(UTC)).total_seconds()
    return AccessToken(access_token=access, expires_in=int(lasts), scope=scope.written)


def _read(body: bytes, authorization: str) -> _Asked | Wrong:
    try:
        form = parse_qs(body.decode(), strict_parsing=True, max_num_fields=10)
    except ValueError:
        return "invalid_request"
    if any(len(values) > 1 for values in form.values()) or "grant_type" not in form:
        return "invalid_request"
    sent = {name: values[0] for name, values in form.items()}
    if sent["grant_type"] != "client_credentials":
        return "unsupported_grant_type"
    client = _basic(authorization) or (sent.get("client_id"), sent.get("client_secret"))
    if not client[0] or not client[1]:
        return "invalid_client"
    scope = tuple(dict.fromkeys(sent["scope"].split())) if "scope" in sent else None
    known_form = _CLIENT.fullmatch(client[0])
    return _Asked(client[0] if known_form else "unknown", client[1], scope)


def _basic(authorization: str) -> tuple[str, str] | None:
    scheme, _, encoded = authorization.partition(" ")
    if scheme.lower() != "basic":
        return None
    try:
        client, _, secret = b64decode(encoded, validate=True).decode().partition(":")
    except (NotBase64Error, UnicodeDecodeError):
        return None
    return unquote_plus(client), unquote_plus(secret)


def _refused(wrong: Wrong) -> JSONResponse:
    status = 401 if wrong == "invalid_client" else 400
    problem = ProblemError(status, wrong, _WRONG[wrong], rule="S9")
    body = problem.body.model_dump(mode="json")
    body |= {"error": wrong, "error_description": _WRONG[wrong].en}
    headers = {"Cache-Control": "no-store"}
    if wrong == "invalid_client":
        headers["WWW-Authenticate"] = 'Basic realm="phaseout"'
    return JSONResponse(body, status, headers=headers, media_type=MEDIA_TYPE)
