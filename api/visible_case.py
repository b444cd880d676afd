"""A case that somebody asks to see, if it is theirs to see (S9)."""

from api.numbers import enterprise_of
from api.people import acting_on
from api.problems import not_found
from api.state import Shared
from domain.enterprise import Enterprise
from domain.people import Actor, Person
from domain.places import place_of
from records import queries
from records.database import reading


def visible_case(shared: Shared, person: Person, number: str) -> tuple[Enterprise, Actor]:
    """Its enterprise, and in which capacity it is seen. Raises the problem where it is not there or
    not theirs, which is noted."""
    with reading(shared.engine) as session:
        enterprise = queries.enterprise(session, enterprise_of(number))
    if enterprise is None or number not in enterprise.cases:
        raise not_found(number)
    place = place_of(enterprise.cases[number])
    return enterprise, acting_on(shared, person, "read_cases", number, place)
