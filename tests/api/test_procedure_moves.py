"""S10: chosen cases are moved to the newer version of their procedure, on record."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from api import planning
from api.examples import EXAMPLES
from domain.grounds import Ground
from domain.procedure import Limit
from domain.procedures import ENERGY, PROCEDURES
from domain.stages import Lateness, Stage
from tests.api.core_engine import CoreEngine
from tests.api.moves_api import WHO, MovesApi
from tests.api.plan_api import people, plan_api
from tests.api.plan_books import credit_code
from tests.databases import SqliteDatabases

PATH = "/procedures/energy/moves"
DOCUMENT = "乌双控办〔2026〕7号"
NOBODYS = f"{credit_code(99)}-1"


@pytest.fixture
def api(sqlite_databases: SqliteDatabases, monkeypatch: pytest.MonkeyPatch) -> Iterator[MovesApi]:
    CoreEngine(monkeypatch)
    monkeypatch.setattr(planning, "SHORTEST_PAUSE_SECONDS", 0.01)
    url = sqlite_databases.fresh()
    tokens = people(url, *WHO)
    with plan_api(url, tokens) as api:
        yield MovesApi(api, tokens)


@pytest.fixture
def newer(api: MovesApi, monkeypatch: pytest.MonkeyPatch) -> str:
    """A case of the version before."""
    case = api.rectifying(1)
    sooner = ENERGY.limits | {Stage.REPORTED: Limit(5, Lateness.REINSPECTION)}
    upgraded = replace(ENERGY, version=2, extension_months=1, limits=sooner)
    monkeypatch.setitem(PROCEDURES, Ground.ENERGY, upgraded)
    return case


def body(*cases: str) -> dict[str, object]:
    return {"cases": list(cases), "document": DOCUMENT}


def test_s10_a_dry_run_says_which_cases_would_be_moved(api: MovesApi, newer: str) -> None:
    answer = api.post(PATH, body(newer, NOBODYS, newer))
    assert answer.status_code == 200
    report = answer.json()
    assert (report["total"], report["good"], report["changes"]) == (2, 1, [])
    assert [(each["case"], each["code"]) for each in report["refused"]] == [
        (NOBODYS, "unknown_case")
    ]
    assert api.case(newer)["procedure_version"] == 1


def test_s10_a_dry_run_over_all_open_cases_says_what_would_change(
    api: MovesApi, newer: str
) -> None:
    api.post(
        f"/enterprises/{credit_code(2)}/cases",
        EXAMPLES["flag"] | {"ground": "eliminated"},
        "hainan",
    )
    report = api.post(PATH, {"document": DOCUMENT}).json()
    assert (report["total"], report["good"], report["refused"]) == (1, 1, [])
    assert report["rules"] == [
        {
            "version_before": 1,
            "what": "limits.reported",
            "before": {"working_days": 10, "lateness": "reinspection_late"},
            "after": {"working_days": 5, "lateness": "reinspection_late"},
        },
        {"version_before": 1, "what": "extension_months", "before": 3, "after": 1},
    ]
    assert api.case(newer)["procedure_version"] == 1


def test_s10_cases_are_moved_only_by_name(api: MovesApi, newer: str) -> None:
    answer = api.post(PATH, {"document": DOCUMENT}, dry_run=False)
    assert (answer.status_code, answer.json()["code"]) == (422, "cases_to_be_chosen")
    assert api.case(newer)["procedure_version"] == 1


def test_s10_the_chosen_cases_go_on_under_the_newer_version(api: MovesApi, newer: str) -> None:
    """S10, S7."""
    before = api.case(newer)
    taken = api.post(PATH, body(newer, NOBODYS), key="k", dry_run=False)
    assert taken.status_code == 202, taken.text
    done = api.finished(taken.json()["ask"])
    assert (done["total"], done["moved"]) == (2, 1)
    assert [(each["case"], each["code"]) for each in done["refused"]] == [(NOBODYS, "unknown_case")]
    case = api.case(newer)
    assert (case["procedure_version"], case["deadline"]) == (2, before["deadline"])
    entry = api.get(f"/cases/{newer}/timeline")[-1]  # type: ignore[index]
    assert (entry["rules"], entry["document"]) == (["S10"], DOCUMENT)
    again = api.post(PATH, body(newer, NOBODYS), key="k", dry_run=False)
    assert again.json() == taken.json()
    assert api.story(newer).count("adopt_rules") == 1


def test_s10_without_a_newer_version_nothing_is_moved(api: MovesApi) -> None:
    case = api.rectifying(1)
    (refused,) = api.post(PATH, body(case)).json()["refused"]
    assert refused["code"] == "rules_not_newer"


def test_s5_a_key_is_for_one_request(api: MovesApi, newer: str) -> None:
    api.post(PATH, body(newer), key="k", dry_run=False)
    answer = api.post(PATH, body(NOBODYS), key="k", dry_run=False)
    assert (answer.status_code, answer.json()["code"]) == (422, "idempotency_key_reused")


@pytest.mark.parametrize("by", ["hainan", "auditor"])
def test_s9_only_a_supervisor_moves_cases(api: MovesApi, newer: str, by: str) -> None:
    for dry_run in (True, False):
        answer = api.post(PATH, body(newer), by, dry_run=dry_run)
        assert (answer.status_code, answer.json()["code"]) == (403, "wrong_role")


def test_s9_how_far_it_is_is_for_the_citys_supervision(api: MovesApi, newer: str) -> None:
    ask = api.post(PATH, body(newer), dry_run=False).json()["ask"]
    assert api.finished(ask)["moved"] == 1
    with pytest.raises(AssertionError, match="wrong_role"):
        api.get(ask, "hainan")
