"""The pages written from the sources are current, and every rule is held by a test."""

import re

import pytest

from tests.pages import PAGES
from tests.traceability.page import held
from tests.traceability.policy import ROOT
from tests.traceability.unheld import unheld

LINK = re.compile(r"\]\(([^)#]+)\)")


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_as_its_sources_are(path: str) -> None:
    kept = (ROOT / path).read_text(encoding="utf-8")
    assert kept == PAGES[path](), "run `make pages` and commit what it wrote"


@pytest.mark.parametrize("path", [path for path in PAGES if path.endswith(".md")])
def test_the_links_of_a_page_lead_to_files(path: str) -> None:
    page = ROOT / path
    linked = set(LINK.findall(page.read_text(encoding="utf-8")))
    assert linked
    assert [link for link in linked if not (page.parent / link).exists()] == []


def test_every_rule_is_held_by_a_test() -> None:
    assert unheld(held()) == []
