"""S7, S9: who is away names a stand-in; what they do then names both."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import select
from sqlmodel import col

from api.app import create_app
from api.examples import EXAMPLES
from domain.calendar import local_date
from domain.people import Actor, District, Role
from records.accounts import NewAccount, add_accounts, open_session
from records.audit import AuditRow
from records.database import connect, reading, writing
from settings import Settings
from tests.api.core_engine import CoreEngine
from tests.api.plan_books import credit_code
from tests.api.problems import problem
from tests.databases import SqliteDatabases

AWAY = Actor("away", "钱检查", Role.INSPECTOR, (District.HAINAN,))
THERE = Actor("there", "孙检查", Role.INSPECTOR, (District.WUDA,))
APPROVER = Actor("approver", "李审批", Role.APPROVER, (District.HAINAN,))
SUPERVISOR = Actor("supervisor", "吴督办", Role.SUPERVISOR)
TODAY = local_date(datetime.now(UTC))
LEAVE = {
    "stand_in": "there",
    "role": "inspector",
    "first_day": str(TODAY),
    "last_day": str(TODAY + timedelta(days=14)),
    "reason": "年休假",
}


class Bureau:
    def __init__(self, client: TestClient, tokens: dict[str, str]) -> None:
        self._client = client
        self._tokens = tokens
        self._keys = 0

    def ask(self, by: str, method: str, path: str, body: Any = None) -> Any:
        self._keys += 1
        headers = {
            "Authorization": f"Bearer {self._tokens[by]}",
            "Idempotency-Key": f"key-{self._keys}",
        }
        return self._client.request(method, path, json=body, headers=headers)

    def leaves(self, by: str = "away", **changes: Any) -> Any:
        return self.ask(by, "POST", "/delegations", LEAVE | changes)


@pytest.fixture
def url(sqlite_databases: SqliteDatabases) -> str:
    return sqlite_databases.fresh()


@pytest.fixture
def bureau(url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bureau]:
    CoreEngine(monkeypatch)
    engine = connect(url)
    people = (AWAY, THERE, APPROVER, SUPERVISOR)
    with writing(engine) as session:
        add_accounts(session, [NewAccount(each, "secret") for each in people])
    with writing(engine) as session:
        lasting = timedelta(hours=1)
        tokens = {each.id: open_session(session, each.id, lasting)[0] for each in people}
    engine.dispose()
    with TestClient(create_app(Settings(database_url=url))) as client:
        yield Bureau(client, tokens)


def test_s7_the_record_shows_both(bureau: Bureau, url: str) -> None:
    path = f"/enterprises/{credit_code(1)}/cases"
    problem(bureau.ask("there", "POST", path, EXAMPLES["flag"]), 403, "out_of_scope", "S9")
    named = bureau.leaves()
    assert named.status_code == 201, named.text
    assert named.json()["running"] is True
    flagged = bureau.ask("there", "POST", path, EXAMPLES["flag"])
    assert flagged.status_code == 201, flagged.text
    (entry,) = bureau.ask("away", "GET", f"/cases/{flagged.json()['number']}/timeline").json()
    assert (entry["by"], entry["standing_in_for"]) == ("孙检查", "钱检查")
    engine = connect(url)
    with reading(engine) as session:
        noted = select(AuditRow).where(col(AuditRow.what) == "stand_in_named")
        (note,) = session.scalars(noted)
    engine.dispose()
    assert (note.actor, note.subject) == ("away", "there")
    assert "年休假" in note.detail


def test_s9_it_is_ended_early_by_who_named_it_or_the_office_and_by_nobody_else(
    bureau: Bureau,
) -> None:
    for by in ("away", "supervisor"):
        path = f"/delegations/{bureau.leaves().json()['id']}"
        for other in ("there", "approver"):
            problem(bureau.ask(other, "DELETE", path), 403, "out_of_scope", "S9")
        assert bureau.ask(by, "DELETE", path).status_code == 204
        assert bureau.ask(by, "DELETE", path).status_code == 204
        flagged = bureau.ask(
            "there", "POST", f"/enterprises/{credit_code(1)}/cases", EXAMPLES["flag"]
        )
        problem(flagged, 403, "out_of_scope", "S9")
    shown = bureau.ask("there", "GET", "/delegations").json()
    assert [each["running"] for each in shown] == [False, False]
    problem(bureau.ask("away", "DELETE", f"/delegations/{'0' * 32}"), 404, "not_found")


def test_s9_everybody_is_shown_their_own_and_the_office_all(bureau: Bureau) -> None:
    bureau.leaves()
    counts = {
        by: len(bureau.ask(by, "GET", "/delegations").json())
        for by in ("away", "there", "approver", "supervisor")
    }
    assert counts == {"away": 1, "there": 1, "approver": 0, "supervisor": 1}


@pytest.mark.parametrize(
    ("by", "changes"),
    [
        ("away", {"stand_in": "away"}),
        ("away", {"stand_in": "nobody"}),
        ("away", {"stand_in": "approver"}),
        ("away", {"role": "approver", "stand_in": "approver"}),
        ("approver", {"role": "approver"}),
    ],
)
def test_s9_only_somebody_else_with_the_role_stands_in(
    bureau: Bureau, by: str, changes: dict[str, Any]
) -> None:
    problem(bureau.leaves(by, **changes), 409, "no_such_stand_in", "S9")


@pytest.mark.parametrize(
    ("first", "last"), [(-1, 3), (2, 1), (0, 400)], ids=["past", "backwards", "too long"]
)
def test_s7_its_days_lie_ahead_and_within_a_year(bureau: Bureau, first: int, last: int) -> None:
    days = {
        "first_day": str(TODAY + timedelta(days=first)),
        "last_day": str(TODAY + timedelta(days=last)),
    }
    problem(bureau.leaves(**days), 422, "wrong_days", "S7")
