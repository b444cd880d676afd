"""What a newer version of a procedure says otherwise, as a dry run shows it (S10)."""

from typing import Any

from pydantic import BaseModel, TypeAdapter

from domain.procedure import Procedure

_PROCEDURE = TypeAdapter(Procedure)


class RuleChange(BaseModel):
    """One thing that the procedure says: `what` is its name, as `limits.reported`; None where a
    version says nothing of it."""

    version_before: int
    what: str
    before: Any
    after: Any


def rule_changes(before: Procedure, after: Procedure) -> list[RuleChange]:
    was, now = (_PROCEDURE.dump_python(each, mode="json") for each in (before, after))
    return [
        RuleChange(version_before=before.version, what=what, before=old, after=new)
        for name in was
        if name != "version"
        for what, old, new in _differences(name, was[name], now[name])
    ]


def _differences(name: str, was: Any, now: Any) -> list[tuple[str, Any, Any]]:
    if not isinstance(was, dict):
        return [(name, was, now)] if was != now else []
    return [
        (f"{name}.{key}", was.get(key), now.get(key))
        for key in {**was, **now}
        if was.get(key) != now.get(key)
    ]
