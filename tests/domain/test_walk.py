"""Generated lives by a seed: a short walk with every run of the tests; `make lives` goes on."""

import pytest

from domain.commands import ACTIONS
from tests.domain.choosing import by_seed
from tests.domain.living import Lives, lived
from tests.domain.walking import STEPS_OF_A_LIFE, walk

STEPS_WITH_EVERY_RUN = 5_000


def test_all_that_must_always_hold_holds() -> None:
    """S1-S10, and the law around them (`always/`). What fails says its life."""
    walk(STEPS_WITH_EVERY_RUN, "a short walk")


def test_the_same_seed_walks_the_same_life() -> None:
    heads = []
    for _ in range(2):
        life = lived(by_seed("the same:0"))
        for _ in range(STEPS_OF_A_LIFE):
            life.goes_on_somehow()
        heads.append(life.enterprise.head)
    assert heads[0] == heads[1]


def test_a_life_that_breaks_a_rule_says_how_to_see_it_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def breaks(life: Lives) -> None:
        raise AssertionError("S1")

    monkeypatch.setattr(Lives, "keeps_every_rule", breaks)
    with pytest.raises(AssertionError) as raised:
        walk(1, "a-seed")
    assert raised.value.__notes__ == [
        f"seed a-seed, life 0; again: python -m tests.domain.walking {STEPS_OF_A_LIFE} a-seed 0"
    ]


def test_everything_that_may_happen_happens() -> None:
    """Each action of the table, somewhere in some lives."""
    missing, lives = set(ACTIONS), 0
    while missing and lives < 200:
        life = lived(by_seed(f"what happens:{lives}"))
        for _ in range(STEPS_OF_A_LIFE):
            life.goes_on_somehow()
        missing -= life.always.actions
        lives += 1
    assert not missing
