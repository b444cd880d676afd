"""Recorded entries, folded from their bytes as the record does."""

from collections.abc import Iterable

from domain.enterprise import Enterprise, apply
from domain.events import Recorded, read


def fold(enterprise: Enterprise, entries: Iterable[Recorded]) -> Enterprise:
    for entry in entries:
        enterprise = apply(enterprise, read(entry.body), entry.hash)
    return enterprise
