"""`phaseout bundle`, at the terminal of whoever runs the service."""

import zipfile
from pathlib import Path

import pytest
from sqlalchemy import Engine
from typer.testing import CliRunner

import settings
from cli.main import app
from tests.cli.test_verify import configure
from tests.domain.lives import CODE
from tests.records.tampering import KEY, SIGNER, whole_record


def test_a_bundle_is_written_and_how_to_verify_it_is_said(
    engine: Engine, database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole_record(engine)
    monkeypatch.setenv("PHASEOUT_DATABASE_URL", database_url)
    configure(monkeypatch, tmp_path, KEY)
    file = tmp_path / "bundle.zip"

    def run(number: str) -> tuple[int, str]:
        result = CliRunner().invoke(app, ["bundle", number, "--file", str(file)])
        return result.exit_code, result.stdout

    code, said = run(f"{CODE}-1")
    assert code == 0
    assert f"verify.py --key {SIGNER.public}" in said
    assert "verify.py" in zipfile.ZipFile(file).namelist()
    assert run(f"{CODE}-2")[0] == 1
    configure(monkeypatch, tmp_path, "")
    assert run(f"{CODE}-1")[0] == 2
    settings.settings.cache_clear()
