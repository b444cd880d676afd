"""What entries refer to: the files of a command, and those that a receipt brings as evidence."""

from collections.abc import Iterator

from domain.events import Entry, Taken
from domain.people import department_system
from domain.receiving import ReceiveReceipt
from records.put import Row


def references(entry: Entry) -> Iterator[Row]:
    """Rows of the read model, the same from the same entry."""
    for each in entry.attachments:
        yield _row(entry, each.sha256, name=each.name)
    match entry.event:
        case Taken(action=ReceiveReceipt(order=order, evidence=evidence)):
            for sha256 in evidence.files:
                yield _row(entry, sha256, order=order, claimed_by=claimed_by(entry))


def claimed_by(entry: Entry) -> str:
    """The department whose own system gave the receipt: it may name what it keeps itself. What
    people name was seen when they gave it."""
    department = entry.by.department
    if department is None or entry.by.id != department_system(department).id:
        return ""
    return department


def _row(
    entry: Entry, sha256: str, *, name: str = "", order: str = "", claimed_by: str = ""
) -> Row:
    return {
        "sha256": sha256,
        "case_number": entry.case,
        "order_number": order,
        "claimed_by": claimed_by,
        "name": name,
        "enterprise": entry.enterprise,
    }
