"""A client as it should be: whatever happens to a command, it is sent again under the same key
until somebody says what became of it.
"""

import asyncio
import itertools
import time
from collections.abc import Sequence
from typing import Any

import httpx2

Json = dict[str, Any]
TRY_LATER = (202, 503, 429)
"""Nobody answered; or too many sign-ins were cut off by the kills, which count as failures."""
PAUSE_SECONDS = 0.3
GIVE_UP_SECONDS = 120


class CarefulClient:
    """Speaks to any of several APIs, to another one where the last did not answer."""

    def __init__(self, urls: Sequence[str], password: str) -> None:
        self._apis = [httpx2.AsyncClient(base_url=url, timeout=20, trust_env=False) for url in urls]
        self._turns = itertools.count()
        self.password = password
        self._tokens: dict[str, str] = {}
        self._keys = itertools.count(1)
        self.acknowledged: list[tuple[str, str]] = []
        """Enterprise and id of every command that was answered with success."""

    async def close(self) -> None:
        for api in self._apis:
            await api.aclose()

    def is_signed_in(self, account: str, token: str) -> None:
        """Somebody who has a token already."""
        self._tokens[account] = token

    async def flag(self, account: str, code: str, body: Json) -> Json:
        return await self.give(account, f"/enterprises/{code}/cases", code, body)

    async def act(self, account: str, number: str, action: str, body: Json) -> Json:
        return await self.give(account, f"/cases/{number}/{action}", number[:18], body)

    async def give(
        self, account: str, path: str, code: str, body: Json, *, key: str | None = None
    ) -> Json:
        """A command; gives the case after it. Raises AssertionError where it is refused."""
        key = key or self.new_key()
        headers = await self.headers(account, key)
        case: Json = await self._ask("POST", path, headers=headers, json=body)
        self.acknowledged.append((code, f"{account}:{key}"))
        return case

    async def give_to_all_at_once(self, account: str, path: str, code: str, body: Json) -> None:
        """One command under one key, to every API at the same time."""
        key = self.new_key()
        headers = await self.headers(account, key)
        answers = await asyncio.gather(
            *(api.post(path, headers=headers, json=body) for api in self._apis)
        )
        assert {answer.status_code for answer in answers} <= {200, 201, *TRY_LATER}
        await self.give(account, path, code, body, key=key)

    async def get(self, account: str, path: str) -> Any:
        return await self._ask("GET", path, headers=await self.headers(account))

    async def live(self, number: str) -> Json | None:
        """The case as its workflow has it; None where that cannot say now."""
        answer = await self.get("inspector", f"/cases/{number}/live")
        case: Json = answer["case"]
        return case if answer["live"] else None

    async def headers(self, account: str, key: str | None = None) -> dict[str, str]:
        if account not in self._tokens:
            body = {"account": account, "password": self.password}
            self._tokens[account] = (await self._ask("POST", "/sessions", json=body))["token"]
        headers = {"Authorization": f"Bearer {self._tokens[account]}"}
        return headers | ({"Idempotency-Key": key} if key else {})

    def new_key(self) -> str:
        return f"key-{next(self._keys)}"

    async def _ask(self, method: str, path: str, **request: Any) -> Any:
        give_up_at = time.monotonic() + GIVE_UP_SECONDS
        while True:
            assert time.monotonic() < give_up_at, f"{method} {path}: nobody answers"
            api = self._apis[next(self._turns) % len(self._apis)]
            try:
                answer = await api.request(method, path, **request)
            except httpx2.TransportError:
                await asyncio.sleep(PAUSE_SECONDS)
                continue
            if answer.status_code not in TRY_LATER:
                assert answer.is_success, f"{method} {path}: {answer.status_code} {answer.text}"
                return answer.json()
            await asyncio.sleep(PAUSE_SECONDS)
