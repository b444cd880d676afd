"""Uploading yearly figures and reading the list: what is reported, who may, who sees what."""

import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlmodel import Session, SQLModel

from api.body_limit import COMMAND_BYTES, WORKBOOK_BYTES
from domain.people import District
from domain.ranking_rules import RankingRules
from records.database import connect, reading
from records.figures import FiguresRow, StandingRow
from tests.api.audit import notes_of_people
from tests.api.figures_api import MOST_ROWS, FiguresApi, figures_api
from tests.api.figures_books import city
from tests.api.plan_api import PEOPLE
from tests.api.plan_books import FIRST_ROW, credit_code
from tests.api.problems import problem

SHORT = {"单位产品能耗": 820}
GOOD = city(10, n4=SHORT)
BAD = city(3, n2={"所在区": "东胜区"}, n3={"统一社会信用代码": credit_code(1)})


@pytest.fixture(autouse=True)
def _temporal_is_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TEMPORAL_ADDRESS", "127.0.0.1:1")


@pytest.fixture
def api(database: str, tokens: dict[str, str]) -> Iterator[FiguresApi]:
    with figures_api(database, tokens) as api:
        yield api


@pytest.fixture
def session(database: str, api: FiguresApi) -> Iterator[Session]:
    engine = connect(database)
    with reading(engine) as session:
        yield session
    engine.dispose()


def count(session: Session, table: type[SQLModel]) -> int:
    return session.scalars(select(func.count()).select_from(table)).one()


def codes(answer: Any) -> list[str]:
    assert answer.status_code == 200, answer.text
    return [each["figures"]["code"] for each in answer.json()["standings"]]


def numbered(*numbers: int) -> list[str]:
    return [credit_code(number) for number in numbers]


def test_p2_4_p2_5_the_list_of_the_year_with_its_reasons(api: FiguresApi) -> None:
    """P2.4, P2.5."""
    answer = api.upload("supervisor", GOOD, key="k", name="2025.xlsx")
    assert answer.status_code == 201, answer.text
    kept = answer.json()
    assert (kept["year"], kept["version"]) == (2025, 1)
    assert answer.headers["location"] == kept["ask"] == "/figures/2025?version=1"
    listed = api.read("supervisor").json()
    assert {key: listed[key] for key in ("version", "latest", "by", "name", "rules")} == {
        "version": 1,
        "latest": 1,
        "by": "supervisor",
        "name": "2025.xlsx",
        "rules": {"share": "0.2", "edge": "spared", "without_value": "last"},
    }
    assert [each["rank"] for each in listed["standings"]] == list(range(1, 11))
    assert codes(api.read("supervisor", controlled=True)) == numbered(4, 9, 10)
    fourth, last = listed["standings"][3], listed["standings"][9]
    assert (last["intensity"], last["controlled"]) == ("1.0000", True)
    assert (last["ranking"]["rule"], last["ranking"]["code"]) == ("P2.4", "bottom")
    assert "列 10 家中第 10 位" in last["ranking"]["reason"]["zh"]
    assert "rank 10 of 10" in last["ranking"]["reason"]["en"]
    assert (last["retrofit"]["code"], last["retrofit"]["controlled"]) == ("advanced", False)
    assert (fourth["ranking"]["code"], fourth["controlled"]) == ("above", True)
    assert (fourth["retrofit"]["rule"], fourth["retrofit"]["code"]) == ("P2.5", "short_of_advanced")


def test_a_dry_run_shows_the_list_and_keeps_nothing(api: FiguresApi, session: Session) -> None:
    answer = api.upload("supervisor", GOOD, dry_run=True)
    report = answer.json()
    assert (report["total"], report["good"], report["problems"]) == (10, 10, [])
    shown = [each["figures"]["code"] for each in report["standings"] if each["controlled"]]
    assert shown == numbered(4, 9, 10)
    assert count(session, FiguresRow) == count(session, StandingRow) == 0
    assert not notes_of_people(session)
    assert api.read("supervisor").status_code == 404


