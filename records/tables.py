"""What is kept of enterprises and cases. `entry` is the record itself; the others are the
read model, folded from it and rebuilt from it at any time. Times are UTC text in ISO 8601: the
same on both databases, and sorted as text in order of time.
"""

from datetime import date

from sqlalchemy import Index
from sqlmodel import Field, SQLModel


class EntryRow(SQLModel, table=True):
    """One entry as the history has it (S7): its bytes, and the hash that chains it."""

    __tablename__ = "entry"
    __table_args__ = (
        Index("entry_by_case", "case_number", "sequence"),
        Index("entry_by_command", "enterprise", "command"),
    )

    enterprise: str = Field(primary_key=True, max_length=18)
    sequence: int = Field(primary_key=True)
    case_number: str = Field(max_length=40)
    command: str = Field(max_length=200)
    at: str = Field(max_length=40)
    body: str
    hash: str = Field(max_length=64)


class EnterpriseRow(SQLModel, table=True):
    """`sequence` and `head`: how far the record goes; `state` is the folded enterprise as JSON.
    `finished`: nothing in it is open, watched or awaited any more; `irregular`: something was
    carried out at an hour that L6 bars."""

    __tablename__ = "enterprise"

    code: str = Field(primary_key=True, max_length=18)
    name: str = Field(index=True, max_length=200)
    sequence: int
    head: str = Field(max_length=64)
    finished: bool
    irregular: bool
    state: str


class CaseRow(SQLModel, table=True):
    """What lists need. `due_order` puts a case with nothing due behind all others."""

    __tablename__ = "case"
    __table_args__ = (Index("case_by_due", "due_order", "number"),)

    number: str = Field(primary_key=True, max_length=40)
    enterprise: str = Field(index=True, max_length=18)
    enterprise_name: str = Field(max_length=200)
    line: str = Field(max_length=200)
    district: str = Field(index=True, max_length=20)
    ground: str = Field(index=True, max_length=20)
    stage: str = Field(index=True, max_length=20)
    in_charge: str = Field(default="", index=True, max_length=60)
    flagged_on: date
    due: date | None
    due_order: str = Field(max_length=10)
    provisional: bool
    overdue: bool = Field(index=True)
    late: str = Field(max_length=200)
    alarm: bool = Field(index=True)


class OrderRow(SQLModel, table=True):
    """What lists of department orders need. `since` is when it came to its state, `due` the last
    day of what is waited for next; `due_order` puts an order with nothing due behind all others.
    `district` is that of its case, `rung` the last that was climbed, `reason` what its department
    gave for not carrying it out, `clerk` who took it up in person."""

    __tablename__ = "order"
    __table_args__ = (
        Index("order_by_due", "due_order", "number"),
        Index("order_by_department", "department", "due_order", "number"),
        Index("order_by_district", "district", "due_order", "number"),
    )

    number: str = Field(primary_key=True, max_length=40)
    enterprise: str = Field(index=True, max_length=18)
    enterprise_name: str = Field(max_length=200)
    case_number: str = Field(max_length=40)
    department: str = Field(max_length=40)
    district: str = Field(max_length=20)
    measure: str = Field(max_length=40)
    action: str = Field(max_length=10)
    target: str = Field(max_length=300)
    state: str = Field(max_length=20)
    since: str = Field(max_length=40)
    issued_at: str = Field(max_length=40)
    accepted_at: str | None = Field(max_length=40)
    receipt_by: date
    due: date | None
    due_order: str = Field(max_length=10)
    rung: str | None = Field(max_length=20)
    reason: str = Field(max_length=2000)
    clerk: str = Field(default="", max_length=120)


ENTRY = SQLModel.metadata.tables["entry"]
ENTERPRISE = SQLModel.metadata.tables["enterprise"]
CASE = SQLModel.metadata.tables["case"]
ORDER = SQLModel.metadata.tables["order"]
