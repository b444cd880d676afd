"""L8: notices come back as they were kept, in their order, each version once."""

from dataclasses import replace
from datetime import date

from sqlalchemy import Engine

from domain.holiday_notice import HolidayNotice
from records import holiday_notices
from records.database import reading, writing

NOTICE = HolidayNotice("国办发明电〔2026〕8号", 2027, (date(2027, 1, 1),), (date(2027, 1, 2),))
CORRECTED = replace(NOTICE, version="国办发明电〔2027〕1号")


def test_l8_notices_are_kept_in_the_order_in_which_they_came_in(engine: Engine) -> None:
    with reading(engine) as session:
        assert holiday_notices.latest_edition(session) == 0
    for notice in (NOTICE, CORRECTED):
        with writing(engine) as session:
            assert holiday_notices.keep(session, notice, "supervisor")
    with reading(engine) as session:
        found = holiday_notices.kept(session)
        assert [(each.edition, each.by, each.notice) for each in found] == [
            (1, "supervisor", NOTICE),
            (2, "supervisor", CORRECTED),
        ]
        assert holiday_notices.find(session, CORRECTED.version) == found[1]
        assert holiday_notices.find(session, "x") is None


def test_l8_a_version_is_kept_once_and_stays_as_it_was(engine: Engine) -> None:
    for notice, new in ((NOTICE, True), (replace(NOTICE, workdays=()), False)):
        with writing(engine) as session:
            assert holiday_notices.keep(session, notice, "supervisor") is new
    with reading(engine) as session:
        (only,) = holiday_notices.kept(session)
    assert only.notice == NOTICE
