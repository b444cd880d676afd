"""Yearly figures on record: every version whole, none ever altered."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from decimal import Decimal
from threading import Barrier

from sqlalchemy import Engine

from domain.figures import Sector
from domain.people import District
from domain.places import Reach
from domain.ranking_rules import RankingRules
from domain.standings import Standing, standings
from records import figures
from records.database import reading, writing
from records.figures import FiguresRow, NewFigures, StandingFilter, StandingRow
from tests.domain.figures import figures as figures_of
from tests.records.contents import rows

RULES = RankingRules(share=Decimal("0.25"), edge="included")
NEW = NewFigures(2025, "u1", "supervisor", "2025 年能耗", "f1", RULES)
EVERYTHING = StandingFilter()


def listed() -> list[Standing]:
    return standings(
        [
            figures_of(1, "100.5", 900),
            figures_of(2, 100, "100.0001", district=District.WUDA),
            figures_of(3, -3, 50, sector=Sector.STEEL, unit_consumption=9, advanced=8),
            figures_of(4, None, None, retrofitted=False, limit="3"),
        ],
        RULES,
    )


def keep(engine: Engine, new: NewFigures, found: list[Standing]) -> tuple[int, bool]:
    with writing(engine) as session:
        row, is_new = figures.keep(session, new, found)
        return row.version, is_new


def test_p2_4_a_list_comes_back_as_it_was_kept(engine: Engine) -> None:
    """P2.4, P2.5: with every reason, in its order, and the rules that it rests on."""
    assert keep(engine, NEW, listed()) == (1, True)
    with reading(engine) as session:
        assert figures.standings(session, 2025, 1, EVERYTHING) == listed()
        row = figures.find(session, 2025, 1)
        assert row is not None
        assert (row.by, row.name, row.fingerprint) == ("supervisor", "2025 年能耗", "f1")
        assert figures.rules_of(row) == RULES
        assert figures.find(session, 2025, 2) is None
        assert figures.find(session, 2024, 1) is None


def test_a_later_upload_is_a_new_version_beside_the_old(engine: Engine) -> None:
    keep(engine, NEW, listed())
    assert keep(engine, replace(NEW, upload="u2"), listed()[:1]) == (2, True)
    assert keep(engine, replace(NEW, upload="u3", year=2024), listed()[:2]) == (1, True)
    with reading(engine) as session:
        found = {
            (year, version): len(figures.standings(session, year, version, EVERYTHING))
            for year, version in [(2025, 1), (2025, 2), (2024, 1), (2024, 2)]
        }
        assert [figures.latest(session, year) for year in (2023, 2024, 2025)] == [0, 1, 2]
        assert figures.last_year(session) == 2025
    assert found == {(2025, 1): 4, (2025, 2): 1, (2024, 1): 2, (2024, 2): 0}


def test_without_figures_there_is_no_last_year(engine: Engine) -> None:
    with reading(engine) as session:
        assert figures.last_year(session) == 0


def test_s5_the_same_upload_again_is_the_same_version(engine: Engine) -> None:
    """S5."""
    keep(engine, NEW, listed())
    assert keep(engine, replace(NEW, fingerprint="f2"), listed()[:1]) == (1, False)
    assert [row["fingerprint"] for row in rows(engine, FiguresRow)] == ["f1"]
    assert len(rows(engine, StandingRow)) == 4


def test_s9_only_what_is_asked_for_is_read(engine: Engine) -> None:
    """S9: by district, by enterprise."""
    keep(engine, NEW, listed())

    def codes(*within: Reach, controlled: bool | None = None) -> list[str]:
        with reading(engine) as session:
            found = figures.standings(session, 2025, 1, StandingFilter(within, controlled))
        return [each.figures.code for each in found]

    assert codes(Reach((District.WUDA,))) == ["C0002"]
    assert codes(Reach((District.WUDA, District.HAINAN))) == ["C0002", "C0001", "C0003", "C0004"]
    assert codes() == codes(Reach(())) == []
    assert codes(Reach((District.WUDA,)), Reach(enterprise="C0004")) == ["C0002", "C0004"]
    assert codes(Reach(enterprise="C0004")) == ["C0004"]
    assert codes(Reach(), controlled=True) == ["C0003"]
    assert codes(Reach((District.HAINAN,)), controlled=False) == ["C0001", "C0004"]


def test_uploads_in_the_same_moment_each_become_a_version(engine: Engine) -> None:
    """And one of them that is sent twice becomes one."""
    uploads = [replace(NEW, upload=f"u{number // 2}") for number in range(8)]
    ready = Barrier(len(uploads))

    def upload(new: NewFigures) -> tuple[int, bool]:
        ready.wait()
        return keep(engine, new, listed())

    with ThreadPoolExecutor(len(uploads)) as pool:
        kept = list(pool.map(upload, uploads))
    assert sorted(version for version, is_new in kept if is_new) == [1, 2, 3, 4]
    assert [kept[n][0] for n in (0, 2, 4, 6)] == [kept[n][0] for n in (1, 3, 5, 7)]
    assert len(rows(engine, StandingRow)) == 16
