"""Keys of departments: shown once, replaced without a gap, and never told again."""

import json
import logging
from base64 import b64encode
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from standardwebhooks import Webhook

from activities import directory
from records.database import writing
from records.department_keys import KEY, KeyRow
from tests.api.audit import notes_on
from tests.api.departments import a_receipt
from tests.api.departments_api import KEYS, read, retire, rotate
from tests.api.people import ADMINISTRATOR
from tests.api.problems import malformed, problem
from tests.api.town import Json, Town, new_code
from tests.department_secrets import SECRETS
from tests.records.contents import rows


@pytest.fixture(autouse=True)
def _one_key(town: Town, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Before each test and after it the police have the first key alone."""
    monkeypatch.setattr(directory, "FRESH_SECONDS", 0)
    yield
    for key in read(town)["keys"]:
        if key["number"] != 1:
            assert retire(town, key["number"]).status_code == 204


def knocks(town: Town, secret: str) -> int:
    """What a receipt of the police is answered that is signed so: 404 is past the signature."""
    body, now = json.dumps(a_receipt(f"{new_code()}-o1")), datetime.now(UTC)
    headers = {
        "webhook-id": "police-1",
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": Webhook(secret).sign("police-1", now, body),
    }
    answer = town.stranger.post(
        "/departments/police/receipts", content=body.encode(), headers=headers
    )
    return answer.status_code


def test_a_new_key_is_made_and_shown_once(town: Town) -> None:
    answer = rotate(town)
    assert answer.status_code == 201, answer.text
    made = answer.json()
    assert (made["number"], made["made_by"], made["retires_at"]) == (2, ADMINISTRATOR.id, None)
    assert made["secret"].startswith("whsec_")
    shown = town.get(ADMINISTRATOR, "/departments/police").text
    listed = town.get(ADMINISTRATOR, "/departments").text
    for told in (shown, listed, *(note.detail for note in notes_on(town.service, "police"))):
        assert made["secret"] not in told
        assert made["secret"].removeprefix("whsec_") not in told
    kept = str(rows(town.service.engine, KeyRow))
    assert made["secret"] not in kept


def test_both_keys_count_until_the_former_retires(town: Town) -> None:
    """Without a gap: the department installs the new one whenever it likes meanwhile."""
    new = rotate(town, overlap_hours=24).json()["secret"]
    assert [knocks(town, secret) for secret in (SECRETS["police"], new)] == [404, 404]
    assert [key["number"] for key in read(town)["keys"]] == [2, 1]
    _, former = read(town)["keys"]
    left = datetime.fromisoformat(former["retires_at"]) - datetime.now(UTC)
    assert 23 < left.total_seconds() / 3600 <= 24
    with writing(town.service.engine) as session:
        past = datetime.now(UTC).isoformat()
        this = (KEY.c.department == "police") & (KEY.c.number == 1)
        session.execute(KEY.update().where(this).values(retires_at=past))
    assert [knocks(town, secret) for secret in (SECRETS["police"], new)] == [401, 404]
    with writing(town.service.engine) as session:
        session.execute(KEY.update().where(this).values(retires_at=None))


def test_a_new_key_counts_at_once_also_where_its_department_was_just_looked_up(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A 401 is final for a department, and its receipt would be lost (docs/department-protocol.md):
    who signs with the new key within a moment is not to meet one."""
    assert knocks(town, SECRETS["police"]) == 404
    monkeypatch.setattr(directory, "FRESH_SECONDS", 3600)
    assert knocks(town, SECRETS["police"]) == 404
    new = rotate(town).json()["secret"]
    assert knocks(town, new) == 404


def test_a_key_that_was_retired_counts_no_more_at_once(town: Town) -> None:
    new = rotate(town).json()["secret"]
    assert retire(town, 2).status_code == 204
    assert [knocks(town, secret) for secret in (SECRETS["police"], new)] == [404, 401]
    problem(retire(town, 2), 404, "not_found")


def test_the_last_key_stays_and_a_third_waits(town: Town) -> None:
    problem(retire(town, 1), 409, "last_key")
    rotate(town)
    problem(rotate(town), 409, "two_keys")


def test_each_change_is_on_the_audit_record_with_before_and_after(town: Town) -> None:
    rotate(town, overlap_hours=1)
    retire(town, 2)
    made, retired = notes_on(town.service, "police")[-2:]
    assert (made.what, made.actor) == ("department_key_made", ADMINISTRATOR.id)
    detail = json.loads(made.detail)
    assert detail["before"] == {"1": None}
    assert detail["after"].keys() == {"1", "2"}
    assert detail["after"]["1"] > datetime.now(UTC).isoformat()
    assert (retired.what, json.loads(retired.detail)["after"]) == (
        "department_key_retired",
        {"1": None},
    )


def test_a_key_can_be_brought_along(town: Town) -> None:
    secret = "whsec_" + b64encode(b"the police have made it themselves").decode()
    assert rotate(town, secret=secret).json()["secret"] == secret
    assert knocks(town, secret) == 404


@pytest.mark.parametrize(
    "secret", ["", "whsec_", "whsec_c2hvcnQ=", "whsec_%%%", b64encode(b"x" * 32).decode()]
)
def test_a_weak_key_is_refused(town: Town, secret: str) -> None:
    problem(rotate(town, secret=secret), 422, "weak_secret")


@pytest.mark.parametrize("hours", [-1, 90 * 24 + 1, "24", 1.5])
def test_an_overlap_is_a_number_of_hours(town: Town, hours: Any) -> None:
    malformed(rotate(town, overlap_hours=hours), "overlap_hours")


def test_no_secret_is_in_a_log_or_an_error(town: Town, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    made: Json = rotate(town).json()
    given = "whsec_c2hvcnQtc2VjcmV0"
    answer = town.signed_in(ADMINISTRATOR).post(KEYS, json={"secret": given, "more": 1})
    assert answer.status_code == 422
    told = answer.text + caplog.text
    assert given not in told
    assert made["secret"] not in told
