"""What a department's answer counts for: with any doubt the order is not delivered."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx2
import pytest
from sqlalchemy import Engine
from standardwebhooks import Webhook
from temporalio.exceptions import ApplicationError, ApplicationErrorCategory

from activities.departments import Departments
from activities.gentleness import FAILURES
from activities.messages import Delivery, ToDeliver
from domain.orders import Order
from records.audit import NoteFilter, notes
from records.database import reading
from tests.activities.bureau import SECRET, Bureau
from tests.activities.delivering import to_deliver
from tests.activities.reaching import departments_at
from tests.department_secrets import SECRETS
from tests.simulator.running import free_port


def receipt(order: Order, /, **changes: Any) -> dict[str, Any]:
    return {
        "order": order.id,
        "receipt": "power-1",
        "outcome": "done",
        "done_at": "2025-10-14T09:00:00+08:00",
        "signed_by": "李明",
    } | changes


def answer_with(bureau: Bureau, content: dict[str, Any], secret: str = SECRET) -> None:
    """200 and the receipt, signed."""
    body, now = json.dumps(content), datetime.now(UTC)
    bureau.status, bureau.body = 200, body.encode()
    bureau.headers = {
        "webhook-id": "power-1",
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": Webhook(secret).sign("power-1", now, body),
    }


async def undelivered(to_bureau: Departments, what: ToDeliver) -> str:
    """Both ways of sending take it for undelivered; says why."""
    assert await to_bureau.deliver_together(what) == [Delivery(order.id) for order in what.orders]
    with pytest.raises(ApplicationError) as failure:
        await to_bureau.deliver_one(what)
    assert failure.value.type == "undelivered"
    assert not failure.value.non_retryable
    assert failure.value.category is ApplicationErrorCategory.BENIGN
    return failure.value.message


def refused_answers(records: Engine, order: Order) -> list[str]:
    """What the audit record has against the receipts in the answers to the order."""
    wanted = NoteFilter("receipt_refused", "department:power", order.id)
    with reading(records) as session:
        return [note.code for note in notes(session, wanted, None, 100)]


async def test_a_department_that_is_down_is_left_alone_and_says_nothing_of_others(
    records: Engine, bureau: Bureau, http: httpx2.AsyncClient
) -> None:
    """Thirty orders for it, and it hears of a few; the next try is put off as long as it rests."""
    bureau.status = 503
    departments = departments_at(records, {"power": bureau.settings}, http, 3600)
    for _ in range(30):
        what = to_deliver("power")
        with pytest.raises(ApplicationError) as failure:
            await departments.deliver_one(what)
    assert len(bureau.sent) == FAILURES
    assert failure.value.next_retry_delay
    assert failure.value.next_retry_delay > timedelta(0)


async def test_an_order_that_is_refused_for_itself_does_not_count_against_the_department(
    records: Engine, bureau: Bureau, http: httpx2.AsyncClient
) -> None:
    bureau.status = 409
    departments = departments_at(records, {"power": bureau.settings}, http, 3600)
    for _ in range(FAILURES + 3):
        with pytest.raises(ApplicationError):
            await departments.deliver_one(to_deliver("power"))
    assert len(bureau.sent) == FAILURES + 3


async def test_when_it_was_done_is_kept_as_utc(to_bureau: Departments, bureau: Bureau) -> None:
    what = to_deliver("power")
    answer_with(bureau, receipt(what.orders[0]))
    delivery = await to_bureau.deliver_one(what)
    assert delivery.receipt
    assert delivery.receipt.done_at.isoformat() == "2025-10-14T01:00:00+00:00"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"order": "another-o1"}, "wrong_order"),
        ({"outcome": "perhaps"}, "malformed"),
        ({"done_at": "2025-10-14T09:00:00"}, "malformed"),
        ({"receipt": ""}, "malformed"),
        ({"signed_by": None}, "malformed"),
    ],
    ids=str,
)
async def test_s5_s7_a_signed_receipt_that_is_none_for_this_order_counts_for_nothing_and_is_noted(
    to_bureau: Departments, bureau: Bureau, records: Engine, changes: dict[str, Any], code: str
) -> None:
    what = to_deliver("power")
    answer_with(bureau, receipt(what.orders[0], **changes))
    await undelivered(to_bureau, what)
    assert refused_answers(records, what.orders[0]) == [code, code]  # it was sent twice


async def test_s7_what_is_taken_is_not_noted(
    to_bureau: Departments, bureau: Bureau, records: Engine
) -> None:
    what = to_deliver("power")
    answer_with(bureau, receipt(what.orders[0]))
    assert (await to_bureau.deliver_one(what)).receipt
    assert refused_answers(records, what.orders[0]) == []


@pytest.mark.parametrize(
    "secret", ["whsec_c29tZWJvZHktZWxzZS1zb21lYm9keQ==", SECRETS["water"]], ids=["forged", "water"]
)
async def test_s5_s7_a_receipt_signed_by_somebody_else_counts_for_nothing_and_is_noted(
    to_bureau: Departments, bureau: Bureau, records: Engine, secret: str
) -> None:
    """Also where another department signed it."""
    what = to_deliver("power")
    answer_with(bureau, receipt(what.orders[0]), secret=secret)
    assert "no valid receipt" in await undelivered(to_bureau, what)
    assert set(refused_answers(records, what.orders[0])) == {"wrong_signature"}


async def test_s5_a_receipt_without_or_with_a_spoilt_signature_counts_for_nothing(
    to_bureau: Departments, bureau: Bureau
) -> None:
    what = to_deliver("power")
    answer_with(bureau, receipt(what.orders[0]))
    for signature in ("", "v1,", "v1", "v1,%%%", "nonsense"):
        bureau.headers = {**bureau.headers, "webhook-signature": signature}
        await undelivered(to_bureau, what)
    bureau.headers = {}
    await undelivered(to_bureau, what)


async def test_s5_s7_a_receipt_signed_long_ago_counts_for_nothing_and_is_noted(
    to_bureau: Departments, bureau: Bureau, records: Engine
) -> None:
    what = to_deliver("power")
    answer_with(bureau, receipt(what.orders[0]))
    then = datetime.now(UTC) - timedelta(minutes=10)
    signature = Webhook(SECRET).sign("power-1", then, bureau.body.decode())
    stamp = str(int(then.timestamp()))
    bureau.headers = {
        **bureau.headers,
        "webhook-timestamp": stamp,
        "webhook-signature": signature,
    }
    await undelivered(to_bureau, what)
    assert set(refused_answers(records, what.orders[0])) == {"wrong_signature"}


@pytest.mark.parametrize("status", [201, 204, 301, 307, 401, 404, 409, 422, 500, 503])
async def test_any_other_answer_is_none(
    to_bureau: Departments, bureau: Bureau, status: int
) -> None:
    """Redirects are not followed: an order goes to whom it is for."""
    bureau.status = status
    bureau.headers = {"location": f"http://127.0.0.1:{bureau.port}/elsewhere"}
    assert str(status) in await undelivered(to_bureau, to_deliver("power"))
    assert {sent.path for sent in bureau.sent} == {"/power/orders"}


async def test_a_page_of_some_proxy_is_no_receipt(to_bureau: Departments, bureau: Bureau) -> None:
    bureau.status, bureau.body = 200, b"<html>welcome</html>"
    await undelivered(to_bureau, to_deliver("power"))


async def test_silence_is_no_answer(bureau: Bureau, records: Engine) -> None:
    bureau.silent.set()
    async with httpx2.AsyncClient(timeout=0.2, trust_env=False) as impatient:
        departments = departments_at(records, {"power": bureau.settings}, impatient)
        assert "Timeout" in await undelivered(departments, to_deliver("power"))


async def test_nobody_there_is_no_answer(
    bureau: Bureau, http: httpx2.AsyncClient, records: Engine
) -> None:
    nowhere = bureau.settings.model_copy(update={"url": f"http://127.0.0.1:{free_port()}"})
    departments = departments_at(records, {"power": nowhere}, http)
    assert "ConnectError" in await undelivered(departments, to_deliver("power"))


async def test_a_department_that_is_not_set_up_is_waited_for(to_bureau: Departments) -> None:
    """It may be set up later; until then the order is late, and that is escalated (S8)."""
    assert "not set up" in await undelivered(to_bureau, to_deliver("water"))
