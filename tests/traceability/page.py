"""The page `docs/rules.md`: where each rule lives, and what holds it."""

from collections.abc import Callable, Iterator
from itertools import groupby
from operator import attrgetter
from pathlib import Path

from tests.traceability.holders import checked_in, files_of_checks, files_of_tests, held_in
from tests.traceability.places import Place, code_files, places_in
from tests.traceability.policy import ROOT, RULES, Rule

_HEAD = """\
# Where each rule lives, and what holds it

Written by `make pages` from [the policy](policy/rules.md), the code and the tests.

- *Lives in*: the functions, classes and table entries that cite the rule; a file without a name is
  about the rule as a whole.
- *Held by*: the tests that cite it in their name or docstring. A rule of P, L or S without any
  makes the tests fail, unless it is listed as not built yet.
- *Checked by*: what is asked of the record after every step of lives made at random."""


def rules_page() -> str:
    code = _by_rule(code_files(), places_in)
    tests = _by_rule(files_of_tests(), held_in)
    checks = _by_rule(files_of_checks(), checked_in)
    return "\n".join(
        [_HEAD, *(line for rule in RULES for line in _section(rule, code, tests, checks)), ""]
    )


def held() -> set[str]:
    """The rules that a test names; the docstring of a whole module promises too little."""
    tests = _by_rule(files_of_tests(), held_in)
    return {rule for rule, places in tests.items() if any(place.name for place in places)}


def _by_rule(
    files: list[Path], found_in: Callable[[str, str], list[Place]]
) -> dict[str, list[Place]]:
    found: dict[str, list[Place]] = {}
    for file in files:
        name = file.relative_to(ROOT).as_posix()
        for place in found_in(name, file.read_text(encoding="utf-8")):
            found.setdefault(place.rule, []).append(place)
    return found


def _section(rule: Rule, *cited: dict[str, list[Place]]) -> Iterator[str]:
    yield f"\n## {rule.id}\n\n> {rule.text}"
    for heading, places in zip(("Lives in", "Held by", "Checked by"), cited, strict=True):
        if rule.id in places:
            yield f"\n{heading}\n"
            yield from _links(places[rule.id])


def _links(places: list[Place]) -> Iterator[str]:
    for file, here in groupby(places, key=attrgetter("file")):
        names = [f"`{place.name}`" for place in here if place.name]
        yield f"- [{file}](../{file})" + (": " if names else "") + ", ".join(names)
