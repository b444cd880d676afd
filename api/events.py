"""The event feed: what came on record, in order of its positions (docs/event-feed.md)."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel

from activities.feed_events import EventKind, FeedEvent, case_of, feed_event, kind_of
from api.people import acting, may, visible
from api.problems import documented
from api.read_log import exported
from api.state import SharedState
from domain.people import District, Person
from domain.places import place_of
from records import feed
from records.database import reading

router = APIRouter(tags=["events"])
MOST_AT_ONCE = 200


class EventPage(BaseModel):
    """`next` goes into `after` for what follows; `more` says whether there is something by now."""

    events: list[FeedEvent]
    next: int
    more: bool


@router.get("/events", responses=documented(401, 403, 422, 503))
def read_events(
    request: Request,
    person: Annotated[Person, may("read_events")],
    shared: SharedState,
    after: Annotated[int, Query(ge=0, le=2**31 - 1, description="the last position seen")] = 0,
    size: Annotated[int, Query(ge=1, le=MOST_AT_ONCE)] = 50,
    kind: Annotated[list[EventKind], Query(max_length=100)] = [],  # noqa: B006 - FastAPI copies it
    district: Annotated[list[District], Query(max_length=10)] = [],  # noqa: B006 - likewise
) -> EventPage:
    """The events of the cases that this person may see (S9). At most `size` positions are looked
    at, so a page may be empty with more to come."""
    reaches = visible(person, "read_events")
    with reading(shared.engine) as session:
        found = feed.items(session, after, size)
        last = feed.last_position(session)
    reached = found[-1].position if found else after
    wanted = [
        item
        for item in found
        if any(reach.covers(place_of(case_of(item))) for reach in reaches)
        and (not kind or kind_of(item) in kind)
        and (not district or case_of(item).line.district in district)
    ]
    if wanted:  # whoever waits for news takes nothing away
        exported(shared, acting(person, "read_events"), "events", request.url.query)
    return EventPage(
        events=[feed_event(item) for item in wanted], next=reached, more=last > reached
    )
