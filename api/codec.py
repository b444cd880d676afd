"""Payloads for Temporal's own pages and command line, which know no keys: a remote codec 编解码服务
as they ask for it. What is decoded is a whole case, so it is for auditors, who see all of them;
whoever operates Temporal may encode, which tells them nothing (S9)."""

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter
from pydantic import Base64Bytes, BaseModel, Field
from temporalio.api.common.v1 import Payload
from temporalio.converter import PayloadCodec

from api.codec_people import may
from api.people import acting
from api.problems import ProblemError, documented
from api.read_log import payloads_decoded
from api.state import Shared, SharedState
from domain.people import Person
from domain.words import Text
from workflows.payload_codec import PayloadKeyError

router = APIRouter(prefix="/codec", tags=["operation"])
PROBLEMS = documented(400, 401, 403, 413, 422, 503)
MOST_AT_ONCE = 100
_UNREADABLE = Text("载荷无法解密：{why}", "a payload cannot be decrypted: {why}")


class PayloadBody(BaseModel):
    """As Temporal's JSON has it: each value of the metadata, and the data, in base64."""

    metadata: dict[str, Base64Bytes] = {}
    data: Base64Bytes = b""


class Payloads(BaseModel):
    payloads: Annotated[list[PayloadBody], Field(max_length=MOST_AT_ONCE)]

    @property
    def known(self) -> list[Payload]:
        return [Payload(metadata=each.metadata, data=each.data) for each in self.payloads]


@router.post("/decode", summary="解读流程载荷 / decode payloads", responses=PROBLEMS)
async def decode_payloads(
    body: Payloads, person: Annotated[Person, may("decode_payloads")], shared: SharedState
) -> Payloads:
    """That they were read is on record before they are given; what is not encrypted stays as it
    is. 422 `payload_unreadable` names a key that is missing."""
    payloads_decoded(shared, acting(person, "decode_payloads"), len(body.payloads))
    try:
        return _view(await _codec(shared).decode(body.known))
    except PayloadKeyError as problem:
        raise ProblemError(
            422, "payload_unreadable", _UNREADABLE.format(why=str(problem))
        ) from None


@router.post("/encode", summary="加密流程载荷 / encode payloads", responses=PROBLEMS)
async def encode_payloads(
    body: Payloads, _: Annotated[Person, may("encode_payloads")], shared: SharedState
) -> Payloads:
    """With the key that encrypts now; without keys they stay as they are."""
    return _view(await _codec(shared).encode(body.known))


def _codec(shared: Shared) -> PayloadCodec:
    codec = shared.temporal.data_converter.payload_codec
    assert codec is not None  # noqa: S101 - every client of ours has one
    return codec


def _view(payloads: Sequence[Payload]) -> Payloads:
    return Payloads.model_construct(
        payloads=[
            PayloadBody.model_construct(metadata=dict(each.metadata), data=each.data)
            for each in payloads
        ]
    )
