"""Where the code cites a rule: the function, class or table entry around the citation."""

import ast
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.traceability.citations import cited_in
from tests.traceability.policy import ROOT


@dataclass(frozen=True, slots=True)
class Place:
    """A name in a file, or the file itself where the name is empty. Line numbers would churn."""

    rule: str
    file: str
    name: str


@dataclass(frozen=True, slots=True)
class _Span:
    first: int
    last: int
    name: str


def code_files() -> list[Path]:
    """All that is installed."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    included = project["tool"]["hatch"]["build"]["targets"]["wheel"]["only-include"]
    parts = [ROOT / each for each in included]
    return sorted(
        file for part in parts for file in ([part] if part.is_file() else part.rglob("*.py"))
    )


def places_in(file: str, source: str) -> list[Place]:
    """Each rule and name once, in the order of the file."""
    spans = list(_in_body(ast.parse(source).body, ""))
    found: dict[Place, None] = {}
    for number, line in enumerate(source.splitlines(), start=1):
        around = [span for span in spans if span.first <= number <= span.last]
        name = min(around, key=lambda span: span.last - span.first).name if around else ""
        for rule in cited_in(line):
            found[Place(rule, file, name)] = None
    return list(found)


def _in_body(body: list[ast.stmt], prefix: str) -> Iterator[_Span]:
    spans: list[_Span] = []
    for node in body:
        match node:
            case ast.ClassDef() | ast.FunctionDef() | ast.AsyncFunctionDef():
                decorated = [decorator.lineno for decorator in node.decorator_list]
                spans.append(_span(node, prefix + node.name, min([node.lineno, *decorated])))
                if isinstance(node, ast.ClassDef):
                    yield from _in_body(node.body, f"{prefix}{node.name}.")
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                spans.append(_span(node, prefix + name))
                yield from _entries(value, prefix + name)
            case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value):
                spans.append(_span(node, prefix + name))
                yield from _entries(value, prefix + name)
            case ast.Expr(value=ast.Constant(value=str())) if spans:
                # A string after a definition describes it.
                spans.append(_span(node, spans[-1].name))
    yield from spans


def _entries(value: ast.expr, name: str) -> Iterator[_Span]:
    if isinstance(value, ast.Dict):
        for key, entry in zip(value.keys, value.values, strict=True):
            if key is not None:
                label = f"{name}[{ast.unparse(key)}]"
                yield _Span(key.lineno, entry.end_lineno or entry.lineno, label)
    elif isinstance(value, ast.Call):
        for keyword in value.keywords:
            yield from _entries(keyword.value, f"{name}.{keyword.arg}")


def _span(node: ast.stmt, name: str, first: int | None = None) -> _Span:
    return _Span(first or node.lineno, node.end_lineno or node.lineno, name)
