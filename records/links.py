"""The chains as they lie in the database, link by link. Millions are gone through, so no entry is
read in full: its bytes are hashed, and what columns say is looked for in them.
"""

import json
import re
from collections.abc import Iterator, Sequence
from functools import partial
from hashlib import sha256
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, select
from sqlmodel import SQLModel

from records.audit import AUDIT, COLUMNS
from records.tables import ENTRY

_AT_ONCE = 2000
_AUDIT = SQLModel.metadata.tables["audit"]
_ENTRIES = (
    select(
        *(ENTRY.c.enterprise, ENTRY.c.sequence, ENTRY.c.body, ENTRY.c.hash),
        *(ENTRY.c.case_number, ENTRY.c.at, ENTRY.c.command),
    )
    .where(ENTRY.c.enterprise.in_(bindparam("codes", expanding=True)))
    .order_by(ENTRY.c.enterprise, ENTRY.c.sequence)
)
_NOTES = select(
    _AUDIT.c.id, _AUDIT.c.body, _AUDIT.c.hash, *(_AUDIT.c[name] for name in COLUMNS)
).order_by(_AUDIT.c.id)
_OWN_ENTRY = re.compile(r'\{"enterprise":"([^"]*)","sequence":(\d+),')
_OWN_NOTE = re.compile(r'\{"number":(\d+),')
_json = partial(json.dumps, ensure_ascii=False)


class Link(NamedTuple):
    """`number` is where it lies, `own` the number that it says of itself, None where it belongs to
    another chain or is no entry; `agrees`: its columns say what its bytes say."""

    chain: str
    number: int
    own: int | None
    agrees: bool
    digest: str
    hash: str


def entries(connection: Connection, codes: Sequence[str]) -> Iterator[Link]:
    """Of these enterprises, one chain after another."""
    found = connection.execute(
        _ENTRIES, {"codes": codes}, execution_options={"yield_per": _AT_ONCE}
    )
    for code, number, body, its_hash, case, at, command in found:
        digest = sha256(body.encode()).hexdigest()
        beginning = f'{{"enterprise":"{code}","sequence":{number},"case":"{case}","at":"{at[:-6]}Z"'
        where = body.find('"command":') + len('"command":')
        agrees = body.startswith(f'"{command}",', where) or body.startswith(
            f"{_json(command)},", where
        )
        if body.startswith(beginning) and at.endswith("+00:00"):
            yield Link(code, number, number, agrees, digest, its_hash)
        else:
            match = _OWN_ENTRY.match(body)
            own = int(match[2]) if match and match[1] == code else None
            yield Link(code, number, own, False, digest, its_hash)


def notes(connection: Connection) -> Iterator[Link]:
    """The audit record's."""
    for number, body, its_hash, *columns in connection.execute(
        _NOTES, execution_options={"yield_per": _AT_ONCE}
    ):
        match = _OWN_NOTE.match(body)
        own = int(match[1]) if match else None
        digest = sha256(body.encode()).hexdigest()
        yield Link(AUDIT, number, own, _says(body, columns), digest, its_hash)


def _says(body: str, columns: Sequence[str]) -> bool:
    try:
        said = json.loads(body)
    except ValueError:
        return False
    return [said.get(name) for name in COLUMNS] == columns
