"""The kinds of refusal by their stable codes, gathered from their topics."""

from domain.refusal_kinds import (
    anything,
    approval,
    closing,
    correction,
    flagging,
    hearing,
    newer_rules,
    notice,
    orders,
    prices,
    rectification,
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
    newer_rules,
    orders,
    prices,
)
KINDS = {code: kind for topic in TOPICS for code, kind in topic.KINDS.items()}
