"""What a department does not take: it has no effect, and is never a 500."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.simulator.running import SECRETS, Simulator, an_order


def without_effect(simulator: Simulator, order: dict[str, Any]) -> bool:
    return simulator.ledger(order["enterprise"]["code"]) == []


def test_a_forged_signature_is_refused(simulator: Simulator) -> None:
    order = an_order()
    answer = simulator.post("power", order["order"], json.dumps(order), secret=SECRETS["water"])
    assert answer.status_code == 401
    assert without_effect(simulator, order)


@pytest.mark.parametrize("age", [timedelta(minutes=6), timedelta(minutes=-6)])
def test_a_signature_of_another_time_is_refused(simulator: Simulator, age: timedelta) -> None:
    order = an_order()
    at = datetime.now(UTC) - age
    assert simulator.post("power", order["order"], json.dumps(order), at=at).status_code == 401
    assert without_effect(simulator, order)


@pytest.mark.parametrize("name", ["webhook-id", "webhook-timestamp", "webhook-signature"])
@pytest.mark.parametrize("value", [None, "", "v1", "v1,%", "v1,乌海", "nan", "1e400", "v2,AAAA"])
def test_broken_headers_are_refused(simulator: Simulator, name: str, value: str | None) -> None:
    order = an_order()
    headers = {
        "webhook-id": order["order"],
        "webhook-timestamp": str(int(datetime.now(UTC).timestamp())),
        "webhook-signature": "v1,AAAA",
    }
    if value is None:
        del headers[name]
    else:
        headers[name] = value
    raw = [(key.encode(), content.encode()) for key, content in headers.items()]
    answer = simulator.client.post("/departments/power/orders", json=order, headers=raw)
    assert answer.status_code == 401
    assert without_effect(simulator, order)


def test_a_body_altered_on_its_way_is_refused(simulator: Simulator) -> None:
    order = an_order()
    genuine = simulator.send(an_order())
    headers = {
        key: value for key, value in genuine.request.headers.items() if key.startswith("webhook-")
    }
    answer = simulator.client.post("/departments/power/orders", json=order, headers=headers)
    assert answer.status_code == 401
    assert without_effect(simulator, order)


def test_a_body_that_is_not_utf8_is_refused(simulator: Simulator) -> None:
    answer = simulator.client.post(
        "/departments/power/orders",
        content=b"\xff\xfe",
        headers={
            "webhook-id": "x",
            "webhook-timestamp": str(int(datetime.now(UTC).timestamp())),
            "webhook-signature": "v1,AAAA",
        },
    )
    assert answer.status_code == 401


@pytest.mark.parametrize(
    "change",
    [
        {"target": "10kV 生产专线 9 号"},
        {"action": "lift"},
        {"revision": 2},
        {"rules": ["P1.3", "P2.3"]},
        {"issued_at": "2026-11-23T01:02:04Z"},
        {"emergency": "炉体泄漏"},
    ],
    ids=lambda change: next(iter(change)),
)
def test_other_content_under_the_same_id_is_refused(
    simulator: Simulator, change: dict[str, Any]
) -> None:
    order = an_order()
    simulator.send(order)
    assert simulator.send(order | change).status_code == 409
    row = simulator.row(order)
    assert (row["effects"], row["times_received"], row["target"]) == (1, 1, order["target"])


def test_the_same_order_with_another_callback_is_the_same_order(simulator: Simulator) -> None:
    order = an_order()
    receipt = simulator.send(order).text
    answer = simulator.send(order | {"callback": "http://127.0.0.1:9/elsewhere"})
    assert (answer.status_code, answer.text) == (200, receipt)


def test_l8_the_same_order_with_days_that_a_newer_calendar_moved_is_the_same_order(
    simulator: Simulator,
) -> None:
    order = an_order()
    receipt = simulator.send(order).text
    moved = {
        "accept_by": "2026-11-30",
        "receipt_by": "2026-12-07",
        "not_before": "2026-11-27T00:00:00Z",
    }
    answer = simulator.send(order | moved)
    assert (answer.status_code, answer.text) == (200, receipt)


def test_the_same_content_written_otherwise_is_the_same_order(simulator: Simulator) -> None:
    order = an_order()
    receipt = simulator.send(order).text
    again = dict(reversed(order.items())) | {"issued_at": "2026-11-23T01:02:03.000+00:00"}
    answer = simulator.post("power", order["order"], json.dumps(again, indent=4))
    assert (answer.status_code, answer.text) == (200, receipt)


@pytest.mark.parametrize(
    "change",
    [
        {"action": "destroy"},
        {"revision": 0},
        {"revision": 10**30},
        {"revision": "1"},
        {"revision": 1.5},
        {"target": ""},
        {"target": None},
        {"target": "x" * 1001},
        {"measure": "断电"},
        {"enterprise": "乌海"},
        {"enterprise": {"code": "X"}},
        {"rules": "P1.3"},
        {"issued_at": "2026-11-23T01:02:03"},
        {"issued_at": "yesterday"},
        {"callback": "file:///etc/passwd"},
        {"callback": "nowhere"},
        {"department": "water"},
        {"order": "another-id"},
    ],
    ids=lambda change: "-".join(f"{key}={value}"[:30] for key, value in change.items()),
)
def test_a_malformed_order_is_refused(simulator: Simulator, change: dict[str, Any]) -> None:
    order = an_order()
    answer = simulator.post("power", order["order"], json.dumps(order | change))
    assert answer.status_code == 422
    assert answer.json()["detail"]
    assert without_effect(simulator, order)


@pytest.mark.parametrize("missing", [key for key in an_order() if key != "department"])
def test_an_order_needs_every_field(simulator: Simulator, missing: str) -> None:
    order = an_order()
    rest = {key: value for key, value in order.items() if key != missing}
    assert simulator.post("power", order["order"], json.dumps(rest)).status_code == 422
    assert without_effect(simulator, order)


@pytest.mark.parametrize(
    "body", ["", "null", "[]", "{", '"x"', "NaN", '{"order": "\\ud800"}', "[" * 5000, "\x00"]
)
def test_a_body_that_is_no_order_is_refused(simulator: Simulator, body: str) -> None:
    assert simulator.post("power", "x", body).status_code == 422


def test_an_unknown_department_is_not_found(simulator: Simulator) -> None:
    order = an_order()
    answer = simulator.post("nobody", order["order"], json.dumps(order), secret=SECRETS["power"])
    assert answer.status_code == 404
    assert simulator.client.get("/departments/nobody/behaviour").status_code == 404
    assert simulator.client.put("/departments/nobody/behaviour", json={}).status_code == 404
    assert without_effect(simulator, order)
