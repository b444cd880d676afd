"""Who reads a case sees the personal data that their role needs, whichever way they ask (S9)."""

import pytest

from domain.masking import mask
from domain.people import Actor, Role
from tests.api.people import (
    APPROVER,
    AUDITOR,
    DEPUTY,
    INSPECTOR,
    POWER_CLERK,
    SUPERVISOR,
    of_enterprise,
)
from tests.api.town import Case, Json, Town

WITNESSES = ("高见证", "马见证")
SIGNER, RESPONSIBLE, RECEIVER = "钱法人", "孙安全", "李明"
OF_ENTERPRISE = {SIGNER, of_enterprise("").name}
DECIDING = {APPROVER.name, DEPUTY.name, SUPERVISOR.name}
ALL = {*WITNESSES, *OF_ENTERPRISE, *DECIDING, RESPONSIBLE, RECEIVER, INSPECTOR.name}
SEEN_BY = {
    Role.INSPECTOR: ALL,
    Role.APPROVER: ALL,
    Role.AUDITOR: ALL,
    Role.SUPERVISOR: ALL,
    Role.ENTERPRISE: ALL - {*WITNESSES, RECEIVER} - DECIDING,
}


@pytest.fixture(scope="module")
def case(town: Town) -> Case:
    """With everybody's name on record, and a step that waits for a second person."""
    case = town.flag(ground="eliminated")
    case.do(INSPECTOR, "serve_notice", method="left_at_place", witnesses=WITNESSES)
    case.do(INSPECTOR, "give_advance_notice")
    case.do(case.enterprise, "waive_hearing", signed_by=SIGNER)
    case.do(case.enterprise, "file_resettlement_plan")
    case.do(SUPERVISOR, "decide_resettlement_plan")
    case.do(case.enterprise, "file_risk_plan", responsible=RESPONSIBLE)
    case.do(SUPERVISOR, "decide_risk_plan")
    case.is_being_sealed()
    case.is_answered()
    case.do(case.enterprise, "record_commitment", signed_by=SIGNER)
    case.ask(INSPECTOR, "withdraw")
    return case


def readers(case: Case) -> list[Actor]:
    return [INSPECTOR, APPROVER, AUDITOR, SUPERVISOR, case.enterprise]


def named(text: str) -> set[str]:
    return {name for name in ALL if name in text}


def test_s9_a_timeline_names_whom_the_reader_needs(town: Town, case: Case) -> None:
    """S9: in what is told of each step as in the step itself."""
    for reader in readers(case):
        told = town.get(reader, f"/cases/{case.number}/timeline").text
        assert named(told) == SEEN_BY[reader.role], reader.role
        for hidden in ALL - SEEN_BY[reader.role]:
            assert mask(hidden) in told
    assert DEPUTY.id not in town.get(case.enterprise, f"/cases/{case.number}/timeline").text


def test_s9_so_does_the_case_as_it_stands(town: Town, case: Case) -> None:
    """S9: who is in charge, who proposed, who signed receipts; live and on record, alone and
    among its enterprise's."""
    shown = {INSPECTOR.name, RECEIVER}
    for reader in readers(case):
        paths = (f"/cases/{case.number}", f"/cases/{case.number}/live", f"/enterprises/{case.code}")
        for path in paths:
            said = town.get(reader, path).text
            assert named(said) == shown & SEEN_BY[reader.role], (reader.role, path)
    answered = case.ask(case.enterprise, "record_statement")
    assert not named(answered.text) & DECIDING


def test_s9_a_clerk_sees_who_signed_for_their_department(town: Town, case: Case) -> None:
    """S9."""
    (order, *_) = [
        order
        for measure in case.view()["measures"]
        for order in measure["orders"]
        if order["department"] == POWER_CLERK.department
    ]
    for reader in (POWER_CLERK, SUPERVISOR):
        assert named(town.get(reader, f"/orders/{order['id']}").text) == {RECEIVER}


def test_other_systems_are_told_no_names(town: Town, case: Case) -> None:
    """Whoever asks for the feed, as it is what goes out."""
    for reader in readers(case):
        events = _events(town, reader, case)
        assert named(str(events)) == set(), reader.role
        receipts = [
            order["receipt"]
            for measure in events[-1]["state"]["measures"]
            for order in measure["orders"]
        ]
        assert {receipt["signed_by"] for receipt in receipts} == {mask(RECEIVER)}


def _events(town: Town, reader: Actor, case: Case) -> list[Json]:
    found: list[Json] = []
    after, more = 0, True
    while more:
        page = town.get(reader, "/events", after=after, size=200).json()
        found += page["events"]
        after, more = page["next"], page["more"]
    return [event for event in found if event["case"] == case.number]
