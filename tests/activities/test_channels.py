"""Which way an order goes: by what the database says of its department when it is sent."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from time import monotonic

import httpx2
import pytest
from cryptography.fernet import Fernet
from pydantic import SecretStr
from sqlalchemy import Engine
from standardwebhooks import Webhook, WebhookVerificationError
from temporalio.exceptions import ApplicationError

from activities import directory
from activities.departments import LOOK_AGAIN, Departments
from activities.gentleness import FAILURES
from activities.messages import Delivery, ToDeliver
from domain.people import District
from records import departments
from records.database import writing
from records.department_keys import KEY, make_key, new_secret, retire_key
from records.departments import Channel, Way
from records.sealing import Sealer
from tests.activities.bureau import SECRET, Bureau, open_bureau
from tests.activities.delivering import to_deliver
from tests.activities.reaching import departments_at
from tests.activities.test_department_answers import answer_with, receipt
from tests.department_secrets import SECRET_KEY

DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _always_read_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(directory, "FRESH_SECONDS", 0)


@pytest.fixture
def elsewhere() -> Iterator[Bureau]:
    with open_bureau() as bureau:
        yield bureau


def _go(records: Engine, *ways: Way) -> None:
    with writing(records) as session:
        revision = departments.department(session, "power").revision
        departments.change(session, "power", revision, ways)


def _rotate(records: Engine, overlap: timedelta) -> str:
    secret = new_secret()
    with writing(records) as session:
        make_key(session, Sealer(SECRET_KEY), "power", secret, "administrator", overlap)
    return secret


async def _why_not(reached: Departments, what: ToDeliver) -> ApplicationError:
    with pytest.raises(ApplicationError) as failure:
        await reached.deliver_one(what)
    return failure.value


async def test_on_the_work_list_nothing_is_sent_and_it_is_looked_at_again(
    to_bureau: Departments, bureau: Bureau, records: Engine
) -> None:
    _go(records, Way(None, Channel.WORKLIST))
    what = to_deliver("power")
    assert await to_bureau.deliver_together(what) == [Delivery(what.orders[0].id)]
    waiting = await _why_not(to_bureau, what)
    assert (waiting.next_retry_delay, waiting.non_retryable) == (LOOK_AGAIN, False)
    assert bureau.sent == []
    _go(records, Way(None, Channel.HTTP, bureau.settings.url))
    assert (await to_bureau.deliver_one(what)).accepted


async def test_a_district_of_its_own_goes_its_own_way(
    to_bureau: Departments, bureau: Bureau, elsewhere: Bureau, records: Engine
) -> None:
    """The order is for a line in Hainan."""
    here = Way(None, Channel.HTTP, bureau.settings.url)
    _go(records, here, Way(District.HAINAN, Channel.HTTP, elsewhere.settings.url))
    await to_bureau.deliver_one(to_deliver("power"))
    assert (len(bureau.sent), len(elsewhere.sent)) == (0, 1)
    _go(records, here, Way(District.WUDA, Channel.HTTP, elsewhere.settings.url))
    await to_bureau.deliver_one(to_deliver("power"))
    assert (len(bureau.sent), len(elsewhere.sent)) == (1, 1)
    _go(records, Way(District.WUDA, Channel.HTTP, elsewhere.settings.url))
    assert "not set up" in (await _why_not(to_bureau, to_deliver("power"))).message


async def test_where_one_district_is_down_another_is_reached_and_so_is_a_corrected_address(
    records: Engine, bureau: Bureau, elsewhere: Bureau, http: httpx2.AsyncClient
) -> None:
    """It is an address that is left alone, not all that goes by the department's name."""
    reached = departments_at(records, {"power": bureau.settings}, http, 3600)
    bureau.status = 503
    here = Way(None, Channel.HTTP, bureau.settings.url)
    _go(records, here, Way(District.WUDA, Channel.HTTP, elsewhere.settings.url))
    for _ in range(FAILURES + 1):
        pause = (await _why_not(reached, to_deliver("power"))).next_retry_delay
    assert pause
    assert (await reached.deliver_one(replace(to_deliver("power"), districts=("wuda",)))).accepted
    _go(records, Way(None, Channel.HTTP, elsewhere.settings.url))
    assert (await reached.deliver_one(to_deliver("power"))).accepted
    assert len(bureau.sent) == FAILURES


async def test_while_a_key_is_replaced_an_order_is_signed_with_both(
    to_bureau: Departments, bureau: Bureau, records: Engine
) -> None:
    new = _rotate(records, DAY)
    await to_bureau.deliver_one(to_deliver("power"))
    (sent,) = bureau.sent
    for secret in (SECRET, new):
        Webhook(secret).verify(sent.body, dict(sent.headers))
    assert len(sent.headers["webhook-signature"].split(" ")) == 2


async def test_while_a_key_is_replaced_a_receipt_by_either_counts(
    to_bureau: Departments, bureau: Bureau, records: Engine
) -> None:
    """No gap, whenever the department begins to use the new one."""
    new = _rotate(records, DAY)
    for secret in (SECRET, new):
        what = to_deliver("power")
        answer_with(bureau, receipt(what.orders[0]), secret)
        assert (await to_bureau.deliver_one(what)).receipt


@pytest.mark.parametrize("how", ["at once", "by itself", "by hand"])
async def test_a_key_that_retired_counts_no_more(
    to_bureau: Departments, bureau: Bureau, records: Engine, how: str
) -> None:
    new = _rotate(records, timedelta(0) if how == "at once" else DAY)
    with writing(records) as session:
        if how == "by itself":
            past = (datetime.now(UTC) - timedelta(seconds=1)).isoformat()
            session.execute(KEY.update().where(KEY.c.number == 1).values(retires_at=past))
        elif how == "by hand":
            assert retire_key(session, "power", 1)
    what = to_deliver("power")
    answer_with(bureau, receipt(what.orders[0]), SECRET)
    assert "no valid receipt" in (await _why_not(to_bureau, what)).message
    with pytest.raises(WebhookVerificationError):
        Webhook(SECRET).verify(bureau.sent[0].body, dict(bureau.sent[0].headers))
    answer_with(bureau, receipt(what.orders[0]), new)
    assert (await to_bureau.deliver_one(what)).receipt


async def test_without_the_installations_key_nothing_is_signed_nor_sent(
    to_bureau: Departments, bureau: Bureau, records: Engine
) -> None:
    with writing(records) as session:
        resealed = Sealer(SecretStr(Fernet.generate_key().decode())).seal(SECRET, "power")
        session.execute(KEY.update().values(sealed=resealed))
    assert "no key" in (await _why_not(to_bureau, to_deliver("power"))).message
    assert bureau.sent == []


async def test_a_change_is_seen_within_seconds_without_a_restart(
    to_bureau: Departments,
    bureau: Bureau,
    records: Engine,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What was read a moment ago serves many orders; what is older is read again."""
    monkeypatch.setattr(directory, "FRESH_SECONDS", 3600)
    await to_bureau.deliver_one(to_deliver("power"))
    _go(records, Way(None, Channel.WORKLIST))
    await to_bureau.deliver_one(to_deliver("power"))
    later = monotonic() + 3601
    monkeypatch.setattr("activities.directory.monotonic", lambda: later)
    assert (await _why_not(to_bureau, to_deliver("power"))).next_retry_delay == LOOK_AGAIN
    assert len(bureau.sent) == 2
