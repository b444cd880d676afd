"""The keys shared with departments: made, replaced without a gap, and retired."""

import json
from base64 import b64decode
from collections.abc import Sequence
from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Path
from fastapi.concurrency import run_in_threadpool
from pydantic import BaseModel, ConfigDict, Field, SecretStr

from api.department_views import KeyView, key_view
from api.departments import DepartmentInPath, SettingUp, known
from api.problems import ProblemError, documented, not_found
from api.state import Shared, SharedState
from domain.people import Actor
from domain.words import Text
from records import audit, departments
from records.database import writing
from records.department_keys import (
    Key,
    LastKeyError,
    TwoKeysError,
    make_key,
    new_secret,
    retire_key,
)
from records.sealing import SealError

router = APIRouter(tags=["departments"])
OVERLAP_HOURS = 7 * 24
MOST_HOURS = 90 * 24
FEWEST_BYTES = 24
"""As Standard Webhooks asks for."""
_TWO_KEYS = Text(
    "已有两个有效密钥，请先停用其中一个", "two keys count already; retire one of them first"
)
_LAST_KEY = Text("不能停用最后一个密钥，请先更换", "the last key stays; make another one first")
NO_SEAL = Text(
    "未设置 PHASEOUT_SECRET_KEY，不能保存密钥", "PHASEOUT_SECRET_KEY is not set: no key can be kept"
)
_WEAK = Text("密钥应为 whsec_ 加 base64，至少 24 字节", "whsec_ and base64, of 24 bytes or more")


class KeyBody(BaseModel):
    """`secret` is made here if it is left out. The key before it counts for `overlap_hours` more:
    none for one that was given away."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"example": {"overlap_hours": OVERLAP_HOURS}}
    )

    secret: Annotated[SecretStr, Field(max_length=200)] | None = None
    overlap_hours: Annotated[int, Field(ge=0, le=MOST_HOURS, strict=True)] = OVERLAP_HOURS


class NewKeyView(KeyView):
    """The secret is shown this once."""

    secret: str


@router.post(
    "/departments/{department}/keys",
    status_code=201,
    responses=documented(400, 401, 403, 404, 409, 413, 422, 503),
)
async def rotate_key(
    department: DepartmentInPath, body: KeyBody, by: SettingUp, shared: SharedState
) -> NewKeyView:
    """A new key. Until the one before retires, orders carry a signature by each, and the
    department may sign with either."""
    known(department)
    return await run_in_threadpool(_make, shared, department, body, by)


@router.delete(
    "/departments/{department}/keys/{key_number}",
    status_code=204,
    responses=documented(401, 403, 404, 409, 422, 503),
)
def retire_department_key(
    department: DepartmentInPath,
    key_number: Annotated[int, Path(ge=1, le=2**31 - 1)],
    by: SettingUp,
    shared: SharedState,
) -> None:
    """It counts no more, and is forgotten. Of two, the one that is left counts for good."""
    known(department)
    try:
        with writing(shared.engine) as session:
            before = departments.locked(session, department).live_keys()
            if not retire_key(session, department, key_number):
                raise not_found(str(key_number))
            after = departments.department(session, department).live_keys()
            audit.note(
                session,
                "department_key_retired",
                actor=by.id,
                role=by.role,
                subject=department,
                detail=_told(before, after),
            )
    except LastKeyError as problem:
        raise ProblemError(409, "last_key", _LAST_KEY) from problem


def _make(shared: Shared, department: str, body: KeyBody, person: Actor) -> NewKeyView:
    given = body.secret
    secret = new_secret() if given is None else _given(given.get_secret_value())
    overlap = timedelta(hours=body.overlap_hours)
    try:
        with writing(shared.engine) as session:
            before = departments.locked(session, department).live_keys()
            made = make_key(session, shared.sealer, department, secret, person.id, overlap)
            after = departments.department(session, department).live_keys()
            audit.note(
                session,
                "department_key_made",
                actor=person.id,
                role=person.role,
                subject=department,
                detail=_told(before, after),
            )
    except TwoKeysError as problem:
        raise ProblemError(409, "two_keys", _TWO_KEYS) from problem
    except SealError as problem:
        raise ProblemError(409, "no_secret_key", NO_SEAL) from problem
    return NewKeyView(**key_view(made).model_dump(), secret=secret)


def _told(before: Sequence[Key], after: Sequence[Key]) -> str:
    """Which keys counted and which count now, and until when, as JSON."""
    was, now = (
        {key.number: key.retires_at.isoformat() if key.retires_at else None for key in keys}
        for keys in (before, after)
    )
    return json.dumps({"before": was, "after": now})


def _given(secret: str) -> str:
    """One that both sides read alike, and that nobody guesses."""
    prefix, encoded = secret[:6], secret[6:]
    try:
        long_enough = len(b64decode(encoded, validate=True)) >= FEWEST_BYTES
    except ValueError:
        long_enough = False
    if prefix != "whsec_" or not long_enough:
        errors = [{"where": ["body", "secret"], "why": {"zh": _WEAK.zh, "en": _WEAK.en}}]
        raise ProblemError(422, "weak_secret", _WEAK, errors=errors)
    return secret
