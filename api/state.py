"""What the API's requests share: the database, Temporal, the settings."""

from collections.abc import AsyncIterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Annotated

from fastapi import Depends, Request
from sqlalchemy import Engine
from temporalio.client import Client

from activities.allowed_hosts import AllowedHosts
from activities.directory import Directory
from api.oidc_provider import Provider
from api.together import Together
from api.token_use import TokenUse
from domain.enterprise import Enterprise
from domain.grounds import Ground
from domain.procedure import Procedure
from domain.procedures import procedures_with
from records.attachment_store import AttachmentStore
from records.audit import Note, note_together
from records.bearer import Bearer, SessionRules
from records.known import Asked, Known, known
from records.lately import Lately
from records.note_log import NoteLog
from records.sealing import Sealer
from records.settings_log import settings_changes
from records.signed_in import signed_in
from records.write import Brought, write_together
from settings import Settings

OIDC_CALLBACK = "/sign-in/oidc/callback"


@dataclass(frozen=True, slots=True)
class Shared:
    """`signed_in` says whose a token is, `known` what is on record before a command, `record`
    puts on record, `notes` on the audit record: what every command needs, for many of them
    together. `note_log` takes notes that nobody waits for. `directory` knows the departments,
    `sealer` seals what is kept secret, `hosts` are those that orders may go to, `receivers` those
    that events may. `files` keeps attachments. `provider` is an authority's own sign-in, where one
    is set up; `procedures` are what new cases go by."""

    engine: Engine
    temporal: Client
    settings: Settings
    signed_in: Together[str, Bearer | None]
    known: Together[Asked, Known]
    record: Together[Brought, Enterprise]
    notes: Together[Note, None]
    note_log: NoteLog
    directory: Directory
    sealer: Sealer
    hosts: AllowedHosts
    receivers: AllowedHosts
    files: AttachmentStore
    provider: Provider | None
    procedures: Mapping[Ground, Procedure]


@asynccontextmanager
async def sharing(engine: Engine, temporal: Client, settings: Settings) -> AsyncIterator[Shared]:
    """Raises SealError or ValueError where the settings for whom we send to cannot be read."""
    sealer = Sealer(settings.secret_key)
    directory = Directory(engine, sealer)
    hosts = AllowedHosts(settings.department_hosts, plain_http=settings.department_plain_http)
    receivers = AllowedHosts(settings.outward_hosts)
    with (
        NoteLog(engine, partial(settings_changes, config=settings)) as note_log,
        ThreadPoolExecutor(1) as reader,
        ThreadPoolExecutor(1) as writer,
    ):
        lately = Lately()
        rules = SessionRules(
            idle=timedelta(minutes=settings.session_idle_minutes),
            totp_roles=settings.totp_roles,
            production=settings.production,
            were_here=TokenUse(engine, writer),
        )
        async with (
            Together(partial(signed_in, engine, rules=rules), reader) as people,
            Together(partial(known, engine, lately=lately), reader) as before,
            Together(partial(write_together, engine, lately=lately), writer) as record,
            Together(partial(note_together, engine), writer) as notes,
        ):
            yield Shared(
                engine=engine,
                temporal=temporal,
                settings=settings,
                signed_in=people,
                known=before,
                record=record,
                notes=notes,
                note_log=note_log,
                directory=directory,
                sealer=sealer,
                hosts=hosts,
                receivers=receivers,
                files=AttachmentStore(settings.attachments),
                provider=_provider(settings),
                procedures=procedures_with(
                    second_person=settings.second_person, heard_stops=settings.heard_stops
                ),
            )


def _provider(settings: Settings) -> Provider | None:
    if settings.oidc is None:
        return None
    return Provider(settings.oidc, settings.public_url.rstrip("/") + OIDC_CALLBACK)


async def _shared(request: Request) -> Shared:  # not async, it would be sent to a thread
    shared: Shared = request.app.state.shared
    return shared


SharedState = Annotated[Shared, Depends(_shared)]
