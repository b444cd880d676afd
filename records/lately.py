"""Enterprises as they were on record lately, which spares reading their states again."""

from collections import OrderedDict
from threading import Lock

from domain.enterprise import Enterprise

MOST = 200


class Lately:
    """For many threads. What is kept counts for the very state that the read model had then, and
    for no other: whoever wrote on it since, or altered it (S7)."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._kept = OrderedDict[str, tuple[str, Enterprise]]()
        self._one_at_a_time = Lock()

    def keep(self, enterprise: Enterprise, state: str) -> None:
        """In place of what was kept of it; what was kept the longest ago gives way."""
        with self._one_at_a_time:
            self._kept[enterprise.code] = state, enterprise
            self._kept.move_to_end(enterprise.code)
            if len(self._kept) > self._most:
                self._kept.popitem(last=False)

    def at(self, code: str, state: str) -> Enterprise | None:
        """The enterprise in this state, as the read model writes it, if it is kept."""
        kept = self._kept.get(code)
        return kept[1] if kept is not None and kept[0] == state else None
