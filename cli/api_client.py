"""The service's own API, as the demo and the sample data use it: over HTTP like everybody."""

import asyncio
import secrets
from typing import Any

import httpx2

Json = dict[str, Any]
NOBODY_ANSWERED = (202, 503)
_IDLE_SECONDS = 2.0
"""Less than the 5 after which the server hangs up: a request sent as it does has no answer."""


class RefusedError(Exception):
    """The API said no; `problem` is its application/problem+json."""

    def __init__(self, problem: Json) -> None:
        super().__init__(f"{problem.get('code')}: {problem.get('detail')}")
        self.problem = problem


class ApiClient:
    """One signed-in person after another on one connection."""

    def __init__(self, url: str, password: str) -> None:
        self._http = httpx2.AsyncClient(
            base_url=url, timeout=30, limits=httpx2.Limits(keepalive_expiry=_IDLE_SECONDS)
        )
        self._password = password
        self._tokens: dict[str, str] = {}
        self._signing_in = asyncio.Lock()

    async def close(self) -> None:
        await self._http.aclose()

    def is_signed_in(self, account: str, token: str) -> None:
        """Somebody who has a token already."""
        self._tokens[account] = token

    async def get(self, account: str, path: str, **parameters: Any) -> Any:
        answer = await self._http.get(path, params=parameters, headers=await self._as(account))
        return _good(answer)

    async def give(self, account: str, path: str, body: Json) -> Json:
        """A command under a key of its own, sent again with it for as long as nobody answers."""
        headers = await self._as(account) | {"Idempotency-Key": secrets.token_hex(12)}
        while True:
            answer = await self._http.post(path, json=body, headers=headers)
            if answer.status_code not in NOBODY_ANSWERED:
                result: Json = _good(answer)
                return result
            await asyncio.sleep(0.5)

    async def upload(self, account: str, path: str, content: bytes) -> Json:
        headers = await self._as(account) | {
            "Idempotency-Key": secrets.token_hex(12),
            "Content-Type": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        }
        result: Json = _good(await self._http.post(path, content=content, headers=headers))
        return result

    async def _as(self, account: str) -> dict[str, str]:
        async with self._signing_in:
            if account not in self._tokens:
                self._tokens[account] = await self._sign_in(account)
        return {"Authorization": f"Bearer {self._tokens[account]}"}

    async def _sign_in(self, account: str) -> str:
        body = {"account": account, "password": self._password}
        session = _good(await self._http.post("/sessions", json=body))
        return str(session["token"])


def _good(answer: httpx2.Response) -> Any:
    content = answer.json() if answer.content else None
    if answer.is_success:
        return content
    raise RefusedError(content or {})
