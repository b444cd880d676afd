"""Subscriptions to the event feed: made, paused, resumed and ended by an administrator, on record
and effective at once (docs/event-feed.md)."""

from typing import Annotated

from fastapi import APIRouter, Path
from sqlmodel import Session

from api.department_keys import NO_SEAL
from api.people import acting, may
from api.problems import ProblemError, documented, not_found
from api.state import SharedState
from api.subscription_views import (
    NewSubscriptionView,
    ResumeBody,
    SubscriptionBody,
    SubscriptionView,
    subscription_view,
)
from domain.people import Person
from domain.words import Text
from records import audit, feed, subscriptions
from records.database import reading, writing
from records.department_keys import new_secret
from records.sealing import SealError
from records.subscriptions import NewSubscription, SubscriptionRow

router = APIRouter(tags=["events"])
Managing = Annotated[Person, may("manage_subscriptions")]
PAUSED_BY_HAND = "paused by an administrator"
Number = Annotated[str, Path(pattern=r"^[0-9a-f]{32}$", examples=["0" * 32])]
_NOT_THERE = Text("不得向此地址发送", "nothing is sent to this address")


@router.post(
    "/subscriptions", status_code=201, responses=documented(400, 401, 403, 409, 413, 422, 503)
)
def subscribe(body: SubscriptionBody, person: Managing, shared: SharedState) -> NewSubscriptionView:
    objection = shared.receivers.objection(body.url)
    if objection:
        errors = [{"where": ["body", "url"], "why": {"zh": objection.zh, "en": objection.en}}]
        raise ProblemError(422, "forbidden_address", _NOT_THERE, errors=errors)
    secret = new_secret()
    try:
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
            row = subscriptions.make(session, shared.sealer, new)
            _note(session, person, "subscription_made", row)
            view = subscription_view(row, last)
    except SealError as problem:
        raise ProblemError(409, "no_secret_key", NO_SEAL) from problem
    return NewSubscriptionView(**view.model_dump(), secret=secret)


@router.get("/subscriptions", responses=documented(401, 403, 503))
def list_subscriptions(_: Managing, shared: SharedState) -> list[SubscriptionView]:
    with reading(shared.engine) as session:
        last = feed.last_position(session)
        return [subscription_view(row, last) for row in subscriptions.every(session)]


@router.post("/subscriptions/{number}/pause", responses=documented(401, 403, 404, 422, 503))
def pause_subscription(number: Number, person: Managing, shared: SharedState) -> SubscriptionView:
    """Nothing more is sent until it is resumed; nothing is lost meanwhile."""
    with writing(shared.engine) as session:
        row = _found(session, number)
        subscriptions.pause(row, PAUSED_BY_HAND)
        _note(session, person, "subscription_paused", row)
        return subscription_view(row, feed.last_position(session))


@router.post(
    "/subscriptions/{number}/resume", responses=documented(400, 401, 403, 404, 413, 422, 503)
)
def resume_subscription(
    number: Number, body: ResumeBody, person: Managing, shared: SharedState
) -> SubscriptionView:
    """At once, whatever back-off there was."""
    with writing(shared.engine) as session:
        row = _found(session, number)
        subscriptions.resume(row, body.after)
        _note(session, person, "subscription_resumed", row)
        return subscription_view(row, feed.last_position(session))


@router.delete(
    "/subscriptions/{number}", status_code=204, responses=documented(401, 403, 404, 422, 503)
)
def end_subscription(number: Number, person: Managing, shared: SharedState) -> None:
    with writing(shared.engine) as session:
        row = _found(session, number)
        _note(session, person, "subscription_ended", row)
        session.delete(row)


def _found(session: Session, number: str) -> SubscriptionRow:
    row = subscriptions.find(session, number)
    if row is None:
        raise not_found(number)
    return row


def _note(session: Session, person: Person, what: str, row: SubscriptionRow) -> None:
    by = acting(person, "manage_subscriptions")
    detail = f"{row.name} {row.url} kinds={row.kinds} districts={row.districts} at {row.position}"
    audit.note(session, what, actor=by.id, role=by.role, subject=row.id, detail=detail)
