"""Sealed secrets open with the installation's own keys, for their owner, and are in no message."""

import pytest
from cryptography.fernet import Fernet
from pydantic import SecretStr

from records.sealing import Sealer, SealError

OLD, NEW = (Fernet.generate_key().decode() for _ in range(2))
SECRET = "whsec_c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0"


def sealer(*keys: str) -> Sealer:
    return Sealer(SecretStr(",".join(keys)))


def test_what_is_sealed_opens_again() -> None:
    sealed = sealer(OLD).seal(SECRET, "power")
    assert SECRET not in sealed
    assert sealer(OLD).open(sealed, "power") == SECRET


def test_the_installations_key_is_replaced_without_a_gap() -> None:
    sealed = sealer(OLD).seal(SECRET, "power")
    both = sealer(f" {NEW}", OLD)
    assert both.open(sealed, "power") == SECRET
    resealed = both.reseal(sealed, "power")
    assert sealer(NEW).open(resealed, "power") == SECRET
    with pytest.raises(SealError):
        sealer(NEW).open(sealed, "power")


def test_it_does_not_open_for_another_owner() -> None:
    """Who can write to the database cannot make the water bureau's key the power bureau's."""
    sealed = sealer(OLD).seal(SECRET, "power")
    with pytest.raises(SealError, match="sealed for power"):
        sealer(OLD).open(sealed, "water")


@pytest.mark.parametrize("sealed", ["", "nonsense", "gAAAAA=="])
def test_what_was_tampered_with_does_not_open(sealed: str) -> None:
    with pytest.raises(SealError):
        sealer(OLD).open(sealed, "power")


def test_without_a_key_nothing_is_sealed() -> None:
    with pytest.raises(SealError, match="PHASEOUT_SECRET_KEY is not set"):
        sealer().seal(SECRET, "power")


def test_a_key_that_is_none_is_told_without_showing_it() -> None:
    with pytest.raises(SealError) as wrong:
        sealer("a half-typed key")
    assert "half-typed" not in str(wrong.value)
    assert wrong.value.__suppress_context__
