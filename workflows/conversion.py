"""How values become payloads, the same for everybody who talks to Temporal: as JSON by pydantic,
encrypted where the installation has keys, with one type adapter a type for the whole process.

The SDK makes a converter for each workflow instance and two for each activation; each with a cache
of its own, making them and building their adapters took a quarter of the worker's time.
"""

from functools import cache
from typing import Any

from pydantic import SecretStr, TypeAdapter
from temporalio.api.common.v1 import Payload
from temporalio.api.failure.v1 import Failure
from temporalio.contrib.pydantic import PydanticJSONPlainPayloadConverter
from temporalio.converter import (
    CompositePayloadConverter,
    DataConverter,
    DefaultFailureConverter,
    DefaultFailureConverterWithEncodedAttributes,
    DefaultPayloadConverter,
    JSONPlainPayloadConverter,
    PayloadConverter,
)

from workflows.payload_codec import EncryptingCodec, PayloadKeyError

_adapter = cache(TypeAdapter[Any])


class _SharedAdapters(PydanticJSONPlainPayloadConverter):
    def to_payload(self, value: Any) -> Payload:
        """By the declared types, in half the time that finding out each value's own takes."""
        kind: Any = type(value)
        data = _adapter(kind).dump_json(value)
        return Payload(metadata={"encoding": self.encoding.encode()}, data=data)

    def from_payload(self, payload: Payload, type_hint: type | None = None) -> Any:
        return _adapter(Any if type_hint is None else type_hint).validate_json(payload.data)


_converters = tuple(
    _SharedAdapters() if isinstance(converter, JSONPlainPayloadConverter) else converter
    for converter in DefaultPayloadConverter.default_encoding_payload_converters
)


class _Converter(CompositePayloadConverter):
    def __init__(self) -> None:
        super().__init__(*_converters)


class _EncodedFailures(DefaultFailureConverterWithEncodedAttributes):
    """Messages and stack traces are encrypted too, but for the one that tells whoever operates
    this which key is missing: it holds nothing else."""

    def to_failure(
        self, exception: BaseException, payload_converter: PayloadConverter, failure: Failure
    ) -> None:
        if isinstance(exception, PayloadKeyError):
            DefaultFailureConverter().to_failure(exception, payload_converter, failure)
        else:
            super().to_failure(exception, payload_converter, failure)


def data_converter(keys: SecretStr) -> DataConverter:
    """`keys` as `Settings.payload_keys`; with none, payloads that need one raise PayloadKeyError
    all the same. Raises it too where they are not keys."""
    codec = EncryptingCodec(keys)
    return DataConverter(
        payload_converter_class=_Converter,
        payload_codec=codec,
        failure_converter_class=_EncodedFailures if codec.encrypts else DefaultFailureConverter,
    )
