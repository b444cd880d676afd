"""What a program is not to import, because the whole start and the memory at rest pay for it."""

import subprocess
import sys

import pytest

HEAVY = {"temporalio", "sqlalchemy", "fastapi", "httpx2", "cryptography", "alembic", "openpyxl"}
COMMAND_LINE = ("cli.main", "cli.sample_cases", "launch.stack", "launch.demo_people")


@pytest.mark.parametrize(
    ("imported", "without"),
    [
        (COMMAND_LINE, HEAVY | {"domain.commands"}),
        (("simulator.__main__",), HEAVY - {"fastapi", "httpx2"} | {"domain.commands"}),
    ],
    ids=["the command line", "the simulator"],
)
def test_a_program_does_without(imported: tuple[str, ...], without: set[str]) -> None:
    program = f"import sys, {', '.join(imported)}; print(*sys.modules)"
    loaded = subprocess.check_output([sys.executable, "-c", program], text=True).split()
    assert without.isdisjoint(loaded)
