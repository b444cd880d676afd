"""L6: what was carried out at the wrong hour is listed for the city's supervision."""

import pytest

from domain.people import Actor, department_system
from domain.receiving import ReceiveReceipt
from records.database import writing
from records.write import write
from tests.api.people import APPROVER, AUDITOR, INSPECTOR, SUPERVISOR
from tests.api.town import Town
from tests.domain.lives import APPROVER as DISTRICT_APPROVER
from tests.domain.lives import BROUGHT, SEAL, Life, local
from tests.domain.stages import deciding


def _done_by_night(town: Town) -> Life:
    """The first of the four orders; the others at ten in the morning."""
    life = deciding()
    life.do(DISTRICT_APPROVER, SEAL, "2025-10-17 10:00")
    for order, done in zip(life.orders(), ["20:30", "10:30", "10:30", "10:30"], strict=True):
        receipt = ReceiveReceipt(
            order.id, "回执", "done", local(f"2025-10-17 {done}"), "经办人", BROUGHT
        )
        life.do(department_system(order.department), receipt, "2025-10-20")
    with writing(town.service.engine) as session:
        write(session, life.enterprise.code, life.recorded)
    return life


def test_l6_supervisors_see_what_was_done_by_night(town: Town) -> None:
    life = _done_by_night(town)
    for who in (SUPERVISOR, AUDITOR):
        answer = town.get(who, "/irregularities").json()
        [found] = [each for each in answer["orders"] if each["enterprise"] == life.enterprise.code]
        assert found["order"] == life.orders()[0].id
        assert (found["reason"], found["reason_label"]["zh"]) == ("night", "夜间")
        assert (found["measure"], found["target"]) == ("water_cut", "W-3")
        assert (found["case"], found["district"]) == (life.case.number, "hainan")
        assert found["done_at"].startswith("2025-10-17T12:30:00")


@pytest.mark.parametrize("who", [INSPECTOR, APPROVER], ids=lambda who: who.role)
def test_s9_nobody_else_does(town: Town, who: Actor) -> None:
    assert town.get(who, "/irregularities").status_code == 403
