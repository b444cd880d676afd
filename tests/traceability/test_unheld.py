"""A rule without a test is found."""

from tests.traceability.unheld import MUST_BE_HELD, unheld


def test_a_rule_that_no_test_holds_is_found() -> None:
    assert unheld(MUST_BE_HELD) == []
    assert unheld([rule for rule in MUST_BE_HELD if rule != "S6"]) == ["S6"]
