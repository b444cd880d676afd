"""How a generated life chooses: by hypothesis, which shrinks, or by a seed, which is fast."""

from collections.abc import Sequence
from random import Random
from typing import Protocol, TypeVar

from hypothesis import strategies as st

T = TypeVar("T")


class Choose(Protocol):
    def __call__(self, options: Sequence[T], /) -> T: ...


def by_hypothesis(data: st.DataObject) -> Choose:
    def choose(options: Sequence[T], /) -> T:
        return data.draw(st.sampled_from(options))

    return choose


def by_seed(seed: str) -> Choose:
    """The same choices for the same seed, on any machine."""
    random = Random(seed)

    def choose(options: Sequence[T], /) -> T:
        return options[int(random.random() * len(options))]

    return choose
