"""In which of their capacities a person gives a command (S9)."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from api.problems import not_found, refused
from domain.accepting import AcceptOrder
from domain.commands import Command
from domain.core import handle
from domain.enterprise import Enterprise, place_of_order
from domain.people import Actor, Person
from domain.places import OfCase, place_of
from domain.receiving import ReceiveReceipt
from domain.refusals import Refusal, refuse
from domain.rights import entitled


@dataclass(frozen=True, slots=True)
class Asked:
    """`place` is where the case will be that the command opens; else it is about a case."""

    person: Person
    command: Command
    place: OfCase | None = None


def first(person: Person) -> Actor:
    """For the command as it is made, before its case is looked at; raises the problem for
    somebody without any."""
    if not person.capacities:
        raise refused(refuse("no_capacity"))
    return person.capacities[0]


def as_clerk(
    person: Person, action: AcceptOrder | ReceiveReceipt
) -> Callable[[Enterprise], Actor | Refusal]:
    """In which capacity somebody answers the order, once the enterprise is known."""

    def choose(enterprise: Enterprise) -> Actor | Refusal:
        order = enterprise.order(action.order)
        place = place_of_order(enterprise, order) if order else None
        found = entitled(person, action.kind, place)
        return found if isinstance(found, Refusal) else found[0]

    return choose


def in_capacity(asked: Asked, enterprise: Enterprise) -> Actor | Refusal:
    """The first in which the command would be taken, before anything is sent: for whoever may give
    it anywhere, a case that is not there is 404; one out of reach is 403."""
    command, place = asked.command, asked.place
    if place is None:
        case = enterprise.cases.get(command.case)
        if case is None:
            nowhere = entitled(asked.person, command.action.kind)
            if isinstance(nowhere, Refusal):
                return nowhere
            raise not_found(command.case)
        place = place_of(case)
    found = entitled(asked.person, command.action.kind, place)
    if isinstance(found, Refusal) or len(found) == 1:
        return found if isinstance(found, Refusal) else found[0]
    at = datetime.now(UTC)
    tried = ((each, handle(enterprise, replace(command, by=each), at)) for each in found)
    return next((each for each, result in tried if not isinstance(result, Refusal)), found[0])
