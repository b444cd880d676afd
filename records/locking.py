"""Holding enterprises, so that nobody else writes on their record until the transaction ends."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, delete, select

from domain.enterprise import Enterprise
from records.projection import enterprise_from, enterprise_row
from records.put import put
from records.tables import ENTERPRISE

_THESE = ENTERPRISE.c.code.in_(bindparam("codes", expanding=True))
_PLACES = (
    select(ENTERPRISE.c.code, ENTERPRISE.c.sequence, ENTERPRISE.c.head)
    .where(_THESE)
    .order_by(ENTERPRISE.c.code)
    .with_for_update()
)
_STATES = select(ENTERPRISE.c.code, ENTERPRISE.c.state).where(_THESE)
_BLANK = delete(ENTERPRISE).where(_THESE, ENTERPRISE.c.sequence == 0)


class Place(NamedTuple):
    """How far a record goes."""

    sequence: int
    head: str


def lock(connection: Connection, codes: Sequence[str], new: Sequence[str]) -> dict[str, Place]:
    """How far the enterprises are on record, held until the transaction ends. `new` are those
    among them that may not be there yet; they are given a blank row to hold.

    First all blanks, then all locks, both in the order of the codes: two who want the same
    enterprises wait for each other in one direction only.
    """
    blanks = [enterprise_row(Enterprise(code)) for code in sorted(new)]
    put(connection, ENTERPRISE, blanks, changed=())
    rows = connection.execute(_PLACES, {"codes": codes})
    return {code: Place(sequence, head) for code, sequence, head in rows}


def held(connection: Connection, known: Mapping[str, Enterprise | None]) -> dict[str, Enterprise]:
    """The enterprises as they are on record, held until the transaction ends. The state of one
    that nobody wrote on since it was known so is not read again."""
    new = [code for code, guess in known.items() if guess is None or not guess.sequence]
    places = lock(connection, list(known), new)
    states = {
        code: guess
        for code, guess in known.items()
        if guess is not None and places[code] == (guess.sequence, guess.head)
    }
    moved = [code for code in known if code not in states]
    if moved:
        rows = connection.execute(_STATES, {"codes": moved})
        states |= {code: enterprise_from(state) for code, state in rows}
    return states


def leave_blank(connection: Connection, codes: Sequence[str]) -> None:
    """Take the blank rows of these enterprises away again: nothing got on their record."""
    if codes:
        connection.execute(_BLANK, {"codes": codes})
