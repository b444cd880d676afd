"""A case that somebody asks to see, if it is theirs to see (S9)."""

from api.numbers import enterprise_of
from api.people import may_see
from api.problems import ProblemError, not_found
from api.read_log import read_refused
from api.state import Shared
from domain.enterprise import Enterprise
from domain.people import Actor, Person
from records import queries
from records.database import reading


def visible_case(shared: Shared, person: Person, number: str) -> tuple[Enterprise, Actor]:
    """Its enterprise, and in which capacity it is seen. Raises the problem where it is not there or
    not theirs, which is noted."""
    with reading(shared.engine) as session:
        enterprise = queries.enterprise(session, enterprise_of(number))
    if enterprise is None or number not in enterprise.cases:
        raise not_found(number)
    try:
        return enterprise, may_see(person, enterprise, number)
    except ProblemError as problem:
        read_refused(shared, person, number, problem.body.code)
        raise
