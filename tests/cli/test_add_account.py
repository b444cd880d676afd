"""S9: local accounts are made at the terminal, with a role, a scope and a long password."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

import settings
from cli.main import app
from domain.people import District, Role
from records.accounts import verify
from records.database import connect, reading
from records.migrate import migrate

PASSWORD = "long enough to be one"


@pytest.fixture
def url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    url = f"sqlite:///{tmp_path}/records.db"
    monkeypatch.setenv("PHASEOUT_DATABASE_URL", url)
    settings.settings.cache_clear()
    migrate(url)
    yield url
    settings.settings.cache_clear()


def add(account: str, *options: str, password: str = PASSWORD) -> int:
    command = ["add-account", account, "--name", "张三", *options]
    return CliRunner().invoke(app, command, input=f"{password}\n{password}\n").exit_code


def test_s9_an_account_is_made_with_its_role_and_districts(url: str) -> None:
    assert add("zhang.san", "--role", "inspector", "--district", "hainan") == 0
    engine = connect(url)
    with reading(engine) as session:
        person = verify(session, "zhang.san", PASSWORD)
        assert verify(session, "zhang.san", "wrong") is None
    engine.dispose()
    assert person is not None
    (capacity,) = person.capacities
    assert (capacity.role, capacity.districts) == (Role.INSPECTOR, (District.HAINAN,))


@pytest.mark.parametrize(
    ("account", "role", "password"),
    [
        ("zhang:san", "auditor", PASSWORD),
        ("zhang.san\n", "auditor", PASSWORD),
        ("oidc.zhang", "auditor", PASSWORD),
        ("zhang", "emperor", PASSWORD),
        ("zhang", "system", PASSWORD),
        ("zhang", "auditor", "short"),
    ],
)
def test_s9_what_is_not_an_account_is_refused(
    url: str, account: str, role: str, password: str
) -> None:
    assert add(account, "--role", role, password=password) == 2


def test_s9_an_account_is_not_made_over(url: str) -> None:
    assert add("zhang", "--role", "auditor") == 0
    assert add("zhang", "--role", "supervisor") == 2
