"""Who read a case file, and who took a list away: on the audit record for the roles that the
settings name (S7); and who was refused what they asked for beside commands, whatever the role."""

from api.problems import unavailable
from api.state import Shared
from domain.people import Actor, Person
from domain.words import Text
from records.audit import Note
from records.note_log import NoteLogFullError

_FULL = Text("审计记录暂不可写，请稍后重试", "the audit record cannot be written; try again later")


def case_read(shared: Shared, by: Actor, number: str, part: str) -> None:
    """Raises the 503 problem where it cannot be noted: then it may not be read either."""
    _note(shared, by, Note("case_read", by.id, by.role, number, part))


def file_read(shared: Shared, by: Actor, subject: str, sha256: str) -> None:
    """The same of an attachment; `subject` is the case or order that it is read by."""
    _note(shared, by, Note("attachment_read", by.id, by.role, subject, detail=sha256))


def exported(shared: Shared, by: Actor, subject: str, asked_for: object = "") -> None:
    """The same of a list, by what was asked for."""
    detail = str(asked_for)
    _note(shared, by, Note("exported", by.id, by.role, subject, detail=detail))


def payloads_decoded(shared: Shared, by: Actor, count: int) -> None:
    """The same of payloads, which hold whole cases: whatever the settings say of the role."""
    _take(shared, Note("payloads_decoded", by.id, by.role, detail=f"{count} payloads"))


def asking_refused(shared: Shared, person: Person, right: str, subject: str, code: str) -> None:
    """Whatever the role; of somebody with several, in none of them."""
    role, *others = dict.fromkeys(each.role for each in person.capacities) or [""]
    _take(shared, Note("refused", person.id, "" if others else role, subject, code, right))


def _note(shared: Shared, by: Actor, noted: Note) -> None:
    if by.role in shared.settings.read_log_roles:
        _take(shared, noted)


def _take(shared: Shared, noted: Note) -> None:
    try:
        shared.note_log.take(noted)
    except NoteLogFullError:
        raise unavailable("audit_unavailable", _FULL) from None
