"""Each role sees the personal data that it needs, and of the rest the first character (S9)."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from domain.approval import Approval
from domain.charge import InCharge, Reassign
from domain.closing import RecordCommitment
from domain.closure_plans import FileRiskPlan
from domain.events import Entry, Proposed, Taken
from domain.extension import Extension
from domain.hearing import RecordHearing, WaiveHearing
from domain.masking import NOBODY, Readers, mask, masked
from domain.notice import ServeNotice
from domain.orders import Order, Receipt
from domain.people import SYSTEM, Actor, Principal, Role, department_system
from domain.personal import PERSONAL
from domain.proposal import Confirmation
from domain.receiving import ReceiveReceipt
from domain.shutdown import FileShutdownPlan
from domain.telling import tell
from tests.domain.lives import (
    APPROVER,
    ENTERPRISE,
    INSPECTOR,
    SEAL,
    SERVE,
    SUPERVISOR,
    Life,
    local,
)

I, A, S, C, E, U = (  # noqa: E741 - as the columns of a table
    Role.INSPECTOR,
    Role.APPROVER,
    Role.SUPERVISOR,
    Role.CLERK,
    Role.ENTERPRISE,
    Role.AUDITOR,
)
PERSON = "李卫东"
AT = local("2025-04-01")
# A copy of its own: who sees what is changed in two places or not at all.
SEEN_BY: list[tuple[Any, set[Role]]] = [
    (ServeNotice("left_at_place", "送达回证", (PERSON,)), {I, A, S, U}),
    (WaiveHearing(PERSON), {I, A, S, E, U}),
    (RecordCommitment(PERSON, "乌海日报"), {I, A, S, E, U}),
    (Extension(2, PERSON, date(2025, 4, 1)), {I, A, S, E, U}),
    (FileRiskPlan("专人值守", PERSON), {I, A, S, E, U}),
    (FileShutdownPlan("停炉", PERSON), {I, A, S, E, U}),
    (RecordHearing(PERSON, "笔录"), {I, A, S, E, U}),
    (Approval("city", PERSON), {I, A, S, E, U}),
    (Reassign(PERSON, "休假", PERSON), {I, A, S, E, U}),
    (InCharge(PERSON, PERSON), {I, A, S, E, U}),
    (ReceiveReceipt("1-o1", "回执", "done", AT, PERSON), {I, A, S, C, U}),
    (Receipt("回执", "done", AT, PERSON), {I, A, S, C, U}),
    (replace(INSPECTOR, id=PERSON, name=PERSON), {I, A, S, E, U}),
    (replace(APPROVER, name=PERSON), {I, A, S, U}),
    (replace(SUPERVISOR, name=PERSON), {I, A, S, U}),
    (replace(ENTERPRISE, name=PERSON), {I, A, S, E, U}),
    (Actor("clerk", PERSON, Role.CLERK, department="power"), {I, A, S, C, U}),
    (replace(APPROVER, standing_in_for=Principal("chief", PERSON)), {I, A, S, U}),
]


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize(("value", "roles"), SEEN_BY, ids=lambda each: type(each).__name__)
def test_s9_shown_to_whom_it_is_for_and_masked_for_the_others(
    value: Any, roles: set[Role], role: Role
) -> None:
    shown = repr(masked(value, frozenset({role})))
    if role in roles:
        assert shown == repr(value)
    else:
        assert PERSON not in shown
        assert "李**" in shown


def test_every_row_of_the_table_is_among_them() -> None:
    """But for the clerk of an order, which is held below."""
    assert {type(value) for value, _ in SEEN_BY} >= {*PERSONAL} - {Order}


def test_a_clerk_who_took_an_order_up_is_named_to_the_authority_and_the_department() -> None:
    order = replace(_an_order(), clerk=PERSON)
    assert masked(order, frozenset({Role.CLERK})).clerk == PERSON
    assert masked(order, frozenset({Role.ENTERPRISE})).clerk == "李**"


def test_somebody_with_several_roles_sees_what_one_of_them_needs() -> None:
    readers: Readers = frozenset({Role.ENTERPRISE, Role.CLERK})
    assert masked(WaiveHearing(PERSON), readers).signed_by == PERSON
    assert masked(ReceiveReceipt("1-o1", "回执", "done", AT, PERSON), readers).signed_by == PERSON
    assert masked(ServeNotice("in_person", "回证", (PERSON,)), readers).witnesses == ("李**",)


def test_it_is_masked_however_deep_it_is() -> None:
    """Steps that are proposed, who proposed what another confirmed, and what is said of it."""
    entry = _entry(Taken(SEAL, None, confirms=Confirmation(replace(APPROVER, name=PERSON), 7, "")))
    assert PERSON in tell(entry).zh
    shown = masked(entry, frozenset({Role.ENTERPRISE}))
    assert PERSON not in repr(shown)
    assert "由李**提出" in tell(shown).zh
    proposed = _entry(Proposed(FileShutdownPlan("停炉", PERSON), _deadline()))
    assert PERSON not in repr(masked(proposed, NOBODY))


def test_what_is_told_of_a_step_names_nobody_it_should_not() -> None:
    entry = _entry(Taken(FileShutdownPlan("停炉", PERSON), None))
    assert PERSON in tell(masked(entry, frozenset({Role.SUPERVISOR}))).zh
    assert PERSON not in tell(masked(entry, NOBODY)).zh


def test_all_else_stays_as_it_is() -> None:
    life = Life()
    life.flag("2025-04-01")
    life.do(INSPECTOR, SERVE, "2025-04-02")
    shown = masked(life.enterprise, NOBODY)
    (case,) = shown.cases.values()
    assert case == replace(life.case, in_charge=InCharge("i**", "张**"))
    assert shown == replace(life.enterprise, cases={case.number: case})
    assert masked(life.enterprise, frozenset({Role.AUDITOR})) is life.enterprise


@pytest.mark.parametrize("system", [SYSTEM, department_system("power")])
def test_systems_are_nobody(system: Actor) -> None:
    assert masked(system, NOBODY) == system


@pytest.mark.parametrize(("name", "shown"), [("李四", "李**"), ("Zhang San", "Z**"), ("", "")])
def test_a_mask_tells_no_length(name: str, shown: str) -> None:
    assert mask(name) == shown


def _sealed() -> Life:
    life = Life()
    life.flag("2025-04-01")
    life.do(INSPECTOR, SERVE, "2025-04-02")
    life.pass_time("2025-11-01")
    life.is_heard("2025-11-03")
    life.seals("2025-11-12")
    return life


def _an_order() -> Order:
    return _sealed().orders()[0]


def _deadline() -> Any:
    life = Life()
    life.flag("2025-04-01")
    return life.case.limit


def _entry(event: Any) -> Entry:
    life = Life()
    life.flag("2025-04-01")
    return replace(life.entries[0], event=event)
