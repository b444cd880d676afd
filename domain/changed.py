"""`dataclasses.replace` for the slotted values of the core, many times as fast: every entry that
is folded changes a few of them, and none of them has anything to compute when it is made.
"""

from collections.abc import Callable
from functools import cache
from typing import Any, TypeVar

Value = TypeVar("Value")
Read = Callable[[Any], Any]
Write = Callable[[Any, Any], None]
_set = object.__setattr__


def changed(value: Value, **changes: Any) -> Value:
    """The value with these fields changed. Raises AttributeError for a field it does not have."""
    kind: Any = type(value)
    new: Value = object.__new__(kind)
    for name, read, write in _fields(kind):
        if name not in changes:
            write(new, read(value))
    for name, now in changes.items():
        _set(new, name, now)
    return new


@cache
def _fields(kind: Any) -> list[tuple[str, Read, Write]]:
    slots = ((name, getattr(kind, name)) for name in kind.__slots__)
    return [(name, slot.__get__, slot.__set__) for name, slot in slots]
