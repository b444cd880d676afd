"""Passwords are hashed a few at a time."""

from functools import cache

from anyio import CapacityLimiter

_AT_ONCE = 2


@cache
def hashing() -> CapacityLimiter:
    """Hashing is slow and takes much memory on purpose: a crowd at the door must not use up the
    threads and the memory that everybody else's requests need."""
    return CapacityLimiter(_AT_ONCE)
