"""The pages written from the sources: `python -m tests.pages` writes them all."""

from collections.abc import Callable

from domain.catalogue import (
    DEPARTMENTS,
    EVIDENCE,
    MEASURES,
    PARTICULARS,
    TARGETS,
    Evidence,
    MeasureKind,
    MeasureRule,
)
from domain.grounds import GROUNDS
from domain.picture import picture, steps_within
from domain.procedure import Procedure
from domain.procedures import PROCEDURES
from tests.protocol_document import protocol_document
from tests.rights_page import rights_page
from tests.traceability.page import rules_page
from tests.traceability.policy import ROOT


def procedures_page() -> str:
    """The state picture of every procedure, and what is done within its stages."""
    return "\n".join([_PROCEDURES_HEAD, *map(_procedure, PROCEDURES.values())])


def _procedure(procedure: Procedure) -> str:
    ground = GROUNDS[procedure.ground]
    rows = [
        f"| {stage} | {', '.join(f'`{step}`' for step in steps)} |"
        for stage, steps in steps_within(procedure).items()
    ]
    within = ["| within the stage | is done |", "|---|---|", *rows]
    return "\n".join([f"## {ground.en} {ground.zh}", "", picture(procedure), "", *within, ""])


_PROCEDURES_HEAD = """\
# The procedures

Drawn by `make pages` from the table in [domain/procedures/](../domain/procedures). A picture shows
what leads from one stage to another, the table below it what is done within one.
Withdrawing leads from every open stage to `withdrawn`, and is left out; so are suspending and
resuming (L7), undoing measures and ordering them again (S8), which leave every stage as it is.
"""


def measures_page() -> str:
    """The catalogue of measures as a table."""
    rows = ["| " + " | ".join(_measure(kind)) + " |" for kind in MeasureKind]
    return "\n".join([_MEASURES_HEAD, *rows, ""])


def _measure(kind: MeasureKind) -> tuple[str, ...]:
    rule = MEASURES[kind]
    department = DEPARTMENTS[rule.department].en if rule.department else "the one concerned"
    return (
        f"`{kind}` {rule.label.zh}",
        rule.rule,
        department,
        _names(rule),
        ", ".join(f"`{each}`" for each in rule.after) or "-",
        f"{rule.accept_days} / {rule.receipt_days}",
        _evidence(rule.evidence),
        _evidence(rule.lifting_evidence) if rule.liftable else "never lifted",
        "yes" if rule.outlasts else "-",
    )


def _names(rule: MeasureRule) -> str:
    one = " or ".join(PARTICULARS[each].en for each in rule.names_one_of)
    all_of = (PARTICULARS[each].en for each in rule.names)
    return "; ".join(filter(None, [TARGETS[rule.target].en, *all_of, one]))


def _evidence(asked: tuple[Evidence, ...]) -> str:
    return ", ".join(EVIDENCE[each].en for each in asked) or "-"


_MEASURES_HEAD = """\
# The measures

Written by `make pages` from [the catalogue](../domain/catalogue). A command that would ask for an
order which cannot name all that it must is refused, and so is a receipt without its evidence.
A measure waits for those in *after* where the same case needs both. The days are working days
for acknowledgement and for completion. *Stays* says that an exit leaves it in force.

| measure | rule | department | the order names | after | days | evidence | of lifting | stays |
|---|---|---|---|---|---|---|---|---|"""

PAGES: dict[str, Callable[[], str]] = {
    "docs/department-protocol.openapi.json": protocol_document,
    "docs/measures.md": measures_page,
    "docs/procedures.md": procedures_page,
    "docs/rights.md": rights_page,
    "docs/rules.md": rules_page,
}

if __name__ == "__main__":
    for path, written in PAGES.items():
        (ROOT / path).write_text(written(), encoding="utf-8")
