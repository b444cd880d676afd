"""Which tests hold a rule: those that cite it in their name or in their own docstring."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.traceability.citations import cited_by_name, cited_in
from tests.traceability.places import Place
from tests.traceability.policy import ROOT

Named = ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef


def files_of_tests() -> list[Path]:
    return sorted((ROOT / "tests").rglob("test_*.py"))


def files_of_checks() -> list[Path]:
    """Checks on the record, run after every step of lives made at random."""
    return sorted((ROOT / "tests/domain/always").glob("*.py"))


def held_in(file: str, source: str) -> list[Place]:
    """What a module's docstring cites is held by the module, and by none of its tests alone."""
    module = ast.parse(source)
    of_module = [Place(rule, file, "") for rule in cited_in(ast.get_docstring(module) or "")]
    return list(dict.fromkeys([*of_module, *_tests(module.body, file, "")]))


def checked_in(file: str, source: str) -> list[Place]:
    """A check is a function named after its rule."""
    functions = [node for node in ast.parse(source).body if isinstance(node, ast.FunctionDef)]
    return [Place(rule, file, node.name) for node in functions for rule in cited_by_name(node.name)]


def _tests(body: list[ast.stmt], file: str, prefix: str) -> Iterator[Place]:
    for node in body:
        if isinstance(node, Named) and node.name.lower().startswith("test"):
            told = [*cited_by_name(node.name), *cited_in(ast.get_docstring(node) or "")]
            yield from (Place(rule, file, prefix + node.name) for rule in told)
            if isinstance(node, ast.ClassDef):
                yield from _tests(node.body, file, f"{prefix}{node.name}.")
