"""Departments are set up by an administrator through the API, on record (S7, S9)."""

import json
from collections.abc import Iterator

import pytest

from domain.catalogue import DEPARTMENTS
from domain.people import Actor
from tests.api.audit import notes_on
from tests.api.departments_api import DEPARTMENT, URL, put, read
from tests.api.people import (
    ADMINISTRATOR,
    APPROVER,
    AUDITOR,
    INSPECTOR,
    POWER_CLERK,
    SUPERVISOR,
)
from tests.api.problems import malformed, problem
from tests.api.town import Json, Town

HTTP = {"channel": "http", "url": URL}
LIST = {"channel": "worklist", "email": "gongan@wuhai.example"}


@pytest.fixture(autouse=True)
def _left_as_it_was(town: Town) -> Iterator[None]:
    yield
    assert put(town, HTTP).status_code == 200


def test_every_department_of_the_catalogue_is_listed(town: Town) -> None:
    listed = town.get(ADMINISTRATOR, "/departments").json()
    assert [one["department"] for one in listed] == list(DEPARTMENTS)
    power = next(one for one in listed if one["department"] == "power")
    assert power["label"]["zh"] == "能源局（供电）"
    assert "power_cut" in power["measures"]
    assert power["ways"][0]["channel"] == "http"
    assert [key["number"] for key in power["keys"]] == [1]


def test_a_change_is_shown_and_is_on_the_audit_record_with_before_and_after(town: Town) -> None:
    before = read(town)
    answer = put(town, LIST, {"district": "wuda", **HTTP, "url": f"{URL}/wuda/"})
    assert answer.status_code == 200, answer.text
    changed = answer.json()
    assert changed == read(town)
    assert changed["revision"] == before["revision"] + 1
    assert [(way["district"], way["channel"], way["url"]) for way in changed["ways"]] == [
        (None, "worklist", ""),
        ("wuda", "http", f"{URL}/wuda"),
    ]
    note = notes_on(town.service, "police")[-1]
    assert (note.what, note.actor, note.role) == (
        "department_changed",
        ADMINISTRATOR.id,
        "administrator",
    )
    assert json.loads(note.detail) == {
        "before": [{"district": "", **HTTP}],
        "after": [
            {"district": "", **LIST},
            {"district": "wuda", "channel": "http", "url": f"{URL}/wuda"},
        ],
    }


def test_what_somebody_else_changed_meanwhile_is_not_overwritten(town: Town) -> None:
    revision = read(town)["revision"]
    put(town, LIST)
    problem(put(town, HTTP, revision=revision), 409, "changed_meanwhile", "S7")
    assert read(town)["ways"][0]["channel"] == "worklist"


@pytest.mark.parametrize(
    ("way", "field"),
    [
        ({"channel": "http"}, "url"),
        ({"channel": "worklist", "url": URL}, "url"),
        ({**HTTP, "email": "gongan@wuhai.example"}, "email"),
        ({**HTTP, "url": "http://169.254.169.254/latest/meta-data"}, "url"),
        ({**HTTP, "url": "http://10.1.2.3/police"}, "url"),
        ({**HTTP, "url": "http://localhost:8443/police"}, "url"),
        ({**HTTP, "url": "http://user:secret@127.0.0.1/police"}, "url"),
        ({**HTTP, "url": "http://127.0.0.1/police?x=1"}, "url"),
        ({**HTTP, "url": "file:///etc/passwd"}, "url"),
    ],
    ids=str,
)
def test_a_way_that_leads_nowhere_or_where_it_must_not_is_refused(
    town: Town, way: Json, field: str
) -> None:
    """The hosts that orders may go to are the installation's settings."""
    before = read(town)
    answer = put(town, way)
    body = problem(answer, 422, "wrong_way")
    assert [error["where"] for error in body["errors"]] == [["ways", "0", field]]
    assert all(error["why"]["zh"] and error["why"]["en"] for error in body["errors"])
    assert "secret" not in answer.text
    assert read(town) == before


def test_a_district_has_one_way(town: Town) -> None:
    body = problem(put(town, HTTP, LIST), 422, "wrong_way")
    assert body["errors"][0]["where"] == ["ways", "1", "district"]


@pytest.mark.parametrize(
    ("way", "field"),
    [
        ({"channel": "fax"}, "channel"),
        ({**HTTP, "district": "haidian"}, "district"),
        ({**LIST, "email": "a@b\nBcc: c@d"}, "email"),
        ({**LIST, "email": "nobody"}, "email"),
        ({**HTTP, "url": URL + "/x" * 125}, "url"),
        ({**HTTP, "secret": "whsec_"}, "secret"),
    ],
    ids=str,
)
def test_a_way_that_is_malformed(town: Town, way: Json, field: str) -> None:
    malformed(put(town, way), field)


def test_a_department_that_is_none(town: Town) -> None:
    problem(town.get(ADMINISTRATOR, "/departments/housing"), 404, "not_found")
    body = {"revision": 0, "ways": []}
    answer = town.signed_in(ADMINISTRATOR).put("/departments/housing", json=body)
    problem(answer, 404, "not_found")


@pytest.mark.parametrize("actor", [INSPECTOR, APPROVER, SUPERVISOR, AUDITOR, POWER_CLERK])
def test_s9_it_is_the_administrators_alone(town: Town, actor: Actor) -> None:
    client = town.signed_in(actor)
    body = {"revision": read(town)["revision"], "ways": []}
    for answer in (
        client.get("/departments"),
        client.get(DEPARTMENT),
        client.put(DEPARTMENT, json=body),
        client.post(f"{DEPARTMENT}/keys", json={}),
        client.delete(f"{DEPARTMENT}/keys/1"),
    ):
        problem(answer, 403, "wrong_role", "S9")
    assert len(read(town)["ways"]) == 1
