"""S7, S9: a stand-in acts for somebody who is away, in their scope and their days alone."""

from datetime import UTC, date, datetime, timedelta

import pytest
from freezegun import freeze_time
from sqlalchemy import Engine

from domain.people import Actor, District, Principal, Role
from records import delegations
from records.accounts import AccountRow, NewAccount, add_accounts, open_session
from records.bearer import SessionRules
from records.capacities import CapacityRow
from records.database import writing
from records.delegations import NewDelegation
from records.signed_in import signed_in
from tests.domain.lives import SUPERVISOR
from tests.records.test_accounts import LASTING

AWAY = Actor("away", "钱检查", Role.INSPECTOR, (District.HAINAN,))
THEIRS = Actor("there", "孙检查", Role.INSPECTOR, (District.WUDA,))
FIRST, LAST = date(2026, 11, 24), date(2026, 11, 25)
NAMED = NewDelegation("away", "there", Role.INSPECTOR, FIRST, LAST, "年休假")
FOR_THEM = Actor(
    "there",
    "孙检查",
    Role.INSPECTOR,
    (District.HAINAN,),
    standing_in_for=Principal("away", "钱检查"),
)
WHILE_IT_RUNS = datetime(2026, 11, 24, 4, tzinfo=UTC)


@pytest.fixture
def tokens(engine: Engine) -> dict[str, str]:
    with writing(engine) as session:
        add_accounts(session, [NewAccount(each, "pw") for each in (AWAY, THEIRS, SUPERVISOR)])
    with writing(engine) as session, freeze_time(datetime(2026, 11, 22, tzinfo=UTC)):
        found = {
            each: open_session(session, each, 100 * LASTING)[0]
            for each in ("away", "there", SUPERVISOR.id)
        }
        delegations.name_stand_in(session, NAMED)
    return found


def capacities(engine: Engine, token: str) -> tuple[Actor, ...]:
    (bearer,) = signed_in(engine, [token], SessionRules(idle=timedelta(days=1000)))
    assert bearer
    return bearer.person.capacities


@pytest.mark.parametrize(
    ("at", "acts"),
    [
        (datetime(2026, 11, 23, 15, 59, 59, tzinfo=UTC), False),
        (datetime(2026, 11, 23, 16, tzinfo=UTC), True),
        (datetime(2026, 11, 25, 15, 59, 59, tzinfo=UTC), True),
        (datetime(2026, 11, 25, 16, tzinfo=UTC), False),
    ],
)
def test_s9_from_the_first_day_in_china_to_the_end_of_the_last(
    engine: Engine, tokens: dict[str, str], at: datetime, acts: bool
) -> None:
    with freeze_time(at):
        assert capacities(engine, tokens["there"]) == ((THEIRS, FOR_THEM) if acts else (THEIRS,))
        assert capacities(engine, tokens["away"]) == (AWAY,)
        assert capacities(engine, tokens[SUPERVISOR.id]) == (SUPERVISOR,)


def test_s9_ended_early_it_is_over_at_once(engine: Engine, tokens: dict[str, str]) -> None:
    with freeze_time(WHILE_IT_RUNS):
        with writing(engine) as session:
            (row,) = delegations.listed(session, "there")
            delegations.end(row)
        assert capacities(engine, tokens["there"]) == (THEIRS,)


def test_s9_only_somebody_who_has_the_role_still_acts(
    engine: Engine, tokens: dict[str, str]
) -> None:
    with writing(engine) as session:
        row = session.get(CapacityRow, ("there", 1))
        assert row
        row.role = Role.APPROVER
    with freeze_time(WHILE_IT_RUNS):
        assert [each.role for each in capacities(engine, tokens["there"])] == [Role.APPROVER]


def test_s9_nobody_acts_for_somebody_whose_account_is_disabled(
    engine: Engine, tokens: dict[str, str]
) -> None:
    with writing(engine) as session:
        row = session.get(AccountRow, "away")
        assert row
        row.disabled_at = FIRST.isoformat()
    with freeze_time(WHILE_IT_RUNS):
        assert capacities(engine, tokens["there"]) == (THEIRS,)


def test_s9_nobody_stands_in_for_a_stand_in(engine: Engine, tokens: dict[str, str]) -> None:
    third = Actor("third", "李检查", Role.INSPECTOR, (District.HAIBOWAN,))
    with writing(engine) as session:
        add_accounts(session, [NewAccount(third, "pw")])
        session.flush()
        again = NewDelegation("there", "third", Role.INSPECTOR, FIRST, LAST, "出差")
        delegations.name_stand_in(session, again)
    with freeze_time(WHILE_IT_RUNS):
        with writing(engine) as session:
            token, _ = open_session(session, "third", LASTING)
        own, stood_in = capacities(engine, token)
    assert own == third
    assert stood_in.districts == (District.WUDA,)
    assert stood_in.standing_in_for == Principal("there", "孙检查")


def test_s9_named_twice_it_is_one_capacity(engine: Engine, tokens: dict[str, str]) -> None:
    with writing(engine) as session:
        delegations.name_stand_in(session, NAMED)
    with freeze_time(WHILE_IT_RUNS):
        assert capacities(engine, tokens["there"]) == (THEIRS, FOR_THEM)
