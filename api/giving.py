"""The path of a command: rights, Temporal, the record, the case as it now stands."""

import hashlib
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Annotated

from fastapi import Header

from api.problems import ProblemError, refused_to
from api.state import Shared
from api.temporal import Engine
from domain.commands import Command
from domain.enterprise import Enterprise
from domain.people import Actor
from domain.refusals import Refusal
from domain.words import Text
from records.audit import SOURCE, Note
from records.write import Brought

_REUSED = "idempotency_key_reused"
_ANOTHER_REQUEST = Text(
    "该 Idempotency-Key 已用于另一请求", "this Idempotency-Key was used for another request"
)
IdempotencyKey = Annotated[
    str,
    Header(
        alias="Idempotency-Key",
        pattern=r"^[A-Za-z0-9_.:-]{1,100}$",
        description="the same key sent again counts once; a new command needs a new key",
        examples=["2026-11-23-0001"],
    ),
]


def fingerprint_of(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


Choose = Callable[[Enterprise], Actor | Refusal]
Check = Callable[[], Awaitable[None]]


async def give(
    shared: Shared,
    code: str,
    command: Command,
    choose: Choose | None = None,
    check: Check | None = None,
) -> Enterprise:
    """Carry out a command on an enterprise and put it on record; gives the enterprise after it.

    `choose` sees the enterprise as it is on record and says in which capacity the command is
    given, or what forbids even to ask; without it the core alone may refuse. `check` raises what
    keeps an entitled person's new command from going further. Raises the problem that answers the
    request if it is refused or nobody can carry it out now.
    """
    command = replace(command, source=command.source or SOURCE.get())
    found = await shared.known.ask((code, command.id))
    known, earlier = found.enterprise, found.earlier
    if choose:
        by = choose(known)
        if isinstance(by, Refusal):
            raise await _refused(shared, code, command, by)
        command = replace(command, by=by)
    if earlier is not None:
        await _must_be_the_same(shared, code, command, earlier.fingerprint)
        return known
    if check:
        await check()
    result = await Engine(shared.temporal, shared.settings.task_queue).give(known, command)
    if isinstance(result, Refusal):
        raise await _refused(shared, code, command, result)
    await _must_be_the_same(shared, code, command, result.fingerprint)
    return await shared.record.ask(Brought(code, result.entries, known))


async def _must_be_the_same(shared: Shared, code: str, command: Command, fingerprint: str) -> None:
    if fingerprint != command.fingerprint:
        await _note_refused(shared, code, command, _REUSED, _ANOTHER_REQUEST)
        raise ProblemError(422, _REUSED, _ANOTHER_REQUEST, rule="S5")


async def _refused(shared: Shared, code: str, command: Command, refusal: Refusal) -> ProblemError:
    await _note_refused(shared, code, command, refusal.code, refusal.message)
    return refused_to(command.by.role, refusal, command.case or code)


async def _note_refused(
    shared: Shared, code: str, command: Command, why: str, message: Text
) -> None:
    """A refused command leaves no trace in a workflow's history, so it is noted here (S7)."""
    noted = Note(
        "refused",
        command.by.id,
        command.by.role,
        command.case or code,
        why,
        f"{command.action.kind}: {message.zh}",
        document=command.document,
        happened_on=command.happened_on,
    )
    await shared.notes.ask(noted)
