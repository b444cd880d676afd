"""What every answer that says no has to be (RFC 9457)."""

from typing import Any

import httpx2


def problem(answer: httpx2.Response, status: int, code: str, rule: str | None = None) -> Any:
    """The problem, once it is seen to be this one."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    body = answer.json()
    assert (body["code"], body["status"], body["rule"]) == (code, status, rule), body
    assert body["title"]
    assert body["detail"]["zh"]
    assert body["detail"]["en"].isprintable()
    return body


def malformed(answer: httpx2.Response, field: str) -> None:
    """A 422 that names the field."""
    body = problem(answer, 422, "malformed")
    named = {str(part) for error in body["errors"] for part in error["where"]}
    assert field in named, body
    assert all(error["why"] for error in body["errors"])


def permitted(body: Any) -> set[str]:
    return {one["action"] for one in body["permitted"]}
