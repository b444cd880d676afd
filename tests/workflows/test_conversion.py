"""What goes wrong is told in words as well: they are encrypted like everything else."""

import pytest
from pydantic import SecretStr
from temporalio.api.failure.v1 import Failure
from temporalio.exceptions import ApplicationError

from tests.payload_keys import OLD_ONE
from workflows.conversion import data_converter
from workflows.payload_codec import PayloadKeyError


async def test_a_failure_shows_neither_its_message_nor_its_details() -> None:
    converter, failure = data_converter(OLD_ONE), Failure()
    await converter.encode_failure(ApplicationError("钱法人拒收", "海南化工"), failure)
    kept = failure.SerializeToString()
    assert [text for text in ("钱法人", "海南化工") if text.encode() in kept] == []
    with pytest.raises(ApplicationError, match="钱法人拒收") as raised:
        raise await converter.decode_failure(failure)
    assert raised.value.details == ("海南化工",)


async def test_the_key_that_is_missing_is_told_in_plain() -> None:
    failure = Failure()
    told = PayloadKeyError("no key called 2026")
    await data_converter(OLD_ONE).encode_failure(told, failure)
    assert failure.message == "no key called 2026"


async def test_without_keys_failures_are_as_temporal_has_them() -> None:
    failure = Failure()
    await data_converter(SecretStr("")).encode_failure(ApplicationError("away"), failure)
    assert failure.message == "away"
