"""The API with the core in Temporal's place, some cases in it, and what supervisors ask of it."""

import time
from collections.abc import Callable
from typing import Any

import httpx2
from fastapi.testclient import TestClient

from api.examples import EXAMPLES
from tests.api.plan_api import PlanApi
from tests.api.plan_books import credit_code

Json = dict[str, Any]
WHO = ("hainan", "supervisor", "auditor")
PATIENCE_SECONDS = 30


class MovesApi:
    def __init__(self, api: PlanApi, tokens: dict[str, str]) -> None:
        self._client: TestClient = api.client
        self._tokens = tokens
        self._keys = 0

    def get(self, path: str, by: str = "auditor") -> Json:
        answer = self._client.get(path, headers=self._as(by))
        assert answer.status_code == 200, answer.text
        found: Json = answer.json()
        return found

    def post(
        self, path: str, body: Json, by: str = "supervisor", key: str = "", **parameters: Any
    ) -> httpx2.Response:
        self._keys += 1
        headers = self._as(by) | {"Idempotency-Key": key or f"key-{self._keys}"}
        answer: Any = self._client.post(path, json=body, params=parameters, headers=headers)
        found: httpx2.Response = answer
        return found

    def rectifying(self, number: int) -> str:
        """A case of the enterprise with this number, whose notice is served; its own number."""
        code = credit_code(number)
        flag = self.post(f"/enterprises/{code}/cases", EXAMPLES["flag"], "hainan")
        assert flag.status_code == 201, flag.text
        case: str = flag.json()["number"]
        served = self.post(f"/cases/{case}/serve-notice", EXAMPLES["serve_notice"], "hainan")
        assert served.status_code == 200, served.text
        return case

    def case(self, number: str) -> Json:
        return self.get(f"/cases/{number}")

    def story(self, number: str) -> list[str]:
        timeline: Any = self.get(f"/cases/{number}/timeline")
        return [entry["event"]["action"]["kind"] for entry in timeline]

    def finished(self, ask: str) -> Json:
        until(lambda: self.get(ask)["done"] == self.get(ask)["total"])
        return self.get(ask)

    def _as(self, by: str) -> dict[str, str]:
        return {"Authorization": f"Bearer {self._tokens[by]}"}


def until(met: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE_SECONDS
    while not met():
        assert time.monotonic() < end
        time.sleep(0.02)
