"""S9: cases come to an inspector who could work on them, each with its own outcome."""

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
from tests.api.problems import problem
from tests.databases import SqliteDatabases

FLAGGING = Actor("flagging", "钱检查", Role.INSPECTOR, tuple(District))
TAKING = Actor("taking", "孙检查", Role.INSPECTOR, (District.HAINAN,))
ON_SAFETY = replace(TAKING, id="safety", grounds=(Ground.SAFETY,))
APPROVER = Actor("approver", "李审批", Role.APPROVER, (District.HAINAN,))
SUPERVISOR = Actor("supervisor", "吴督办", Role.SUPERVISOR)
PEOPLE = (FLAGGING, TAKING, ON_SAFETY, APPROVER, SUPERVISOR)


class Bureau:
    def __init__(self, client: TestClient, tokens: dict[str, str]) -> None:
        self._client = client
        self._tokens = tokens
        self._keys = 0

    def ask(self, by: str, path: str, body: Any = None, key: str = "") -> Any:
        self._keys += 1
        headers = {
            "Authorization": f"Bearer {self._tokens[by]}",
            "Idempotency-Key": key or f"key-{self._keys}",
        }
        method = "GET" if body is None else "POST"
        return self._client.request(method, path, json=body, headers=headers)

    def flag(self, number: int, district: str = "hainan") -> str:
        line = EXAMPLES["flag"]["line"] | {"district": district}
        path = f"/enterprises/{credit_code(number)}/cases"
        case: str = self.ask("flagging", path, EXAMPLES["flag"] | {"line": line}).json()["number"]
        return case

    def reassign(self, by: str, to: str, *cases: str, key: str = "") -> Any:
        body = {"cases": cases, "to": to, "reason": "承办人调离"}
        return self.ask(by, "/reassignments", body, key)

    def cases(self, by: str, query: str) -> list[str]:
        return [case["number"] for case in self.ask(by, f"/cases?{query}").json()["cases"]]


@pytest.fixture
def bureau(sqlite_databases: SqliteDatabases, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bureau]:
    url = sqlite_databases.fresh()
    CoreEngine(monkeypatch)
    engine = connect(url)
    with writing(engine) as session:
        add_accounts(session, [NewAccount(each, "secret") for each in PEOPLE])
    with writing(engine) as session:
        lasting = timedelta(hours=1)
        tokens = {each.id: open_session(session, each.id, lasting)[0] for each in PEOPLE}
    engine.dispose()
    with TestClient(create_app(Settings(database_url=url))) as client:
        yield Bureau(client, tokens)


def outcomes(answer: Any) -> list[tuple[str, str]]:
    assert answer.status_code == 200, answer.text
    return [(each["outcome"], each["code"]) for each in answer.json()]


def test_each_case_has_its_own_outcome_and_lists_follow(bureau: Bureau) -> None:
    here, there = bureau.flag(1), bureau.flag(2, "wuda")
    missing = f"{credit_code(3)}-1"
    assert bureau.cases("flagging", "mine=true") == [here, there]
    given = bureau.reassign("supervisor", "taking", here, there, missing, key="k")
    expected = [("done", ""), ("refused", "no_such_inspector"), ("refused", "not_found")]
    assert outcomes(given) == expected
    assert bureau.cases("flagging", "mine=true") == [there]
    assert bureau.cases("taking", "mine=true") == [here]
    assert bureau.cases("supervisor", "in_charge=taking") == [here]
    again = bureau.reassign("supervisor", "taking", here, there, missing, key="k")
    assert outcomes(again) == expected
    story = bureau.ask("supervisor", f"/cases/{here}/timeline").json()
    assert [entry["event"]["action"]["kind"] for entry in story] == ["flag", "reassign"]


@pytest.mark.parametrize("to", ["nobody", "approver", "safety"])
def test_s9_it_goes_to_an_inspector_who_could_work_on_it(bureau: Bureau, to: str) -> None:
    case = bureau.flag(1)
    path = f"/cases/{case}/reassign"
    body = EXAMPLES["reassign"] | {"to": to}
    problem(bureau.ask("supervisor", path, body), 409, "no_such_inspector", "S9")
    assert outcomes(bureau.reassign("approver", to, case)) == [("refused", "no_such_inspector")]


def test_s9_an_approver_reassigns_their_own_districts_cases(bureau: Bureau) -> None:
    here, there = bureau.flag(1), bureau.flag(2, "wuda")
    given = bureau.reassign("approver", "taking", here, there)
    assert outcomes(given) == [("done", ""), ("refused", "out_of_scope")]
    problem(bureau.reassign("taking", "taking", here), 403, "wrong_role", "S9")
