"""Handing department orders 协办函 over by the department's channel: over HTTP, signed, as
docs/department-protocol.md says, or onto its work list.
"""

import asyncio
import json
import logging
import random
from collections import defaultdict
from datetime import UTC, datetime, timedelta

import httpx2
from temporalio import activity
from temporalio.exceptions import ApplicationError, ApplicationErrorCategory

from activities.answers import BadAnswerError, receipt_of
from activities.directory import Directory
from activities.gentleness import DownError, Gate
from activities.messages import Delivery, RefusedAnswer, ToDeliver
from activities.notices import NoticeError, Notices
from activities.order_bodies import cancellation_body, order_body
from activities.refused_answers import RefusedAnswers
from activities.shared_keys import SharedKeys
from domain.orders import Order
from records.departments import Channel, Way

log = logging.getLogger(__name__)
CARRIED_OUT, ACCEPTED = 200, 202
LOOK_AGAIN = timedelta(minutes=10)
"""How soon an order that waits on a work list goes out when its department gets a system."""


class UndeliveredError(Exception):
    """The department did not take the order, or its answer cannot be trusted; `pause` is for how
    many seconds it is left alone."""

    def __init__(self, why: str, pause: float = 0) -> None:
        super().__init__(why)
        self.pause = pause


class OnTheListError(UndeliveredError):
    """The order is on the department's work list, where it waits for a clerk to take it up: until
    then it may still have to go another way."""

    def __init__(self, order: Order, way: Way) -> None:
        super().__init__(f"{order.department} has the order on its work list")
        self.way = way


class Departments:
    """`public_url` is how departments reach the API."""

    def __init__(
        self,
        directory: Directory,
        public_url: str,
        http: httpx2.AsyncClient,
        notices: Notices,
        refused: RefusedAnswers,
        longest_pause: float = 0,
    ) -> None:
        self._directory = directory
        self._public_url = public_url
        self._http = http
        self._notices = notices
        self._refused = refused
        self._gates = defaultdict[str, Gate](lambda: Gate(longest_pause))

    @activity.defn(name="deliver_together")
    async def deliver_together(self, what: ToDeliver) -> list[Delivery]:
        """One try for each order, each with its own outcome; one that failed is told apart by
        being neither accepted nor receipted."""
        return list(
            await asyncio.gather(*(self._try(what, index) for index in range(len(what.orders))))
        )

    @activity.defn(name="deliver_one")
    async def deliver_one(self, what: ToDeliver) -> Delivery:
        """Raises until the department has the order; Temporal tries again for weeks. So it does
        while a clerk is waited for, which costs the history nothing; the loop ends it then."""
        try:
            return await self._send(what, 0)
        except OnTheListError as listed:
            (order,), (district,) = what.orders, what.districts
            try:
                await self._notices.give(order, district, listed.way)
            except NoticeError as problem:
                log.warning("no notice of order %s: %s", order.id, problem)
                raise _undelivered(problem) from problem
            raise _undelivered(listed, look_again=LOOK_AGAIN) from listed
        except UndeliveredError as problem:
            pause = _spread(problem.pause) if problem.pause else None
            raise _undelivered(problem, look_again=pause) from problem

    async def _try(self, what: ToDeliver, index: int) -> Delivery:
        try:
            return await self._send(what, index)
        except OnTheListError:
            return Delivery(what.orders[index].id)
        except UndeliveredError as problem:
            log.warning("order %s undelivered: %s", what.orders[index].id, problem)
            return Delivery(what.orders[index].id)

    async def _send(self, what: ToDeliver, index: int) -> Delivery:
        order = what.orders[index]
        way, webhook = await asyncio.to_thread(self._way, order, what.districts[index])
        callback = f"{self._public_url}/departments/{order.department}/receipts"
        if order.cancelled_at:
            address, message = f"{way.url}/orders/{order.id}/cancel", f"{order.id}-cancel"
            content = cancellation_body(what, order, callback)
        else:
            address, message = f"{way.url}/orders", order.id
            content = order_body(what, order, what.districts[index], callback)
        body = json.dumps(content, ensure_ascii=False)
        now = datetime.now(UTC)
        headers = {
            "content-type": "application/json",
            "webhook-id": message,
            "webhook-timestamp": str(int(now.timestamp())),
            "webhook-signature": webhook.sign(message, now, body),
        }
        answer = await self._post(order.department, way, address, body.encode(), headers)
        if answer.status_code == ACCEPTED:
            return Delivery(order.id, accepted=True)
        if answer.status_code != CARRIED_OUT:
            raise UndeliveredError(f"{order.department} answered {answer.status_code}")
        try:
            return Delivery(order.id, receipt=receipt_of(order, webhook, answer))
        except BadAnswerError as problem:
            await self._refused.note(
                RefusedAnswer(order.id, order.department, problem.code, str(problem))
            )
            raise UndeliveredError(f"{order.department} {problem}") from problem

    def _way(self, order: Order, district: str) -> tuple[Way, SharedKeys]:
        """Where it is to be sent over HTTP, and the keys to sign it with; asked anew each time."""
        department = self._directory.find(order.department)
        way = department.way_in(district) if department else None
        if department is None or way is None:
            raise UndeliveredError(f"department {order.department} is not set up")
        if way.channel is Channel.WORKLIST or order.clerk:
            raise OnTheListError(order, way)
        keys = self._directory.keys(department)
        if keys is None:
            raise UndeliveredError(f"department {order.department} has no key")
        return way, keys

    async def _post(
        self, department: str, way: Way, address: str, body: bytes, headers: dict[str, str]
    ) -> httpx2.Response:
        """No answer or a 5xx says that the department is down at this address, which may be one
        district's, or be put right; any other answer is about the order."""
        try:
            async with self._gates[way.url].passing():
                answer = await self._http.post(address, content=body, headers=headers)
                if answer.is_server_error:
                    raise UndeliveredError(f"{department} answered {answer.status_code}")
                return answer
        except DownError as problem:
            raise UndeliveredError(f"{department} is {problem}", problem.pause) from problem
        except httpx2.HTTPError as problem:
            raise UndeliveredError(f"{department}: {type(problem).__name__}") from problem


def _spread(pause: float) -> timedelta:
    """All that waited for a department come back one after another."""
    return timedelta(seconds=pause * random.uniform(1, 1.5))  # noqa: S311 - not for secrecy


def _undelivered(problem: Exception, look_again: timedelta | None = None) -> ApplicationError:
    return ApplicationError(
        str(problem),
        type="undelivered",
        category=ApplicationErrorCategory.BENIGN,
        next_retry_delay=look_again,
    )
