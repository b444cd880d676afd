"""S7: every change is on record, chained, and the record alone gives the state back."""

import hashlib
import json
from dataclasses import replace

import pytest
from pydantic import TypeAdapter

from domain.enterprise import Enterprise
from domain.events import BEGINNING, Entry, Recorded, chain, read, record
from domain.people import SYSTEM
from tests.domain.folded import fold
from tests.domain.lives import CODE, INSPECTOR, SERVE, Life, local
from tests.domain.stages import flagged, sealed

ENTERPRISES = TypeAdapter(Enterprise)


@pytest.fixture(scope="module")
def life() -> Life:
    """With something of everything: a period, a decision, orders, receipts, lateness, a lift."""
    lived = sealed()
    lived.is_withdrawn("2025-11-03")
    lived.sleep("2026-06-01")
    return lived


def _head(recorded: list[Recorded]) -> str:
    """The chain worked out by somebody who has the bytes alone."""
    head = "0" * 64
    for one in recorded:
        digest = hashlib.sha256(one.body.encode()).hexdigest()
        head = hashlib.sha256(f"{head}\n{digest}".encode()).hexdigest()
    return head


def test_s7_the_head_of_the_chain_follows_from_the_bytes(life: Life) -> None:
    assert _head(life.recorded) == life.enterprise.head == life.recorded[-1].hash


@pytest.mark.parametrize("place", [0, 3, -1])
def test_s7_an_altered_entry_breaks_the_chain(life: Life, place: int) -> None:
    altered = list(life.recorded)
    body = altered[place].body.replace("202", "203", 1)
    altered[place] = replace(altered[place], body=body)
    assert body != life.recorded[place].body
    assert _head(altered) != life.enterprise.head


def test_s7_an_entry_left_out_or_moved_breaks_the_chain(life: Life) -> None:
    assert _head(life.recorded[:3] + life.recorded[4:]) != life.enterprise.head
    swapped = [life.recorded[1], life.recorded[0], *life.recorded[2:]]
    assert _head(swapped) != life.enterprise.head


def test_s7_entries_are_numbered_without_a_gap(life: Life) -> None:
    assert [one.sequence for one in life.recorded] == list(range(1, len(life.recorded) + 1))
    assert [json.loads(one.body)["sequence"] for one in life.recorded] == [
        one.sequence for one in life.recorded
    ]


def test_s7_an_entry_read_and_recorded_again_has_the_same_bytes(life: Life) -> None:
    previous = BEGINNING
    for one in life.recorded:
        assert record(read(one.body), previous) == one
        assert chain(previous, one.body) == one.hash
        previous = one.hash


def test_s7_the_same_life_gives_the_same_bytes() -> None:
    assert sealed().recorded == sealed().recorded


def test_s7_the_state_is_the_fold_of_its_entries(life: Life) -> None:
    assert fold(Enterprise(CODE), life.recorded) == life.enterprise
    half = len(life.recorded) // 2
    halfway = fold(Enterprise(CODE), life.recorded[:half])
    assert fold(halfway, life.recorded[half:]) == life.enterprise


def test_an_enterprise_survives_json_and_lives_on(life: Life) -> None:
    stored = ENTERPRISES.dump_json(life.enterprise)
    assert ENTERPRISES.validate_json(stored) == life.enterprise
    assert ENTERPRISES.dump_json(ENTERPRISES.validate_json(stored)) == stored


def test_s7_an_entry_says_who_when_what_and_on_which_day() -> None:
    lived = flagged()
    entry: Entry = lived.do(INSPECTOR, SERVE, "2025-04-03 14:00", on="2025-04-02")[0]
    assert entry.by == INSPECTOR
    assert entry.at == local("2025-04-03 14:00")
    assert entry.happened_on.isoformat() == "2025-04-02"
    assert entry.command == "command-2"
    assert entry.case == lived.case.number
    assert entry.rules == ("P2.1", "L1", "L2", "L3")


def test_s7_what_followed_by_itself_is_on_record_as_the_systems() -> None:
    lived = flagged()
    entry = lived.sleep("2025-06-01")[0]
    assert (entry.by, entry.command) == (SYSTEM, "")
