"""Rule ids in prose and in the names of functions."""

import re
from collections.abc import Iterator

from tests.traceability.policy import IDS

_ONE = r"[PLSO]\d+(?:\.\d+)?"
_ONE_OR_A_RANGE = re.compile(rf"\b({_ONE})(?:[-–]({_ONE}))?\b")
_NUMBER_IN_TWO_PARTS = re.compile(r"\b(P\d+|O4) (\d+)\b")


def cited_in(text: str) -> Iterator[str]:
    """The ids in a text; a range such as L1-L4 stands for every rule in it."""
    for first, last in _ONE_OR_A_RANGE.findall(text):
        if first in IDS and last in IDS:
            yield from IDS[IDS.index(first) : IDS.index(last) + 1]
        elif first in IDS:
            yield first


def cited_by_name(name: str) -> Iterator[str]:
    """The ids in a function's name: `test_p1_3_to_p1_5_l3_…` cites P1.3, P1.4, P1.5 and L3."""
    words = name.upper().replace("_TO_", "-").replace("_", " ")
    return cited_in(_NUMBER_IN_TWO_PARTS.sub(r"\1.\2", words))
