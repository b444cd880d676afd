from collections.abc import Callable

import psutil
import pytest


@pytest.fixture
def children() -> Callable[[], list[psutil.Process]]:
    """The processes below this one that the test has started; other tests' servers may run."""
    others = set(psutil.Process().children(recursive=True))
    return lambda: [
        child for child in psutil.Process().children(recursive=True) if child not in others
    ]
