"""A one-time password, as it is answered."""

from datetime import datetime

from fastapi import Response
from pydantic import BaseModel
from sqlmodel import Session

from records.accounts import AccountRow


class OneTimePassword(BaseModel):
    """Shown this once; it has to be changed at the first sign-in."""

    password: str
    valid_until: datetime | None


def one_time(session: Session, response: Response, account: str, password: str) -> OneTimePassword:
    response.headers["Cache-Control"] = "no-store"
    session.flush()
    row = session.get_one(AccountRow, account)
    until = datetime.fromisoformat(row.one_time_until) if row.one_time_until else None
    return OneTimePassword(password=password, valid_until=until)
