"""S9: every route and command, asked by every role in and out of its scope. Made from the API's own
description and the table of rights: a route that asks for no right fails here, and so does one
that does not keep to it."""

from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.examples import EXAMPLES
from domain.people import Role
from domain.places import Bound
from domain.rights import RIGHTS
from records.database import connect
from settings import Settings
from settings.attachments import AttachmentSettings
from tests.api.asking import (
    ASKERS,
    CODE,
    DELEGATION,
    DEPARTMENT,
    DISTRICT,
    FILE,
    GROUND,
    NUMBER,
    ORDER,
    PLAN,
    Asker,
    Asking,
)
from tests.api.core_engine import CoreEngine
from tests.api.problems import problem
from tests.api.test_openapi import WITHOUT_SIGN_IN, operations
from tests.databases import SqliteDatabases

DESCRIBED = [
    (method, path, operation)
    for method, path, operation in operations(create_app(Settings()).openapi())
    if (method, path) not in WITHOUT_SIGN_IN
]
PARAMETERS = {
    "code": CODE,
    "key": "key",
    "account": "nobody",
    "token": "0" * 32,
    "plan": PLAN,
    "delegation": DELEGATION,
    "year": "2025",
    "version": "国办发明电〔2026〕8号",
    "ground": GROUND,
    "move": "0" * 32,
    "department": DEPARTMENT,
    "key_number": "1",
    "period": "2026-11",
    "district": DISTRICT,
    "verification": "0" * 32,
    "sha256": FILE["sha256"],
}
ABOUT: dict[str, Bound] = {
    "/cases/{number}": Bound.CASE,
    "/enterprises/{code}/cases": Bound.CASE,
    "/orders/{number}/": Bound.DEPARTMENT,
    "/orders/{number}": Bound.ORDER,
    "/plans/{plan}": Bound.OWN,
    "/delegations/{delegation}": Bound.OWN,
    "/reviews/{period}/{district}": Bound.DISTRICT,
}
"""By what its path begins with, the first that fits: a route about one thing, that is somebody's.
Others are lists, or about nothing that has a place."""
RECEIPT = {"receipt": "回执", "done_at": "2026-11-20T10:30:00+08:00"}
NOT_FOUND_ELSEWHERE = {
    "/enterprises/{code}",
    "/enterprises/{code}/lines",
    "/attachments/{sha256}",
}
"""Whose cases are all out of reach is not there."""
AS_THE_STEP_THAT_WAITS = {"confirm_step", "reject_step"}
"""For whom of them is held in `tests/domain/test_second_person.py`."""
GIVEN_BY_OTHERS = {"adopt_calendar", "adopt_rules", "report_consumption", "report_progress"}
"""Commands without a route for people: `take_in_notice` and `move_cases` give them, the watch over
consumption, and departments' systems under their signature."""


@pytest.fixture(scope="module")
def asking(
    sqlite_databases: SqliteDatabases, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Asking]:
    url = sqlite_databases.fresh()
    files = AttachmentSettings(folder=tmp_path_factory.mktemp("attachments"))
    engine = connect(url)
    with pytest.MonkeyPatch.context() as monkeypatch:
        CoreEngine(monkeypatch)
        with TestClient(create_app(Settings(database_url=url, attachments=files))) as client:
            yield Asking(client, engine)
    engine.dispose()


def rights(operation: Any) -> list[str]:
    return [right for scheme in operation["security"] for right in scheme["HTTPBearer"]]


def test_s9_every_route_asks_for_one_right_of_the_table() -> None:
    asked = {(method, path): rights(operation) for method, path, operation in DESCRIBED}
    assert {route: found for route, found in asked.items() if len(found) != 1} == {}
    assert {right for found in asked.values() for right in found} == set(RIGHTS) - GIVEN_BY_OTHERS


def test_s9_every_command_asks_for_the_right_of_its_name() -> None:
    of_cases = [(p, o) for _, p, o in DESCRIBED if p.startswith("/cases/") and "requestBody" in o]
    assert {path: rights(operation)[0].replace("_", "-") for path, operation in of_cases} == {
        path: path.rpartition("/")[2] for path, _ in of_cases
    }


@pytest.mark.parametrize(
    ("method", "path", "operation"),
    DESCRIBED,
    ids=[operation["operationId"] for _, _, operation in DESCRIBED],
)
def test_s9_it_is_for_whom_the_table_says_and_for_nobody_else(
    asking: Asking, method: str, path: str, operation: Any
) -> None:
    (right,) = rights(operation)
    about = next((bound for start, bound in ABOUT.items() if path.startswith(start)), None)
    number = ORDER if path.startswith("/orders") else NUMBER
    filled = path.format(**PARAMETERS, number=number)
    body = {"flag": asking.flag, "receive_receipt": RECEIPT}.get(right) or EXAMPLES.get(right, {})
    let_in = 0
    # Who may comes last: what they do to the case is not for the others to see.
    for asker in sorted(ASKERS, key=lambda each: each.refusal(right, about) is None):
        answer = asking.ask(asker.actor.id, method, filled, None if method == "GET" else body)
        refusal = asker.refusal(right, about)
        if refusal == "out_of_scope" and asker.actor.role is Role.ENTERPRISE:
            problem(answer, 404, "not_found")
            asking.refused += 1  # it is noted all the same
        elif refusal:
            problem(answer, 403, refusal, "S9")
        elif path in NOT_FOUND_ELSEWHERE and Bound.CASE not in asker.theirs:
            problem(answer, 404, "not_found")
        elif right in AS_THE_STEP_THAT_WAITS and answer.status_code == 403:
            problem(answer, 403, "wrong_role", "S9")
        else:
            assert answer.status_code not in (401, 403, 500), (asker.actor.id, answer.text)
            let_in += 1
    assert let_in, "nobody may, by the table"
    assert asking.refusals_noted(asking.refused)


@pytest.mark.parametrize("asker", ASKERS, ids=lambda asker: asker.actor.id)
def test_s9_lists_show_what_is_theirs_and_nothing_else(asking: Asking, asker: Asker) -> None:
    for path, shown in (("/cases", "cases"), ("/enterprises", "enterprises")):
        answer = asking.ask(asker.actor.id, "GET", path, None)
        if asker.refusal("read_cases", None):
            problem(answer, 403, "wrong_role", "S9")
        else:
            assert len(answer.json()[shown]) == (Bound.CASE in asker.theirs)
