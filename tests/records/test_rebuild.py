"""The read model is what the entries say, and can be made again from them alone."""

from collections.abc import Callable

import pytest
from sqlalchemy import Engine, text

from records.database import reading, writing
from records.rebuild import codes, differs, rebuild
from records.write import RecordConflictError, write
from tests.domain import stages
from tests.domain.lives import CODE, Life
from tests.records.contents import everything
from tests.records.many_lives import MANY_LIVES


def put(engine: Engine, life: Life, at_once: int = 3) -> None:
    """On record as in real life: a few entries at a time, the read model moved on with each."""
    for first in range(0, len(life.recorded), at_once):
        with writing(engine) as session:
            write(session, life.enterprise.code, life.recorded[first : first + at_once])


def change(engine: Engine, statement: str) -> None:
    with writing(engine) as session:
        session.connection().execute(text(statement))


@pytest.mark.parametrize("lived", MANY_LIVES, ids=lambda lived: lived.__name__)
def test_made_again_it_is_the_same_after_every_kind_of_life(
    engine: Engine, lived: Callable[[], Life]
) -> None:
    put(engine, lived())
    moved_along = everything(engine)
    with writing(engine) as session:
        assert not differs(session, CODE)
        rebuild(session, CODE)
    assert everything(engine) == moved_along


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE \"case\" SET stage = 'rectified'",
        'UPDATE "case" SET due = NULL',
        'DELETE FROM "case"',
        "UPDATE \"case\" SET enterprise = 'another'",
        "UPDATE \"order\" SET state = 'done'",
        'DELETE FROM "order"',
        "UPDATE \"order\" SET enterprise = 'another'",
        "UPDATE enterprise SET name = '另一家'",
        "UPDATE enterprise SET sequence = sequence - 1",
        "UPDATE enterprise SET state = '{}'",
        "DELETE FROM enterprise",
    ],
)
def test_a_damaged_read_model_is_seen_and_put_right(engine: Engine, damage: str) -> None:
    put(engine, stages.sealing())
    whole = everything(engine)
    change(engine, damage)
    damaged = everything(engine)
    with writing(engine) as session:
        assert differs(session, CODE)
    assert everything(engine) == damaged
    with writing(engine) as session:
        for code in codes(session):
            if differs(session, code):
                rebuild(session, code)
    assert everything(engine) == whole


def test_what_has_no_entries_goes(engine: Engine) -> None:
    put(engine, stages.flagged())
    change(engine, "DELETE FROM entry")
    with reading(engine) as session:
        assert codes(session) == [CODE]
    with writing(engine) as session:
        assert differs(session, CODE)
        rebuild(session, CODE)
    assert not any(everything(engine).values())


@pytest.mark.parametrize(
    "tampering",
    [
        "UPDATE entry SET body = replace(body, '2025', '2024') WHERE sequence = 2",
        "UPDATE entry SET hash = 'another' WHERE sequence = 2",
        "DELETE FROM entry WHERE sequence = 2",
    ],
)
def test_s7_altered_entries_are_not_made_a_read_model(engine: Engine, tampering: str) -> None:
    put(engine, stages.sealing())
    change(engine, tampering)
    before = everything(engine)
    for use in (differs, rebuild):
        with pytest.raises(RecordConflictError, match=r"entry [23]"), writing(engine) as session:
            use(session, CODE)
    assert everything(engine) == before
