"""Where a chain first does not hold, and what the rest of it tells of how that came about.

Whoever tampers leaves traces: the right entry further on, the wrong one twice, numbers that entries
say of themselves. The rest is listened to once, in order, and then there is a verdict.
"""

from collections.abc import Mapping

from domain.events import link
from records.findings import Kind
from records.links import Link


class Suspicion:
    """`place` is where `bad` lies or should lie; `heads` are the chain's hashes by number up to the
    entry before it, as far back as they are remembered."""

    def __init__(self, place: int, heads: Mapping[int, str], bad: Link) -> None:
        self._place = place
        self._heads = heads
        self._bad = bad
        self._last = bad.number
        self._next: Link | None = None
        self._right_one_is_there = False
        self._bad_is_twice = bad.own is not None and bad.own < place
        self._look_for_the_right_one(bad)

    def hear(self, later: Link) -> None:
        self._next = self._next or later
        self._last = later.number
        self._bad_is_twice = self._bad_is_twice or later.own == self._bad.own
        self._look_for_the_right_one(later)

    def _look_for_the_right_one(self, candidate: Link) -> None:
        if candidate is not self._bad or candidate.number != self._place:
            fits = self._fits(candidate, self._place)
            self._right_one_is_there |= candidate.own == self._place or fits

    def _fits(self, candidate: Link, number: int) -> bool:
        """Whether it was made as the entry of that number."""
        before = self._heads.get(number - 1)
        return before is not None and link(before, candidate.digest) == candidate.hash

    def verdict(self, total: int | None) -> tuple[int, Kind]:
        """Which entry is bad first, and how; `total` is how many there should be, if known."""
        place, own = self._place, self._bad.own
        if self._bad.number < place:
            return self._bad.number, Kind.INSERTED
        if self._bad.number > place:
            return place, Kind.REORDERED if self._right_one_is_there else Kind.MISSING
        if own is not None and own < place and self._was_pushed_out_of(own):
            return own, Kind.INSERTED
        if self._right_one_is_there:
            moved = own not in (None, place) and not self._bad_is_twice
            return place, Kind.REORDERED if moved else Kind.INSERTED
        if total is not None and place > total:
            return place, Kind.INSERTED
        if own is not None and own > place and self._others_moved_up(own, total):
            return place, Kind.MISSING
        return place, Kind.ALTERED

    def _was_pushed_out_of(self, own: int) -> bool:
        """It was made for a place where another lies now, whose hash fits there just as well."""
        return self._fits(self._bad, own) and self._heads.get(own) != self._bad.hash

    def _others_moved_up(self, own: int, total: int | None) -> bool:
        """An entry taken out and those behind it numbered anew, not one whose number was altered:
        then what follows it goes on from its number."""
        if self._next is not None:
            return self._next.own == own + 1
        return total is not None and self._last < total
