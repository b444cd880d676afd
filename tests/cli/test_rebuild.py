"""`phaseout rebuild`, as somebody types it after an upgrade or when a list looks wrong."""

import pytest
from sqlalchemy import Engine, text
from typer.testing import CliRunner, Result

from cli.main import app
from records.database import writing
from records.write import write
from tests.domain import stages
from tests.domain.lives import Life
from tests.records.contents import everything

OTHER = "91150303MA0N12346E"


@pytest.fixture
def engine(engine: Engine) -> Engine:
    """With two enterprises on record."""
    other = Life(OTHER)
    other.flag("2025-04-01")
    for life in (stages.sealing(), other):
        with writing(engine) as session:
            write(session, life.enterprise.code, life.recorded)
    return engine


def run(database_url: str, *arguments: str) -> Result:
    return CliRunner().invoke(app, ["rebuild", "--database", database_url, *arguments])


def change(engine: Engine, statement: str) -> None:
    with writing(engine) as session:
        session.connection().execute(text(statement))


def test_a_read_model_that_agrees_is_left_alone(database_url: str, engine: Engine) -> None:
    before = everything(engine)
    for arguments in ((), ("--check",)):
        result = run(database_url, *arguments)
        assert result.exit_code == 0, result.output
        assert result.stdout.splitlines() == [
            "2 家企业，0 家不符，0 家记录被改动 · "
            "2 enterprises, 0 differed, 0 with an altered record"
        ]
    assert everything(engine) == before


def test_it_says_what_differs_shows_how_far_it_is_and_puts_it_right(
    database_url: str, engine: Engine
) -> None:
    whole = everything(engine)
    change(engine, "UPDATE \"case\" SET stage = 'rectified' WHERE number LIKE '%G-1'")
    result = run(database_url)
    assert result.exit_code == 0
    assert "100%" in result.stderr
    assert "2 家企业，1 家不符" in result.stdout
    assert stages.sealing().enterprise.code in result.stdout
    assert OTHER not in result.stdout
    assert everything(engine) == whole
    assert run(database_url, "--check").exit_code == 0


def test_a_check_changes_nothing_and_fails_on_a_difference(
    database_url: str, engine: Engine
) -> None:
    change(engine, 'DELETE FROM "case"')
    damaged = everything(engine)
    result = run(database_url, "--check")
    assert result.exit_code == 1
    assert "2 家不符" in result.stdout
    assert everything(engine) == damaged


def test_s7_an_altered_record_is_named_and_stops_no_other(
    database_url: str, engine: Engine
) -> None:
    change(engine, f"UPDATE entry SET hash = 'x' WHERE enterprise = '{OTHER}'")  # noqa: S608
    change(engine, 'DELETE FROM "case"')
    result = run(database_url)
    assert result.exit_code == 1
    assert f"{OTHER}：记录被改动" in result.stderr
    assert "2 家企业，1 家不符，1 家记录被改动" in result.stdout
    assert [row["enterprise"] for row in everything(engine)["CaseRow"]] == [
        stages.sealing().enterprise.code
    ]


def test_it_takes_the_records_of_the_settings(
    database_url: str, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    from settings import settings

    monkeypatch.setenv("PHASEOUT_DATABASE_URL", database_url)
    settings.cache_clear()
    result = CliRunner().invoke(app, ["rebuild", "--check"])
    settings.cache_clear()
    assert result.exit_code == 0
    assert result.stdout.startswith("2 家企业")
