"""Attachments that a person may have (S9): to be given to them, or named in a command of theirs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from fastapi.concurrency import run_in_threadpool

from api.capacities import first
from api.problems import ProblemError
from api.state import Shared
from domain.people import Actor, Person
from domain.refusals import Refusal
from domain.rights import entitled, reach_of
from domain.words import Attachment, Text
from records.attachment_access import Found, Reader, readable
from records.attachments import are_needed, hold_known
from records.audit import Note
from records.database import reading, writing

_UNKNOWN = Text(
    "没有所引用的附件，请先上传（POST /attachments）",
    "there is no such attachment; send it in first (POST /attachments)",
)


def found_by(shared: Shared, person: Person, sha256: str) -> tuple[Found, Actor] | None:
    """It, and in which capacity it is theirs to have; None where it is not, or not there."""
    with reading(shared.engine) as session:
        for by in _capacities(person):
            found = readable(session, _reader(shared, person, [by]), [sha256])
            if sha256 in found:
                return found[sha256], by
    return None


@dataclass(frozen=True, slots=True)
class Named:
    """A file that a command names; `where` in its body. The size is left out in evidence."""

    sha256: str
    size: int | None
    where: tuple[str | int, ...]


def named(attachments: Sequence[Attachment]) -> list[Named]:
    return [
        Named(each.sha256, each.size, ("body", "attachments", place))
        for place, each in enumerate(attachments)
    ]


async def must_be_known(
    shared: Shared, person: Person, subject: str, files: Sequence[Named]
) -> None:
    """Before a command goes any further: each that it names is here and theirs to have, and stays
    until the command is on record. Raises the problem where one is not, which is noted."""
    unknown = await run_in_threadpool(_unknown, shared, person, files) if files else []
    if not unknown:
        return
    by, detail = first(person), ", ".join(each.sha256 for each in unknown)
    await shared.notes.ask(Note("refused", by.id, by.role, subject, "unknown_attachment", detail))
    errors = [{"where": [*each.where], "why": _UNKNOWN.en} for each in unknown]
    raise ProblemError(422, "unknown_attachment", _UNKNOWN, rule="S7", errors=errors)


def _unknown(shared: Shared, person: Person, files: Sequence[Named]) -> list[Named]:
    contents = sorted({each.sha256 for each in files})
    with writing(shared.engine) as session:
        connection = session.connection()
        hold_known(connection, contents)
        found = readable(session, _reader(shared, person, _capacities(person)), contents)
        are_needed(connection, sorted(found))
    return [
        each
        for each in files
        if each.sha256 not in found or each.size not in (None, found[each.sha256].size)
    ]


def _capacities(person: Person) -> tuple[Actor, ...]:
    found = entitled(person, "read_attachment")
    return () if isinstance(found, Refusal) else found


def _reader(shared: Shared, person: Person, capacities: Sequence[Actor]) -> Reader:
    reaches = [reach for each in capacities if (reach := reach_of(each)) is not None]
    departments = [each.department for each in capacities if each.department]
    kept = timedelta(days=shared.settings.attachments.keep_days)
    return Reader(person.id, (*reaches,), (*departments,), datetime.now(UTC) - kept)
