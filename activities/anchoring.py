"""Making anchors over the record and bringing copies of them outside (S7)."""

import asyncio
from dataclasses import dataclass

import aiosmtplib
import httpx2
from sqlalchemy import Engine
from temporalio import activity
from temporalio.exceptions import ApplicationError

from activities.anchor_places import AnchorPlaces
from domain.people import SYSTEM
from records import anchors
from records.anchors import Anchor
from records.audit import note
from records.database import reading, writing
from records.signing import Signer
from settings.anchoring import AnchorSettings

NOT_SENT = (OSError, httpx2.HTTPError, httpx2.InvalidURL, aiosmtplib.SMTPException)


@dataclass(frozen=True, slots=True)
class Made:
    number: int
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ToSend:
    number: int
    place: str


class Anchoring:
    def __init__(self, engine: Engine, config: AnchorSettings, http: httpx2.AsyncClient) -> None:
        self._engine = engine
        self._config = config
        self._places = AnchorPlaces(config, http)

    @activity.defn(name="make_anchor")
    async def make_anchor(self) -> Made:
        """Repeated it makes another one, which does no harm."""
        try:
            made = await asyncio.to_thread(self.make)
        except ValueError as problem:
            raise ApplicationError(str(problem), type="no_key", non_retryable=True) from problem
        return Made(made.number, self._config.places)

    @activity.defn(name="send_anchor")
    async def send_anchor(self, what: ToSend) -> None:
        """Safe to repeat. That it arrived is put on record, and that it did not at first."""
        try:
            await self.send(what)
        except NOT_SENT as problem:
            if activity.info().attempt == 1:
                await asyncio.to_thread(self._note, "anchor_not_sent", what, repr(problem))
            raise

    def make(self) -> Anchor:
        """Raises ValueError without a key to sign with."""
        secret = self._config.secret
        if not secret:
            raise ValueError("no anchor key is set: PHASEOUT_ANCHOR")
        signer = Signer(secret)
        with writing(self._engine) as session:
            return anchors.make_anchor(session, signer)

    async def send(self, what: ToSend) -> None:
        """Raises one of NOT_SENT."""
        await self._places.send(await asyncio.to_thread(self._find, what.number), what.place)
        await asyncio.to_thread(self._note, "anchor_sent", what, "")

    def _find(self, number: int) -> Anchor:
        with reading(self._engine) as session:
            found = anchors.find(session.connection(), number)
        if found is None:
            raise LookupError(f"anchor {number} is not on record")
        return found

    def _note(self, what: str, sent: ToSend, detail: str) -> None:
        with writing(self._engine) as session:
            note(
                session,
                what,
                actor=SYSTEM.id,
                role=SYSTEM.role,
                subject=str(sent.number),
                code=sent.place,
                detail=detail,
            )
