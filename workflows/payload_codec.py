"""Payloads as Temporal keeps them: encrypted by the installation's keys (AES-256-GCM), so that who
may read Temporal's database or its pages reads no names and texts.

Each payload says which key it needs; what was stored before there were keys is read as it is.
"""

import base64
import os
from binascii import Error as NotBase64
from collections.abc import Sequence

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from pydantic import SecretStr
from temporalio.api.common.v1 import Payload
from temporalio.converter import PayloadCodec

ENCODING = b"binary/encrypted"
KEY_ID = "encryption-key-id"
"""Both are what Temporal's own samples call them, so that its tools know them."""
KEY_BYTES = 32
NONCE_BYTES = 12


class PayloadKeyError(ValueError):
    """The setting is no list of keys, or what is kept needs a key that is not among them."""


class EncryptingCodec(PayloadCodec):
    """`keys` are `id:base64` pairs parted by commas. The first encrypts, each decrypts; without
    any nothing is encrypted. Raises PayloadKeyError, which never tells a part of a key."""

    def __init__(self, keys: SecretStr) -> None:
        pairs = [_read(pair) for pair in keys.get_secret_value().split(",") if pair.strip()]
        self._keys = dict(pairs)
        if len(self._keys) < len(pairs):
            raise PayloadKeyError("PHASEOUT_PAYLOAD_KEYS gives two keys the same id")
        self._first = next(iter(self._keys), None)

    @property
    def encrypts(self) -> bool:
        return self._first is not None

    async def encode(self, payloads: Sequence[Payload]) -> list[Payload]:
        if self._first is None:
            return list(payloads)
        return [self._encrypted(payload, self._first) for payload in payloads]

    async def decode(self, payloads: Sequence[Payload]) -> list[Payload]:
        """Raises PayloadKeyError where a key is missing, or the payload is not as it was made."""
        return [
            self._decrypted(payload) if payload.metadata.get("encoding") == ENCODING else payload
            for payload in payloads
        ]

    def _encrypted(self, payload: Payload, key: str) -> Payload:
        nonce = os.urandom(NONCE_BYTES)
        plain = payload.SerializeToString()
        return Payload(
            metadata={"encoding": ENCODING, KEY_ID: key.encode()},
            data=nonce + self._keys[key].encrypt(nonce, plain, _sealed_in(key)),
        )

    def _decrypted(self, payload: Payload) -> Payload:
        key = payload.metadata.get(KEY_ID, b"").decode(errors="replace")
        if key not in self._keys:
            raise PayloadKeyError(
                f"a payload is encrypted with the key {key!r}, which PHASEOUT_PAYLOAD_KEYS has not"
            )
        nonce, sealed = payload.data[:NONCE_BYTES], payload.data[NONCE_BYTES:]
        try:
            plain = self._keys[key].decrypt(nonce, sealed, _sealed_in(key))
        except (InvalidTag, ValueError):  # the latter for a nonce that was cut short
            raise PayloadKeyError(
                f"a payload was altered, or encrypted with another key called {key!r}"
            ) from None
        return Payload.FromString(plain)


def _sealed_in(key: str) -> bytes:
    """What the metadata says is vouched for too: no payload passes for one of another key."""
    return ENCODING + b"\n" + key.encode()


def _read(pair: str) -> tuple[str, AESGCM]:
    name, _, encoded = pair.strip().partition(":")
    try:
        key = base64.b64decode(encoded, validate=True)
    except NotBase64:
        key = b""
    if not name or len(key) != KEY_BYTES:
        raise PayloadKeyError(
            f"PHASEOUT_PAYLOAD_KEYS is not a list of id:key, each key {KEY_BYTES} bytes in base64"
        )
    return name, AESGCM(key)
