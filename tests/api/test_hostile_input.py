"""Whatever is sent, the service answers with a problem and never breaks (no 5xx)."""

import json
from typing import Any

import httpx2
import pytest

from tests.api.departments import a_receipt, signature
from tests.api.door import a_door
from tests.api.people import AUDITOR, INSPECTOR, POWER_CLERK
from tests.api.town import Town, a_flag, new_code, new_key
from tests.databases import SqliteDatabases

DEEP = "[" * 30_000
NASTY = {
    "NUL": "炉\x00",
    "control": "炉\x1b[2J",
    "lone surrogate": "炉\ud800",
    "bidi": "\u202e炉\u2066",
    "non-character": "炉\uffff\U0010ffff",
    "format": "{line}{0.__class__}%s$HOME",
    "SQL": '\'; DROP TABLE "case"; --',
    "HTML": "<script>alert(1)</script>",
    "combining": "e" + "\u0301" * 100,
}


def media_and_key(media: str = "application/json") -> dict[str, str]:
    return {"Idempotency-Key": new_key(), "Content-Type": media}


def answered(answer: httpx2.Response) -> httpx2.Response:
    assert answer.status_code < 500, answer.text
    if answer.status_code >= 400:
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.json()["code"]
    return answer


def send(town: Town, content: bytes, media: str = "application/json") -> httpx2.Response:
    path, headers = f"/enterprises/{new_code()}/cases", media_and_key(media)
    return answered(town.signed_in(INSPECTOR).post(path, content=content, headers=headers))


@pytest.mark.parametrize("text", NASTY.values(), ids=NASTY)
def test_text_of_every_kind_is_kept_as_it_is_or_refused(town: Town, text: str) -> None:
    for changes in ({"reason": text}, {"line": {"name": text}}, {"document": text}):
        body = json.dumps(a_flag(**changes)).encode()
        answer = send(town, body)
        if answer.status_code != 201:
            assert answer.status_code == 422
            continue
        number = answer.json()["number"]
        assert answer.json()["line"]["name"] in (text, "1号电石炉")
        (entry,) = town.get(AUDITOR, f"/cases/{number}/timeline").json()
        assert text in json.dumps(entry, ensure_ascii=False).replace('\\"', '"')
        assert answered(town.get(AUDITOR, "/cases", size=200)).status_code == 200


@pytest.mark.parametrize("name", NASTY.values(), ids=NASTY)
def test_field_names_of_every_kind_are_answered(town: Town, name: str) -> None:
    assert send(town, json.dumps(a_flag() | {name: 1}).encode()).status_code == 422


@pytest.mark.parametrize("field", ["account", "password", "code", "device"])
def test_s9_a_sign_in_with_text_of_every_kind_is_answered(
    sqlite_databases: SqliteDatabases, field: str
) -> None:
    """Half a character in a password ended in a 500, for anybody who sent it."""
    media = {"Content-Type": "application/json"}
    with a_door(sqlite_databases.fresh()) as door:
        for number, text in enumerate(NASTY.values()):
            content = json.dumps({"account": "nobody", "password": "x"} | {field: text})
            source = f"10.0.0.{number}"  # paused each for itself
            answer = door.ask("POST", "/sessions", source=source, content=content, headers=media)
            assert answered(answer).status_code in (401, 422), text


@pytest.mark.parametrize(
    "number",
    ["1" * 5000, "1e400", "-1e400", "1e-400", "NaN", "Infinity", "-0", "1E+15", "0x10", "1_000"],
)
@pytest.mark.parametrize("quoted", [True, False])
def test_numbers_of_every_size_are_answered(town: Town, number: str, quoted: bool) -> None:
    written = json.dumps(number) if quoted else number
    body = json.dumps(a_flag(line={"capacity": "here", "energy": "here"})).replace(
        '"here"', written
    )
    answer = send(town, body.encode())
    if answer.status_code == 201:
        shown = town.get(AUDITOR, f"/cases/{answer.json()['number']}")
        assert float(shown.json()["line"]["capacity"]) == float(number)


