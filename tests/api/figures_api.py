"""What a person does with yearly figures over HTTP. Temporal is away, and nobody needs it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from fastapi.testclient import TestClient

from api.app import create_app
from domain.ranking_rules import RankingRules
from settings import Settings
from tests.api.plan_api import XLSX

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
