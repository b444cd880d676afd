"""Personal data masked for who does not need it 脱敏, wherever an entry, a case or an order is
shown; the table is `domain/personal.py`."""

from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from functools import cache
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from domain.people import Actor, Principal, Role, is_person
from domain.personal import ACTING, NEEDED_BY, PERSONAL, Whose

Readers = frozenset[Role]
"""The roles in which somebody reads: what one of them needs is shown."""
NOBODY: Readers = frozenset()
"""Of what leaves the authority: all of it is masked."""
STARS = "**"
Shown = TypeVar("Shown")


def masked(value: Shown, readers: Readers) -> Shown:
    """The same value with every personal field in it, however deep, masked for these readers."""
    hidden = frozenset(whose for whose in Whose if not readers & NEEDED_BY[whose])
    return _masked(value, hidden) if hidden else value


def masked_name(name: str, whose: Whose, readers: Readers) -> str:
    """Of one that stands alone, as an account's id in a list."""
    return name if readers & NEEDED_BY[whose] else mask(name)


def mask(name: str) -> str:
    """李卫东 becomes 李**, whatever the length; nothing stays nothing."""
    return f"{name[0]}{STARS}" if name else name


def _masked(value: Any, hidden: frozenset[Whose]) -> Any:
    match value:
        case Actor():
            return _actor(value, hidden)
        case tuple() | list():
            return type(value)(_masked(each, hidden) for each in value)
        case dict():
            return {key: _masked(each, hidden) for key, each in value.items()}
        case _ if is_dataclass(value) and _may_hold(type(value)):
            return _fields_masked(value, hidden)
        case _:
            return value


def _fields_masked(value: Any, hidden: frozenset[Whose]) -> Any:
    own = PERSONAL.get(type(value), {})
    changes = {}
    for name in _may_hold(type(value)):
        before = getattr(value, name)
        if name not in own:
            after = _masked(before, hidden)
        elif own[name] in hidden:
            after = mask(before) if isinstance(before, str) else tuple(map(mask, before))
        else:
            continue
        if after != before:
            changes[name] = after
    return replace(value, **changes) if changes else value


def _actor(actor: Actor, hidden: frozenset[Whose]) -> Actor:
    if ACTING.get(actor.role) not in hidden or not is_person(actor):
        return actor
    principal = actor.standing_in_for
    return replace(
        actor,
        id=mask(actor.id),
        name=mask(actor.name),
        standing_in_for=principal and Principal(mask(principal.id), mask(principal.name)),
    )


def _fields_to_look_at(kind: Any) -> tuple[str, ...]:
    """Those that are personal or have something personal below: calendars and procedures are long,
    and not looked through."""
    hints = get_type_hints(kind)
    own = PERSONAL.get(kind, {})
    return tuple(
        field.name
        for field in fields(kind)
        if field.name in own or any(map(_holds, _named_in(hints[field.name])))
    )


_may_hold: Callable[[Any], tuple[str, ...]] = cache(_fields_to_look_at)


def _holds(kind: type) -> bool:
    return kind is Actor or (is_dataclass(kind) and bool(_may_hold(kind)))


def _named_in(hint: Any) -> set[Any]:
    """Every class that the type names: those of `tuple[Order, ...]`, of a union, of a dict."""
    if get_origin(hint) is None:
        return {hint} if isinstance(hint, type) else set()
    return {each for argument in get_args(hint) for each in _named_in(argument)}
