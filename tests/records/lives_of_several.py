"""Several enterprises, each with the beginning of a life of its own."""

from dataclasses import replace

from sqlalchemy import Engine

from domain.events import BEGINNING, chain
from records import queries
from records.database import reading
from tests.domain.lives import INSPECTOR, REPORT, SERVE, Life
from tests.records.contents import on_record


def lives(number: int) -> list[Life]:
    """In the order of their codes: flagged, served, reported."""
    return [_life(f"91150303MA0N{each:05d}Q") for each in range(number)]


def _life(code: str) -> Life:
    life = Life(code)
    life.flag("2025-04-01")
    life.do(INSPECTOR, SERVE, "2025-04-01 10:00")
    life.do(INSPECTOR, replace(REPORT, handed_in="企业整改报告"), "2025-08-01")
    return life


def whole(engine: Engine, life: Life) -> bool:
    """Whether the record has the life's entries, chained, and the read model its state (S7)."""
    code, head = life.enterprise.code, BEGINNING
    kept = on_record(engine, code)
    for entry in kept:
        head = chain(head, entry.body)
    with reading(engine) as session:
        state = queries.enterprise(session, code)
    return kept == life.recorded and state == life.enterprise and state.head == head
