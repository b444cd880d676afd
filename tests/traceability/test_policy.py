"""The policy page is read row by row."""

import re

from tests.traceability.policy import IDS, POLICY, ROOT, RULES, Rule, rules_of

PAGE = """
| term | Chinese |
|---|---|
| case | 案件 |

| rule | ground | path |
|---|---|---|
| P1.1 | policy | it closes at once |
| P1.2 | | it is dismantled |

| rule | what | source |
|---|---|---|
| L1 | the clock starts | Civil Code |
"""


def test_only_tables_of_rules_are_read_and_the_path_is_what_a_ground_says() -> None:
    assert rules_of(PAGE) == (
        Rule("P1.1", "it closes at once"),
        Rule("P1.2", "it is dismantled"),
        Rule("L1", "the clock starts"),
    )


def test_every_rule_of_the_policy_is_found_once() -> None:
    page = (ROOT / POLICY).read_text(encoding="utf-8")
    assert list(IDS) == re.findall(r"^\| ([PLSO]\d+(?:\.\d+)?) \|", page, re.MULTILINE)
    assert len(set(IDS)) == len(IDS)
    assert all(rule.text for rule in RULES)
