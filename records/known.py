"""What is known of an enterprise before a command is given to it, for many at once."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Engine, bindparam, select

from domain.enterprise import Enterprise
from domain.events import Entry, read
from records.database import looking_up
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


def known(engine: Engine, asked: Sequence[Asked]) -> list[Known]:
    """The states are read after the entries: they are at least as new."""
    codes, commands = list({code for code, _ in asked}), [command for _, command in asked]
    with looking_up(engine) as connection:
        earlier = connection.execute(_EARLIER, {"codes": codes, "commands": commands}).all()
        states = connection.execute(_STATES, {"codes": codes}).all()
    entries = {(code, command): read(body) for code, command, body in earlier}
    enterprises = {code: enterprise_from(state) for code, state in states}
    return [
        Known(enterprises.get(code) or Enterprise(code), entries.get((code, command)))
        for code, command in asked
    ]
