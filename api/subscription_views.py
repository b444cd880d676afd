"""Subscriptions to the event feed as they are asked for and shown."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from activities.feed_events import EventKind
from domain.people import District
from domain.words import Name
from records import subscriptions
from records.subscriptions import SubscriptionRow

Position = Annotated[int, Field(ge=0, le=2**31 - 1)]


class SubscriptionBody(BaseModel):
    """`kinds` and `districts` left empty are all of them. `after` is the position to begin behind,
    0 for all that was ever on record; left out, what comes from now on."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "example": {
                "name": "市大数据平台",
                "url": "https://data.example.gov.cn/phaseout",
                "kinds": ["serve_notice", "order_issued"],
                "districts": ["hainan"],
                "after": 0,
            }
        },
    )

    name: Name
    url: Annotated[str, StringConstraints(max_length=500)]
    kinds: Annotated[list[EventKind], Field(max_length=100)] = []
    districts: Annotated[list[District], Field(max_length=10)] = []
    after: Position | None = None


class ResumeBody(BaseModel):
    """`after` puts it back, or on, to behind that position; left out, where it was."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"example": {"after": 1200}})

    after: Position | None = None


class SubscriptionView(BaseModel):
    """`position` is how far its receiver is, of `last`. `failing_since` with `reason` and
    `next_try_at` says what is wrong with it now."""

    id: str
    name: str
    url: str
    kinds: list[str]
    districts: list[District]
    state: Literal["active", "paused"]
    reason: str
    position: int
    last: int
    failures: int
    failing_since: datetime | None
    next_try_at: datetime
    by: str
    at: datetime


class NewSubscriptionView(SubscriptionView):
    """`secret` is what its messages are signed with (Standard Webhooks); shown this once."""

    secret: str


def subscription_view(row: SubscriptionRow, last: int) -> SubscriptionView:
    return SubscriptionView(
        id=row.id,
        name=row.name,
        url=row.url,
        kinds=[kind for kind in row.kinds.split(",") if kind],
        districts=[District(each) for each in row.districts.split(",") if each],
        state="active" if row.state == subscriptions.ACTIVE else "paused",
        reason=row.reason,
        position=row.position,
        last=last,
        failures=row.failures,
        failing_since=datetime.fromisoformat(row.failing_since) if row.failing_since else None,
        next_try_at=datetime.fromisoformat(row.next_try_at),
        by=row.by,
        at=datetime.fromisoformat(row.at),
    )
