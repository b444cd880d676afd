"""A subscription's receiver, and the delivery to it, for tests."""

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import timedelta
from typing import Any

from sqlalchemy import Engine
from temporalio.testing import ActivityEnvironment

from activities.event_delivery import EventDelivery
from activities.outward_http import receiver_client
from records import subscriptions
from records.database import reading, writing
from records.sealing import Sealer
from records.subscriptions import NewSubscription, SubscriptionRow
from records.write import write
from settings import Settings
from tests.activities.bureau import SECRET, Bureau, open_bureau
from tests.department_secrets import SECRET_KEY
from tests.domain.lives import Life
from tests.workflows.waiting import until

A_WEEK = timedelta(days=7)
SEALER = Sealer(SECRET_KEY)


@contextmanager
def taking() -> Iterator[Bureau]:
    with open_bureau() as bureau:
        bureau.status = 204
        yield bureau


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
