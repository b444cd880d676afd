"""README says what is true: its state picture is that of the table."""

import re
from pathlib import Path

from domain.picture import picture
from domain.procedures import ENERGY

README = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")


def test_the_state_picture_is_the_table_s() -> None:
    assert picture(ENERGY) in README


def test_it_is_short() -> None:
    assert len(README.splitlines()) < 150


def test_its_folders_are_there() -> None:
    root = Path(__file__).parents[1]
    named = [line.split("](")[1].split(")")[0] for line in README.splitlines() if "](" in line]
    local = [name for name in named if not name.startswith("http")]
    assert [name for name in local if not (root / name).exists()] == []


def test_what_the_documents_name_is_there() -> None:
    docs = Path(__file__).parents[1] / "docs"
    links = [
        (page.name, page.parent / link)
        for page in docs.glob("*.md")
        for link in re.findall(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
    ]
    assert len(links) > 100
    assert [(page, str(link)) for page, link in links if not link.exists()] == []
