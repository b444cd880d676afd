"""Signing anchors and knowing their signatures: Ed25519, by keys that have an id."""

import base64
from collections.abc import Iterable
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

SEED_BYTES = 32


class Signer:
    """`secret` is the 32 bytes of an Ed25519 key in base64. Raises ValueError if it is not."""

    def __init__(self, secret: str) -> None:
        try:
            seed = base64.b64decode(secret.strip(), validate=True)
        except ValueError:
            seed = b""
        if len(seed) != SEED_BYTES:
            raise ValueError(f"an anchor key is {SEED_BYTES} bytes in base64")
        self._key = Ed25519PrivateKey.from_private_bytes(seed)
        self.public = self._key.public_key().public_bytes_raw().hex()
        self.key_id = key_id(self.public)

    def sign(self, statement: str) -> str:
        return self._key.sign(statement.encode()).hex()


def key_id(public: str) -> str:
    return sha256(bytes.fromhex(public)).hexdigest()[:16]


class Keyring:
    """Public keys in hexadecimal, by their ids: that of now and those of before."""

    def __init__(self, public: Iterable[str]) -> None:
        self.public = {key_id(each): each for each in public}

    def knows(self, key: str) -> bool:
        return key in self.public

    def confirms(self, key: str, statement: str, signature: str) -> bool:
        public = Ed25519PublicKey.from_public_bytes(bytes.fromhex(self.public[key]))
        try:
            public.verify(bytes.fromhex(signature), statement.encode())
        except (InvalidSignature, ValueError):
            return False
        return True


def keyring(secret: str | None, public_keys: Iterable[str]) -> Keyring:
    """All whose signatures are believed: of the key in use, and of those before it."""
    own = [Signer(secret).public] if secret else []
    return Keyring([*own, *public_keys])
