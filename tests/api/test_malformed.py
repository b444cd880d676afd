"""What is malformed is answered with 422 and the field that is wrong, in problem+json."""

import socket
from typing import Any
from urllib.parse import urlsplit

import pytest

from api import body_limit
from api.body_limit import COMMAND_BYTES, WORKBOOK_BYTES
from api.examples import EXAMPLES
from tests.api.people import AUDITOR, INSPECTOR
from tests.api.problems import malformed, problem
from tests.api.town import Town, a_flag, new_code, new_key

CODE = "91150302MA0N1A2B37"


def without(body: dict[str, Any], field: str) -> dict[str, Any]:
    return {name: value for name, value in body.items() if name != field}


@pytest.mark.parametrize(
    "code",
    [
        "91150302MA0N1A2B38",  # the check character of another
        "91150302MA0N1A2B3O",  # O, I, S, V and Z are not used
        "91150302MA0N1A2B3",
        "91150302ma0n1a2b37",
        "91150302MA0N1A2B37%20",
    ],
)
def test_a_credit_code_that_cannot_be_one(town: Town, code: str) -> None:
    malformed(town.ask_to_flag(INSPECTOR, code), "code")
    malformed(town.get(AUDITOR, f"/enterprises/{code}"), "code")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"line": {"district": "beijing"}}, "district"),
        ({"line": {"district": None}}, "district"),
        ({"line": {"capacity": "-1"}}, "capacity"),
        ({"line": {"capacity": "0.00001"}}, "capacity"),
        ({"line": {"capacity": "1" * 17}}, "capacity"),
        ({"line": {"capacity": "NaN"}}, "capacity"),
        ({"line": {"capacity": "Infinity"}}, "capacity"),
        ({"line": {"capacity": "many"}}, "capacity"),
        ({"line": {"energy": True}}, "energy"),
        ({"line": {"equipment": []}}, "equipment"),
        ({"line": {"equipment": ["炉"] * 51}}, "equipment"),
        ({"line": {"equipment": [""]}}, "equipment"),
        ({"line": {"name": " \t "}}, "name"),
        ({"line": {"name": "炉" * 121}}, "name"),
        ({"ground": "noise"}, "ground"),
        ({"reason": ""}, "reason"),
        ({"reason": None}, "reason"),
        ({"enterprise_name": 5}, "enterprise_name"),
        ({"document": "号" * 201}, "document"),
        ({"happened_on": "2025-02-30"}, "happened_on"),
        ({"happened_on": "1999-12-31"}, "happened_on"),
        ({"happened_on": "2200-01-02"}, "happened_on"),
        ({"happened_on": "2025-04-01T10:00:00"}, "happened_on"),
        ({"happened_on": 1743465600}, "happened_on"),
        ({"happened_on": "1743465600"}, "happened_on"),
        ({"unheard_of": 1}, "unheard_of"),
        ({"attachments": [{"name": "图", "sha256": "x" * 64, "size": 1}]}, "sha256"),
        ({"attachments": [{"name": "图", "sha256": "a" * 64, "size": -1}]}, "size"),
    ],
)
def test_a_flag_with_a_field_that_cannot_be(
    town: Town, changes: dict[str, Any], field: str
) -> None:
    malformed(town.ask_to_flag(INSPECTOR, new_code(), **changes), field)


@pytest.mark.parametrize(
    ("action", "changes", "field"),
    [
        ("serve_notice", {"method": "by_pigeon"}, "method"),
        ("serve_notice", {"witnesses": "甲、乙"}, "witnesses"),
        ("serve_notice", {"share": "a bit less"}, "share"),
        ("serve_notice", {"share": 0}, "share"),
        ("serve_notice", {"share": 100}, "share"),
        ("serve_notice", {"share": 49.5}, "share"),
        ("serve_notice", {"share": True}, "share"),
        ("serve_notice", {"lines": "1号线"}, "lines"),
        ("serve_notice", {"lines": [" "]}, "lines"),
        ("apply_for_extension", {"months": 0}, "months"),
        ("apply_for_extension", {"months": 1.5}, "months"),
        ("apply_for_extension", {"months": True}, "months"),
        ("apply_for_extension", {"months": "2"}, "months"),
        ("apply_for_extension", {"months": 121}, "months"),
        ("decide_extension", {"months": -1}, "months"),
        ("record_reinspection", {"measured": "-0.1"}, "measured"),
        ("record_reinspection", {"verdict": "maybe"}, "verdict"),
        ("take_exit_decision", {"way": "explode"}, "way"),
    ],
)
def test_a_command_with_a_field_that_cannot_be(
    town: Town, action: str, changes: dict[str, Any], field: str
) -> None:
    case = town.flag()
    malformed(case.ask(INSPECTOR, action, **changes), field)


# A re-inspection's fields may each be left out: which belong together the core says. Confirming a
# step needs none.
@pytest.mark.parametrize(
    "action", sorted(set(EXAMPLES) - {"flag", "record_reinspection", "confirm_step"})
)
def test_a_command_that_lacks_a_field(town: Town, action: str) -> None:
    path = f"/cases/{CODE}-1/{action.replace('_', '-')}"
    needed = {
        name
        for name in EXAMPLES[action]
        if town.post(INSPECTOR, path, without(EXAMPLES[action], name)).status_code == 422
    }
    assert needed
    for name in needed:
        malformed(town.post(INSPECTOR, path, without(EXAMPLES[action], name)), name)


