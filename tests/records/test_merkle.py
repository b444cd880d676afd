"""S7: a proof leads from each leaf to the one root, and from nothing else."""

import pytest

from records import merkle
from records.bundle_verifier import up


@pytest.mark.parametrize("size", range(1, 18))
def test_each_leaf_is_proven_and_no_other(size: int) -> None:
    leaves = [merkle.leaf(str(number)) for number in range(size)]
    root = merkle.root(leaves)
    for place, leaf in enumerate(leaves):
        path = [list(step) for step in merkle.path(leaves, place)]
        assert up(path, leaf) == root
        assert up(path, merkle.leaf("another")) != root
        if path:
            path[0][1] = merkle.leaf("another")
            assert up(path, leaf) != root
    assert merkle.root([*leaves, merkle.leaf("one more")]) != root


def test_a_node_does_not_pass_for_a_leaf() -> None:
    leaves = [merkle.leaf(each) for each in "ab"]
    assert merkle.leaf("".join(leaves)) != merkle.root(leaves)
    assert merkle.root(leaves) != merkle.root(leaves[::-1])
