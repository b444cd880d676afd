"""S7: where a request came from, which nobody can make up from outside."""

from ipaddress import ip_network

import pytest

from api.source import address
from records.database import reading
from records.queries import timeline
from tests.api.audit import notes_by
from tests.api.town import Town

PROXIES = (ip_network("10.0.0.0/8"), ip_network("fd00::/8"))


@pytest.mark.parametrize(
    ("peer", "forwarded", "expected"),
    [
        ("192.0.2.1", [], "192.0.2.1"),
        ("192.0.2.1", ["198.51.100.7"], "192.0.2.1"),
        ("10.0.0.1", ["198.51.100.7"], "198.51.100.7"),
        ("10.0.0.1", ["203.0.113.9", "198.51.100.7"], "198.51.100.7"),
        ("10.0.0.1", ["198.51.100.7", "10.0.0.2"], "198.51.100.7"),
        ("fd00::1", ["2001:db8::1"], "2001:db8::1"),
        ("10.0.0.1", ["no address"], "10.0.0.1"),
        ("10.0.0.1", ["10.0.0.3", "10.0.0.2"], "10.0.0.3"),
        ("10.0.0.1", [], "10.0.0.1"),
        ("", [], ""),
    ],
)
def test_the_last_hop_that_no_trusted_proxy_has_counts(
    peer: str, forwarded: list[str], expected: str
) -> None:
    assert address(peer, forwarded, PROXIES) == expected


def test_a_note_says_where_the_request_came_from(town: Town) -> None:
    body = {"account": "from.afar", "password": "x"}
    headers = {"X-Forwarded-For": "198.51.100.7"}
    town.stranger.post("/sessions", json=body, headers=headers)
    (noted,) = notes_by(town.service, "from.afar", "sign_in_failed")
    assert noted.source == "127.0.0.1"  # no proxy is trusted here


def test_s7_an_entry_says_where_its_command_came_from(town: Town) -> None:
    case = town.flag()
    with reading(town.service.engine) as session:
        (entry,) = timeline(session, case.number)
    assert entry.source == "127.0.0.1"
    assert "127.0.0.1" not in str(case.timeline())
