"""Going through the record for an auditor, in the background of the API."""

import asyncio
import logging
import time
from typing import Annotated, Self

from fastapi import Depends, Request

from activities.anchor_places import copies
from api.state import Shared
from domain.people import Actor
from records import verifications
from records.audit import note
from records.database import writing
from records.signing import keyring
from records.verifications import VerificationRow
from records.verify import Verification, verify

log = logging.getLogger(__name__)
TELL_EVERY_SECONDS = 1.0


class StoppedError(Exception):
    """The process is to end before everything was gone through."""


class Verifying:
    """One at a time of this process; `async with` it for as long as the API runs."""

    def __init__(self, shared: Shared) -> None:
        self._shared = shared
        self._task: asyncio.Task[None] | None = None
        self._stopping = False

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        self._stopping = True
        if self._task is not None:
            await asyncio.gather(self._task, return_exceptions=True)

    def begin(self, number: str, person: Actor) -> None:
        self._task = asyncio.create_task(asyncio.to_thread(self._run, number, person))

    def _run(self, number: str, person: Actor) -> None:
        try:
            result = self._verify(number)
        except StoppedError:
            return
        except Exception:
            log.exception("verification %s broke off", number)
            return
        with writing(self._shared.engine) as session:
            verifications.conclude(session, number, result)
            note(
                session,
                "record_verified",
                actor=person.id,
                role=person.role,
                subject=number,
                code="good" if result.good else "bad",
                detail="\n".join(finding.message.zh for finding in result.findings),
            )

    def _verify(self, number: str) -> Verification:
        config = self._shared.settings.anchor
        outside = copies(config.folder) if config.folder and config.folder.exists() else []
        told_at = 0.0

        def tell(done: int, total: int) -> None:
            nonlocal told_at
            if self._stopping:
                raise StoppedError
            if time.monotonic() - told_at > TELL_EVERY_SECONDS:
                told_at = time.monotonic()
                with writing(self._shared.engine) as session:
                    verifications.tell(session, number, done, total)

        keys = keyring(config.secret, config.public_keys)
        return verify(self._shared.engine, keys, outside, tell)


async def begin(verifying: Verifying, shared: Shared, person: Actor) -> VerificationRow:
    """A new one, or the one that is under way: going through everything twice gains nothing."""

    def keep() -> tuple[VerificationRow, bool]:
        with writing(shared.engine) as session:
            found = verifications.under_way(session)
            return found or verifications.begin(session, person.id), found is None

    row, is_new = await asyncio.to_thread(keep)
    if is_new:
        verifying.begin(row.id, person)
    return row


def _verifying(request: Request) -> Verifying:
    verifying: Verifying = request.app.state.verifying
    return verifying


VerificationsUnderWay = Annotated[Verifying, Depends(_verifying)]
