"""What happened: the events, and the entry that puts one on record with who, when and on what
(S7). Entries are chained by hash per enterprise; the bytes of an entry are made once, here.
"""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from domain.catalogue import MeasureKind
from domain.commands import Action
from domain.deadlines import Deadline
from domain.enforcement import Irregularity
from domain.ladder import Addressee, Rung
from domain.orders import Order
from domain.people import Actor
from domain.procedure import Way
from domain.proposal import Confirmation, Lapse
from domain.recalculation import Recalculation
from domain.stages import Lateness, Stage
from domain.words import Attachment


@dataclass(frozen=True, slots=True)
class Taken:
    """A command was carried out; `deadline` is the period of the case that it set, `limit` how
    long the stage may last from now on, `until` the end of a period beside them, `inspection`
    when the line is to be inspected next after its exit; `recalculated` are the open periods that
    another calendar changed (L8); `confirms` is there where a second person had to confirm it."""

    action: Action
    stage: Stage | None
    outcome: str = ""
    deadline: Deadline | None = None
    limit: Deadline | None = None
    until: Deadline | None = None
    inspection: Deadline | None = None
    recalculated: tuple[Recalculation, ...] = ()
    confirms: Confirmation | None = None
    kind: Literal["taken"] = "taken"


@dataclass(frozen=True, slots=True)
class Proposed:
    """A step that would be allowed now, and waits for a second person."""

    step: Action
    limit: Deadline
    kind: Literal["proposed"] = "proposed"


@dataclass(frozen=True, slots=True)
class ProposalLapsed:
    """What was proposed came to nothing by itself, and has to be proposed anew."""

    step: str
    why: Lapse
    kind: Literal["proposal_lapsed"] = "proposal_lapsed"


@dataclass(frozen=True, slots=True)
class Reminded:
    """So many days are left of the rectification period."""

    days_left: int
    last_day: date
    kind: Literal["reminded"] = "reminded"


@dataclass(frozen=True, slots=True)
class PeriodEnded:
    """The rectification period is over and nothing keeps the case from being overdue (P2.3)."""

    last_day: date
    stage: Stage
    limit: Deadline | None
    kind: Literal["period_ended"] = "period_ended"


@dataclass(frozen=True, slots=True)
class ObjectionEnded:
    """The time to object to an announced decision is over (L5)."""

    last_day: date
    kind: Literal["objection_ended"] = "objection_ended"


@dataclass(frozen=True, slots=True)
class PriceEnded:
    """The period of a price is over, and it is lifted by itself (O5)."""

    price: MeasureKind
    meter: str
    last_day: date
    kind: Literal["price_ended"] = "price_ended"


@dataclass(frozen=True, slots=True)
class Escalated:
    """Something is late, and one more rung of its ladder is climbed (O3, S8). `subject` is an
    order's id, or empty."""

    lateness: Lateness
    last_day: date
    rung: Rung
    to: Addressee
    subject: str = ""
    kind: Literal["escalated"] = "escalated"


@dataclass(frozen=True, slots=True)
class Irregular:
    """A department enforced on site outside the hours of L6, and supervisors are told."""

    order: str
    reason: Irregularity
    kind: Literal["irregular"] = "irregular"


@dataclass(frozen=True, slots=True)
class ExitCompleted:
    """All that the exit needs is confirmed (S4); `inspection` is the first of its watch."""

    way: Way
    stage: Stage
    inspection: Deadline | None = None
    kind: Literal["exit_completed"] = "exit_completed"


@dataclass(frozen=True, slots=True)
class OrderIssued:
    order: Order
    kind: Literal["order_issued"] = "order_issued"


@dataclass(frozen=True, slots=True)
class OrderAccepted:
    """The department has the order; its receipt is still to come."""

    order: str
    kind: Literal["order_accepted"] = "order_accepted"


@dataclass(frozen=True, slots=True)
class OrderCancelled:
    """The order is not needed any more, and its receipt is not there: its department is told, and
    says by the `due` day whether it was in time (S6). `document` is what released it."""

    order: str
    document: str
    due: date
    kind: Literal["order_cancelled"] = "order_cancelled"


Event = Annotated[
    Taken
    | Proposed
    | ProposalLapsed
    | Reminded
    | PeriodEnded
    | ObjectionEnded
    | PriceEnded
    | Escalated
    | ExitCompleted
    | OrderIssued
    | OrderAccepted
    | OrderCancelled
    | Irregular,
    Field(discriminator="kind"),
]


@dataclass(frozen=True, slots=True)
class Entry:
    """One event on record. `at` is when it was entered (UTC, the workflow's clock); `happened_on`
    is a day in China; `source` the address that its command came from."""

    enterprise: str
    sequence: int
    case: str
    at: datetime
    happened_on: date
    by: Actor
    command: str
    fingerprint: str
    source: str
    rules: tuple[str, ...]
    document: str
    attachments: tuple[Attachment, ...]
    event: Event


@dataclass(frozen=True, slots=True)
class Recorded:
    """An entry as it is kept: its bytes, and the hash that chains them to the entry before."""

    sequence: int
    body: str
    hash: str


_ENTRY = TypeAdapter(Entry)
_TO_JSON = _ENTRY.serializer.to_json
BEGINNING = "0" * 64


def digest(body: str) -> str:
    return hashlib.sha256(body.encode()).hexdigest()


def link(previous: str, body_digest: str) -> str:
    """Over the body's digest: who may not see the body can still follow the chain past it."""
    return hashlib.sha256(f"{previous}\n{body_digest}".encode()).hexdigest()


def chain(previous: str, body: str) -> str:
    return link(previous, digest(body))


def record(entry: Entry, previous: str) -> Recorded:
    body = _TO_JSON(entry).decode()
    return Recorded(entry.sequence, body, chain(previous, body))


def read(body: str) -> Entry:
    return _ENTRY.validate_json(body)
