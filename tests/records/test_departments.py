"""Departments on both databases: how they are reached, since when, and set up only once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from pydantic import SecretStr
from sqlalchemy import Engine

from domain.people import District
from records import departments
from records.database import reading, writing
from records.department_keys import KEY, LastKeyError, TwoKeysError, make_key, reseal, retire_key
from records.department_seed import seed_departments
from records.departments import ChangedMeanwhileError, Channel, Department, Way
from records.sealing import Sealer, SealError
from settings import DepartmentSettings, Settings
from tests.department_secrets import SECRET_KEY, SECRETS

URL = "https://power.wuhai.example"
LIST = Way(None, Channel.WORKLIST, email="gongdian@wuhai.example")
HTTP = Way(None, Channel.HTTP, URL)
SEALER = Sealer(SECRET_KEY)
WEEK = timedelta(days=7)


def found(engine: Engine, key: str = "power") -> Department:
    with reading(engine) as session:
        return departments.department(session, key)


def change(engine: Engine, revision: int, *ways: Way) -> tuple[Department, Department]:
    with writing(engine) as session:
        return departments.change(session, "power", revision, ways)


def new_key(engine: Engine, overlap: timedelta = WEEK) -> int:
    with writing(engine) as session:
        departments.locked(session, "power")
        made = make_key(session, SEALER, "power", SECRETS["power"], "administrator", overlap)
    return made.number


def live(engine: Engine) -> list[int]:
    return [key.number for key in found(engine).live_keys()]


def given(**changes: object) -> Settings:
    named = {"power": DepartmentSettings(url=URL, secret=SecretStr(SECRETS["power"]))}
    return Settings.model_validate({"departments": named, "secret_key": SECRET_KEY} | changes)


def test_a_department_that_was_never_set_up_has_nothing(engine: Engine) -> None:
    assert found(engine) == Department("power")


def test_a_change_gives_what_was_and_what_is(engine: Engine) -> None:
    assert change(engine, 0, HTTP)[0].ways == ()
    before, after = change(engine, 1, LIST, Way(District.WUDA, Channel.HTTP, f"{URL}/wuda"))
    assert [(way.channel, way.url) for way in before.ways] == [(Channel.HTTP, URL)]
    assert found(engine) == after
    assert after.revision == 2
    for district, channel in ((District.WUDA, Channel.HTTP), (District.HAINAN, Channel.WORKLIST)):
        way = after.way_in(district)
        assert way
        assert way.channel is channel


def test_what_somebody_else_changed_is_not_overwritten(engine: Engine) -> None:
    change(engine, 0, HTTP)
    with pytest.raises(ChangedMeanwhileError):
        change(engine, 0, LIST)
    assert found(engine).ways[0].channel is Channel.HTTP


def test_of_two_at_the_same_moment_one_is_told_of_the_other(engine: Engine) -> None:
    def changed(way: Way) -> bool:
        try:
            change(engine, 0, way)
        except ChangedMeanwhileError:
            return False
        return True

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(changed, [HTTP, LIST, HTTP, LIST])) == [False, False, False, True]
    assert found(engine).revision == 1


def test_since_when_a_channel_is_used_and_which_was_before(engine: Engine) -> None:
    """By it a clerk knows which orders the system may have got as well."""
    began = datetime.now(UTC)
    change(engine, 0, HTTP)
    (http,) = found(engine).ways
    assert http.since
    assert http.since >= began
    assert http.formerly is None
    change(engine, 1, Way(None, Channel.HTTP, f"{URL}/moved"))
    assert found(engine).ways[0].since == http.since
    change(engine, 2, LIST, Way(District.WUDA, Channel.WORKLIST))
    for way in found(engine).ways:
        assert way.since
        assert way.since > http.since
        assert way.formerly is Channel.HTTP


def test_of_two_keys_the_former_retires_by_itself(engine: Engine) -> None:
    assert new_key(engine) == 1
    assert found(engine).keys[0].retires_at is None
    assert new_key(engine) == 2
    former = found(engine).keys[1]
    assert former.retires_at
    assert timedelta(0) < former.retires_at - datetime.now(UTC) <= WEEK
    assert live(engine) == [2, 1]
    assert SECRETS["power"] not in repr(found(engine))


def test_a_third_key_waits_until_one_has_retired_and_the_retired_are_not_kept(
    engine: Engine,
) -> None:
    new_key(engine)
    new_key(engine)
    with pytest.raises(TwoKeysError):
        new_key(engine)
    with writing(engine) as session:
        past = (datetime.now(UTC) - timedelta(seconds=1)).isoformat()
        session.execute(KEY.update().where(KEY.c.number == 1).values(retires_at=past))
    assert live(engine) == [2]
    assert new_key(engine) == 3
    assert [key.number for key in found(engine).keys] == [3, 2]


def test_a_rotation_can_be_called_off(engine: Engine) -> None:
    """The new key was never installed: the former counts for good again."""
    new_key(engine)
    new_key(engine)
    with writing(engine) as session:
        assert retire_key(session, "power", 2)
        assert not retire_key(session, "power", 2)
        with pytest.raises(LastKeyError):
            retire_key(session, "power", 1)
    assert [(key.number, key.retires_at) for key in found(engine).keys] == [(1, None)]


def test_every_key_is_sealed_anew_under_the_first_of_the_installations(engine: Engine) -> None:
    new_key(engine)
    before = found(engine).keys[0].sealed
    with writing(engine) as session:
        assert reseal(session, SEALER) == 1
    (key,) = found(engine).keys
    assert key.sealed != before
    assert SEALER.open(key.sealed, "power") == SECRETS["power"]


def test_what_the_environment_says_is_taken_over_once(engine: Engine) -> None:
    assert seed_departments(engine, given())
    seeded = found(engine)
    assert [(way.channel, way.url) for way in seeded.ways] == [(Channel.HTTP, URL)]
    assert SEALER.open(seeded.keys[0].sealed, "power") == SECRETS["power"]
    change(engine, 1, LIST)
    assert not seed_departments(engine, given())
    assert found(engine).ways[0].channel is Channel.WORKLIST


def test_by_several_processes_at_once_too(engine: Engine) -> None:
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: seed_departments(engine, given()), range(4)))
    assert [len(part) for part in (found(engine).ways, found(engine).keys)] == [1, 1]
    assert SEALER.open(found(engine).keys[0].sealed, "power") == SECRETS["power"]


def test_without_a_key_to_seal_with_nothing_is_taken_over(engine: Engine) -> None:
    with pytest.raises(SealError):
        seed_departments(engine, given(secret_key=SecretStr("")))
    assert found(engine) == Department("power")
