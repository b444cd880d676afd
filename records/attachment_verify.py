"""Whether every attachment that the record refers to is kept as it was sent in (S7)."""

import os
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import Engine, or_, select

from domain.events import read
from domain.words import Text
from records.attachment_references import references
from records.attachment_store import AttachmentStore
from records.attachments import ATTACHMENT
from records.database import reading
from records.findings import Kind
from records.tables import ENTRY

_NAMING = or_(ENTRY.c.body.not_like('%"attachments":[]%'), ENTRY.c.body.like('%"receive_receipt"%'))
_BATCH = 1000
_HOW = {
    Kind.MISSING: Text("附件缺失", "an attachment is missing"),
    Kind.ALTERED: Text("附件被改动", "an attachment was altered"),
}


@dataclass(frozen=True, slots=True)
class AttachmentFinding:
    """`entry` is the first of the enterprise's that refers to the file."""

    enterprise: str
    entry: int
    sha256: str
    kind: Kind

    @property
    def message(self) -> Text:
        how, where = _HOW[self.kind], f"{self.enterprise} {self.entry}"
        return Text(f"{where} {how.zh}：{self.sha256}", f"{where}: {how.en}: {self.sha256}")


@dataclass(frozen=True, slots=True)
class AttachmentsVerified:
    """How many files were looked at; `elsewhere` are those that departments' own systems named
    and keep themselves."""

    files: int
    elsewhere: int
    findings: tuple[AttachmentFinding, ...]


@dataclass(frozen=True, slots=True)
class _Referred:
    enterprise: str
    entry: int
    sha256: str
    claimed: bool


def verify_attachments(
    engine: Engine, store: AttachmentStore, tell: Callable[[int, int], None]
) -> AttachmentsVerified:
    """By the entries themselves, which are chained, and not by the read model. `tell` hears how
    many files are done, of how many. Raises StoreAwayError."""
    referred, kept = _referred(engine)
    wanted = [each for each in referred if not each.claimed or each.sha256 in kept]
    by_others = {each.sha256 for each in referred} - {each.sha256 for each in wanted}
    first = {each.sha256: each for each in reversed(wanted)}
    findings = []
    for done, (sha256, each) in enumerate(first.items()):
        tell(done, len(first))
        how = _how(store, sha256) if sha256 in kept else Kind.MISSING
        if how is not None:
            findings.append(AttachmentFinding(each.enterprise, each.entry, sha256, how))
    tell(len(first), len(first))
    return AttachmentsVerified(len(first), len(by_others), (*findings,))


def _referred(engine: Engine) -> tuple[list[_Referred], set[str]]:
    """All that entries refer to, in their order, and what was ever sent in."""
    entries = (
        select(ENTRY.c.enterprise, ENTRY.c.sequence, ENTRY.c.body)
        .where(_NAMING)
        .order_by(ENTRY.c.enterprise, ENTRY.c.sequence)
    )
    with reading(engine) as session:
        referred = [
            _Referred(row.enterprise, row.sequence, str(each["sha256"]), bool(each["claimed_by"]))
            for row in session.execute(entries.execution_options(yield_per=_BATCH))
            for each in references(read(row.body))
        ]
        return referred, set(session.execute(select(ATTACHMENT.c.sha256)).scalars())


def _how(store: AttachmentStore, sha256: str) -> Kind | None:
    """How it is bad, None where it is as it was."""
    try:
        with open(os.devnull, "wb") as nowhere:  # noqa: PTH123 - no file, but its place
            return None if store.read_into(sha256, nowhere) == sha256 else Kind.ALTERED
    except FileNotFoundError:
        return Kind.MISSING
