"""Department orders 协办函 and their receipts 回执, as values."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from pydantic import AwareDatetime

from domain.catalogue import MEASURES, Evidence, MeasureKind, Particular
from domain.enforcement import Irregularity
from domain.evidence import NOTHING_BROUGHT, Brought
from domain.ladder import Climb, Rung
from domain.stages import Lateness
from domain.words import KnownPerson, Name, PersonName, Remark

OrderAction = Literal["impose", "lift"]
Outcome = Literal["done", "superseded", "refused", "cancelled"]
Particulars = dict[Particular, str]


@dataclass(frozen=True, slots=True)
class Receipt:
    """A department's receipt 回执: done; refused, for a `reason`; cancelled, so that nothing was
    done; or superseded, which says that a later order made this one void."""

    number: Name
    outcome: Outcome
    done_at: AwareDatetime
    signed_by: PersonName
    evidence: Brought = NOTHING_BROUGHT
    reason: Remark = ""


@dataclass(frozen=True)
class Order:
    """One department order. It may be carried out from `not_before` (UTC), None being at once, as
    in the `emergency` that it states (L6); `enforce_on` is the day that the enterprise was given
    notice of. `accept_by` and `receipt_by` are the last days for its
    acknowledgement and its receipt, `due` that of what is waited for now; `rung` is the last that
    it has climbed since, `climb` the next (S8).

    `delivered` says that its department has what was sent last: the order, its reminder, or its
    cancellation, which rests on the document `cancelled_on`. `note` is the department's last word
    on how it goes on, `clerk` who took it up in person; `again` that a refused one, or
    one that was `disproved`, is to be ordered anew. Its receipt brings `evidence`; `irregular` is
    what L6 has against the hour at which it was carried out, `disproved` the number of the entry
    by which an inspection found it so no more."""

    id: str
    case: str
    kind: MeasureKind
    target: str
    action: OrderAction
    revision: int
    department: str
    rules: tuple[str, ...]
    document: str
    issued_at: datetime
    particulars: Particulars
    accept_by: date
    receipt_by: date
    due: date
    climb: Climb | None
    rung: Rung | None = None
    delivered: bool = False
    accepted_at: datetime | None = None
    cancelled_at: datetime | None = None
    cancelled_on: str = ""
    note: str = ""
    clerk: KnownPerson = ""
    receipt: Receipt | None = None
    again: bool = False
    not_before: datetime | None = None
    enforce_on: date | None = None
    emergency: str = ""
    evidence: tuple[Evidence, ...] = ()
    irregular: Irregularity | None = None
    disproved: int | None = None

    @property
    def done(self) -> bool:
        return self.receipt is not None and self.receipt.outcome == "done"

    @property
    def refused(self) -> bool:
        return self.receipt is not None and self.receipt.outcome == "refused"

    @property
    def void(self) -> bool:
        """It puts nothing in force any more: cancelled, unless too late, or to be given anew."""
        return self.again or (self.cancelled_at is not None and not self.done)

    @property
    def lateness(self) -> Lateness:
        """What of it is late, if anything is."""
        if self.refused:
            return Lateness.REFUSAL
        acknowledged = self.accepted_at or self.cancelled_at
        return Lateness.RECEIPT if acknowledged else Lateness.ACCEPTANCE

    @property
    def on_site(self) -> bool:
        """Whether it is enforcement on site; a lifting is none, and is never held up (L6)."""
        return self.action == "impose" and MEASURES[self.kind].on_site
