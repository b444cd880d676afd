"""What a workflow's history says about its timers and activities."""

from collections.abc import Iterable
from typing import TypeVar

from temporalio.api.enums.v1 import EventType
from temporalio.api.history.v1 import HistoryEvent

from activities.messages import ToDeliver, ToRecord
from tests.workflows.server import PLAIN

T = TypeVar("T")


def timers_started(events: Iterable[HistoryEvent]) -> int:
    return sum(event.event_type == EventType.EVENT_TYPE_TIMER_STARTED for event in events)


def timers_fired(events: Iterable[HistoryEvent]) -> int:
    return sum(event.event_type == EventType.EVENT_TYPE_TIMER_FIRED for event in events)


def looks(events: Iterable[HistoryEvent]) -> int:
    """How often the loop asked whether the record is complete: it has no other local activity."""
    return sum(event.event_type == EventType.EVENT_TYPE_MARKER_RECORDED for event in events)


async def written_by_the_loop(events: Iterable[HistoryEvent]) -> list[list[int]]:
    """The numbers of the entries that the loop had put on record, one list for each writing."""
    writings = await _inputs(events, "put_on_record", ToRecord)
    return [[entry.sequence for entry in writing.entries] for writing in writings]


async def delivered(events: Iterable[HistoryEvent], activity: str) -> list[list[str]]:
    """The orders that the activity was to deliver, one list for each time it was called."""
    deliveries = await _inputs(events, activity, ToDeliver)
    return [[order.id for order in delivery.orders] for delivery in deliveries]


async def _inputs(events: Iterable[HistoryEvent], activity: str, kind: type[T]) -> list[T]:
    scheduled = [event.activity_task_scheduled_event_attributes for event in events]
    return [
        (await PLAIN.decode(one.input.payloads, [kind]))[0]
        for one in scheduled
        if one.activity_type.name == activity
    ]
