import socket
from dataclasses import astuple

import pytest

from launch.ports import Ports, PortTaken
from tests.launch.stand_ins import ANY_PORTS


def test_any_port_is_a_free_one_and_none_is_given_twice() -> None:
    wished = ANY_PORTS.settled()
    assert len(set(astuple(wished))) == 5
    assert wished.settled() == wished


@pytest.mark.parametrize("address", ["127.0.0.1", "0.0.0.0"])  # noqa: S104
def test_a_taken_port_says_so_and_how_to_change_it(address: str) -> None:
    with socket.create_server((address, 0)) as listener:
        port = listener.getsockname()[1]
        with pytest.raises(PortTaken, match=rf"{port} .*\n.*--temporal-ui-port"):
            Ports(0, port, 0, 0).settled()


def test_the_same_port_twice_is_taken() -> None:
    port = ANY_PORTS.settled().api
    with pytest.raises(PortTaken, match="--simulator-port"):
        Ports(0, 0, port, port).settled()


def test_addresses() -> None:
    ports = Ports(1, 2, 3, 4)
    assert ports.temporal_address == "127.0.0.1:1"
    assert ports.temporal_ui_url == "http://127.0.0.1:2"
    assert ports.api_url == "http://127.0.0.1:3"
    assert ports.simulator_url == "http://127.0.0.1:4"
