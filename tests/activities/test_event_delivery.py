"""Events to a real receiver that takes them, refuses them, is down and comes back: in order, each
at least once, on both databases."""

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from cryptography.fernet import Fernet
from pydantic import SecretStr
from sqlalchemy import Engine, select
from sqlmodel import col
from standardwebhooks import Webhook
from temporalio.testing import ActivityEnvironment

from activities import event_delivery
from activities.event_delivery import EventDelivery
from activities.outward_http import receiver_client
from domain.people import District
from records import subscriptions
from records.audit import AuditRow
from records.database import reading, writing
from records.sealing import Sealer
from records.subscriptions import NewSubscription, SubscriptionRow
from records.write import write
from settings import Settings
from tests.activities.bureau import SECRET, Bureau, open_bureau
from tests.department_secrets import SECRET_KEY
from tests.domain.lives import ENTERPRISE, INSPECTOR, REPORT, SERVE, Life
from tests.domain.stages import sealed
from tests.workflows.waiting import until

A_WEEK = timedelta(days=7)
SEALER = Sealer(SECRET_KEY)


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(event_delivery, "LOOK_EVERY", 0.01)
    monkeypatch.setattr(event_delivery, "FIRST_PAUSE", timedelta(milliseconds=20))


@pytest.fixture
def receiver() -> Iterator[Bureau]:
    with taking() as bureau:
        yield bureau


@contextmanager
def taking() -> Iterator[Bureau]:
    with open_bureau() as bureau:
        bureau.status = 204
        yield bureau


@pytest.fixture
def life(engine: Engine) -> Life:
    """On record: flagged, served, reported."""
    life = Life()
    life.flag("2025-04-01")
    life.do(INSPECTOR, SERVE, "2025-04-01 10:00")
    life.do(ENTERPRISE, REPORT, "2025-08-01")
    keep(engine, life)
    return life


def keep(engine: Engine, life: Life) -> None:
    with writing(engine) as session:
        write(session, life.enterprise.code, life.recorded)


def subscribe(engine: Engine, to: Bureau, **changes: Any) -> str:
    new: dict[str, Any] = {
        "name": "数据平台",
        "url": f"http://127.0.0.1:{to.port}/events",
        "secret": SECRET,
        "kinds": (),
        "districts": (),
        "position": 0,
        "by": "administrator",
    }
    with writing(engine) as session:
        row = subscriptions.make(session, SEALER, NewSubscription(**(new | changes)))
        return row.id


def found(engine: Engine, number: str) -> SubscriptionRow:
    with reading(engine) as session:
        row = subscriptions.find(session, number)
    assert row
    return row


@asynccontextmanager
async def delivering(
    engine: Engine,
    hosts: tuple[str, ...] = ("127.0.0.1",),
    give_up: timedelta = A_WEEK,
    sealer: Sealer = SEALER,
) -> AsyncIterator[None]:
    environment = ActivityEnvironment()
    async with receiver_client(Settings(outward_hosts=hosts)) as http:
        delivery = EventDelivery(engine, sealer, http, give_up)
        task = asyncio.create_task(environment.run(delivery.deliver_events))
        yield
        assert not task.done(), task.exception()
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def reaches(engine: Engine, number: str, position: int) -> None:
    async def there() -> bool:
        return await asyncio.to_thread(lambda: found(engine, number).position) == position

    await until(there)


def positions(receiver: Bureau) -> list[int]:
    return [json.loads(sent.body)["position"] for sent in receiver.sent]


async def test_each_event_in_order_and_signed(engine: Engine, life: Life, receiver: Bureau) -> None:
    number = subscribe(engine, receiver)
    async with delivering(engine):
        await reaches(engine, number, 3)
        life.pass_time("2025-10-20")
        keep(engine, life)
        await reaches(engine, number, len(life.recorded))
    assert positions(receiver) == list(range(1, len(life.recorded) + 1))
    for sent in receiver.sent:
        Webhook(SECRET).verify(sent.body, dict(sent.headers))
    first = json.loads(receiver.sent[0].body)
    assert receiver.sent[0].headers["webhook-id"] == "event-1"
    assert (first["type"], first["case"], first["state"]["stage"]) == (
        "flag",
        life.case.number,
        "flagged",
    )


async def test_the_feed_alone_is_enough_for_a_mirror(engine: Engine, receiver: Bureau) -> None:
    """Nobody needs our database: stage, days, measures and orders are all in it."""
    life = sealed()
    keep(engine, life)
    number = subscribe(engine, receiver)
    async with delivering(engine):
        await reaches(engine, number, len(life.recorded))
    mirror = json.loads(receiver.sent[-1].body)["state"]
    assert (mirror["stage"], mirror["inspection"]) == ("sealed", "2026-01-14")
    assert {
        (each["kind"], each["target"], each["in_force"], each["orders"][-1]["receipt"]["number"])
        for each in mirror["measures"]
    } == {
        (each.kind, each.target, True, f"回执-{each.orders[-1].id}")
        for each in life.enterprise.measures.values()
    }
    bodies = [json.loads(sent.body) for sent in receiver.sent]
    issued = [body["order"] for body in bodies if body["type"] == "order_issued"]
    assert issued == [order.id for order in life.orders()]
    rectifying = next(body for body in bodies if body["type"] == "serve_notice")["state"]
    assert (rectifying["deadline"], rectifying["due"]) == ("2025-10-09", "2025-10-09")


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


async def test_only_what_is_subscribed_to_is_sent_and_the_position_goes_on(
    engine: Engine, life: Life, receiver: Bureau
) -> None:
    served = subscribe(engine, receiver, kinds=("serve_notice",))
    elsewhere = subscribe(engine, receiver, districts=(District.WUDA,))
    from_now_on = subscribe(engine, receiver, position=2, districts=(District.HAINAN,))
    async with delivering(engine):
        for number in (served, elsewhere, from_now_on):
            await reaches(engine, number, 3)
    assert sorted(positions(receiver)) == [2, 3]


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


async def test_a_secret_that_does_not_open_waits_with_its_reason_and_is_kept_sealed(
    engine: Engine, life: Life, receiver: Bureau
) -> None:
    number = subscribe(engine, receiver)
    assert SECRET.removeprefix("whsec_") not in found(engine, number).sealed

    async def failed() -> bool:
        return "sealed with a key that is not here" in found(engine, number).reason

    another = Sealer(SecretStr(Fernet.generate_key().decode()))
    async with delivering(engine, sealer=another):
        await until(failed)
    assert receiver.sent == []
    both = f"{Fernet.generate_key().decode()},{SECRET_KEY.get_secret_value()}"
    with writing(engine) as session:
        assert subscriptions.reseal(session, Sealer(SecretStr(both))) == 1
    async with delivering(engine, sealer=Sealer(SecretStr(both.partition(",")[0]))):
        with writing(engine) as session:
            row = subscriptions.find(session, number)
            assert row
            subscriptions.resume(row, None)
        await reaches(engine, number, 3)


async def test_two_workers_at_once_lose_nothing_and_keep_the_order(
    engine: Engine, life: Life, receiver: Bureau
) -> None:
    """One was believed dead: what is sent twice is sent twice, and no position is skipped."""
    number = subscribe(engine, receiver)
    async with delivering(engine), delivering(engine):
        await reaches(engine, number, 3)
    assert list(dict.fromkeys(positions(receiver))) == [1, 2, 3]
