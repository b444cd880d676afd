"""Changes of the settings on the audit record: each start holds them against the last."""

import json
from typing import Any

from sqlalchemy import Engine
from sqlmodel import col, select

from domain.people import SYSTEM
from records.audit import AuditRow, Note
from records.database import reading
from settings import Settings
from settings.shown import shown

WHAT = "settings_changed"


def settings_changes(engine: Engine, config: Settings) -> list[Note]:
    """A note with what is other than it was; what was not there was None. Empty if nothing is."""
    last = select(AuditRow.body).where(AuditRow.what == WHAT).order_by(col(AuditRow.id).desc())
    with reading(engine) as session:
        body = session.exec(last.limit(1)).first()
    before: dict[str, Any] = json.loads(body)["after"] if body else {}
    after = shown(config)
    if before == after:
        return []
    names = sorted(
        name for name in before.keys() | after.keys() if before.get(name) != after.get(name)
    )
    return [
        Note(
            WHAT,
            SYSTEM.id,
            SYSTEM.role,
            detail=", ".join(names),
            before={name: before.get(name) for name in names},
            after=after,
        )
    ]
