"""Personal data is in the table: what is not there would be shown to everybody."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Annotated, Any, get_args, get_origin, get_type_hints

import pytest

from domain.enterprise import Enterprise
from domain.events import Entry
from domain.people import Actor, Principal, Role
from domain.personal import ACTING, NEEDED_BY, PERSONAL, WHOSE, Whose
from domain.words import OfPerson

SOUNDS_LIKE_A_PERSON = ("by", "to", "name", "applicant", "clerk", "witnesses", "responsible")
SOUNDS_SO_AND_IS_NONE = {
    ("Measure", "released_by"): "the case that needed it last",
    ("Order", "accept_by"): "a day",
    ("Order", "receipt_by"): "a day",
    ("ServeNotice", "rectify_by"): "a day",
    ("CorrectNotice", "rectify_by"): "a day",
    ("Escalated", "to"): "an office",
    ("Climb", "to"): "an office",
    ("Step", "to"): "a stage",
    ("Enterprise", "name"): "the enterprise's",
    ("Flag", "enterprise_name"): "likewise",
    ("Line", "name"): "the line's",
    ("Attachment", "name"): "a file's",
}
BY_THEIR_ROLE = (Actor, Principal)
"""Whose names these are depends on the role that they act in."""


def _below(hint: Any) -> Iterator[type]:
    if is_dataclass(hint) and isinstance(hint, type):
        yield hint
    for argument in get_args(hint):
        yield from _below(argument)


def _kept() -> dict[type, dict[str, Any]]:
    """Every dataclass that an entry or an enterprise may hold, with the types of its fields."""
    found: dict[type, dict[str, Any]] = {}
    waiting: list[type] = [Entry, Enterprise]
    while waiting:
        kind = waiting.pop()
        if kind in found:
            continue
        hints = get_type_hints(kind, include_extras=True)
        found[kind] = {field.name: hints[field.name] for field in fields(kind)}
        waiting += [each for hint in hints.values() for each in _below(hint)]
    return found


def _names_a_person(hint: Any) -> bool:
    marks = hint.__metadata__ if get_origin(hint) is Annotated else ()
    below = get_args(hint)[:1] if marks else get_args(hint)
    return any(isinstance(mark, OfPerson) for mark in marks) or any(map(_names_a_person, below))


KEPT = _kept()
FIELDS = {(kind, name): hint for kind, hints in KEPT.items() for name, hint in hints.items()}
IN_THE_TABLE = {(kind, name) for kind, names in PERSONAL.items() for name in names}


def test_every_field_typed_as_a_persons_name_is_in_the_table() -> None:
    assert {key for key, hint in FIELDS.items() if _names_a_person(hint)} == IN_THE_TABLE


def test_every_field_that_sounds_like_a_person_is_typed_so() -> None:
    """Whoever writes an action with a `signed_by: Name` is told here."""
    sounding = {
        (kind.__name__, name)
        for (kind, name), hint in FIELDS.items()
        if name.endswith(SOUNDS_LIKE_A_PERSON)
        and kind not in BY_THEIR_ROLE
        and not _names_a_person(hint)
        and not any(issubclass(each, Actor) for each in _below(hint))
    }
    assert sounding == SOUNDS_SO_AND_IS_NONE.keys()


def test_whoever_may_act_is_somebody() -> None:
    assert ACTING.keys() == set(Role) - {Role.SYSTEM}


@pytest.mark.parametrize("whose", Whose)
def test_everybodys_data_has_a_label_and_readers(whose: Whose) -> None:
    assert WHOSE[whose].zh
    assert Role.AUDITOR in NEEDED_BY[whose]
    assert not NEEDED_BY[whose] & {Role.ADMINISTRATOR, Role.SYSTEM}
