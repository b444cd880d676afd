"""The messages of docs/department-protocol.md, as a department reads and writes them.

The simulator keeps its own copy on purpose: a real department shares the document, not our code.
"""

from datetime import date
from typing import Annotated, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, HttpUrl, StringConstraints

Text = Annotated[str, StringConstraints(min_length=1, max_length=1000)]
Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=100)]
Outcome = Literal["done", "superseded", "refused", "cancelled"]


class Enterprise(BaseModel):
    model_config = ConfigDict(frozen=True)

    code: Text
    name: Text


class Order(BaseModel):
    """Fields that a department does not know are ignored, so that the protocol can grow."""

    model_config = ConfigDict(frozen=True)

    order: Text
    department: Key
    measure: Key
    action: Literal["impose", "lift"]
    revision: Annotated[int, Field(ge=1, le=2**31 - 1, strict=True)]
    target: Text
    district: Key
    enterprise: Enterprise
    case: Text
    rules: tuple[Text, ...]
    document: Text
    issued_at: AwareDatetime
    callback: HttpUrl
    accept_by: date | None = None
    receipt_by: date | None = None
    particulars: dict[Key, Text] | None = None
    evidence: tuple[Key, ...] | None = None
    not_before: AwareDatetime | None = None
    emergency: Text | None = None


class Brought(BaseModel):
    """What shows that an order was carried out: files by their SHA-256."""

    model_config = ConfigDict(frozen=True)

    photographs: tuple[str, ...] = ()
    seal_numbers: tuple[str, ...] = ()
    meter_reading: str | None = None
    documents: tuple[str, ...] = ()
    address: str = ""


class Cancellation(BaseModel):
    """Of an order that need not have arrived: what it says is enough to know it by."""

    model_config = ConfigDict(frozen=True)

    order: Text
    department: Key
    enterprise: Enterprise
    measure: Key
    target: Text
    revision: Annotated[int, Field(ge=1, le=2**31 - 1, strict=True)]
    document: Text
    cancelled_at: AwareDatetime
    answer_by: date
    callback: HttpUrl


class Progress(BaseModel):
    model_config = ConfigDict(frozen=True)

    order: str
    note: str


class Receipt(BaseModel):
    model_config = ConfigDict(frozen=True)

    order: str
    receipt: str
    outcome: Outcome
    done_at: AwareDatetime
    signed_by: str
    evidence: Brought = Brought()
    reason: str = ""
