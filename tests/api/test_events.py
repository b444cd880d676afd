"""The event feed through HTTP, and who keeps its subscriptions."""

from typing import Any

import pytest
from sqlalchemy import select
from sqlmodel import col

from domain.people import Actor
from records.audit import AuditRow
from records.database import reading
from tests.api.people import (
    ADMINISTRATOR,
    AUDITOR,
    HERE,
    INSPECTOR,
    INSPECTOR_ELSEWHERE,
    POWER_CLERK,
    SUPERVISOR,
)
from tests.api.problems import problem
from tests.api.sealed import sealing
from tests.api.town import Case, Json, Town

URL = "https://data.example.gov.cn/events"


def events(town: Town, by: Actor, after: int = 0, **parameters: Any) -> list[Json]:
    """All of them, page by page."""
    found: list[Json] = []
    while True:
        answer = town.get(by, "/events", after=after, **parameters)
        assert answer.status_code == 200, answer.text
        page = answer.json()
        found += page["events"]
        after = page["next"]
        if not page["more"]:
            return found


def head(town: Town) -> int:
    last: int = events(town, AUDITOR)[-1]["position"]
    return last


@pytest.fixture(scope="module")
def case(town: Town) -> Case:
    return sealing(town)


def test_what_is_on_record_is_in_the_feed_in_order(town: Town, case: Case) -> None:
    found = events(town, AUDITOR, size=7)
    assert [each["position"] for each in found] == list(range(1, len(found) + 1))
    mine = [each for each in found if each["case"] == case.number]
    timeline = case.timeline()
    assert [_label(each) for each in mine] == [_label(each) for each in timeline]
    assert [each["time"] for each in mine] == [each["at"] for each in timeline]
    assert mine[0]["type"] == "flag"
    assert {each["type"] for each in mine} >= {"take_exit_decision", "order_issued"}
    assert mine[-1]["state"]["stage"] == case.view()["stage"] == "sealing"
    assert [each["kind"] for each in mine[-1]["state"]["measures"]] == [
        each["kind"] for each in case.view()["measures"]
    ]
    assert mine[0]["state"]["stage"] == "flagged"


def test_it_goes_on_from_where_one_was(town: Town, case: Case) -> None:
    last = head(town)
    assert events(town, AUDITOR, after=last) == []
    case.do(case.enterprise, "record_commitment")
    (new,) = events(town, AUDITOR, after=last)
    assert (new["position"], new["type"]) == (last + 1, "record_commitment")
    assert new["state"]["committed"] is True
    assert new["role"] == "enterprise"


def test_it_is_narrowed_by_type_and_district(town: Town, case: Case) -> None:
    kinds = {each["type"] for each in events(town, AUDITOR, kind=["flag", "order_issued"])}
    assert kinds == {"flag", "order_issued"}
    here = events(town, AUDITOR, district=[HERE])
    assert {each["district"] for each in here} == {HERE}
    assert case.number in {each["case"] for each in here}
    assert case.number not in {
        each["case"] for each in events(town, AUDITOR, district=["haibowan"])
    }
    problem(town.get(AUDITOR, "/events", kind="no_such"), 422, "malformed")


def test_s9_everybody_gets_the_events_of_the_cases_they_see(town: Town, case: Case) -> None:
    """S9."""
    for by, sees in {
        SUPERVISOR: True,
        INSPECTOR: True,
        case.enterprise: True,
        INSPECTOR_ELSEWHERE: False,
    }.items():
        found = {each["case"] for each in events(town, by)}
        assert (case.number in found) is sees, by
        if by is case.enterprise:
            assert found == {case.number}
    for by in (POWER_CLERK, ADMINISTRATOR):
        problem(town.get(by, "/events"), 403, "wrong_role", "S9")


def _label(entry: Json) -> str:
    """Without the details, where the feed masks names."""
    label: str = entry["summary"]["zh"].partition("：")[0]
    return label


def subscription(**changes: Any) -> Json:
    return {"name": "数据平台", "url": URL} | changes


def test_a_subscription_is_made_paused_resumed_and_ended_on_record(town: Town, case: Case) -> None:
    """S7; its secret is shown once."""
    last = head(town)
    made = town.post(ADMINISTRATOR, "/subscriptions", subscription(kinds=["flag"]))
    assert made.status_code == 201, made.text
    new = made.json()
    assert new["secret"].startswith("whsec_")
    number, path = new["id"], f"/subscriptions/{new['id']}"
    (listed,) = town.get(ADMINISTRATOR, "/subscriptions").json()
    assert listed == {key: value for key, value in new.items() if key != "secret"}
    assert (listed["position"], listed["last"], listed["state"]) == (last, last, "active")
    paused = town.post(ADMINISTRATOR, f"{path}/pause", {}).json()
    assert (paused["state"], bool(paused["reason"])) == ("paused", True)
    resumed = town.post(ADMINISTRATOR, f"{path}/resume", {"after": 3}).json()
    assert (resumed["state"], resumed["position"], resumed["reason"]) == ("active", 3, "")
    assert town.signed_in(ADMINISTRATOR).delete(path).status_code == 204
    assert town.get(ADMINISTRATOR, "/subscriptions").json() == []
    problem(town.post(ADMINISTRATOR, f"{path}/pause", {}), 404, "not_found")
    with reading(town.service.engine) as session:
        noted = select(col(AuditRow.what)).where(col(AuditRow.subject) == number)
        assert list(session.scalars(noted.order_by(col(AuditRow.id)))) == [
            "subscription_made",
            "subscription_paused",
            "subscription_resumed",
            "subscription_ended",
        ]


@pytest.mark.parametrize("by", [SUPERVISOR, INSPECTOR, AUDITOR, POWER_CLERK])
def test_s9_an_administrator_alone_keeps_subscriptions(town: Town, by: Actor) -> None:
    """S9."""
    number = "0" * 32
    answers = [
        town.post(by, "/subscriptions", subscription()),
        town.get(by, "/subscriptions"),
        town.post(by, f"/subscriptions/{number}/pause", {}),
        town.post(by, f"/subscriptions/{number}/resume", {}),
        town.signed_in(by).delete(f"/subscriptions/{number}"),
    ]
    for answer in answers:
        problem(answer, 403, "wrong_role", "S9")


@pytest.mark.parametrize(
    "url", ["http://169.254.169.254/latest", "https://evil.example/", "file:///etc/passwd", ""]
)
def test_nothing_is_sent_to_where_the_setting_does_not_allow_it(town: Town, url: str) -> None:
    answer = town.post(ADMINISTRATOR, "/subscriptions", subscription(url=url))
    problem(answer, 422, "forbidden_address")


def test_a_type_that_no_event_has_cannot_be_subscribed_to(town: Town) -> None:
    answer = town.post(ADMINISTRATOR, "/subscriptions", subscription(kinds=["nonsense"]))
    problem(answer, 422, "malformed")
