"""What counts as citing a rule."""

import pytest

from tests.traceability.citations import cited_by_name, cited_in


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("P2.3: over the limit fails", ["P2.3"]),
        ("no extension (P2.2, S3).", ["P2.2", "S3"]),
        ("It ends so by P2.3.", ["P2.3"]),
        ("in months (L1-L4, L8)", ["L1", "L2", "L3", "L4", "L8"]),
        ("P1.2–P1.5 say how", ["P1.2", "P1.3", "P1.4", "P1.5"]),
        ("assert x  # noqa: S101", []),
        ("P9.1 and S11 are none, nor is P2, MP2.3 or L30", []),
    ],
)
def test_ids_in_prose(text: str, ids: list[str]) -> None:
    assert list(cited_in(text)) == ids


@pytest.mark.parametrize(
    ("name", "ids"),
    [
        ("test_p2_3_l3_over_the_limit", ["P2.3", "L3"]),
        ("test_p1_3_to_p1_5_failed_and_sealed", ["P1.3", "P1.4", "P1.5"]),
        ("test_s8_30_days_before", ["S8"]),
        ("test_o4_1_the_list", ["O4.1"]),
        ("test_s10_a_case_keeps_its_procedure", ["S10"]),
        ("test_p1_a_whole_life", []),
        ("test_a_case_goes_to_its_end", []),
    ],
)
def test_ids_in_a_name(name: str, ids: list[str]) -> None:
    assert list(cited_by_name(name)) == ids
