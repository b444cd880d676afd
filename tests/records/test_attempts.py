"""S9: a guesser is slowed down, and nobody can keep somebody else out."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from freezegun import freeze_time
from freezegun.api import FrozenDateTimeFactory
from sqlalchemy import Engine

from records.accounts import NewAccount, add_accounts
from records.attempts import (
    FailuresRow,
    KnownPlaceRow,
    Place,
    begin,
    forget_places,
    new_device,
    pause,
    succeeded,
)
from records.database import reading, writing
from tests.domain.lives import AUDITOR, INSPECTOR
from tests.records.contents import rows

HOME, CAFE = "10.0.0.1", "198.51.100.7"
ME = INSPECTOR.id
FREE = 5


@pytest.fixture
def engine(engine: Engine) -> Engine:
    with writing(engine) as session:
        add_accounts(session, [NewAccount(person, "a password") for person in (INSPECTOR, AUDITOR)])
    return engine


@pytest.fixture
def clock() -> Iterator[FrozenDateTimeFactory]:
    with freeze_time(datetime(2026, 11, 23, 4, tzinfo=UTC)) as clock:
        yield clock  # type: ignore[misc]


def fail(engine: Engine, place: Place, times: int = 1) -> int:
    """How many of so many attempts in a row were let through to fail."""
    through = 0
    for _ in range(times):
        with writing(engine) as session:
            through += begin(session, place) is None
    return through


def succeed(engine: Engine, place: Place) -> bool:
    with writing(engine) as session:
        if begin(session, place) is not None:
            return False
        succeeded(session, place)
    return True


def waits(engine: Engine, place: Place) -> timedelta:
    with reading(engine) as session:
        return pause(session, place)


def test_pauses_grow_from_nothing_to_a_quarter_of_an_hour(
    engine: Engine, clock: FrozenDateTimeFactory
) -> None:
    place, pauses = Place(ME, HOME), []
    for _ in range(FREE + 9):
        assert fail(engine, place) == 1
        pauses.append(waits(engine, place).total_seconds())
        clock.tick(waits(engine, place))
    assert pauses[:FREE] == [0] * FREE
    assert pauses[FREE:] == sorted(pauses[FREE:])
    assert pauses[FREE] == 15
    assert pauses[-1] == 15 * 60


def test_while_a_pause_lasts_nothing_is_let_through_and_nothing_counted(
    engine: Engine, clock: FrozenDateTimeFactory
) -> None:
    place = Place(ME, HOME)
    assert fail(engine, place, FREE + 50) == FREE + 1
    left = waits(engine, place)
    clock.tick(left - timedelta(seconds=1))
    assert not succeed(engine, place)
    clock.tick(timedelta(seconds=1))
    assert succeed(engine, place)
    assert fail(engine, place, FREE) == FREE  # begun anew


def test_while_a_source_waits_the_names_that_it_makes_up_are_not_kept(
    engine: Engine, clock: FrozenDateTimeFactory
) -> None:
    """Else whoever is refused fills the database for a day."""
    for number in range(21):
        fail(engine, Place(f"account.{number}", CAFE))
    before = len(rows(engine, FailuresRow))
    for number in range(30):
        assert fail(engine, Place(f"made.up.{number}", CAFE)) == 0
    assert len(rows(engine, FailuresRow)) == before


def test_failures_are_forgotten_one_by_one(engine: Engine, clock: FrozenDateTimeFactory) -> None:
    place = Place(ME, HOME)
    assert fail(engine, place, FREE) == FREE
    clock.tick(timedelta(minutes=15) * 2)
    assert fail(engine, place, FREE) == 3  # two were, and one brings the pause


def test_strangers_fill_no_bucket_of_who_signed_in_from_there_before(
    engine: Engine, clock: FrozenDateTimeFactory
) -> None:
    assert succeed(engine, Place(ME, HOME))
    for stranger in range(60):
        fail(engine, Place(ME, f"203.0.113.{stranger}"), 10)
    assert waits(engine, Place(ME, CAFE)) > timedelta(0)  # all strangers to the account wait
    assert waits(engine, Place(ME, CAFE)) <= timedelta(minutes=1)  # and none for long
    assert succeed(engine, Place(ME, HOME))
    assert succeed(engine, Place(AUDITOR.id, CAFE))  # another account is not touched


def test_at_one_address_a_device_has_its_own_bucket(
    engine: Engine, clock: FrozenDateTimeFactory
) -> None:
    assert succeed(engine, Place(ME, HOME))
    with writing(engine) as session:
        device = new_device(session, ME)
    fail(engine, Place(ME, HOME), 20)
    assert not succeed(engine, Place(ME, HOME))
    assert succeed(engine, Place(ME, HOME, device))
    for wrong in ("made up", device.swapcase()):
        assert not succeed(engine, Place(ME, HOME, wrong))
    fail(engine, Place(AUDITOR.id, HOME), 20)
    assert not succeed(engine, Place(AUDITOR.id, HOME, device))  # it is one account's


def test_a_source_that_tries_many_accounts_waits(
    engine: Engine, clock: FrozenDateTimeFactory
) -> None:
    tried = sum(fail(engine, Place(f"account.{number}", CAFE)) for number in range(100))
    assert tried == 21
    assert not succeed(engine, Place(AUDITOR.id, CAFE))
    assert succeed(engine, Place(AUDITOR.id, HOME))


def test_a_success_takes_back_its_own_attempt_and_no_other(
    engine: Engine, clock: FrozenDateTimeFactory
) -> None:
    """Who has an account gains nothing by it for guessing at others."""
    for number in range(19):
        assert fail(engine, Place(f"account.{number}", CAFE)) == 1
    assert succeed(engine, Place(ME, CAFE))
    assert fail(engine, Place("account.x", CAFE)) == 1
    assert fail(engine, Place("account.y", CAFE)) == 1
    assert fail(engine, Place("account.z", CAFE)) == 0


def test_a_place_is_forgotten_after_a_season_or_when_told(
    engine: Engine, clock: FrozenDateTimeFactory
) -> None:
    assert succeed(engine, Place(ME, HOME))
    clock.tick(timedelta(days=91))
    assert succeed(engine, Place(AUDITOR.id, HOME))
    assert [row["account"] for row in rows(engine, KnownPlaceRow)] == [AUDITOR.id]
    assert len(rows(engine, FailuresRow)) == 2  # the shared ones, drained
    with writing(engine) as session:
        forget_places(session, AUDITOR.id)
    assert rows(engine, KnownPlaceRow) == []


def test_a_clock_that_was_set_back_locks_nobody_out(
    engine: Engine, clock: FrozenDateTimeFactory
) -> None:
    place = Place(ME, HOME)
    fail(engine, place, FREE + 1)
    clock.tick(-timedelta(days=30))
    assert succeed(engine, place)
