"""Whether somebody is an inspector who could work on a case, as their account says."""

from dataclasses import replace

from api.numbers import enterprise_of
from api.state import Shared
from domain.charge import Reassign
from domain.people import Person, Role
from domain.places import OfCase, place_of
from domain.rights import within
from records.accounts import person
from records.database import reading
from records.queries import enterprise


def with_inspector(shared: Shared, number: str, action: Reassign) -> Reassign:
    """The action with the inspector's name, or as it was for somebody who is none or whose
    districts or grounds are others: the core refuses it, once it has seen who asks."""
    with reading(shared.engine) as session:
        known = enterprise(session, enterprise_of(number))
        case = known.cases.get(number) if known else None
        found = person(session, action.to)
    if case is None or found is None or not _could_work_on(found, place_of(case)):
        return action
    return replace(action, name=found.name)


def _could_work_on(person: Person, place: OfCase) -> bool:
    return any(each.role is Role.INSPECTOR and within(each, place) for each in person.capacities)
