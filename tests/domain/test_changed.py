"""Values with some fields changed: nothing that was worked out before goes along."""

from dataclasses import dataclass
from functools import cached_property

import pytest

from domain.changed import changed


@dataclass(frozen=True)
class Sum:
    one: int
    other: int = 0

    @cached_property
    def total(self) -> int:
        return self.one + self.other


def test_the_named_fields_are_changed_and_the_value_before_is_not() -> None:
    before = Sum(1, 2)
    assert changed(before, other=5) == Sum(1, 5)
    assert before == Sum(1, 2)


def test_what_was_worked_out_is_worked_out_anew() -> None:
    before = Sum(1, 2)
    assert before.total == 3
    assert changed(before, one=4).total == 6
    assert before.total == 3


def test_a_field_that_the_value_does_not_have_is_an_error() -> None:
    before = Sum(1, 2)
    assert before.total == 3
    with pytest.raises(AttributeError, match="nobody"):
        changed(before, nobody=1)
