"""Events to a receiver that refuses them, is down and comes back: the same event again, and none
before it."""

import asyncio
import json
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine, select
from sqlmodel import col

from records import subscriptions
from records.audit import AuditRow
from records.database import reading, writing
from tests.activities.bureau import Bureau, open_bureau
from tests.activities.receiving_events import (
    A_WEEK,
    delivering,
    found,
    positions,
    reaches,
    subscribe,
    taking,
)
from tests.domain.lives import Life
from tests.workflows.waiting import until

pytestmark = pytest.mark.usefixtures("impatient_feed")


async def test_a_receiver_that_fails_gets_the_same_event_again_and_none_before_it(
    engine: Engine, life: Life, receiver: Bureau
) -> None:
    receiver.status = 500
    number = subscribe(engine, receiver)

    async def tried_twice() -> bool:
        return len(receiver.sent) >= 2

    async with delivering(engine):
        await until(tried_twice)
        row = found(engine, number)
        assert (row.position, row.reason, row.state) == (0, "answered 500", "active")
        assert row.failing_since is not None
        receiver.status = 200
        await reaches(engine, number, 3)
    assert set(positions(receiver)[:2]) == {1}
    assert positions(receiver)[-3:] == [1, 2, 3]
    assert len({sent.body for sent in receiver.sent}) == 3
    assert len({sent.headers["webhook-id"] for sent in receiver.sent}) == 3
    row = found(engine, number)
    assert (row.failures, row.failing_since, row.reason) == (0, None, "")


async def test_a_receiver_that_is_down_comes_back_and_held_up_nobody(
    engine: Engine, life: Life, receiver: Bureau
) -> None:
    with open_bureau() as gone:
        pass
    down, up = subscribe(engine, gone), subscribe(engine, receiver)
    async with delivering(engine):
        await reaches(engine, up, 3)

        async def failed() -> bool:
            return found(engine, down).failures > 1

        await until(failed)
        assert found(engine, down).reason == "ConnectError"
        with writing(engine) as session:
            row = subscriptions.find(session, down)
            assert row
            row.url = f"http://127.0.0.1:{receiver.port}/again"
        await reaches(engine, down, 3)
    again = [sent for sent in receiver.sent if sent.path == "/again"]
    assert [json.loads(sent.body)["position"] for sent in again] == [1, 2, 3]


async def test_the_pause_between_tries_grows(engine: Engine, life: Life, receiver: Bureau) -> None:
    """From the row alone, so that it goes on after a restart."""
    receiver.status = 503
    number = subscribe(engine, receiver)
    with writing(engine) as session:
        row = subscriptions.find(session, number)
        assert row
        row.failures = 12
    before = datetime.now(UTC)
    async with delivering(engine):

        async def failed() -> bool:
            return found(engine, number).failures == 13

        await until(failed)
    next_try = datetime.fromisoformat(found(engine, number).next_try_at)
    assert next_try - before >= timedelta(milliseconds=20) * 2**12
    assert len(receiver.sent) == 1


@pytest.mark.parametrize(("status", "give_up"), [(500, timedelta(0)), (410, A_WEEK)])
async def test_who_fails_for_long_or_wants_no_more_is_paused_on_record_and_can_be_resumed(
    engine: Engine,
    life: Life,
    receiver: Bureau,
    status: int,
    give_up: timedelta,
) -> None:
    receiver.status = status
    number = subscribe(engine, receiver)

    async def paused() -> bool:
        return found(engine, number).state == "paused"

    async with delivering(engine, give_up=give_up):
        await until(paused)
        assert found(engine, number).reason == f"answered {status}"
        with reading(engine) as session:
            noted = select(AuditRow).where(col(AuditRow.what) == "subscription_paused")
            assert [row.subject for row in session.scalars(noted)] == [number]
        tried = len(receiver.sent)
        receiver.status = 200
        await asyncio.sleep(0.2)
        assert len(receiver.sent) == tried
        with writing(engine) as session:
            row = subscriptions.find(session, number)
            assert row
            subscriptions.resume(row, 1)
        await reaches(engine, number, 3)
    assert positions(receiver)[tried:] == [2, 3]


async def test_a_redirection_is_not_followed(engine: Engine, life: Life, receiver: Bureau) -> None:
    with taking() as elsewhere:
        receiver.status = 307
        receiver.headers = {"location": f"http://127.0.0.1:{elsewhere.port}/"}
        number = subscribe(engine, receiver)

        async def failed() -> bool:
            return found(engine, number).reason == "answered 307"

        async with delivering(engine):
            await until(failed)
        assert elsewhere.sent == []


async def test_a_host_that_is_allowed_no_more_is_sent_nothing(
    engine: Engine, life: Life, receiver: Bureau
) -> None:
    number = subscribe(engine, receiver)

    async def failed() -> bool:
        return found(engine, number).reason == "127.0.0.1 is not allowed"

    async with delivering(engine, hosts=("example.gov.cn",)):
        await until(failed)
    assert receiver.sent == []
