"""What is known of an enterprise before a command is given to it, for many at once."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Engine, bindparam, select

from domain.enterprise import Enterprise
from domain.events import Entry, read
from records.database import looking_up
from records.lately import Lately
from records.projection import enterprise_from
from records.tables import ENTERPRISE, ENTRY

Asked = tuple[str, str]
"""The code of an enterprise, and the id of a command."""
_EARLIER = select(ENTRY.c.enterprise, ENTRY.c.command, ENTRY.c.body).where(
    # Every pair of the two and not the asked ones alone, since SQLite seeks no pairs in its index.
    ENTRY.c.enterprise.in_(bindparam("codes", expanding=True)),
    ENTRY.c.command.in_(bindparam("commands", expanding=True)),
)
_STATES = select(ENTERPRISE.c.code, ENTERPRISE.c.state).where(
    ENTERPRISE.c.code.in_(bindparam("codes", expanding=True))
)


@dataclass(frozen=True, slots=True)
class Known:
    """An enterprise as it is on record, and the entry of a command if it is there already."""

    enterprise: Enterprise
    earlier: Entry | None


def known(engine: Engine, asked: Sequence[Asked], lately: Lately | None = None) -> list[Known]:
    """The states are read after the entries: they are at least as new. One that is kept from
    `lately`, and is as it was, is not read again."""
    lately = lately or Lately(0)
    codes, commands = list({code for code, _ in asked}), [command for _, command in asked]
    with looking_up(engine) as connection:
        earlier = connection.execute(_EARLIER, {"codes": codes, "commands": commands}).all()
        states = connection.execute(_STATES, {"codes": codes}).all()
    enterprises = {code: _understood(code, state, lately) for code, state in states}
    entries = {(code, command): read(body) for code, command, body in earlier}
    return [
        Known(enterprises.get(code) or Enterprise(code), entries.get((code, command)))
        for code, command in asked
    ]


def _understood(code: str, state: str, lately: Lately) -> Enterprise:
    enterprise = lately.at(code, state)
    if enterprise is None:
        enterprise = enterprise_from(state)
        lately.keep(enterprise, state)
    return enterprise
