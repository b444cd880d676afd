"""The rules as the policy page lists them."""

from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
POLICY = "docs/policy/rules.md"


@dataclass(frozen=True, slots=True)
class Rule:
    id: str
    text: str


def rules_of(page: str) -> tuple[Rule, ...]:
    """Every row of the page's tables that begin with a column `rule`, in their order."""
    found: list[Rule] = []
    told_in: int | None = None
    for line in page.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if not line.startswith("|"):
            told_in = None
        elif cells[0] == "rule":
            told_in = cells.index("path") if "path" in cells else 1
        elif told_in is not None and not cells[0].startswith("---"):
            found.append(Rule(cells[0], cells[told_in]))
    return tuple(found)


RULES = rules_of((ROOT / POLICY).read_text(encoding="utf-8"))
IDS = tuple(rule.id for rule in RULES)
