"""The districts' reviews (O3) as they are read: by whom, which, in which order."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, select
from sqlmodel import col

from api.app import create_app
from domain.people import District
from domain.progress import Progress
from domain.review import Review, review
from domain.review_rules import ReviewRules
from records import reviews
from records.audit import AuditRow
from records.database import connect, reading, writing
from settings import Settings

RULES = ReviewRules()
SLOW = Progress(open=3, late=1, came_due=8, in_time=3)
FINE = Progress(open=3, late=0, came_due=0, in_time=0)


class ReviewsApi:
    def __init__(self, client: TestClient, tokens: dict[str, str], engine: Engine) -> None:
        self._client = client
        self._tokens = tokens
        self.engine = engine

    def read(self, by: str, path: str = "", **parameters: Any) -> Any:
        return self._client.get(f"/reviews{path}", params=parameters, headers=self._as(by))

    def acknowledge(self, by: str, period: str, district: str) -> Any:
        path = f"/reviews/{period}/{district}/acknowledgement"
        return self._client.post(path, headers=self._as(by))

    def _as(self, by: str) -> dict[str, str]:
        return {"Authorization": f"Bearer {self._tokens[by]}"} if by else {}

    def listed(self, by: str, **parameters: Any) -> list[tuple[str, str]]:
        answer = self.read(by, **parameters)
        assert answer.status_code == 200, answer.text
        return [(each["period"], each["district"]) for each in answer.json()]


@pytest.fixture
def api(
    peopled: tuple[Path, dict[str, str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[ReviewsApi]:
    """Two months on record. Temporal is away, and nobody needs it."""
    monkeypatch.setenv("TEMPORAL_ADDRESS", "127.0.0.1:1")
    database, tokens = peopled
    url = f"sqlite:///{shutil.copy(database, tmp_path)}"
    engine = connect(url)
    first = [review("2025-12", district, FINE, None, RULES) for district in District]
    second = [made(each) for each in first]
    for month in (second, first):
        with writing(engine) as session:
            reviews.keep(session, month)
    with TestClient(create_app(Settings(database_url=url))) as client:
        yield ReviewsApi(client, tokens, engine)
    engine.dispose()


def made(before: Review) -> Review:
    now = SLOW if before.district is District.WUDA else FINE
    return review("2026-01", before.district, now, before, RULES)


@pytest.mark.parametrize("who", ["supervisor", "auditor"])
def test_o3_all_districts_the_newest_first(api: ReviewsApi, who: str) -> None:
    assert api.listed(who) == [
        (period, district)
        for period in ("2026-01", "2025-12")
        for district in ("haibowan", "hainan", "wuda")
    ]


def test_o3_of_one_month(api: ReviewsApi) -> None:
    districts = ("haibowan", "hainan", "wuda")
    assert api.listed("supervisor", period="2025-12") == [("2025-12", each) for each in districts]
    assert api.listed("supervisor", period="2025-11") == []


def test_s9_an_inspector_or_approver_sees_their_own_districts(api: ReviewsApi) -> None:
    """S9."""
    assert api.listed("wuda") == [("2026-01", "wuda"), ("2025-12", "wuda")]
    assert api.listed("hainan", period="2026-01") == [("2026-01", "hainan")]
    assert len(api.listed("approver")) == 6


@pytest.mark.parametrize("who", ["clerk", "enterprise"])
def test_s9_others_see_none(api: ReviewsApi, who: str) -> None:
    """S9."""
    answer = api.read(who)
    assert (answer.status_code, answer.json()["code"]) == (403, "wrong_role")
    assert api.read("").status_code == 401


@pytest.mark.parametrize("period", ["2026", "2026-13", "2026-1", "26-01", "2026-01-01", ""])
def test_a_month_is_written_in_one_way(api: ReviewsApi, period: str) -> None:
    assert api.read("supervisor", period=period).status_code == 422


def test_o3_figures_trend_and_rung_with_a_sentence(api: ReviewsApi) -> None:
    second, first = api.read("wuda").json()
    assert second["progress"] == {
        "open": 3,
        "late": 1,
        "late_share": "0.333",
        "came_due": 8,
        "in_time": 3,
        "in_time_share": "0.375",
    }
    assert second["before"] == first["progress"]
    assert first["progress"]["in_time_share"] is None
    assert (second["trend"], second["slowness"]) == ("worse", ["late", "not_in_time"])
    assert (second["rung"], second["slow_in_a_row"]) == ("circular", 1)
    assert second["rung_label"] == {"zh": "通报", "en": "circular"}
    assert second["summary"]["zh"].endswith("进展缓慢（连续第 1 次）：通报")
    assert second["rules"]["late_share"] == "0.2"
    assert (first["rung"], first["rung_label"]) == (None, None)
    assert (first["trend"], first["before"]) == (None, None)


def test_o3_a_rung_is_addressed_to_its_district_until_it_is_acknowledged(api: ReviewsApi) -> None:
    for who in ("wuda", "supervisor", "auditor"):
        [addressed] = api.read(who, path="/addressed").json()
        assert (addressed["district"], addressed["rung"]) == ("wuda", "circular")
        assert addressed["progress"]["late"] == 1
        assert addressed["acknowledged"] is None
    assert api.read("hainan", path="/addressed").json() == []
    answer = api.acknowledge("wuda", "2026-01", "wuda")
    assert answer.status_code == 200
    noted = answer.json()["acknowledged"]
    assert api.listed("supervisor", path="/addressed") == []
    assert api.read("auditor", period="2026-01").json()[2]["acknowledged"] == noted


def test_o3_s7_the_first_acknowledgement_counts_and_is_on_record(api: ReviewsApi) -> None:
    """S7."""
    first = api.acknowledge("wuda", "2026-01", "wuda").json()
    assert api.acknowledge("approver", "2026-01", "wuda").json() == first
    with reading(api.engine) as session:
        [row] = session.scalars(select(AuditRow).where(col(AuditRow.what) == "review_acknowledged"))
    assert (row.subject, row.role) == ("2026-01 wuda", "inspector")
    assert "通报" in row.detail


@pytest.mark.parametrize(
    ("who", "period", "district", "status"),
    [
        ("hainan", "2026-01", "wuda", 403),
        ("supervisor", "2026-01", "wuda", 403),
        ("auditor", "2026-01", "wuda", 403),
        ("enterprise", "2026-01", "wuda", 403),
        ("wuda", "2025-12", "wuda", 404),  # not slow
        ("wuda", "2025-11", "wuda", 404),
    ],
)
def test_s9_a_rung_is_acknowledged_by_who_it_is_addressed_to(
    api: ReviewsApi, who: str, period: str, district: str, status: int
) -> None:
    """S9."""
    assert api.acknowledge(who, period, district).status_code == status
