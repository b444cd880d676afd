"""Evidence bundles 证据包: one archive of a case that verifies anywhere (S7)."""

import os
from collections.abc import Iterator
from typing import IO, Annotated, Any

from fastapi import APIRouter, Response
from fastapi.responses import StreamingResponse

from api.attachment_intake import not_available
from api.numbers import CaseInPath
from api.people import may
from api.problems import ProblemError, documented
from api.state import SharedState
from api.visible_case import visible_case
from domain.people import Person
from domain.words import Text
from records.attachment_store import StoreAwayError
from records.bundle import Sealing, make_bundle
from records.bundle_archive import PIECE_BYTES
from records.signing import Signer, keyring

router = APIRouter(tags=["record"])
_NO_KEY = Text("未设锚点密钥，不能封签证据包", "no anchor key is set to seal the bundle with")
_ZIP: dict[int | str, dict[str, Any]] = {
    200: {"content": {"application/zip": {"schema": {"type": "string", "format": "binary"}}}}
}


@router.get(
    "/cases/{number}/bundle",
    response_class=Response,
    summary="导出证据包 / take an evidence bundle",
    responses={**_ZIP, **documented(401, 403, 404, 409, 422, 503)},
)
def read_bundle(
    number: CaseInPath, person: Annotated[Person, may("take_bundle")], shared: SharedState
) -> Response:
    """A zip with its own verifier. That it was taken is on the audit record before it is given."""
    _, by = visible_case(shared, person, number)
    config = shared.settings.anchor
    secret = config.secret
    if not secret:
        raise ProblemError(409, "no_anchor_key", _NO_KEY, rule="S7")
    sealing = Sealing(Signer(secret), keyring(secret, config.public_keys))
    try:
        packed = make_bundle(shared.engine, number, by, sealing, shared.files.read_into)
    except StoreAwayError as problem:
        raise not_available(problem) from problem
    headers = {
        "Content-Disposition": f'attachment; filename="{number}.zip"',
        "Content-Length": str(os.fstat(packed.fileno()).st_size),
    }
    return StreamingResponse(_pieces(packed), media_type="application/zip", headers=headers)


def _pieces(packed: IO[bytes]) -> Iterator[bytes]:
    with packed:
        while piece := packed.read(PIECE_BYTES):
            yield piece