@pytest.mark.parametrize(
    "content",
    [
        DEEP.encode(),
        (DEEP + "]" * len(DEEP)).encode(),
        ('{"line":' * 20_000).encode(),
        json.dumps(a_flag()).replace('"1020"', DEEP + "]" * len(DEEP)).encode(),
        json.dumps(a_flag()).encode("utf-16"),
        json.dumps(a_flag()).encode("utf-8-sig"),
        json.dumps(a_flag(), ensure_ascii=False).encode("gb18030"),
        b'{"reason": "a", "reason": "b"}',
    ],
)
def test_bodies_of_every_shape_are_answered(town: Town, content: bytes) -> None:
    send(town, content)


@pytest.mark.parametrize(
    "media",
    ["text/plain", "application/xml", "multipart/form-data", "application/json; charset=gbk", "x"],
)
def test_other_media_types_are_answered(town: Town, media: str) -> None:
    send(town, json.dumps(a_flag()).encode(), media)


@pytest.mark.parametrize(
    "cursor",
    ["x", "", "_", "2025-01-01_", "2025-01-01_\x00", "9999-99-99_91150303MA0N12345G-1", "键"],
)
def test_places_in_a_list_of_every_kind_are_answered(town: Town, cursor: str) -> None:
    assert answered(town.get(AUDITOR, "/cases", after=cursor)).status_code in (200, 422)


@pytest.mark.parametrize(
    "path", ["/cases/%00", "/cases/%ff%fe", "/enterprises/%ED%A0%80", "/orders/..%2f..", "/%2e%2e"]
)
def test_addresses_of_every_kind_are_answered(town: Town, path: str) -> None:
    answered(town.get(AUDITOR, path))


@pytest.mark.parametrize("header", ["webhook-id", "webhook-timestamp", "webhook-signature"])
@pytest.mark.parametrize("value", ["", "ü", "NaN", "9" * 19, "-1", "v1,", "v1,ü", ",,, ,", "v1"])
def test_signatures_of_every_kind_are_answered(town: Town, header: str, value: str) -> None:
    content = json.dumps(a_receipt(f"{new_code()}-o1"))
    headers = httpx2.Headers(signature("power", content), encoding="latin-1")
    headers[header] = value
    path = "/departments/power/receipts"
    answer = answered(town.stranger.post(path, content=content.encode(), headers=headers))
    assert answer.status_code in (401, 422)


@pytest.mark.parametrize(
    "changes",
    [
        {"order": "\ud800"},
        {"order": "不是协办函"},
        {"order": "x" * 120},
        {"receipt": "\x00"},
        {"done_at": "9999-12-31T23:59:59-23:59"},
        {"done_at": "0001-01-01T00:00:00+23:59"},
        {"done_at": "9999-12-31T23:59:59Z"},
        {"done_at": 1e300},
        {"outcome": "\ud800"},
        {"\ud800": 1},
    ],
)
def test_genuine_receipts_of_every_kind_are_answered(town: Town, changes: dict[str, Any]) -> None:
    """Also a department that is entitled to sign may send nonsense."""
    case = town.flag(ground="eliminated")
    case.do(INSPECTOR, "serve_notice")
    case.is_heard()
    measures = case.is_being_sealed()["measures"]
    order = next(order["id"] for measure in measures for order in measure["orders"])
    content = json.dumps(a_receipt(order) | changes)
    path = "/departments/power/receipts"
    answered(
        town.stranger.post(path, content=content.encode(), headers=signature("power", content))
    )
    body = {"receipt": "1", "done_at": "2026-01-01T00:00:00Z"} | changes
    answered(
        town.signed_in(POWER_CLERK).post(
            f"/orders/{order}/receipt",
            content=json.dumps(body).encode(),
            headers=media_and_key(),
        )
    )
    assert case.do(INSPECTOR, "record_commitment")["committed"]
