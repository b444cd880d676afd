"""`phaseout run` says what is wrong with what was typed."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from cli.main import app


@pytest.mark.parametrize("port", ["-1", "65536"])
def test_a_port_that_there_is_not_is_refused(tmp_path: Path, port: str) -> None:
    result = CliRunner().invoke(app, ["run", "--data", str(tmp_path / "data"), "--api-port", port])
    assert result.exit_code == 2
    assert "--api-port" in result.output
    assert not (tmp_path / "data").exists()


def test_a_file_is_no_data_folder(tmp_path: Path) -> None:
    (tmp_path / "data").touch()
    result = CliRunner().invoke(app, ["run", "--data", str(tmp_path / "data")])
    assert result.exit_code == 2
    assert "--data" in result.output
