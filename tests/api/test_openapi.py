"""The API's description: complete, true about who is let in, and readable without the internet."""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from fastapi.routing import APIRoute, iter_route_contexts
from jsonschema_rs import Draft202012Validator
from starlette.routing import Mount, Route

from api.app import create_app
from api.examples import EXAMPLES
from settings import Settings
from tests.api.problems import problem
from tests.api.town import Town

Json = dict[str, Any]

WITHOUT_SIGN_IN = {
    ("POST", "/sessions"),
    ("GET", "/sign-in/oidc"),
    ("GET", "/sign-in/oidc/callback"),
    ("POST", "/oauth/token"),
    ("GET", "/health"),
    ("GET", "/ready"),
    ("POST", "/departments/{department}/receipts"),  # signed by the department
    ("POST", "/departments/{department}/progress"),  # likewise
}
DOCUMENTATION = {"/openapi.json", "/docs", "/docs/start.js"}
ONES_OWN = {
    "number": "91150302MA0N1A2B37-1",
    "code": "91150302MA0N1A2B37",
    "department": "power",
    "key_number": "1",
    "key": "key",
    "plan": "0" * 32,
    "year": "2025",
    "version": "国办发明电〔2026〕8号",
    "ground": "energy",
    "move": "0" * 32,
    "delegation": "0" * 32,
    "account": "zhang.san",
    "token": "0" * 32,
    "verification": "0" * 32,
    "period": "2026-11",
    "district": "wuda",
    "sha256": "0" * 64,
}


def routes() -> Iterator[tuple[str, str]]:
    """Every method and path that the application answers, its static files left out."""
    for context in iter_route_contexts(create_app(Settings()).routes):
        if isinstance(context.original_route, Mount):
            assert context.path == "/static-offline-docs"
        else:
            assert isinstance(context.original_route, Route | APIRoute)
            for method in (context.methods or set()) - {"HEAD"}:
                yield method, str(context.path)


@pytest.fixture(scope="module")
def document(town: Town) -> Json:
    found: Json = town.stranger.get("/openapi.json").json()
    return found


def operations(document: Json) -> Iterator[tuple[str, str, Json]]:
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            yield method.upper(), path, operation


def test_s9_nobody_is_let_in_anywhere_without_signing_in(town: Town) -> None:
    """Deny by default: a new route that asks nobody who they are fails here."""
    asked = 0
    for method, path in routes():
        if (method, path) in WITHOUT_SIGN_IN or path in DOCUMENTATION:
            continue
        order = path.startswith("/orders/")
        parameters = ONES_OWN | ({"number": "91150302MA0N1A2B37-o1"} if order else {})
        answer = town.stranger.request(
            method, path.format(**parameters), headers={"Idempotency-Key": "key"}
        )
        problem(answer, 401, "not_signed_in", "S9")
        asked += 1
    assert asked > 20


def test_s9_the_description_says_where_to_sign_in(document: Json) -> None:
    open_to_all = {
        (method, path)
        for method, path, operation in operations(document)
        if not operation.get("security")
    }
    assert open_to_all == WITHOUT_SIGN_IN


def test_every_route_is_described(document: Json) -> None:
    described = {(method, path) for method, path, _ in operations(document)}
    assert described == {(method, path) for method, path in routes() if path not in DOCUMENTATION}


def test_every_operation_has_an_id_a_summary_and_words(document: Json) -> None:
    found = list(operations(document))
    ids = [operation["operationId"] for _, _, operation in found]
    assert len(ids) == len(set(ids))
    for _, path, operation in found:
        assert re.fullmatch(r"[a-z]+(_[a-z]+)*", operation["operationId"]), operation
        assert operation["summary"], path
        assert operation["tags"], path


def test_every_operation_says_what_can_go_wrong(document: Json) -> None:
    for method, path, operation in operations(document):
        answers = set(operation["responses"])
        problems = {status for status in answers if status >= "400"}
        for status in problems:
            (media, content), *others = operation["responses"][status]["content"].items()
            assert (media, others) == ("application/problem+json", [])
            assert content["schema"] == {"$ref": "#/components/schemas/ProblemBody"}
        expected = set() if path == "/health" else {"503"}
        if operation.get("security"):
            expected |= {"401", "403"}
        if operation.get("parameters") or operation.get("requestBody"):
            expected |= {"422"}
        if operation.get("requestBody"):
            expected |= {"413"}
        assert expected <= problems, (method, path)


def test_every_command_says_that_it_may_be_refused_or_wait(document: Json) -> None:
    commands = [
        operation
        for _, path, operation in operations(document)
        if operation["tags"] == ["commands"] and "requestBody" in operation
    ]
    assert {operation["operationId"] for operation in commands} == set(EXAMPLES)
    for operation in commands:
        assert {"202", "400", "403", "404", "409"} <= set(operation["responses"])
        waits = operation["responses"]["202"]["content"]["application/json"]["schema"]
        assert waits == {"$ref": "#/components/schemas/CommandStatus"}
        assert {"Idempotency-Key"} == {
            parameter["name"]
            for parameter in operation["parameters"]
            if parameter["in"] == "header" and parameter["required"]
        }


def test_every_example_fits_its_schema(document: Json) -> None:
    checked = 0
    for name, schema in document["components"]["schemas"].items():
        if "example" in schema:
            whole = schema | {"components": document["components"]}
            Draft202012Validator(whole).validate(schema["example"])
            checked += 1
        assert name
    assert checked >= len(EXAMPLES)


def test_every_example_is_accepted_for_what_it_is(town: Town) -> None:
    """None is malformed: at the wrong stage they are refused, by a rule."""
    case = town.flag()
    for action in set(EXAMPLES) - {"flag"}:
        answer = case.ask(case.enterprise, action)
        assert answer.status_code in (403, 409), answer.text


def test_the_documentation_loads_nothing_from_elsewhere(town: Town) -> None:
    page, start = town.stranger.get("/docs").text, town.stranger.get("/docs/start.js").text
    loaded = re.findall(r"""(?:src|href)="([^"]+)"|"url": "([^"]+)\"""", page + start)
    assert len(loaded) == 5
    for address in map("".join, loaded):
        assert not urlsplit(address).netloc, address
        assert town.stranger.get(address).status_code == 200, address
    assert not re.search(r"https?://|@import", page + start)
    assert '"validatorUrl": null' in start  # Swagger UI's own default asks its maker's server
