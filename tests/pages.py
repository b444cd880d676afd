"""The pages written from the sources: `python -m tests.pages` writes them all."""

from collections.abc import Callable

from domain.grounds import GROUNDS
from domain.picture import picture
from domain.procedures import PROCEDURES
from tests.rights_page import rights_page
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
resuming, which leave every open stage as it is (L7).
"""

PAGES: dict[str, Callable[[], str]] = {
    "docs/procedures.md": procedures_page,
    "docs/rights.md": rights_page,
    "docs/rules.md": rules_page,
}

if __name__ == "__main__":
    for path, written in PAGES.items():
        (ROOT / path).write_text(written(), encoding="utf-8")
