"""S9: codes of an authenticator count once, for a minute or so; recovery codes once."""

from datetime import UTC, datetime, timedelta

import pyotp
import pytest
from cryptography.fernet import Fernet
from freezegun import freeze_time
from pydantic import SecretStr
from sqlalchemy import Engine

from records.accounts import AccountRow, NewAccount, add_accounts
from records.database import reading, writing
from records.sealing import Sealer, SealError
from records.totp import RecoveryCodeRow, accepts, confirm, enrol, remove, reseal
from tests.department_secrets import SECRET_KEY
from tests.domain.lives import APPROVER, INSPECTOR
from tests.records.contents import rows

NOW = datetime(2026, 11, 23, 4, 0, 5, tzinfo=UTC)
STEP = timedelta(seconds=30)
SEALER = Sealer(SECRET_KEY)
NO_KEY, ANOTHER_KEY = (Sealer(SecretStr(key)) for key in ("", Fernet.generate_key().decode()))


@pytest.fixture
def engine(engine: Engine) -> Engine:
    with writing(engine) as session:
        add_accounts(session, [NewAccount(each, "a password") for each in (INSPECTOR, APPROVER)])
    return engine


def account(engine: Engine) -> AccountRow:
    with reading(engine) as session:
        return session.get_one(AccountRow, INSPECTOR.id)


def enrolled(engine: Engine) -> tuple[pyotp.TOTP, list[str]]:
    """Confirmed two steps before now."""
    with writing(engine) as session:
        secret, uri = enrol(SEALER, session.get_one(AccountRow, INSPECTOR.id))
    assert uri == f"otpauth://totp/phaseout:{INSPECTOR.id}?secret={secret}&issuer=phaseout"
    authenticator = pyotp.TOTP(secret)
    with freeze_time(NOW - 2 * STEP), writing(engine) as session:
        row = session.get_one(AccountRow, INSPECTOR.id)
        codes = confirm(session, SEALER, row, authenticator.at(NOW - 2 * STEP))
    assert codes is not None
    return authenticator, codes


def lets_in(
    engine: Engine,
    code: str,
    at: datetime = NOW,
    *,
    sealer: Sealer = SEALER,
    account: str = INSPECTOR.id,
) -> bool:
    with freeze_time(at), writing(engine) as session:
        return accepts(session, sealer, session.get_one(AccountRow, account), code)


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
        assert confirm(session, SEALER, row, "000000") is None  # nothing begun
        secret, _ = enrol(SEALER, row)
        wrong = pyotp.TOTP(secret).at(NOW + 10 * STEP)
        assert confirm(session, SEALER, row, wrong) is None
    assert account(engine).totp_confirmed_at is None
    assert rows(engine, RecoveryCodeRow) == []


def test_once_removed_nothing_of_it_counts_or_is_kept(engine: Engine) -> None:
    authenticator, codes = enrolled(engine)
    with writing(engine) as session:
        remove(session, session.get_one(AccountRow, INSPECTOR.id))
    assert not lets_in(engine, authenticator.at(NOW))
    assert not lets_in(engine, codes[0])
    assert account(engine).totp_sealed is None


def test_recovery_codes_are_kept_as_hashes_only(engine: Engine) -> None:
    _, codes = enrolled(engine)
    kept = repr(rows(engine, RecoveryCodeRow))
    assert [code for code in codes if code in kept] == []


def test_s9_a_secret_is_kept_sealed_for_its_account_alone(engine: Engine) -> None:
    """Neither who reads the database learns it, nor does who writes to it give it to others."""
    authenticator, _ = enrolled(engine)
    assert authenticator.secret not in repr(rows(engine, AccountRow))
    with writing(engine) as session:
        other = session.get_one(AccountRow, APPROVER.id)
        other.totp_sealed = session.get_one(AccountRow, INSPECTOR.id).totp_sealed
    assert not lets_in(engine, authenticator.at(NOW), account=APPROVER.id)
    assert lets_in(engine, authenticator.at(NOW))


def test_s9_nor_is_another_secret_of_the_same_name_taken_for_it(engine: Engine) -> None:
    """A department or a subscription may be called as an account is."""
    secret = pyotp.random_base32()
    with writing(engine) as session:
        row = session.get_one(AccountRow, INSPECTOR.id)
        row.totp_sealed = SEALER.seal(secret, INSPECTOR.id)
    assert not lets_in(engine, pyotp.TOTP(secret).at(NOW))


def test_without_a_key_none_is_enrolled(engine: Engine) -> None:
    with writing(engine) as session, pytest.raises(SealError):
        enrol(NO_KEY, session.get_one(AccountRow, INSPECTOR.id))


@pytest.mark.parametrize("sealer", [NO_KEY, ANOTHER_KEY])
def test_where_the_key_is_lost_recovery_codes_still_let_in(engine: Engine, sealer: Sealer) -> None:
    authenticator, codes = enrolled(engine)
    assert not lets_in(engine, authenticator.at(NOW), sealer=sealer)
    assert lets_in(engine, codes[0], sealer=sealer)


def test_secrets_are_sealed_anew_and_stay_the_same(engine: Engine) -> None:
    authenticator, _ = enrolled(engine)
    new = Fernet.generate_key().decode()
    both = Sealer(SecretStr(f"{new},{SECRET_KEY.get_secret_value()}"))
    with writing(engine) as session:
        assert reseal(session, both) == 1
    assert not lets_in(engine, authenticator.at(NOW))
    assert lets_in(engine, authenticator.at(NOW), sealer=Sealer(SecretStr(new)))
