"""A rule without a test is noticed, and so is an excuse that has become none."""

from tests.traceability.unheld import MUST_BE_HELD, NOT_BUILT_YET, built_since, unheld

BUILT = [rule for rule in MUST_BE_HELD if rule not in NOT_BUILT_YET]


def test_a_rule_that_lost_its_last_test_is_named() -> None:
    assert unheld(BUILT) == []
    assert unheld([rule for rule in BUILT if rule != "S6"]) == ["S6"]


def test_a_rule_held_by_a_test_is_built() -> None:
    assert built_since(BUILT) == []
    excused = next(iter(NOT_BUILT_YET))
    assert built_since([*BUILT, excused]) == [excused]
