"""Subscriptions to the event feed: made, paused, resumed and ended by an administrator, on record
and effective at once (docs/event-feed.md)."""

import base64
import secrets
from datetime import datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Path
from pydantic import BaseModel, ConfigDict, Field, StringConstraints
from sqlmodel import Session

from activities.feed_events import EventKind
from activities.outward_address import ForbiddenAddressError, check_form
from api.people import Person
from api.problems import ProblemError, documented, not_found, refused
from api.state import SharedState
from domain.people import ROLES, Actor, District, Role
from domain.refusals import refuse
from domain.words import Name, Text
from records import audit, feed, subscriptions
from records.database import reading, writing
from records.subscriptions import NewSubscription, SubscriptionRow

router = APIRouter(tags=["events"])
KEEP_SUBSCRIPTIONS = Text("管理事件订阅", "keep the event subscriptions")
PAUSED_BY_HAND = "paused by an administrator"
Number = Annotated[str, Path(pattern=r"^[0-9a-f]{32}$", examples=["0" * 32])]
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


@router.post("/subscriptions", status_code=201, responses=documented(400, 401, 403, 413, 422, 503))
def subscribe(body: SubscriptionBody, person: Person, shared: SharedState) -> NewSubscriptionView:
    _entitled(person)
    try:
        check_form(body.url, shared.settings.outward_hosts)
    except ForbiddenAddressError as problem:
        detail = Text(f"不得向此地址发送：{problem}", f"nothing is sent there: {problem}")
        raise ProblemError(422, "forbidden_address", detail) from problem
    secret = f"whsec_{base64.b64encode(secrets.token_bytes(24)).decode()}"
    with writing(shared.engine) as session:
        last = feed.last_position(session)
        new = NewSubscription(
            name=body.name,
            url=body.url,
            secret=secret,
            kinds=body.kinds,
            districts=body.districts,
            position=last if body.after is None else body.after,
            by=person.id,
        )
        row = subscriptions.make(session, new)
        _note(session, person, "subscription_made", row)
        return NewSubscriptionView(**_view(row, last).model_dump(), secret=secret)


@router.get("/subscriptions", responses=documented(401, 403, 503))
def list_subscriptions(person: Person, shared: SharedState) -> list[SubscriptionView]:
    _entitled(person)
    with reading(shared.engine) as session:
        last = feed.last_position(session)
        return [_view(row, last) for row in subscriptions.every(session)]


@router.post("/subscriptions/{number}/pause", responses=documented(401, 403, 404, 422, 503))
def pause_subscription(number: Number, person: Person, shared: SharedState) -> SubscriptionView:
    """Nothing more is sent until it is resumed; nothing is lost meanwhile."""
    _entitled(person)
    with writing(shared.engine) as session:
        row = _found(session, number)
        subscriptions.pause(row, PAUSED_BY_HAND)
        _note(session, person, "subscription_paused", row)
        return _view(row, feed.last_position(session))


@router.post(
    "/subscriptions/{number}/resume", responses=documented(400, 401, 403, 404, 413, 422, 503)
)
def resume_subscription(
    number: Number, body: ResumeBody, person: Person, shared: SharedState
) -> SubscriptionView:
    """At once, whatever back-off there was."""
    _entitled(person)
    with writing(shared.engine) as session:
        row = _found(session, number)
        subscriptions.resume(row, body.after)
        _note(session, person, "subscription_resumed", row)
        return _view(row, feed.last_position(session))


@router.delete(
    "/subscriptions/{number}", status_code=204, responses=documented(401, 403, 404, 422, 503)
)
def end_subscription(number: Number, person: Person, shared: SharedState) -> None:
    _entitled(person)
    with writing(shared.engine) as session:
        row = _found(session, number)
        _note(session, person, "subscription_ended", row)
        session.delete(row)


def _entitled(person: Actor) -> None:
    if person.role is not Role.ADMINISTRATOR:
        raise refused(refuse("wrong_role", role=ROLES[person.role], action=KEEP_SUBSCRIPTIONS))


def _found(session: Session, number: str) -> SubscriptionRow:
    row = subscriptions.find(session, number)
    if row is None:
        raise not_found(number)
    return row


def _note(session: Session, person: Actor, what: str, row: SubscriptionRow) -> None:
    detail = f"{row.name} {row.url} kinds={row.kinds} districts={row.districts} at {row.position}"
    audit.note(session, what, actor=person.id, role=person.role, subject=row.id, detail=detail)


def _view(row: SubscriptionRow, last: int) -> SubscriptionView:
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
