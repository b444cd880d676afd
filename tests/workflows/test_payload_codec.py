"""Payloads open with the installation's own keys, each with the one that it names."""

import pytest
from pydantic import SecretStr
from temporalio.api.common.v1 import Payload

from tests.payload_keys import NEW, NEW_ONE, OLD, OLD_ONE, ROTATED
from workflows.payload_codec import EncryptingCodec, PayloadKeyError

NO_KEYS = SecretStr("")
PLAIN = Payload(metadata={"encoding": b"json/plain"}, data='"海南化工有限公司"'.encode())


async def _encrypted(keys: SecretStr = OLD_ONE) -> Payload:
    (payload,) = await EncryptingCodec(keys).encode([PLAIN])
    return payload


async def _opened(payload: Payload, keys: SecretStr = OLD_ONE) -> Payload:
    (opened,) = await EncryptingCodec(keys).decode([payload])
    return opened


async def test_what_is_encrypted_opens_again_and_shows_nothing_meanwhile() -> None:
    payload = await _encrypted()
    assert "海南化工".encode() not in payload.SerializeToString()
    assert b"json/plain" not in payload.SerializeToString()
    assert await _opened(payload) == PLAIN


async def test_the_same_twice_is_not_seen_to_be_the_same() -> None:
    assert await _encrypted() != await _encrypted()


async def test_the_first_key_encrypts_and_each_decrypts() -> None:
    payload = await _encrypted(ROTATED)
    assert payload.metadata["encryption-key-id"] == b"new"
    assert await _opened(payload, NEW_ONE) == PLAIN
    assert await _opened(await _encrypted(OLD_ONE), ROTATED) == PLAIN


async def test_what_was_stored_before_there_were_keys_is_read_as_it_is() -> None:
    assert await _opened(PLAIN) == PLAIN
    assert await _encrypted(NO_KEYS) == PLAIN


@pytest.mark.parametrize("keys", [NO_KEYS, NEW_ONE])
async def test_a_key_that_is_missing_is_named(keys: SecretStr) -> None:
    with pytest.raises(PayloadKeyError, match="'old', which PHASEOUT_PAYLOAD_KEYS has not"):
        await _opened(await _encrypted(), keys)


@pytest.mark.parametrize("place", [0, 12, -1])
async def test_what_was_altered_does_not_open(place: int) -> None:
    payload = await _encrypted()
    data = bytearray(payload.data)
    data[place] ^= 1
    payload.data = bytes(data)
    with pytest.raises(PayloadKeyError, match="altered"):
        await _opened(payload)


async def test_what_was_cut_short_does_not_open() -> None:
    payload = await _encrypted()
    for length in (0, 5, 12, 20):
        payload.data = payload.data[:length]
        with pytest.raises(PayloadKeyError, match="altered"):
            await _opened(payload)


async def test_the_name_of_the_key_is_vouched_for() -> None:
    """One key under two names: who may write to Temporal's database cannot swap them."""
    bytes_of_it = NEW.partition(":")[2]
    payload = await _encrypted(SecretStr(f"one:{bytes_of_it}"))
    payload.metadata["encryption-key-id"] = b"two"
    with pytest.raises(PayloadKeyError, match="'two'"):
        await _opened(payload, SecretStr(f"two:{bytes_of_it}"))


def test_two_keys_of_one_id_are_refused() -> None:
    """One of them would encrypt what the other cannot open."""
    with pytest.raises(PayloadKeyError, match="the same id"):
        EncryptingCodec(SecretStr(f"{OLD},{OLD}"))


@pytest.mark.parametrize("keys", ["c2hvcnQ=", "a:c2hvcnQ=", ":" + NEW.partition(":")[2], "a:???"])
def test_a_key_that_is_none_is_told_without_showing_it(keys: str) -> None:
    with pytest.raises(PayloadKeyError, match="PHASEOUT_PAYLOAD_KEYS is not") as wrong:
        EncryptingCodec(SecretStr(keys))
    assert keys not in str(wrong.value)
    assert wrong.value.__suppress_context__ or wrong.value.__context__ is None
