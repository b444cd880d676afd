"""Enterprises as they were on record lately, which spares reading their states again."""

from collections import OrderedDict
from threading import Lock

from domain.enterprise import Enterprise

MOST = 200


class Lately:
    """For many threads. Whoever else writes on an enterprise's record moves its head on, so what
    is kept counts for the head that it was kept with, and for no other."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._kept = OrderedDict[str, Enterprise]()
        self._one_at_a_time = Lock()

    def keep(self, enterprise: Enterprise) -> None:
        """In place of what was kept of it; what was kept the longest ago gives way."""
        with self._one_at_a_time:
            self._kept[enterprise.code] = enterprise
            self._kept.move_to_end(enterprise.code)
            if len(self._kept) > self._most:
                self._kept.popitem(last=False)

    def at(self, code: str, head: str) -> Enterprise | None:
        """The enterprise whose record ends with this hash, if it is kept."""
        kept = self._kept.get(code)
        return kept if kept is not None and kept.head == head else None
