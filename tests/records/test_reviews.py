"""The districts' reviews on record: once for each month, and never altered."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from threading import Barrier

from sqlalchemy import Engine

from domain.people import District
from domain.progress import Progress
from domain.review import Review, review
from domain.review_rules import ReviewRules
from records import reviews
from records.database import reading, writing
from records.reviews import ReviewRow
from tests.records.contents import rows

RULES = ReviewRules(late_share=Decimal("0.125"))
SLOW, FINE = Progress(8, 3, 5, 4), Progress(8, 1, 5, 4)


def made(period: str, now: Progress = SLOW) -> list[Review]:
    return [review(period, district, now, None, RULES) for district in District]


def keep(engine: Engine, found: Sequence[Review]) -> bool:
    with writing(engine) as session:
        return reviews.keep(session, found)


def test_o3_a_review_comes_back_as_it_was_kept(engine: Engine) -> None:
    """O3: with its figures, those before, and the rules that it rests on."""
    first = made("2026-10")
    second = [review("2026-11", each.district, FINE, each, RULES) for each in first]
    assert keep(engine, first)
    assert keep(engine, second)
    in_order = sorted(first, key=lambda each: each.district)
    newest = sorted(second, key=lambda each: each.district)
    with reading(engine) as session:
        assert reviews.reviews(session) == [*newest, *in_order]
        assert reviews.reviews(session, "2026-10") == in_order
        assert reviews.reviews(session, "2026-09") == []
    kept = {(row["period"], row["rung"]) for row in rows(engine, ReviewRow)}
    assert kept == {("2026-10", "circular"), ("2026-11", "")}


def test_s7_a_month_is_reviewed_once(engine: Engine) -> None:
    """S7."""
    assert keep(engine, made("2026-10"))
    before = rows(engine, ReviewRow)
    assert not keep(engine, made("2026-10", FINE))
    assert not keep(engine, made("2026-10", FINE)[1:2])
    assert rows(engine, ReviewRow) == before


def test_several_workers_at_once_keep_it_once(engine: Engine) -> None:
    ready = Barrier(4)

    def work(_: int) -> bool:
        ready.wait()
        return keep(engine, made("2026-10"))

    with ThreadPoolExecutor(4) as pool:
        kept = list(pool.map(work, range(4)))
    assert sorted(kept) == [False, False, False, True]
    assert len(rows(engine, ReviewRow)) == len(District)


def test_o3_the_one_before_is_the_last_of_an_earlier_month(engine: Engine) -> None:
    """O3: also across the turn of the year, and a month left out."""
    for period in ("2026-11", "2025-12", "2026-02"):
        keep(engine, made(period))
    with reading(engine) as session:
        found = {
            period: [each.period for each in reviews.before(session, period).values()]
            for period in ("2025-12", "2026-01", "2026-10", "2026-11", "2027-01")
        }
        assert set(reviews.before(session, "2026-11")) == set(District)
    assert found == {
        "2025-12": [],
        "2026-01": ["2025-12"] * 3,
        "2026-10": ["2026-02"] * 3,
        "2026-11": ["2026-02"] * 3,
        "2027-01": ["2026-11"] * 3,
    }


def test_s9_only_the_districts_asked_for_are_read(engine: Engine) -> None:
    """S9."""
    keep(engine, made("2026-10"))
    with reading(engine) as session:
        only = reviews.reviews(session, districts=[District.WUDA])
        none = reviews.reviews(session, districts=[])
    assert [each.district for each in only] == [District.WUDA]
    assert none == []
