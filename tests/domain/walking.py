"""The bulk of the generated lives: walked by a seed, without hypothesis (`make lives`).

`python -m tests.domain.walking STEPS` walks as many steps by a new seed, which it prints;
`… STEPS SEED` walks the same ones again, `… STEPS SEED LIFE` one life of them. `make lives` has a
seed of its own, so that a change is judged by what it changed; `make long-lives` a new one.
"""

import secrets
import sys

from tests.domain.choosing import by_seed
from tests.domain.living import lived

STEPS_OF_A_LIFE = 100


def walk(steps: int, seed: str) -> None:
    """Raises what a step raised, with a note that says how to see it again."""
    for number in range(-(-steps // STEPS_OF_A_LIFE)):
        walk_life(seed, number)


def walk_life(seed: str, number: int) -> None:
    try:
        life = lived(by_seed(f"{seed}:{number}"))
        for _ in range(STEPS_OF_A_LIFE):
            life.goes_on_somehow()
    except Exception as problem:
        again = f"python -m tests.domain.walking {STEPS_OF_A_LIFE} {seed} {number}"
        problem.add_note(f"seed {seed}, life {number}; again: {again}")
        raise


def main(steps: str, seed: str = "", number: str = "") -> None:
    seed = seed or secrets.token_hex(4)
    sys.stdout.write(f"{steps} steps by the seed {seed}\n")
    if number:
        walk_life(seed, int(number))
    else:
        walk(int(steps), seed)


if __name__ == "__main__":
    main(*sys.argv[1:])
