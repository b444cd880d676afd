"""The read model moved on with the record: only what changed is written, and each row once."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from sqlalchemy import Connection

from domain.enterprise import Enterprise
from domain.measures import Measure
from records.projection import case_row, enterprise_row, order_rows
from records.put import Columns, Row, put
from records.tables import CASE, ENTERPRISE, ORDER

_MOVES: Columns = ("sequence", "head", "finished", "irregular", "state")
"""What of an enterprise changes with every entry; its name came with the first."""


def project(
    connection: Connection, before: Mapping[str, Enterprise], now: Mapping[str, Enterprise]
) -> dict[str, str]:
    """Bring the rows of these enterprises from what they were before to what they are now. Gives
    the states that were written, by code."""
    enterprises, states = defaultdict[Columns, list[Row]](list), dict[str, str]()
    cases = defaultdict[Columns, list[Row]](list)
    orders = defaultdict[Columns, list[Row]](list)
    for code, each in now.items():
        row, was = enterprise_row(each), before[code]
        enterprises[_MOVES if was.sequence else tuple(row)].append(row)
        states[code] = str(row["state"])
        for number, case in each.cases.items():
            former = was.cases.get(number)
            if case is not former:
                row = case_row(each, case)
                cases[_changed(case_row(was, former), row) if former else tuple(row)].append(row)
        for key, measure in each.measures.items():
            for row, changed in _moved_orders(was, each, was.measures.get(key), measure):
                orders[changed].append(row)
    for table, moved in ((CASE, cases), (ORDER, orders)):
        moved.pop((), None)  # much of what changes is in no column
        for changed, rows in moved.items():
            put(connection, table, rows, changed)
    for changed, rows in enterprises.items():
        put(connection, ENTERPRISE, rows, changed)
    return states


def _moved_orders(
    was: Enterprise, now: Enterprise, former: Measure | None, measure: Measure
) -> Iterator[tuple[Row, Columns]]:
    """A later order changes the state of the one before, so a measure's orders are looked at
    together, where anything about it changed."""
    if measure is former:
        return
    before = {row["number"]: row for row in order_rows(was, former)} if former else {}
    for row in order_rows(now, measure):
        earlier = before.get(row["number"])
        yield row, _changed(earlier, row) if earlier else tuple(row)


def _changed(was: Row, now: Row) -> Columns:
    return tuple(column for column, value in now.items() if value != was[column])
