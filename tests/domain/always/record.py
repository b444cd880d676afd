"""S7 and S9, of the record: chained, complete, and by somebody entitled to it."""

import hashlib

from domain.people import Role
from tests.domain.always.told import Json
from tests.domain.test_rights import ALLOWED


def head(bodies: list[str], previous: str = "0" * 64) -> str:
    for body in bodies:
        previous = hashlib.sha256(f"{previous}\n{body}".encode()).hexdigest()
    return previous


def s7_entries_follow_each_other(entries: list[Json]) -> None:
    assert [entry["sequence"] for entry in entries] == list(range(1, len(entries) + 1))
    times = [entry["at"] for entry in entries]
    assert times == sorted(times)
    for entry in entries:
        assert entry["rules"], entry
        assert entry["happened_on"], entry


def s9_every_command_was_given_by_somebody_entitled(entries: list[Json]) -> None:
    for entry in entries:
        event, by = entry["event"], entry["by"]
        if event["kind"] != "taken":
            assert by["role"] in (Role.SYSTEM, Role.CLERK), entry
            continue
        assert entry["command"], entry
        assert by["role"] in ALLOWED[event["action"]["kind"]], entry
