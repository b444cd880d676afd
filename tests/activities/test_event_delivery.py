"""Events to a real receiver that takes them: in order, each at least once, on both databases."""

import json

import pytest
from cryptography.fernet import Fernet
from pydantic import SecretStr
from sqlalchemy import Engine
from standardwebhooks import Webhook

from domain.people import District
from records import subscriptions
from records.database import writing
from records.sealing import Sealer
from tests.activities.bureau import SECRET, Bureau
from tests.activities.receiving_events import (
    delivering,
    found,
    keep,
    positions,
    reaches,
    subscribe,
)
from tests.department_secrets import SECRET_KEY
from tests.domain.lives import Life
from tests.domain.stages import sealed
from tests.workflows.waiting import until

pytestmark = pytest.mark.usefixtures("impatient_feed")


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
