"""A browser is told to trust nothing but our own files, on every answer."""

import re

import httpx2
import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.security_headers import HEADERS
from settings import Settings
from tests.api.background import Background
from tests.api.departments import NOBODY
from tests.api.people import AUDITOR
from tests.api.problems import problem
from tests.api.service import Service, configured
from tests.api.town import Town
from tests.databases import SqliteDatabases


def answers(town: Town) -> list[httpx2.Response]:
    stranger = town.stranger
    return [
        town.get(AUDITOR, "/cases"),
        stranger.get("/cases"),  # a problem
        stranger.get("/nothing-here"),
        stranger.get("/docs"),
        stranger.get("/static-offline-docs/swagger-ui.css"),
        stranger.post("/sessions", content=b"x" * 300_000),  # answered before any route
    ]


def test_every_answer_has_the_headers(town: Town) -> None:
    for answer in answers(town):
        for name, value in HEADERS.items():
            assert answer.headers.get_list(name) == [value], (answer.url, name)


def test_an_internal_error_has_them_too(
    sqlite_databases: SqliteDatabases, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("api.health._ask_database", breaks)
    app = create_app(Settings(database_url=sqlite_databases.fresh()))
    with TestClient(app, raise_server_exceptions=False) as client:
        answer = client.get("/ready")
    problem(answer, 500, "internal_error")
    for name, value in (HEADERS | {"Cache-Control": "no-store"}).items():
        assert answer.headers.get_list(name) == [value], name


def test_no_script_or_style_may_stand_in_a_page() -> None:
    policy = HEADERS["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert policy.startswith("default-src 'none'")


def test_the_documentation_obeys_the_policy(town: Town) -> None:
    """Every script and style is a file of ours, and is there."""
    html = town.stranger.get("/docs").text
    assert not re.search(r"<script(?! src=)|<style| style=| on[a-z]+=", html)
    files = re.findall(r'(?:src|href)="([^"]+)"', html)
    assert len(files) == 4
    for file in files:
        answer = town.stranger.get(file)
        assert answer.status_code == 200, file
        kinds = {"js": "text/javascript", "css": "text/css", "png": "image/png"}
        assert answer.headers["content-type"].split(";")[0] == kinds[file.rpartition(".")[2]]


@pytest.mark.parametrize("path", ["/cases", "/cases/91150303MA0000000X-1", "/openapi.json"])
def test_what_is_about_cases_is_kept_by_no_cache(town: Town, path: str) -> None:
    assert town.get(AUDITOR, path).headers["cache-control"] == "no-store"


@pytest.mark.parametrize(("url", "held"), [("https://phaseout.example", True), (NOBODY, False)])
def test_a_browser_is_held_to_https_where_the_service_has_it(
    background: Background, sqlite_databases: SqliteDatabases, url: str, held: bool
) -> None:
    config = configured(sqlite_databases.fresh()).model_copy(update={"public_url": url})
    service = Service(background, config, "127.0.0.1:9")
    answer = httpx2.get(f"{service.url}/health", trust_env=False)
    service.stop()
    assert ("strict-transport-security" in answer.headers) is held
