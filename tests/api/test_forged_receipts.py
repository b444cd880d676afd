"""S7: who forges receipts without end does not fill the record with notes of it."""

from collections.abc import Iterator

import httpx2
import pytest

from domain.pauses import FORGERIES
from records.department_seed import seed_departments
from settings import Settings
from tests.api.departments import DEPARTMENTS, a_receipt, signature, signed
from tests.api.door import CAFE, HOME, Door, a_door
from tests.api.problems import problem
from tests.databases import SqliteDatabases
from tests.department_secrets import SECRET_KEY


@pytest.fixture
def door(sqlite_databases: SqliteDatabases) -> Iterator[Door]:
    url = sqlite_databases.fresh()
    with a_door(url, secret_key=SECRET_KEY) as door:
        config = Settings(database_url=url, secret_key=SECRET_KEY, departments=DEPARTMENTS)
        seed_departments(door.engine, config)
        yield door


def sent(door: Door, headers: dict[str, str], content: bytes, source: str) -> httpx2.Response:
    path = "/departments/power/receipts"
    return door.ask("POST", path, source=source, content=content, headers=headers)


def test_s7_after_many_forgeries_from_one_place_there_are_pauses(door: Door) -> None:
    content, genuine = signed("power", a_receipt("91150302MA0N1A2B37-o1"))
    forged = signature("water", content.decode())
    for _ in range(FORGERIES.free + 1):
        problem(sent(door, forged, content, CAFE), 401, "wrong_signature", "S5")
    problem(sent(door, forged, content, CAFE), 429, "too_many_attempts", "S9")
    assert len(door.notes("receipt_refused")) == FORGERIES.free + 1
    problem(sent(door, forged, content, HOME), 401, "wrong_signature", "S5")
    # What is signed is heard all the same: here, as nobody is there to hand it on to.
    assert sent(door, genuine, content, CAFE).status_code == 503
