"""README says what is true: the state pictures are those of the table."""

from pathlib import Path

import pytest

from domain.picture import picture
from domain.procedures import PROCEDURES, Procedure

README = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("procedure", PROCEDURES.values(), ids=PROCEDURES)
def test_the_state_picture_is_the_table_s(procedure: Procedure) -> None:
    assert picture(procedure) in README


def test_it_is_short() -> None:
    assert len(README.splitlines()) < 150


def test_its_folders_are_there() -> None:
    root = Path(__file__).parents[1]
    named = [line.split("](")[1].split(")")[0] for line in README.splitlines() if "](" in line]
    local = [name for name in named if not name.startswith("http")]
    assert [name for name in local if not (root / name).exists()] == []