@pytest.mark.parametrize(
    ("path", "parameters", "field"),
    [
        ("/cases", {"district": "beijing"}, "district"),
        ("/cases", {"stage": "asleep"}, "stage"),
        ("/cases", {"due_before": "soon"}, "due_before"),
        ("/cases", {"due_before": "0"}, "due_before"),
        ("/cases", {"size": 0}, "size"),
        ("/cases", {"size": 201}, "size"),
        ("/cases", {"size": "9" * 5000}, "size"),
        ("/cases", {"overdue": "perhaps"}, "overdue"),
        (f"/cases/{CODE}-0", {}, "number"),
        (f"/cases/{CODE}-1-1/timeline", {}, "number"),
        (f"/enterprises/{CODE}/commands/a key", {}, "key"),
    ],
)
def test_a_question_that_cannot_be(
    town: Town, path: str, parameters: dict[str, Any], field: str
) -> None:
    malformed(town.get(AUDITOR, path, **parameters), field)


def test_a_body_of_256_kb_is_too_large_whatever_it_says_of_its_length(town: Town) -> None:
    path, person = f"/enterprises/{new_code()}/cases", town.signed_in(INSPECTOR)
    headers = {"Idempotency-Key": new_key(), "Content-Type": "application/json"}
    large = b" " * COMMAND_BYTES + b"{}"
    problem(person.post(path, content=large, headers=headers), 413, "too_large")
    in_pieces = (large[first : first + 10_000] for first in range(0, len(large), 10_000))
    problem(person.post(path, content=in_pieces, headers=headers), 413, "too_large")


@pytest.mark.parametrize("path", ["/plans", "/figures", "/readings/workbook", "/codec/decode"])
@pytest.mark.parametrize("credentials", ["", "Basic bmFtZTp3b3Jk", "Bearer", "Bearer , "])
@pytest.mark.parametrize("in_pieces", [False, True])
def test_s9_who_shows_no_token_has_no_large_body_read(
    town: Town, path: str, credentials: str, in_pieces: bool
) -> None:
    """S9: the answer is there while most of what was announced is still to come."""
    length, begun = f"Content-Length: {WORKBOOK_BYTES}", b" "
    if in_pieces:
        size = COMMAND_BYTES + 1
        length, begun = "Transfer-Encoding: chunked", b"%x\r\n%b\r\n" % (size, b" " * size)
    head = [f"POST {path} HTTP/1.1", "Host: here", "Connection: close", length]
    if credentials:
        head.append(f"Authorization: {credentials}")
    with (
        socket.create_connection(_address(town), timeout=10) as stranger,
        stranger.makefile("rb") as answered,
    ):
        stranger.sendall("\r\n".join([*head, "", ""]).encode() + begun)
        assert answered.readline().startswith(b"HTTP/1.1 401 ")
        assert b"not_signed_in" in next(line for line in answered if line.startswith(b"{"))


def test_what_fits_the_limit_is_read(town: Town) -> None:
    attachments = [town.attached(INSPECTOR) | {"name": f"现场照片 {n}"} for n in range(50)]
    case = town.flag(attachments=attachments, reason="超" * 2000)
    (entry,) = case.timeline()
    assert entry["attachments"] == attachments
    assert entry["event"]["action"]["reason"] == "超" * 2000


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"null", b'"flag"', b"\xff\xfe", b"{}{}"])
def test_a_body_that_is_no_object(town: Town, content: bytes) -> None:
    answer = town.signed_in(INSPECTOR).post(
        f"/enterprises/{new_code()}/cases",
        content=content,
        headers={"Idempotency-Key": new_key(), "Content-Type": "application/json"},
    )
    assert answer.status_code in (400, 422), answer.text
    assert answer.headers["content-type"] == "application/problem+json"


def test_an_unknown_address_and_a_wrong_method_are_problems_too(town: Town) -> None:
    problem(town.get(AUDITOR, "/no/such/thing"), 404, "not_found")
    problem(town.signed_in(AUDITOR).put("/cases"), 405, "method_not_allowed")


def test_a_full_body_is_the_one_that_is_sent(town: Town) -> None:
    """The bodies above are wrong in one field only: as it is, it is taken."""
    assert town.post(INSPECTOR, f"/enterprises/{new_code()}/cases", a_flag()).status_code == 201


def test_a_body_that_drips_in_for_ever_is_not_waited_for(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(body_limit, "ARRIVED_WITHIN_SECONDS", 0.2)
    with socket.create_connection(_address(town), timeout=30) as slow:
        slow.sendall(
            b"POST /sessions HTTP/1.1\r\nHost: here\r\nContent-Type: application/json\r\n"
            b"Content-Length: 100\r\n\r\n{"
        )
        answered = slow.makefile("rb").read()
    assert answered.startswith(b"HTTP/1.1 408 ")
    assert b'"code":"too_slow"' in answered


def _address(town: Town) -> tuple[str | None, int | None]:
    address = urlsplit(town.service.url)
    return address.hostname, address.port
