"""A workbook that a person uploads: how it is sent, and how it is refused."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter

from api.giving import fingerprint_of
from api.problems import ProblemError
from api.state import Shared
from api.workbook_reading import RowProblem
from domain.people import Actor, Person
from domain.words import Text
from records import audit
from records.database import writing

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WORKBOOK_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {XLSX: {"schema": {"type": "string", "format": "binary"}}},
    }
}
PROBLEMS = TypeAdapter(list[RowProblem])
_NO_KEY = Text("须有 Idempotency-Key", "needs an Idempotency-Key")
_KEY_REUSED = Text(
    "该 Idempotency-Key 已用于另一请求",
    "this Idempotency-Key was used for another request",
)


def upload_id(person: Actor | Person, key: str) -> str:
    return fingerprint_of(person.id, key)[:32]


@dataclass(frozen=True, slots=True)
class Upload:
    """A workbook as a person sent it, `acting` in a capacity of theirs; its id follows from the
    person and the key."""

    person: Person
    acting: Actor
    key: str
    name: str
    content: bytes

    @property
    def id(self) -> str:
        return upload_id(self.person, self.key)

    @property
    def fingerprint(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


def needs_key(key: str) -> None:
    """Raises the problem where what is to be kept has no key to count once by (S5)."""
    if not key:
        errors = [{"where": ["header", "Idempotency-Key"], "why": _NO_KEY.en}]
        raise ProblemError(422, "malformed", _NO_KEY, errors=errors)


def key_reused() -> ProblemError:
    return ProblemError(422, "idempotency_key_reused", _KEY_REUSED, rule="S5")


def bad_rows(
    shared: Shared,
    upload: Upload,
    problems: Sequence[RowProblem],
    code: str,
    reason: Text,
    detail: str,
) -> ProblemError:
    """The refusal, noted as every refused command is (S7). What is wrong with the workbook as a
    whole goes before `code` and `reason`."""
    with writing(shared.engine) as session:
        audit.note(
            session,
            "refused",
            actor=upload.person.id,
            role=upload.acting.role,
            subject=upload.name,
            code=code,
            detail=detail,
        )
    errors = PROBLEMS.dump_python(list(problems), mode="json")
    for problem in problems:
        if problem.row is None:
            return ProblemError(422, problem.code, problem.reason, errors=errors)
    return ProblemError(422, code, reason, errors=errors)
