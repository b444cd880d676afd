"""That a person is still who signed in: a session left open must not take over the account."""

from datetime import timedelta
from typing import Literal

from anyio import to_thread
from fastapi.concurrency import run_in_threadpool
from pydantic import SecretStr
from sqlmodel import Session

from api.hashing import hashing
from api.pauses import too_many
from api.problems import ProblemError
from api.state import Shared
from domain.people import Person
from domain.words import Text
from records import accounts, attempts, audit, totp
from records.accounts import AccountRow
from records.database import reading, writing

Failed = Literal["wrong_password", "wrong_code"]
_FAILED: dict[Failed, Text] = {
    "wrong_password": Text("密码不正确", "wrong password"),
    "wrong_code": Text("动态口令不正确或已用过", "the code is wrong, or was used before"),
}


async def prove(
    shared: Shared, person: Person, password: SecretStr, code: SecretStr | None = None
) -> None:
    """Raises 403, or 429 after too many failures: guessing is as slow as at the door. A code is
    looked at if one is given."""
    wait = await run_in_threadpool(_count, shared, person)
    if wait is not None:
        raise too_many(wait)
    right = await to_thread.run_sync(_knows, shared, person, password, limiter=hashing())
    failed = await run_in_threadpool(_conclude, shared, person, code, right=right)
    if failed:
        raise wrong(failed)


def wrong(failed: Failed) -> ProblemError:
    return ProblemError(403, failed, _FAILED[failed], rule="S9")


def _count(shared: Shared, person: Person) -> timedelta | None:
    with writing(shared.engine) as session:
        return attempts.count(session, [attempts.own_bucket(person.id)])


def _knows(shared: Shared, person: Person, password: SecretStr) -> bool:
    with reading(shared.engine) as session:
        return accounts.verify(session, person.id, password.get_secret_value()) is not None


def _conclude(
    shared: Shared, person: Person, code: SecretStr | None, *, right: bool
) -> Failed | None:
    with writing(shared.engine) as session:
        failed = _failed(session, shared, person, code) if right else "wrong_password"
        if failed:
            audit.note(session, "proof_failed", actor=person.id, code=failed)
        else:
            attempts.clear(session, attempts.own_bucket(person.id))
        return failed


def _failed(
    session: Session, shared: Shared, person: Person, code: SecretStr | None
) -> Failed | None:
    if code is None:
        return None
    row = session.get_one(AccountRow, person.id)
    right = totp.accepts(session, shared.sealer, row, code.get_secret_value())
    return None if right else "wrong_code"
