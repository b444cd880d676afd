"""`dataclasses.replace` for the values of the core that change with the entries, many times as
fast: a case has fifty fields, and none has anything to compute when it is made. Such a value has
no slots, so that all of them are copied at once.
"""

from functools import cache, cached_property
from typing import Any, TypeVar

Value = TypeVar("Value")


def changed(value: Value, **changes: Any) -> Value:
    """The value with these fields changed, and nothing kept that was worked out from the ones
    before. Raises AttributeError for a field it does not have."""
    kind: Any = type(value)
    fields = vars(value) | changes
    if len(fields) > len(vars(value)):
        raise AttributeError(f"{kind.__name__} has not all of {[*changes]}")
    for name in _worked_out(kind):
        fields.pop(name, None)
    new: Value = object.__new__(kind)
    object.__setattr__(new, "__dict__", fields)
    return new


@cache
def _worked_out(kind: Any) -> list[str]:
    return [name for name, what in vars(kind).items() if isinstance(what, cached_property)]