def test_a_dry_run_reports_bad_rows_and_ranks_nobody(api: FiguresApi) -> None:
    """P2.4: the ranking of the others alone would be another."""
    report = api.upload("supervisor", BAD, dry_run=True).json()
    assert (report["total"], report["good"], report["standings"]) == (3, 1, [])
    assert [(each["row"], each["letter"], each["code"]) for each in report["problems"]] == [
        (FIRST_ROW + 1, "D", "unknown_district"),
        (FIRST_ROW + 2, "C", "listed_twice"),
    ]


def test_s7_a_bad_row_refuses_all_figures_and_is_on_the_audit_record(
    api: FiguresApi, session: Session
) -> None:
    """S7."""
    answer = api.upload("supervisor", BAD, key="k", name="2025.xlsx")
    assert (answer.status_code, answer.json()["code"]) == (422, "bad_figures")
    assert answer.headers["content-type"] == "application/problem+json"
    assert [error["row"] for error in answer.json()["errors"]] == [FIRST_ROW + 1, FIRST_ROW + 2]
    assert count(session, FiguresRow) == count(session, StandingRow) == 0
    (note,) = notes_of_people(session)
    assert (note.actor, note.what, note.code) == ("supervisor", "refused", "bad_figures")
    assert (note.subject, note.detail) == ("2025.xlsx", "figures of 2025: 3 rows, 1 good")


def test_s7_what_is_kept_is_on_the_audit_record(api: FiguresApi, session: Session) -> None:
    """S7: once, however often it is sent."""
    for _ in range(2):
        api.upload("supervisor", GOOD, key="k", name="2025.xlsx")
    (note,) = notes_of_people(session)
    assert (note.actor, note.role, note.what) == ("supervisor", "supervisor", "figures_kept")
    assert note.subject == "2025 v1"
    assert note.detail.startswith("10 enterprises, 3 for factor control; workbook '2025.xlsx'")


def test_s7_a_second_upload_is_a_new_version_and_the_first_stays(api: FiguresApi) -> None:
    """S7."""
    api.upload("supervisor", GOOD, key="k1")
    first = api.read("supervisor").json()
    assert api.upload("supervisor", city(5), key="k2").json()["version"] == 2
    assert api.upload("supervisor", city(6), key="k3", year=2024).json()["version"] == 1
    assert codes(api.read("supervisor")) == numbered(1, 2, 3, 4, 5)
    assert api.read("supervisor", version=1).json() == first | {"latest": 2}
    assert api.read("supervisor", version=3).status_code == 404
    assert len(codes(api.read("supervisor", year=2024))) == 6


def test_s5_the_same_key_again_is_the_same_version_once(api: FiguresApi, session: Session) -> None:
    """S5: and other figures, or another year, under it are refused."""
    first = api.upload("supervisor", GOOD, key="k")
    assert api.upload("supervisor", GOOD, key="k").json() == first.json()
    for content, year in ((city(5), 2025), (GOOD, 2024)):
        other = api.upload("supervisor", content, key="k", year=year)
        assert (other.status_code, other.json()["code"]) == (422, "idempotency_key_reused")
    assert count(session, FiguresRow) == 1


def test_the_key_is_needed_to_keep_figures(api: FiguresApi) -> None:
    answer = api.upload("supervisor", GOOD)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["where"] == ["header", "Idempotency-Key"]


@pytest.mark.parametrize("by", sorted(set(PEOPLE) - {"supervisor"}))
@pytest.mark.parametrize("dry_run", [False, True])
def test_s9_the_lead_group_office_alone_uploads(api: FiguresApi, by: str, dry_run: bool) -> None:
    """S9: by role."""
    answer = api.upload(by, GOOD, key="k", dry_run=dry_run)
    assert (answer.status_code, answer.json()["code"]) == (403, "wrong_role")
    assert "上传年度能耗数据" in answer.json()["detail"]["zh"]


def test_s9_nobody_uploads_or_reads_without_signing_in(api: FiguresApi) -> None:
    """S9."""
    assert api.upload("", GOOD, key="k").status_code == 401
    assert api.read("").status_code == 401


