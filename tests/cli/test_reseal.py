"""`phaseout migrate` and `phaseout reseal`, as they are called on an installation."""

import json

import pytest
from cryptography.fernet import Fernet
from pydantic import SecretStr
from typer.testing import CliRunner

from cli.main import app
from records import departments, totp
from records.accounts import AccountRow, NewAccount, add_accounts
from records.database import connect, reading, writing
from records.department_keys import Key
from records.sealing import Sealer, SealError
from settings import settings
from tests.databases import SqliteDatabases
from tests.department_secrets import SECRETS
from tests.domain.lives import INSPECTOR

OLD, NEW = (Fernet.generate_key().decode() for _ in range(2))


@pytest.fixture
def url(sqlite_databases: SqliteDatabases, monkeypatch: pytest.MonkeyPatch) -> str:
    url = sqlite_databases.empty()
    given = {"power": {"url": "https://power.wuhai.example", "secret": SECRETS["power"]}}
    monkeypatch.setenv("PHASEOUT_DATABASE_URL", url)
    monkeypatch.setenv("PHASEOUT_DEPARTMENTS", json.dumps(given))
    return url


def phaseout(command: str, secret_key: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """What it prints; raises AssertionError where it fails."""
    monkeypatch.setenv("PHASEOUT_SECRET_KEY", secret_key)
    settings.cache_clear()
    result = CliRunner().invoke(app, [command])
    settings.cache_clear()
    assert result.exit_code == 0, result.output
    return result.output


def power_key(url: str) -> Key:
    engine = connect(url)
    with reading(engine) as session:
        (key,) = departments.department(session, "power").keys
    engine.dispose()
    return key


def test_the_secret_key_is_replaced_and_every_key_still_opens(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    phaseout("migrate", OLD, monkeypatch)
    assert "1" in phaseout("reseal", f"{NEW},{OLD}", monkeypatch)
    sealed = power_key(url).sealed
    assert Sealer(SecretStr(NEW)).open(sealed, "power") == SECRETS["power"]
    with pytest.raises(SealError):
        Sealer(SecretStr(OLD)).open(sealed, "power")


def test_authenticators_are_sealed_anew_as_well(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    phaseout("migrate", OLD, monkeypatch)
    engine = connect(url)
    with writing(engine) as session:
        add_accounts(session, [NewAccount(INSPECTOR, "a password")])
        totp.enrol(Sealer(SecretStr(OLD)), session.get_one(AccountRow, INSPECTOR.id))
    assert "2" in phaseout("reseal", f"{NEW},{OLD}", monkeypatch)
    with writing(engine) as session:
        assert totp.reseal(session, Sealer(SecretStr(NEW))) == 1  # which the new one opens alone
    engine.dispose()


def test_without_a_secret_key_the_departments_are_not_taken_over(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(AssertionError, match="PHASEOUT_SECRET_KEY is not set"):
        phaseout("migrate", "", monkeypatch)
    phaseout("migrate", OLD, monkeypatch)
    assert power_key(url).number == 1


def test_a_wrong_secret_key_changes_nothing(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    phaseout("migrate", OLD, monkeypatch)
    with pytest.raises(AssertionError):
        phaseout("reseal", NEW, monkeypatch)
    assert Sealer(SecretStr(OLD)).open(power_key(url).sealed, "power") == SECRETS["power"]
