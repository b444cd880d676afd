"""Following one chain from its beginning, link by link, against what others know of it."""

from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass

from domain.events import BEGINNING, link
from records.findings import Finding, Kind
from records.links import Link
from records.suspicion import Suspicion

_REMEMBERED = 100


@dataclass(frozen=True, slots=True)
class Known:
    """`witness` knows the hash of the entry with this number; `last` where none may follow it."""

    number: int
    hash: str
    witness: str
    last: bool = False


class Chain:
    """`known` is what others know. Feed it with the links in the order of their numbers."""

    def __init__(self, name: str, known: Iterable[Known] = ()) -> None:
        self._name = name
        self._known = sorted(known, key=lambda each: each.number)
        self._met = 0
        self._total = next((each.number for each in self._known if each.last), None)
        self._number = 0
        self._heads = OrderedDict({0: BEGINNING})
        self._suspicion: Suspicion | None = None
        self._rewritten: Finding | None = None

    def feed(self, each: Link) -> None:
        if self._suspicion:
            self._suspicion.hear(each)
            return
        place = self._number + 1
        head = link(self._heads[self._number], each.digest)
        if each.number != place or each.own != place or each.hash != head or not each.agrees:
            self._suspicion = Suspicion(place, self._heads, each)
            return
        self._number = place
        self._heads[place] = head
        if len(self._heads) > _REMEMBERED:
            self._heads.popitem(last=False)
        self._hold_against_what_is_known(head)

    def _hold_against_what_is_known(self, head: str) -> None:
        while self._met < len(self._known) and self._known[self._met].number <= self._number:
            known = self._known[self._met]
            if known.number == self._number and known.hash != head and not self._rewritten:
                self._rewritten = self._made_anew(known)
            self._met += 1

    def _made_anew(self, known: Known) -> Finding:
        """All hashes fit, so they were made anew from the bad entry on, which nobody can name:
        it comes after the last that is known to be as it was."""
        before = self._known[self._met - 1].number if self._met else 0
        return Finding(self._name, before + 1, Kind.ALTERED, known.witness, known.number)

    def finish(self) -> Finding | None:
        """The first bad entry, once all links were fed."""
        if self._suspicion:
            number, kind = self._suspicion.verdict(self._total)
            if self._rewritten is None or number <= self._rewritten.up_to:
                return Finding(self._name, number, kind)
        if self._rewritten:
            return self._rewritten
        ahead = [each for each in self._known if each.number > self._number]
        if ahead:
            return Finding(self._name, self._number + 1, Kind.TRUNCATED, ahead[-1].witness)
        if self._total is not None and self._number > self._total:
            witness = next(each.witness for each in self._known if each.last)
            return Finding(self._name, self._total + 1, Kind.INSERTED, witness)
        return None
