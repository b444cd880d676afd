"""S9: a person who holds several capacities acts in the one that permits what they ask."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.examples import EXAMPLES
from domain.grounds import Ground
from domain.people import Actor, District, Role
from records.accounts import NewAccount, add_accounts, open_session
from records.database import connect, writing
from settings import Settings
from tests.api.core_engine import CoreEngine
from tests.api.plan_books import credit_code
from tests.api.problems import permitted, problem
from tests.databases import SqliteDatabases

ELSEWHERE = Actor("both", "某人", Role.INSPECTOR, (District.WUDA,))
HERE = replace(ELSEWHERE, districts=(District.HAINAN,), grounds=(Ground.ENVIRONMENT,))
APPROVER = replace(ELSEWHERE, role=Role.APPROVER, districts=(District.HAINAN,))
OF_THE_CITY = replace(APPROVER, districts=tuple(District))
OTHER = replace(HERE, id="other", grounds=())
FLAG = EXAMPLES["flag"] | {"ground": "environment"}


class Service:
    def __init__(self, client: TestClient, tokens: dict[str, str]) -> None:
        self._client = client
        self._tokens = tokens
        self._keys = 0

    def ask(self, path: str, body: Any = None, by: str = "both") -> Any:
        self._keys += 1
        headers = {
            "Authorization": f"Bearer {self._tokens[by]}",
            "Idempotency-Key": f"key-{self._keys}",
        }
        method = "GET" if body is None else "POST"
        return self._client.request(method, path, json=body, headers=headers)

    def do(self, number: str, action: str, by: str = "both", **changes: Any) -> Any:
        path = f"/cases/{number}/{action.replace('_', '-')}"
        answer = self.ask(path, EXAMPLES[action] | changes, by)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def flag(self, number: int, by: str = "both", **changes: Any) -> str:
        path = f"/enterprises/{credit_code(number)}/cases"
        answer = self.ask(path, FLAG | changes, by)
        assert answer.status_code == 201, answer.text
        case: str = answer.json()["number"]
        return case


@pytest.fixture
def service(
    sqlite_databases: SqliteDatabases, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Service]:
    url = sqlite_databases.fresh()
    CoreEngine(monkeypatch)
    engine = connect(url)
    both = NewAccount(ELSEWHERE, "secret", also=(HERE, APPROVER, OF_THE_CITY))
    with writing(engine) as session:
        add_accounts(session, [both, NewAccount(OTHER, "secret")])
    with writing(engine) as session:
        tokens = {
            each: open_session(session, each, timedelta(hours=1))[0] for each in ("both", "other")
        }
    engine.dispose()
    with TestClient(create_app(Settings(database_url=url))) as client:
        yield Service(client, tokens)


def test_s9_the_capacity_is_taken_that_permits_it_and_is_on_record(service: Service) -> None:
    number = service.flag(1)
    (entry,) = service.ask(f"/cases/{number}/timeline").json()
    assert entry["role"] == "inspector"
    elsewhere = service.flag(2, line=FLAG["line"] | {"district": "wuda"}, ground="safety")
    assert service.ask(f"/cases/{elsewhere}").status_code == 200
    refused = service.ask(f"/enterprises/{credit_code(3)}/cases", FLAG | {"ground": "safety"})
    problem(refused, 403, "out_of_scope", "S9")


def test_s9_what_is_permitted_now_is_so_in_any_of_them(service: Service) -> None:
    case = service.ask(f"/cases/{service.flag(1)}").json()
    assert permitted(case) == {"serve_notice", "correct_line", "withdraw", "reassign"}
    other = service.flag(2, by="other", ground="safety")
    seen_as_an_approver_alone = service.ask(f"/cases/{other}").json()
    assert permitted(seen_as_an_approver_alone) == {"reassign"}


def test_s9_of_two_that_have_the_right_the_one_is_taken_that_the_core_takes(
    service: Service,
) -> None:
    """P4.2: a city's approval needs an approver of the city, who is named after the district's."""
    number = service.flag(1, by="other")
    order = {"production": "production_stop", "rectify_by": "2199-01-01"}
    service.do(number, "serve_notice", by="other", **order)
    service.do(number, "file_report", by="other")
    verdict = {"measured": None, "limit": None, "verdict": "fail"}
    service.do(number, "record_reinspection", by="other", **verdict)
    service.do(number, "request_approval", by="other", level="city")
    assert service.do(number, "decide_approval")["approval"]["granted"] is True


def test_s9_lists_show_what_any_of_them_may_see_once(service: Service) -> None:
    for number, district in enumerate(("hainan", "wuda"), start=1):
        service.flag(number, line=FLAG["line"] | {"district": district})
    assert len(service.ask("/cases").json()["cases"]) == 2
    assert len(service.ask("/cases", by="other").json()["cases"]) == 1
