"""Delivering the event feed to its subscribers, as docs/event-feed.md says: each in order, at least
once, and a receiver that is down holds up nobody else.

How far each is stands in the database, so whoever takes over goes on where the last one was.
"""

import asyncio
import logging
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import httpx2
from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError
from standardwebhooks import Webhook
from temporalio import activity

from activities.feed_events import case_of, feed_event, kind_of
from activities.outward_http import NotAllowedError
from domain.people import SYSTEM
from records import feed, subscriptions
from records.audit import note
from records.database import reading, writing
from records.feed import Item
from records.sealing import Sealer, SealError
from records.subscriptions import SubscriptionRow

log = logging.getLogger(__name__)
LOOK_EVERY = 1.0
"""In seconds: about how late an event may be."""
AT_ONCE = 50
SHIFT = timedelta(hours=1)
FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=5), timedelta(hours=1)
GONE = 410


class UndeliveredError(Exception):
    """The receiver did not take an event; `for_good` where it asks for no more."""

    def __init__(self, reason: str, *, for_good: bool = False) -> None:
        super().__init__(reason)
        self.for_good = for_good


class EventDelivery:
    """`http` reaches the hosts that may be sent to, and no other; a receiver that fails for longer
    than `give_up` is sent nothing more until an administrator resumes it."""

    def __init__(
        self, engine: Engine, sealer: Sealer, http: httpx2.AsyncClient, give_up: timedelta
    ) -> None:
        self._engine = engine
        self._sealer = sealer
        self._http = http
        self._give_up = give_up

    @activity.defn(name="deliver_events")
    async def deliver_events(self) -> None:
        """For a shift, or until the worker stops; safe to run twice at once."""
        serving: dict[str, asyncio.Task[None]] = {}
        ends = datetime.now(UTC) + SHIFT
        try:
            while datetime.now(UTC) < ends:
                activity.heartbeat()
                for number in await self._to_serve():
                    if number not in serving or serving[number].done():
                        serving[number] = asyncio.create_task(self._serve(number))
                await asyncio.sleep(LOOK_EVERY)
        finally:
            for task in serving.values():
                task.cancel()
            await asyncio.gather(*serving.values(), return_exceptions=True)

    async def _to_serve(self) -> list[str]:
        def find() -> list[str]:
            with reading(self._engine) as session:
                return [row.id for row in subscriptions.to_serve(session, datetime.now(UTC))]

        try:
            return await asyncio.to_thread(find)
        except OperationalError as problem:
            log.warning("the event feed waits for the database: %s", type(problem).__name__)
            return []

    async def _serve(self, number: str) -> None:
        """All that is there for it by now."""
        try:
            while (found := await asyncio.to_thread(self._next, number)) is not None:
                row, items = found
                if not items or not await self._deliver(row, items):
                    return
        except Exception as problem:  # whatever it is, it is this one's alone
            log.warning("subscription %s waits: %r", number, problem)

    def _next(self, number: str) -> tuple[SubscriptionRow, list[Item]] | None:
        with reading(self._engine) as session:
            row = subscriptions.find(session, number)
            if row is None or row.state != subscriptions.ACTIVE:
                return None
            return row, feed.items(session, row.position, AT_ONCE)

    async def _deliver(self, row: SubscriptionRow, items: Sequence[Item]) -> bool:
        """Whether all of them are settled: sent, or none of its concern."""
        position = row.position
        for item in items:
            if not _wants(row, item):
                continue
            try:
                await self._send(row, item)
            except UndeliveredError as problem:
                await asyncio.to_thread(self._put_off, row, position, problem)
                return False
            if not await asyncio.to_thread(self._advance, row.id, position, item.position):
                return False
            position = item.position
        last = items[-1].position
        return last == position or await asyncio.to_thread(self._advance, row.id, position, last)

    async def _send(self, row: SubscriptionRow, item: Item) -> None:
        """The id and the bytes are the same whenever it is sent again."""
        body = feed_event(item).model_dump_json()
        message, now = f"event-{item.position}", datetime.now(UTC)
        try:
            secret = self._sealer.open(row.sealed, row.id)
        except SealError as problem:
            raise UndeliveredError(str(problem)) from problem
        headers = {
            "content-type": "application/json",
            "webhook-id": message,
            "webhook-timestamp": str(int(now.timestamp())),
            "webhook-signature": Webhook(secret).sign(message, now, body),
        }
        try:
            answer = await self._http.post(row.url, content=body.encode(), headers=headers)
        except NotAllowedError as problem:
            raise UndeliveredError(str(problem)) from problem
        except httpx2.HTTPError as problem:
            raise UndeliveredError(type(problem).__name__) from problem
        if not answer.is_success:
            code = answer.status_code
            raise UndeliveredError(f"answered {code}", for_good=code == GONE)

    def _advance(self, number: str, before: int, now: int) -> bool:
        with writing(self._engine) as session:
            return subscriptions.advance(session, number, before, now)

    def _put_off(self, row: SubscriptionRow, position: int, problem: UndeliveredError) -> None:
        pause = min(FIRST_PAUSE * 2 ** min(row.failures, 20), LONGEST_PAUSE)
        log.warning("subscription %s (%s): %s", row.id, row.name, problem)
        with writing(self._engine) as session:
            subscriptions.put_off(session, row.id, position, pause, str(problem))
            session.flush()
            now = subscriptions.find(session, row.id)
            if now is not None and (problem.for_good or self._failed_too_long(now)):
                log.error("subscription %s (%s) paused: %s", row.id, row.name, problem)
                subscriptions.pause(now, str(problem))
                note(
                    session,
                    "subscription_paused",
                    actor=SYSTEM.id,
                    role=SYSTEM.role,
                    subject=row.id,
                    detail=f"{row.name}: {problem}",
                )

    def _failed_too_long(self, row: SubscriptionRow) -> bool:
        since = row.failing_since
        return since is not None and (
            datetime.now(UTC) - datetime.fromisoformat(since) >= self._give_up
        )


def _wants(row: SubscriptionRow, item: Item) -> bool:
    kinds, districts = row.wanted_kinds, row.wanted_districts
    return (not kinds or kind_of(item) in kinds) and (
        not districts or case_of(item).line.district in districts
    )
