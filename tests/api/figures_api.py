"""What a person does with yearly figures over HTTP. Temporal is away: the figures need nobody, and
for the cases that follow from them a test puts a stand-in in its place."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from fastapi.testclient import TestClient

from api.app import create_app
from api.examples import EXAMPLES
from domain.ranking_rules import RankingRules
from settings import Settings
from tests.api.plan_api import XLSX
from tests.api.waiting import until

MOST_ROWS = 50


class FiguresApi:
    def __init__(self, client: TestClient, tokens: dict[str, str]) -> None:
        self._client = client
        self._tokens = tokens

    def upload(
        self, by: str, content: bytes, key: str = "", year: int = 2025, **parameters: Any
    ) -> Any:
        headers = self._as(by) | {"Content-Type": XLSX}
        if key:
            headers["Idempotency-Key"] = key
        return self._client.post(
            f"/figures/{year}", content=content, params=parameters, headers=headers
        )

    def read(self, by: str, year: int = 2025, **parameters: Any) -> Any:
        return self._client.get(f"/figures/{year}", params=parameters, headers=self._as(by))

    def flag_controlled(self, by: str, key: str = "", year: int = 2025, **parameters: Any) -> Any:
        headers = self._as(by) | ({"Idempotency-Key": key} if key else {})
        return self._client.post(f"/figures/{year}/cases", params=parameters, headers=headers)

    def flagged(self, by: str, key: str, year: int = 2025) -> list[str]:
        """The numbers of the cases, when all that was to be flagged is."""
        plan = self.flag_controlled(by, key, year).json()["plan"]
        until(lambda: (now := self.progress(plan))["done"] == now["total"])
        cases: list[str] = self.progress(plan)["cases"]
        return cases

    def progress(self, plan: str) -> dict[str, Any]:
        found: dict[str, Any] = self.ask("supervisor", f"/plans/{plan}")
        return found

    def ask(self, by: str, path: str) -> Any:
        return self._client.get(path, headers=self._as(by)).json()

    def do(self, by: str, case: str, action: str, **body: Any) -> None:
        path = f"/cases/{case}/{action.replace('_', '-')}"
        headers = self._as(by) | {"Idempotency-Key": f"{case}:{action}"}
        answer = self._client.post(path, json=EXAMPLES[action] | body, headers=headers)
        assert answer.status_code == 200, answer.text

    def _as(self, by: str) -> dict[str, str]:
        return {"Authorization": f"Bearer {self._tokens[by]}"} if by else {}


@contextmanager
def figures_api(
    database_url: str, tokens: dict[str, str], ranking: RankingRules | None = None
) -> Iterator[FiguresApi]:
    config = Settings(
        database_url=database_url, plan_max_rows=MOST_ROWS, ranking=ranking or RankingRules()
    )
    with TestClient(create_app(config)) as client:
        yield FiguresApi(client, tokens)
