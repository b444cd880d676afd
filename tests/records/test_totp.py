"""S9: codes of an authenticator count once, for a minute or so; recovery codes once."""

from datetime import UTC, datetime, timedelta

import pyotp
import pytest
from freezegun import freeze_time
from sqlalchemy import Engine

from records.accounts import AccountRow, NewAccount, add_accounts
from records.database import reading, writing
from records.totp import RecoveryCodeRow, accepts, confirm, enrol, remove
from tests.domain.lives import INSPECTOR
from tests.records.contents import rows

NOW = datetime(2026, 11, 23, 4, 0, 5, tzinfo=UTC)
STEP = timedelta(seconds=30)


@pytest.fixture
def engine(engine: Engine) -> Engine:
    with writing(engine) as session:
        add_accounts(session, [NewAccount(INSPECTOR, "a password")])
    return engine


def account(engine: Engine) -> AccountRow:
    with reading(engine) as session:
        return session.get_one(AccountRow, INSPECTOR.id)


def enrolled(engine: Engine) -> tuple[pyotp.TOTP, list[str]]:
    """Confirmed two steps before now."""
    with writing(engine) as session:
        secret, uri = enrol(session.get_one(AccountRow, INSPECTOR.id))
    assert uri == f"otpauth://totp/phaseout:{INSPECTOR.id}?secret={secret}&issuer=phaseout"
    authenticator = pyotp.TOTP(secret)
    with freeze_time(NOW - 2 * STEP), writing(engine) as session:
        row = session.get_one(AccountRow, INSPECTOR.id)
        codes = confirm(session, row, authenticator.at(NOW - 2 * STEP))
    assert codes is not None
    return authenticator, codes


def lets_in(engine: Engine, code: str, at: datetime = NOW) -> bool:
    with freeze_time(at), writing(engine) as session:
        return accepts(session, session.get_one(AccountRow, INSPECTOR.id), code)


@pytest.mark.parametrize("off", [-1, 0, 1])
def test_a_code_counts_while_it_is_shown_and_for_a_clock_a_step_off(
    engine: Engine, off: int
) -> None:
    authenticator, _ = enrolled(engine)
    assert lets_in(engine, authenticator.at(NOW + off * STEP))


@pytest.mark.parametrize("off", [-20, -3, 2, 20])
def test_a_code_of_another_time_does_not(engine: Engine, off: int) -> None:
    authenticator, _ = enrolled(engine)
    assert not lets_in(engine, authenticator.at(NOW + off * STEP))


def test_a_code_counts_once_and_ends_those_before_it(engine: Engine) -> None:
    authenticator, _ = enrolled(engine)
    assert not lets_in(engine, authenticator.at(NOW - 2 * STEP), NOW - 2 * STEP)  # confirmed with
    assert lets_in(engine, authenticator.at(NOW))
    assert not lets_in(engine, authenticator.at(NOW))
    assert not lets_in(engine, authenticator.at(NOW - STEP))
    assert lets_in(engine, authenticator.at(NOW + STEP))


def test_a_recovery_code_counts_once(engine: Engine) -> None:
    _, codes = enrolled(engine)
    assert len(set(codes)) == 10
    for code in codes:
        assert lets_in(engine, code)
        assert not lets_in(engine, code)
    assert not lets_in(engine, "0" * len(codes[0]))


def test_s9_a_recovery_code_is_too_random_to_be_found_by_its_hash(engine: Engine) -> None:
    """112 bits, since the hash is a fast one (ASVS 6.5.2)."""
    _, codes = enrolled(engine)
    assert {len(bytes.fromhex(code)) * 8 for code in codes} == {112}


def test_a_wrong_code_confirms_nothing(engine: Engine) -> None:
    with freeze_time(NOW), writing(engine) as session:
        row = session.get_one(AccountRow, INSPECTOR.id)
        assert confirm(session, row, "000000") is None  # nothing begun
        secret, _ = enrol(row)
        wrong = pyotp.TOTP(secret).at(NOW + 10 * STEP)
        assert confirm(session, row, wrong) is None
    assert account(engine).totp_confirmed_at is None
    assert rows(engine, RecoveryCodeRow) == []


def test_once_removed_nothing_of_it_counts_or_is_kept(engine: Engine) -> None:
    authenticator, codes = enrolled(engine)
    with writing(engine) as session:
        remove(session, session.get_one(AccountRow, INSPECTOR.id))
    assert not lets_in(engine, authenticator.at(NOW))
    assert not lets_in(engine, codes[0])
    assert account(engine).totp_secret is None


def test_recovery_codes_are_kept_as_hashes_only(engine: Engine) -> None:
    _, codes = enrolled(engine)
    kept = repr(rows(engine, RecoveryCodeRow))
    assert [code for code in codes if code in kept] == []
