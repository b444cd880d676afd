from collections.abc import Iterator

import pytest

from tests.simulator.receiver import Receiver, receiving
from tests.simulator.running import SECRETS, Simulator, free_port


@pytest.fixture(scope="package")
def shared_simulator(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Simulator]:
    simulator = Simulator(tmp_path_factory.mktemp("simulator") / "new" / "simulator.db")
    yield simulator
    simulator.stop()


@pytest.fixture
def simulator(shared_simulator: Simulator) -> Simulator:
    shared_simulator.play()
    for department in SECRETS:
        shared_simulator.behave(department)
    return shared_simulator


@pytest.fixture
def mortal_simulator(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Simulator]:
    """One of a test's own, to be killed."""
    simulator = Simulator(tmp_path_factory.mktemp("mortal") / "simulator.db")
    yield simulator
    simulator.stop()


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving(Receiver(free_port())) as receiver:
        yield receiver
