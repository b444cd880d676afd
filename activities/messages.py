"""What the activities take and give."""

from dataclasses import dataclass

from domain.events import Recorded
from domain.orders import Order
from domain.receiving import ReceiveReceipt


@dataclass(frozen=True, slots=True)
class ToRecord:
    enterprise: str
    entries: tuple[Recorded, ...]


@dataclass(frozen=True, slots=True)
class LastEntry:
    """The number and the hash of an enterprise's last entry that an API was given to write."""

    enterprise: str
    sequence: int
    hash: str


@dataclass(frozen=True, slots=True)
class ToDeliver:
    """Orders of one enterprise, with its name and the district of each order's case."""

    enterprise: str
    name: str
    orders: tuple[Order, ...]
    districts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Delivery:
    """How sending an order came out: with the receipt at once, accepted with the receipt to
    follow, or neither."""

    order: str
    accepted: bool = False
    receipt: ReceiveReceipt | None = None


@dataclass(frozen=True, slots=True)
class RefusedAnswer:
    """A receipt that came in the answer to an order and was not taken; `code` is stable."""

    order: str
    department: str
    code: str
    why: str
