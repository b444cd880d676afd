"""Codes from an authenticator (TOTP, RFC 6238), and the recovery codes for when it is lost."""

import logging
import secrets
from datetime import UTC, datetime

import pyotp
from pyotp.exceptions import OTPVerificationError
from sqlalchemy import delete, or_, select, update
from sqlmodel import Field, Session, SQLModel, col

from records.accounts import AccountRow, token_hash
from records.sealing import Sealer, SealError

log = logging.getLogger(__name__)
ISSUER = "phaseout"
_STEPS_OFF = 1
"""A clock may be a step of 30 s off."""
_RECOVERY_CODES, _RECOVERY_BYTES = 10, 14
"""112 bits each: what is kept of them is a fast hash."""


class RecoveryCodeRow(SQLModel, table=True):
    __tablename__ = "recovery_code"

    account: str = Field(primary_key=True, foreign_key="account.id", max_length=60)
    code_hash: str = Field(primary_key=True, max_length=64)


_ACCOUNT = SQLModel.metadata.tables["account"]
_RECOVERY = SQLModel.metadata.tables["recovery_code"]


def enrol(sealer: Sealer, account: AccountRow) -> tuple[str, str]:
    """A new secret and its otpauth URI, to be shown once; it counts when it is confirmed. Raises
    SealError where there is nothing to seal with."""
    secret = pyotp.random_base32()
    account.totp_sealed = sealer.seal(secret, _owner(account))
    account.totp_confirmed_at = account.totp_used = None
    return secret, pyotp.TOTP(secret).provisioning_uri(name=account.id, issuer_name=ISSUER)


def confirm(session: Session, sealer: Sealer, account: AccountRow, code: str) -> list[str] | None:
    """From now on a code is asked for. Gives recovery codes, to be shown once; none if the code is
    wrong."""
    if not _right(session, sealer, account, code):
        return None
    account.totp_confirmed_at = datetime.now(UTC).isoformat()
    codes = [secrets.token_hex(_RECOVERY_BYTES) for _ in range(_RECOVERY_CODES)]
    _drop_recovery_codes(session, account.id)
    session.add_all(RecoveryCodeRow(account=account.id, code_hash=token_hash(it)) for it in codes)
    return codes


def accepts(session: Session, sealer: Sealer, account: AccountRow, code: str) -> bool:
    """Whether this is the code of now, or a recovery code; either counts once."""
    return _right(session, sealer, account, code) or _recovers(session, account, code)


def remove(session: Session, account: AccountRow) -> None:
    account.totp_sealed = account.totp_confirmed_at = account.totp_used = None
    _drop_recovery_codes(session, account.id)


def reseal(session: Session, sealer: Sealer) -> int:
    """Every secret under the installation's first key; gives how many. Raises SealError."""
    enrolled = select(AccountRow).where(col(AccountRow.totp_sealed).is_not(None))
    # held, lest one that is enrolled anew at this moment is overwritten by the one before
    rows = session.scalars(enrolled.order_by(col(AccountRow.id)).with_for_update()).all()
    for row in rows:
        row.totp_sealed = sealer.reseal(str(row.totp_sealed), _owner(row))
    return len(rows)


def _owner(account: AccountRow) -> str:
    """Nobody else's, whatever a department or a subscription is called."""
    return f"authenticator of {account.id}"


def _right(session: Session, sealer: Sealer, account: AccountRow, code: str) -> bool:
    if account.totp_sealed is None:
        return False
    try:
        secret = sealer.open(account.totp_sealed, _owner(account))
    except SealError as problem:  # recovery codes go on letting in
        log.error("a code is refused: %s", problem)
        return False
    try:
        step = pyotp.TOTP(secret).verify_and_get_timecode(
            code, for_time=datetime.now(UTC), valid_window=_STEPS_OFF
        )
    except OTPVerificationError:
        return False
    fresh = or_(_ACCOUNT.c.totp_used.is_(None), _ACCOUNT.c.totp_used < step)
    used = update(_ACCOUNT).where(_ACCOUNT.c.id == account.id, fresh).values(totp_used=step)
    return session.connection().execute(used).rowcount == 1


def _recovers(session: Session, account: AccountRow, code: str) -> bool:
    given = _RECOVERY.c.account == account.id, _RECOVERY.c.code_hash == token_hash(code)
    return session.connection().execute(delete(_RECOVERY).where(*given)).rowcount == 1


def _drop_recovery_codes(session: Session, account: str) -> None:
    session.execute(delete(_RECOVERY).where(_RECOVERY.c.account == account))
