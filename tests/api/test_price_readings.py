"""O5: the readings of a meter that a price is counted by, through HTTP."""

import pytest

from tests.api.departments import EVIDENCE
from tests.api.people import APPROVER, AUDITOR, INSPECTOR, POWER_CLERK, WATER_CLERK
from tests.api.problems import problem
from tests.api.sealed import a_reading
from tests.api.town import Case, Json, Town, tomorrow

METER = "1号电石炉电表 3301"


@pytest.fixture
def case(town: Town) -> Case:
    """With a price on; its meter stood at 100, by the receipt."""
    case = town.flag(ground="energy")
    case.do(INSPECTOR, "serve_notice")
    day = str(tomorrow())
    case.do(APPROVER, "impose_price", meter=METER, first_day=day, last_day=day)
    case.is_answered()
    return case


def _meter(town: Town, case: Case) -> Json:
    shown: list[Json] = town.get(AUDITOR, f"/cases/{case.number}/readings").json()
    (found,) = [meter for meter in shown if meter["point"] == METER]
    return found


def test_o5_what_was_used_while_the_price_is_on_is_shown_with_the_case(
    town: Town, case: Case
) -> None:
    """The receipt's reading is where it began."""
    rows = [a_reading(case, value, point=METER) for value in ("130", "180")]
    answer = town.post(POWER_CLERK, "/readings", {"readings": rows})
    assert answer.status_code == 201, answer.text
    meter = _meter(town, case)
    assert [each["value"] for each in meter["readings"]] == ["130", "180"]
    assert meter["barred_since"] is None
    (use,) = meter["prices"]
    assert EVIDENCE["meter_reading"] == "100"
    assert (use["amount"], use["until"]) == ("80", None)
    assert [each["amount"] for each in use["consumption"]] == ["30", "50"]
    assert use["order"] == case.view()["measures"][0]["orders"][0]["id"]
    assert not any(each["barred"] for each in use["consumption"])


def test_s9_another_department_does_not_read_it(town: Town, case: Case) -> None:
    body = {"readings": [a_reading(case, "1", point=METER)]}
    problem(town.post(WATER_CLERK, "/readings", body), 403, "out_of_scope", "S9")
