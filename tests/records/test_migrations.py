"""The schema: made by migrations from nothing, and the same as the models."""

import subprocess
import sys
from collections.abc import Iterator

import pytest
from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, inspect, select, text
from sqlmodel import SQLModel, col

from records.accounts import AccountRow, SessionRow
from records.audit import AuditRow, note
from records.database import connect, reading, writing
from records.migrate import migrate, migrations, newest
from tests.databases import Databases

MIGRATE = "import sys; from records.migrate import migrate; migrate(sys.argv[1])"


@pytest.fixture
def url(databases: Databases) -> str:
    return databases.empty()


@pytest.fixture
def engine(url: str) -> Iterator[Engine]:
    engine = connect(url)
    yield engine
    engine.dispose()


def tables(engine: Engine) -> set[str]:
    return set(inspect(engine).get_table_names()) - {"alembic_version"}


def test_an_empty_database_is_brought_to_the_schema_of_the_models(url: str, engine: Engine) -> None:
    assert tables(engine) == set()
    migrate(url)
    assert tables(engine) == set(SQLModel.metadata.tables)
    with engine.connect() as connection, connection.begin():
        command.check(migrations(connection))  # raises if the models would need a migration


def test_a_start_after_the_first_keeps_what_is_there(url: str, engine: Engine) -> None:
    migrate(url)
    with writing(engine) as session:
        note(session, "signed_in", actor="赵检查")
    migrate(url)
    with reading(engine) as session:
        assert session.scalars(select(col(AuditRow.actor))).all() == ["赵检查"]


def test_the_newest_migration_is_the_last_of_the_chain(engine: Engine) -> None:
    with engine.connect() as connection:
        chain = ScriptDirectory.from_config(migrations(connection))
        assert newest() == chain.get_current_head()


def test_a_start_with_nothing_to_migrate_does_without_alembic(url: str) -> None:
    tell = f"{MIGRATE}; print('alembic' in sys.modules)"
    started = [
        subprocess.check_output([sys.executable, "-c", tell, url], text=True).strip()
        for _ in range(2)
    ]
    assert started == ["True", "False"]


def test_an_older_database_is_brought_up(url: str, engine: Engine) -> None:
    migrate(url)
    with engine.connect().execution_options(writing=True) as connection, connection.begin():
        command.downgrade(migrations(connection), "-1")
    migrate(url)
    assert tables(engine) == set(SQLModel.metadata.tables)


def test_s9_an_authenticator_s_unsealed_secret_is_not_kept_and_a_code_still_asked_for(
    url: str, engine: Engine
) -> None:
    migrate(url)
    with writing(engine) as session:
        session.add(
            AccountRow(id="zhao", name="赵检查", password_hash="", totp_confirmed_at="then")
        )
        session.flush()
        session.add(SessionRow(token_hash="0", account="zhao", expires_at="", seen_at=""))
    with engine.connect().execution_options(writing=True) as connection, connection.begin():
        command.downgrade(migrations(connection), "0022")
        connection.execute(text("UPDATE account SET totp_secret = 'JBSWY3DP'"))
    migrate(url)
    with reading(engine) as session:
        row = session.get_one(AccountRow, "zhao")
        assert (row.totp_confirmed_at, row.totp_sealed) == ("then", None)
    assert "totp_secret" not in {each["name"] for each in inspect(engine).get_columns("account")}


def test_several_processes_may_start_at_once(url: str, engine: Engine) -> None:
    starting = [subprocess.Popen([sys.executable, "-c", MIGRATE, url]) for _ in range(2)]
    assert [process.wait() for process in starting] == [0, 0]
    migrate(url)
    assert tables(engine) == set(SQLModel.metadata.tables)


def test_the_way_back_leaves_nothing_behind(url: str, engine: Engine) -> None:
    migrate(url)
    with engine.connect().execution_options(writing=True) as connection, connection.begin():
        command.downgrade(migrations(connection), "base")
    assert tables(engine) == set()
