"""The pages written from the sources: `python -m tests.pages` writes them all."""

from collections.abc import Callable

from domain.grounds import GROUNDS
from domain.picture import picture
from domain.procedures import PROCEDURES
from tests.protocol_document import protocol_document
from tests.traceability.page import rules_page
from tests.traceability.policy import ROOT


def procedures_page() -> str:
    """The state picture of every procedure."""
    pictures = [
        f"## {GROUNDS[ground].en} {GROUNDS[ground].zh}\n\n{picture(procedure)}\n"
        for ground, procedure in PROCEDURES.items()
    ]
    return "\n".join([_PROCEDURES_HEAD, *pictures])


_PROCEDURES_HEAD = """\
# The procedures

Drawn by `make pages` from the table in [domain/procedures/](../domain/procedures).
Withdrawing leads from every open stage to `withdrawn`, and is left out; so are suspending and
resuming (L7), undoing measures and ordering them again (S8), which leave every stage as it is.
"""

PAGES: dict[str, Callable[[], str]] = {
    "docs/department-protocol.openapi.json": protocol_document,
    "docs/procedures.md": procedures_page,
    "docs/rules.md": rules_page,
}

if __name__ == "__main__":
    for path, written in PAGES.items():
        (ROOT / path).write_text(written(), encoding="utf-8")