def test_s9_everybody_sees_their_own_part_of_the_list(api: FiguresApi) -> None:
    """S9: the city, one's districts, one's enterprise, each as ranked in the city."""
    api.upload("supervisor", GOOD, key="k")
    all_of_them = numbered(*range(1, 11))
    seen = {by: codes(api.read(by)) for by in PEOPLE if by != "clerk"}
    assert seen == {
        "supervisor": all_of_them,
        "auditor": all_of_them,
        "city": all_of_them,
        "approver": all_of_them,
        "hainan": numbered(3, 6, 9),
        "wuda": numbered(1, 4, 7, 10),
        "enterprise": numbered(1),
    }
    problem(api.read("clerk"), 403, "wrong_role", "S9")
    assert codes(api.read("hainan", controlled=True)) == numbered(9)
    assert codes(api.read("enterprise", controlled=True)) == []
    (ninth,) = api.read("hainan", controlled=True).json()["standings"]
    assert (ninth["rank"], ninth["figures"]["district"]) == (9, District.HAINAN)


def test_s9_an_enterprise_is_not_told_the_figures_of_others(api: FiguresApi) -> None:
    """S9."""
    api.upload("supervisor", GOOD, key="k")
    told = json.dumps(api.read("enterprise").json(), ensure_ascii=False)
    assert credit_code(1) in told
    assert not any(other in told for other in numbered(*range(2, 11)))


@pytest.mark.parametrize("dry_run", [False, True])
def test_p2_4_a_year_that_is_not_over_has_no_figures(api: FiguresApi, dry_run: bool) -> None:
    """P2.4: "last year"."""
    answer = api.upload("supervisor", GOOD, key="k", year=2199, dry_run=dry_run)
    problem = answer.json()
    assert (answer.status_code, problem["code"], problem["rule"]) == (409, "year_not_over", "P2.4")
    assert "2199" in problem["detail"]["zh"]


def test_p2_4_how_it_is_read_is_a_setting_and_stays_with_the_list(
    database: str, tokens: dict[str, str]
) -> None:
    rules = RankingRules(Decimal("0.35"), edge="included")
    with figures_api(database, tokens, rules) as api:
        api.upload("supervisor", city(10), key="k")
    with figures_api(database, tokens) as api:
        assert codes(api.read("supervisor", controlled=True)) == numbered(7, 8, 9, 10)
        shown = api.read("supervisor").json()["rules"]
    assert shown == {"share": "0.35", "edge": "included", "without_value": "last"}


def test_what_is_no_workbook_is_refused_with_its_reason(api: FiguresApi) -> None:
    answer = api.upload("supervisor", b"not a workbook", key="k")
    assert (answer.status_code, answer.json()["code"]) == (422, "not_a_workbook")
    report = api.upload("supervisor", b"", dry_run=True).json()
    assert [problem["code"] for problem in report["problems"]] == ["not_a_workbook"]


def test_as_large_a_city_as_the_setting_allows(api: FiguresApi) -> None:
    assert api.upload("supervisor", city(MOST_ROWS), dry_run=True).json()["problems"] == []
    answer = api.upload("supervisor", city(MOST_ROWS + 1), key="k")
    assert (answer.status_code, answer.json()["code"]) == (422, "too_many_rows")


def test_a_body_as_large_as_a_workbook_may_be(api: FiguresApi) -> None:
    larger_than_a_command = api.upload("supervisor", bytes(COMMAND_BYTES + 1), key="k")
    assert larger_than_a_command.json()["code"] == "not_a_workbook"
    too_large = api.upload("supervisor", bytes(WORKBOOK_BYTES + 1), key="k")
    assert (too_large.status_code, too_large.json()["code"]) == (413, "too_large")


@pytest.mark.parametrize("year", [1999, 2200, 0])
def test_a_year_that_no_figures_are_of(api: FiguresApi, year: int) -> None:
    assert api.read("supervisor", year=year).status_code == 422
    assert api.upload("supervisor", GOOD, year=year, dry_run=True).status_code == 422


def test_a_year_without_figures(api: FiguresApi) -> None:
    answer = api.read("auditor", year=2019)
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
