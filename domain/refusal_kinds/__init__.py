"""The kinds of refusal by their stable codes, gathered from their topics."""

from domain.refusal_kinds import (
    anything,
    approval,
    closing,
    consumption,
    correction,
    flagging,
    hearing,
    newer_rules,
    notice,
    orders,
    rectification,
    second_person,
)
from domain.refusal_kinds.kind import Category, RefusalKind

__all__ = ["KINDS", "Category", "RefusalKind"]

TOPICS = (
    anything,
    flagging,
    notice,
    rectification,
    hearing,
    approval,
    closing,
    correction,
    second_person,
    newer_rules,
    orders,
    consumption,
)
KINDS = {code: kind for topic in TOPICS for code, kind in topic.KINDS.items()}
