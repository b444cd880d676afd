"""One hash over many leaves, and the short proof that one of them is among them.

Leaves and nodes are hashed apart (RFC 6962), so that no node passes for a leaf. An odd one out goes
up as it is.
"""

from collections.abc import Sequence
from hashlib import sha256

Step = tuple[str, str]
"""On which side the neighbour stands, `left` or `right`, and its hash."""


def leaf(content: str) -> str:
    return sha256(b"\x00" + content.encode()).hexdigest()


def root(leaves: Sequence[str]) -> str:
    """Of hashes that `leaf` gave, at least one."""
    level = list(leaves)
    while len(level) > 1:
        level = _above(level)
    return level[0]


def path(leaves: Sequence[str], place: int) -> list[Step]:
    """From the leaf at this place, counted from 0, to the root."""
    level, steps = list(leaves), list[Step]()
    while len(level) > 1:
        neighbour = place ^ 1
        if neighbour < len(level):
            steps.append(("left" if neighbour < place else "right", level[neighbour]))
        level, place = _above(level), place // 2
    return steps


def _above(level: list[str]) -> list[str]:
    pairs = zip(level[::2], level[1::2], strict=False)
    above = [sha256(b"\x01" + bytes.fromhex(a + b)).hexdigest() for a, b in pairs]
    return above + level[-1:] if len(level) % 2 else above
