"""Verifying the record 核验: an auditor has everything gone through and asks how far it is."""

from datetime import datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Path
from pydantic import BaseModel

from api.people import acting, may
from api.problems import documented, not_found
from api.state import SharedState
from api.verifying import VerificationsUnderWay, begin
from domain.people import Person
from domain.words import Text
from records import verifications
from records.database import reading
from records.findings import KINDS, Kind
from records.verifications import VerificationRow
from records.verify import Verification

router = APIRouter(tags=["record"])
State = Literal["running", "good", "bad", "broken_off"]


class FindingView(BaseModel):
    """The first bad entry of a chain, a credit code, `audit` or `anchors`; one of those up to
    `up_to` where that is more than `number`."""

    chain: str
    number: int
    up_to: int
    kind: Kind
    kind_label: Text
    witness: str
    message: Text


class VerificationView(BaseModel):
    """`done` of `total` entries were gone through; `signatures` is false where no key is set."""

    id: str
    by: str
    at: datetime
    state: State
    done: int
    total: int
    enterprises: int | None
    entries: int | None
    notes: int | None
    anchors: int | None
    signatures: bool | None
    findings: list[FindingView]


@router.post(
    "/verifications",
    status_code=202,
    summary="核验全部记录 / verify the record",
    responses=documented(401, 403, 503),
)
async def start_verification(
    person: Annotated[Person, may("verify_record")],
    shared: SharedState,
    verifying: VerificationsUnderWay,
) -> VerificationView:
    """Goes through every chain in the background; gives the one under way if there is one."""
    return _view(await begin(verifying, shared, acting(person, "verify_record")))


@router.get("/verifications/{verification}", responses=documented(401, 403, 404, 422, 503))
def read_verification(
    verification: Annotated[str, Path(pattern=r"^[0-9a-f]{32}$")],
    _: Annotated[Person, may("verify_record")],
    shared: SharedState,
) -> VerificationView:
    """How far it is, and what is bad."""
    with reading(shared.engine) as session:
        row = verifications.find(session, verification)
    if row is None:
        raise not_found(verification)
    return _view(row)


def _view(row: VerificationRow) -> VerificationView:
    result = row.verification
    return VerificationView(
        id=row.id,
        by=row.by,
        at=datetime.fromisoformat(row.at),
        state=_state(row, result),
        done=result.entries + result.notes if result else row.done,
        total=result.entries + result.notes if result else row.total,
        enterprises=result.enterprises if result else None,
        entries=result.entries if result else None,
        notes=result.notes if result else None,
        anchors=result.anchors if result else None,
        signatures=result.signatures if result else None,
        findings=[
            FindingView(
                chain=each.chain,
                number=each.number,
                up_to=max(each.number, each.up_to),
                kind=each.kind,
                kind_label=KINDS[each.kind],
                witness=each.witness,
                message=each.message,
            )
            for each in (result.findings if result else ())
        ],
    )


def _state(row: VerificationRow, result: Verification | None) -> State:
    if result is None:
        return "broken_off" if row.broken_off else "running"
    return "good" if result.good else "bad"
