"""A service with a small limit and a virus scanner: what does not pass them is not kept."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from settings.attachments import AttachmentSettings, ScannerSettings
from tests.api.audit import notes_on
from tests.api.background import Background
from tests.api.clamd import VIRUS, Clamd, clamd_at
from tests.api.files import PDF, a_pdf
from tests.api.people import INSPECTOR
from tests.api.problems import problem
from tests.api.service import Service, configured
from tests.api.town import Town
from tests.databases import SqliteDatabases

LIMIT = 300_000


@pytest.fixture
def clamd(tmp_path: Path) -> Iterator[Clamd]:
    with clamd_at(tmp_path / "clamd") as (clamd, _):
        yield clamd


@pytest.fixture
def town(
    background: Background, sqlite_databases: SqliteDatabases, tmp_path: Path
) -> Iterator[Town]:
    """Nobody listens at its scanner's socket unless `clamd` is there."""
    files = AttachmentSettings(
        folder=tmp_path / "attachments",
        max_megabytes=LIMIT / 1024 / 1024,
        scanner=ScannerSettings(socket=tmp_path / "clamd", timeout_seconds=5),
    )
    config = configured(sqlite_databases.fresh()).model_copy(update={"attachments": files})
    service = Service(background, config, "127.0.0.1:9")
    town = Town(service)
    yield town
    town.close()
    service.stop()


def is_kept(town: Town, content: bytes) -> bool:
    sha256 = hashlib.sha256(content).hexdigest()
    return (town.service.config.attachments.folder / sha256[:2] / sha256).exists()


def test_a_file_may_be_larger_than_a_command_and_not_larger_than_the_limit(
    town: Town, clamd: Clamd
) -> None:
    fits = PDF + b"%" * (LIMIT - len(PDF))
    assert town.send_in(INSPECTOR, "a.pdf", fits).status_code == 201
    assert is_kept(town, fits)
    assert clamd.seen == [fits]
    larger = fits + b"%"
    problem(town.send_in(INSPECTOR, "a.pdf", larger), 413, "too_large")
    in_pieces = (larger[first : first + 10_000] for first in range(0, len(larger), 10_000))
    answer = town.signed_in(INSPECTOR).post(
        "/attachments", params={"name": "a.pdf"}, content=in_pieces
    )
    problem(answer, 413, "too_large")
    assert not is_kept(town, larger)


def test_s7_malicious_code_is_refused_and_noted(town: Town, clamd: Clamd) -> None:
    infected = a_pdf() + VIRUS
    body = problem(town.send_in(INSPECTOR, "a.pdf", infected), 422, "infected")
    assert "Eicar-Test-Signature" in body["detail"]["en"]
    (noted,) = notes_on(town.service, hashlib.sha256(infected).hexdigest())
    assert (noted.what, noted.actor, noted.code) == ("refused", INSPECTOR.id, "infected")
    assert "Eicar-Test-Signature" in noted.detail
    assert not is_kept(town, infected)


def test_what_cannot_be_scanned_is_not_taken(town: Town) -> None:
    content = a_pdf()
    answer = town.send_in(INSPECTOR, "a.pdf", content)
    problem(answer, 503, "scanner_unavailable")
    assert answer.headers["retry-after"]
    assert not is_kept(town, content)
