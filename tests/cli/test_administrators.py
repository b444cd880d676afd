"""S9: the first administrator's one-time password is shown once; the demo's sign-ins go away."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

import settings
from cli.add_administrator import first_administrator
from cli.main import app
from domain.people import Role
from launch.demo_accounts import add_demo_accounts
from launch.demo_people import PEOPLE
from records.accounts import AccountRow, verify
from records.audit import AuditRow
from records.database import connect, reading
from records.migrate import migrate
from tests.records.contents import rows


@pytest.fixture
def url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    url = f"sqlite:///{tmp_path}/records.db"
    monkeypatch.setenv("PHASEOUT_DATABASE_URL", url)
    settings.settings.cache_clear()
    migrate(url)
    yield url
    settings.settings.cache_clear()


def run(*command: str) -> Result:
    return CliRunner().invoke(app, command)


def lets_in(url: str, account: str, said: str) -> bool:
    engine = connect(url)
    with reading(engine) as session:
        person = verify(session, account, said.split()[-1])
    kept = repr([rows(engine, AccountRow), rows(engine, AuditRow)])
    engine.dispose()
    assert said.split()[-1] not in kept
    return person is not None and [each.role for each in person.capacities] == [Role.ADMINISTRATOR]


def test_an_administrator_is_made_with_a_one_time_password(url: str) -> None:
    made = run("add-administrator")
    assert made.exit_code == 0
    assert made.stdout == ""
    assert lets_in(url, "administrator", made.stderr)
    again = run("add-administrator")
    assert again.exit_code == 2
    assert run("add-administrator", "a:b").exit_code == 2
    assert lets_in(url, "second", run("add-administrator", "second").stderr)


def test_a_first_start_makes_one_and_the_next_none(
    url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    first_administrator(url)
    assert lets_in(url, "administrator", capsys.readouterr().err)
    first_administrator(url)
    assert capsys.readouterr().err == ""


def test_the_demo_s_sign_ins_are_removed(url: str) -> None:
    add_demo_accounts(url)
    removed = run("remove-demo-accounts")
    assert removed.exit_code == 0
    assert str(len(PEOPLE)) in removed.stdout
    engine = connect(url)
    assert rows(engine, AccountRow) == []
    engine.dispose()
