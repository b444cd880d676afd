"""A citation is found with the name around it, in code and in tests."""

from tests.traceability.holders import checked_in, held_in
from tests.traceability.places import Place, code_files, places_in
from tests.traceability.policy import ROOT

CODE = '''\
"""About the whole law (S7)."""

PERIOD = 6
"""P2.1: in months."""

TABLE = {
    # L4
    "seal": kind("P1.3"),
    **OTHER,
    Key.CUT: kind(
        "L6",
    ),
}
ENTRY: Procedure = Procedure(
    rules={"flag": ("P1.1",)},
    rule="S10",
)


@rule("S1")
class Case:
    """S2 to begin with."""

    stage: str = "P2.3"  # S8

    async def end(self):
        def inner():
            return "L1-L2"
        return inner


print("S9")
'''

TESTS = '''\
"""All about exits (S4, S4)."""

LAW = "S1"


def test_s2_no_closure() -> None:
    """Nor an extension (S3)."""
    assert "S5"


class TestReceipts:
    """S5: each counts once."""

    async def test_l1_day(self) -> None: ...


def s6_helper() -> None:
    """S7."""
'''


def test_code_is_cited_by_its_innermost_name() -> None:
    found = [(place.rule, place.name) for place in places_in("a.py", CODE)]
    assert found == [
        ("S7", ""),
        ("P2.1", "PERIOD"),
        ("L4", "TABLE"),
        ("P1.3", "TABLE['seal']"),
        ("L6", "TABLE[Key.CUT]"),
        ("P1.1", "ENTRY.rules['flag']"),
        ("S10", "ENTRY"),
        ("S1", "Case"),
        ("S2", "Case"),
        ("P2.3", "Case.stage"),
        ("S8", "Case.stage"),
        ("L1", "Case.end"),
        ("L2", "Case.end"),
        ("S9", ""),
    ]


def test_a_place_is_told_once() -> None:
    assert places_in("a.py", 'def f():\n    "S1"\n    "S1 again"\n') == [Place("S1", "a.py", "f")]


def test_a_test_holds_what_its_name_and_own_docstring_cite() -> None:
    """A helper holds nothing, an assertion cites nothing, and a module speaks for itself only."""
    found = [(place.rule, place.name) for place in held_in("test_a.py", TESTS)]
    assert found == [
        ("S4", ""),
        ("S2", "test_s2_no_closure"),
        ("S3", "test_s2_no_closure"),
        ("S5", "TestReceipts"),
        ("L1", "TestReceipts.test_l1_day"),
    ]


def test_a_check_is_named_after_its_rule() -> None:
    assert checked_in("always.py", TESTS) == [
        Place("S2", "always.py", "test_s2_no_closure"),
        Place("S6", "always.py", "s6_helper"),
    ]


def test_all_that_is_installed_is_read() -> None:
    read = {file.relative_to(ROOT).as_posix() for file in code_files()}
    assert {"worker.py", "domain/deadlines.py", "api/app.py"} <= read
    assert not any(file.startswith(("tests/", ".venv/")) for file in read)
