"""Secrets that are kept sealed: what the database holds of them opens with the installation's key
alone, which is never in the database."""

import json

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from pydantic import SecretStr


class SealError(Exception):
    """There is no usable key, or what is kept was not sealed with one of ours for this owner."""


class Sealer:
    """`keys` are Fernet keys parted by commas. The first one seals and each of them opens, so that
    the installation's key can itself be replaced without a gap."""

    def __init__(self, keys: SecretStr) -> None:
        each = [key.strip() for key in keys.get_secret_value().split(",") if key.strip()]
        try:
            self._fernet = MultiFernet([Fernet(key) for key in each]) if each else None
        except ValueError:  # whose text would be told with a part of the key
            raise SealError("PHASEOUT_SECRET_KEY is not a list of Fernet keys") from None

    def seal(self, secret: str, owner: str) -> str:
        """Raises SealError where the installation has no key."""
        return self._keys().encrypt(json.dumps([owner, secret]).encode()).decode()

    def open(self, sealed: str, owner: str) -> str:
        """The owner is sealed in, so that nobody who can write to the database passes one owner's
        secret off as another's. Raises SealError."""
        try:
            sealed_for, secret = json.loads(self._keys().decrypt(sealed))
        except InvalidToken:
            raise SealError(f"a secret of {owner} was sealed with a key that is not here") from None
        if sealed_for != owner:
            raise SealError(f"a secret of {owner} was sealed for {sealed_for}")
        return str(secret)

    def reseal(self, sealed: str, owner: str) -> str:
        """The same secret under the first key. Raises SealError."""
        return self.seal(self.open(sealed, owner), owner)

    def _keys(self) -> MultiFernet:
        if self._fernet is None:
            raise SealError("PHASEOUT_SECRET_KEY is not set")
        return self._fernet
