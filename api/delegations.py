"""Stand-ins 代理: an inspector or approver who is away names somebody with the same role."""

from datetime import UTC, date, datetime, timedelta
from typing import Annotated, Literal

from fastapi import APIRouter, Path
from pydantic import BaseModel, ConfigDict, Field

from api.people import acting_on, may
from api.problems import ProblemError, documented, not_found
from api.state import SharedState
from domain.calendar import local_date
from domain.people import Person, Role
from domain.places import OfPerson
from domain.rights import CITY_WIDE
from domain.words import Day, Reason, Text
from records import audit, delegations
from records.accounts import ACCOUNT_ID
from records.capacities import holds
from records.database import reading, writing
from records.delegations import DelegationRow, NewDelegation

router = APIRouter(tags=["people"])
LONGEST = timedelta(days=366)
_DAYS = Text(
    "代理须从今天或以后开始，不早于开始之日结束，最长一年",
    "a stand-in begins today or later, ends no earlier than that, and within a year",
)
_NOBODY = Text("没有具备该角色的此人", "there is nobody of that name with that role")


class DelegationBody(BaseModel):
    """Whoever gives this is stood in for, in all that they hold `role` for; days are China's, the
    last one included."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "example": {
                "stand_in": "inspector.hainan",
                "role": "inspector",
                "first_day": "2150-02-01",
                "last_day": "2150-02-14",
                "reason": "年休假",
            }
        },
    )

    stand_in: Annotated[str, Field(pattern=ACCOUNT_ID)]
    role: Literal[Role.INSPECTOR, Role.APPROVER]
    first_day: Day
    last_day: Day
    reason: Reason


class DelegationView(BaseModel):
    """`running` is whether the stand-in may act today."""

    id: str
    principal: str
    stand_in: str
    role: Role
    first_day: date
    last_day: date
    reason: str
    named_at: datetime
    ended_at: datetime | None
    running: bool


@router.post(
    "/delegations",
    status_code=201,
    summary="指定代理人 / name a stand-in",
    responses=documented(400, 401, 403, 409, 413, 422, 503),
)
def name_stand_in(
    body: DelegationBody,
    person: Annotated[Person, may("name_stand_in")],
    shared: SharedState,
) -> DelegationView:
    """On record; it begins and ends by itself. What the stand-in does names both."""
    today = local_date(datetime.now(UTC))
    first, last = body.first_day, body.last_day
    if not today <= first <= last <= first + LONGEST:
        raise ProblemError(422, "wrong_days", _DAYS, rule="S7")
    new = NewDelegation(person.id, body.stand_in, body.role, first, last, body.reason)
    with writing(shared.engine) as session:
        both = (person.id, body.stand_in)
        if person.id == body.stand_in or not all(holds(session, one, body.role) for one in both):
            raise ProblemError(409, "no_such_stand_in", _NOBODY, rule="S9")
        row = delegations.name_stand_in(session, new)
        audit.note(
            session,
            "stand_in_named",
            actor=person.id,
            role=body.role,
            subject=body.stand_in,
            detail=f"{row.id}: {first} to {last}, {body.reason}",
        )
        return _view(row, today)


@router.get("/delegations", responses=documented(401, 403, 503))
def list_delegations(
    person: Annotated[Person, may("read_delegations")], shared: SharedState
) -> list[DelegationView]:
    """Those that the person named or stands in by; the city's supervision sees all."""
    all_of_them = any(each.role in CITY_WIDE for each in person.capacities)
    today = local_date(datetime.now(UTC))
    with reading(shared.engine) as session:
        rows = delegations.listed(session, None if all_of_them else person.id)
        return [_view(row, today) for row in rows]


@router.delete(
    "/delegations/{delegation}", status_code=204, responses=documented(401, 403, 404, 422, 503)
)
def end_delegation(
    delegation: Annotated[str, Path(pattern=r"^[0-9a-f]{32}$")],
    person: Annotated[Person, may("end_delegation")],
    shared: SharedState,
) -> None:
    """Before its last day: by whom it was named, or by the city's supervision."""
    with writing(shared.engine) as session:
        row = delegations.find(session, delegation)
        if row is None:
            raise not_found(delegation)
        by = acting_on(shared, person, "end_delegation", delegation, OfPerson(row.principal))
        if not row.ended_at:
            delegations.end(row)
            audit.note(
                session,
                "stand_in_ended",
                actor=person.id,
                role=by.role,
                subject=row.stand_in,
                detail=row.id,
            )


def _view(row: DelegationRow, today: date) -> DelegationView:
    return DelegationView(
        id=row.id,
        principal=row.principal,
        stand_in=row.stand_in,
        role=Role(row.role),
        first_day=row.first_day,
        last_day=row.last_day,
        reason=row.reason,
        named_at=datetime.fromisoformat(row.named_at),
        ended_at=datetime.fromisoformat(row.ended_at) if row.ended_at else None,
        running=row.first_day <= today <= row.last_day and not row.ended_at,
    )
