"""The event feed: what came on record, in order of its positions (docs/event-feed.md)."""

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel

from activities.feed_events import EventKind, FeedEvent, district_of, feed_event, kind_of
from api.people import Person
from api.problems import documented
from api.state import SharedState
from domain.people import District
from domain.rights import in_scope
from records import feed
from records.database import reading

router = APIRouter(tags=["events"])
MOST_AT_ONCE = 200


class EventPage(BaseModel):
    """`next` goes into `after` for what follows; `more` says whether there is something by now."""

    events: list[FeedEvent]
    next: int
    more: bool


@router.get("/events", responses=documented(401, 422, 503))
def read_events(
    person: Person,
    shared: SharedState,
    after: Annotated[int, Query(ge=0, le=2**31 - 1, description="the last position seen")] = 0,
    size: Annotated[int, Query(ge=1, le=MOST_AT_ONCE)] = 50,
    kind: Annotated[list[EventKind], Query(max_length=100)] = [],  # noqa: B006 - FastAPI copies it
    district: Annotated[list[District], Query(max_length=10)] = [],  # noqa: B006 - likewise
) -> EventPage:
    """The events of the cases that this person may see (S9). At most `size` positions are looked
    at, so a page may be empty with more to come."""
    with reading(shared.engine) as session:
        found = feed.items(session, after, size)
        last = feed.last_position(session)
    reached = found[-1].position if found else after
    wanted = [
        item
        for item in found
        if in_scope(person, district_of(item), item.entry.enterprise)
        and (not kind or kind_of(item) in kind)
        and (not district or district_of(item) in district)
    ]
    return EventPage(
        events=[feed_event(item) for item in wanted], next=reached, more=last > reached
    )
