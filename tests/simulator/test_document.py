"""The examples of docs/department-protocol.md are true."""

import json
import re
import runpy
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from standardwebhooks import Webhook

from activities.answers import ReceiptBody
from activities.order_bodies import cancellation_body, order_body
from api.department_receipts import ProgressBody
from simulator.behaviour import Behaviour
from simulator.messages import Cancellation, Order, Progress, Receipt
from simulator.script import STEPS, Step
from tests.activities.delivering import to_deliver
from tests.protocol_document import protocol_document

DOCS = Path(__file__).parents[2] / "docs"
DOCUMENT = (DOCS / "department-protocol.md").read_text()
SIMULATOR = (DOCS / "simulator.md").read_text()


def blocks(language: str, document: str = DOCUMENT) -> list[str]:
    fences = re.findall(r"^```(\w*)\n(.*?)^```$", document, re.DOTALL | re.MULTILINE)
    return [content for name, content in fences if name == language]


def signed_example() -> tuple[dict[str, str], str]:
    example = next(block for block in blocks("") if "v1,…" not in block)
    head, body = example.split("\n\n")
    return dict(line.split(": ", 1) for line in head.splitlines()), body.strip()


def documented_secret() -> str:
    found = re.search(r"`(whsec_[\w=+/]+)`", DOCUMENT)
    assert found
    return found[1]


def test_the_messages_are_those_that_departments_read_and_write() -> None:
    order, receipt, refusal, cancellation, progress = blocks("json")
    assert {*json.loads(order), "particulars", "emergency"} == set(Order.model_fields)
    assert {*json.loads(receipt), "reason"} == set(Receipt.model_fields)
    assert {*json.loads(refusal), "evidence"} == set(Receipt.model_fields)
    assert set(json.loads(cancellation)) == set(Cancellation.model_fields)
    assert set(json.loads(progress)) == set(Progress.model_fields)
    assert Receipt.model_validate_json(refusal).outcome == "refused"
    Cancellation.model_validate_json(cancellation)
    Progress.model_validate_json(progress)
    Order.model_validate_json(order)
    _, body = signed_example()
    assert Receipt.model_validate_json(receipt) == Receipt.model_validate_json(body)


def test_the_simulators_page_knows_all_that_can_be_asked_of_it() -> None:
    behaviour, script = blocks("json", SIMULATOR)
    assert set(json.loads(behaviour)) == set(Behaviour.model_fields)
    Behaviour.model_validate_json(behaviour)
    assert STEPS.validate_json(script)
    for field in {*Behaviour.model_fields, *Step.model_fields} - {"behaviour"}:
        assert f"`{field}`" in SIMULATOR


def test_the_signature_is_the_librarys() -> None:
    headers, body = signed_example()
    at = Receipt.model_validate_json(body).done_at.replace(second=1)
    assert int(at.timestamp()) == int(headers["webhook-timestamp"])
    signature = Webhook(documented_secret()).sign(headers["webhook-id"], at, body)
    assert headers["webhook-signature"] == signature


@pytest.mark.parametrize(
    ("change", "later", "genuine"),
    [
        ({}, 0, True),
        ({}, 299, True),
        ({}, 301, False),
        ({}, -301, False),
        ({"webhook-id": "another"}, 0, False),
        ({"webhook-signature": "v1,AAAA"}, 0, False),
    ],
)
def test_the_lines_that_verify_do_so(
    tmp_path: Path, change: dict[str, str], later: int, genuine: bool
) -> None:
    (source,) = blocks("python")
    (tmp_path / "verify.py").write_text(source)
    is_genuine: Any = runpy.run_path(str(tmp_path / "verify.py"))["is_genuine"]
    headers, body = signed_example()
    now = int(headers["webhook-timestamp"]) + later
    assert is_genuine(documented_secret(), headers | change, body.encode(), now) is genuine


def test_what_we_send_and_take_is_what_the_openapi_document_says() -> None:
    """The simulator's models are in it; phaseout's own are held against them here."""
    document = json.loads(protocol_document())
    jsonschema_rs.meta.validate(document["components"]["schemas"]["Order"])
    schemas = document["components"]["schemas"]
    what = to_deliver("power")
    (order,) = what.orders
    sent = json.loads(json.dumps(order_body(what, order, "hainan", "http://127.0.0.1:9/receipts")))
    cancelled = replace(order, cancelled_at=order.issued_at, cancelled_on="撤销决定")
    cancellation = cancellation_body(what, cancelled, "http://127.0.0.1:9/receipts")
    for name, body in (("Order", sent), ("Cancellation", cancellation)):
        schema = {"$ref": f"#/components/schemas/{name}", "components": {"schemas": schemas}}
        jsonschema_rs.validate(schema, body)
        assert set(body) <= set(schemas[name]["properties"])
    for name, taken in (("Receipt", ReceiptBody), ("Progress", ProgressBody)):
        assert set(taken.model_fields) == set(schemas[name]["properties"])
        required = {key for key, field in taken.model_fields.items() if field.is_required()}
        assert required == set(schemas[name]["required"])
