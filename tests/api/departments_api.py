"""An administrator sets up departments through the API."""

from typing import Any

import httpx2

from tests.api.people import ADMINISTRATOR
from tests.api.town import Json, Town

KEYS = "/departments/police/keys"
DEPARTMENT = "/departments/police"
"""Which no other test sends an order to."""
URL = "http://127.0.0.1:8443/police"


def read(town: Town) -> Json:
    department: Json = town.get(ADMINISTRATOR, DEPARTMENT).json()
    return department


def put(town: Town, *ways: Json, revision: int | None = None) -> httpx2.Response:
    """As it was read a moment ago, if no revision is given."""
    known = read(town)["revision"] if revision is None else revision
    body = {"revision": known, "ways": list(ways)}
    return town.signed_in(ADMINISTRATOR).put(DEPARTMENT, json=body)


def rotate(town: Town, **body: Any) -> httpx2.Response:
    return town.signed_in(ADMINISTRATOR).post(KEYS, json=body)


def retire(town: Town, number: int) -> httpx2.Response:
    return town.signed_in(ADMINISTRATOR).delete(f"{KEYS}/{number}")
