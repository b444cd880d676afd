"""What no case's workflow saw: refused commands, sign-ins, refused receipts, yearly figures, the
districts' reviews (S7)."""

from datetime import UTC, datetime

from sqlmodel import Field, Session, SQLModel


class AuditRow(SQLModel, table=True):
    """`what` is a stable code (`refused`, `signed_in`, `sign_in_failed`, `receipt_refused`,
    `figures_kept`, `districts_reviewed`, `stand_in_named`, `stand_in_ended`)."""

    __tablename__ = "audit"

    id: int | None = Field(default=None, primary_key=True)
    at: str = Field(max_length=40)
    actor: str = Field(max_length=80)
    role: str = Field(max_length=20)
    what: str = Field(max_length=40)
    subject: str = Field(max_length=200)
    code: str = Field(max_length=60)
    detail: str = Field(max_length=4000)


def note(
    session: Session,
    what: str,
    *,
    actor: str,
    role: str = "",
    subject: str = "",
    code: str = "",
    detail: str = "",
) -> None:
    session.add(
        AuditRow(
            at=datetime.now(UTC).isoformat(),
            actor=actor[:80],
            role=role,
            what=what,
            subject=subject[:200],
            code=code,
            detail=detail[:4000],
        )
    )
