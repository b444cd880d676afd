"""Time passes in two ways, and both must come to the same."""

import pytest

from tests.domain.lives import Life, Passing


@pytest.fixture(params=[Life.pass_time, Life.sleep], ids=["woken", "down"])
def until(request: pytest.FixtureRequest) -> Passing:
    """Up to a moment: woken at each moment asked for, or at the last only."""
    passing: Passing = request.param
    return passing
