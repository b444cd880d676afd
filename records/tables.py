"""What is kept of enterprises and cases. `entry` is the record itself; the other two are the
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
    """`sequence` and `head`: how far the record goes; `state` is the folded enterprise as JSON."""

    __tablename__ = "enterprise"

    code: str = Field(primary_key=True, max_length=18)
    name: str = Field(index=True, max_length=200)
    sequence: int
    head: str = Field(max_length=64)
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


ENTRY = SQLModel.metadata.tables["entry"]
ENTERPRISE = SQLModel.metadata.tables["enterprise"]
CASE = SQLModel.metadata.tables["case"]
