"""The codec that Temporal's own pages and command line ask, with whom it answers on record."""

import base64
import json
import subprocess
from collections.abc import Iterator
from typing import Any

import pytest
from temporalio.api.common.v1 import Payload

from domain.people import Actor
from tests.api.audit import notes_by, until_noted
from tests.api.background import Background
from tests.api.people import ADMINISTRATOR, AUDITOR, INSPECTOR, SUPERVISOR
from tests.api.problems import problem
from tests.api.service import TEMPORAL_PAGES
from tests.api.town import Case, Json, Town
from tests.payload_keys import NEW_ONE, OLD_ONE
from tests.workflows.server import BINARY
from workflows.messages import workflow_id
from workflows.payload_codec import EncryptingCodec

PLAIN = Payload(metadata={"encoding": b"json/plain"}, data='"海南化工有限公司"'.encode())


def as_json(payload: Payload) -> Json:
    """As Temporal spells it."""
    return {
        "metadata": {key: _text(value) for key, value in payload.metadata.items()},
        "data": _text(payload.data),
    }


def _text(value: bytes) -> str:
    return base64.b64encode(value).decode()


def body(*payloads: Payload) -> Json:
    return {"payloads": [as_json(payload) for payload in payloads]}


@pytest.fixture(scope="module")
def case(town: Town) -> Case:
    return town.flag()


@pytest.fixture
def encrypted(background: Background) -> Payload:
    (payload,) = background.run(EncryptingCodec(OLD_ONE).encode([PLAIN]))
    return payload


def test_what_is_encrypted_is_decoded_and_all_else_stays(town: Town, encrypted: Payload) -> None:
    answer = town.post(AUDITOR, "/codec/decode", body(encrypted, PLAIN))
    assert answer.status_code == 200, answer.text
    assert answer.json() == body(PLAIN, PLAIN)


def test_what_is_encoded_is_decoded_again(town: Town) -> None:
    encoded = town.post(ADMINISTRATOR, "/codec/encode", body(PLAIN)).json()
    assert "json/plain" not in base64.b64decode(encoded["payloads"][0]["data"]).decode(
        errors="replace"
    )
    assert town.post(AUDITOR, "/codec/decode", encoded).json() == body(PLAIN)


def test_s7_that_payloads_were_read_is_on_record(town: Town, encrypted: Payload) -> None:
    """S7."""
    before = len(notes_by(town.service, AUDITOR.id, "payloads_decoded"))
    town.post(AUDITOR, "/codec/decode", body(encrypted, encrypted))
    until_noted(lambda: notes_by(town.service, AUDITOR.id, "payloads_decoded"), before + 1)
    note = notes_by(town.service, AUDITOR.id, "payloads_decoded")[-1]
    assert (note.role, note.detail) == ("auditor", "2 payloads")


@pytest.mark.parametrize("by", [ADMINISTRATOR, SUPERVISOR, INSPECTOR])
def test_s9_who_does_not_see_every_case_reads_no_payloads(
    town: Town, encrypted: Payload, by: Actor
) -> None:
    """S9: an administrator sees none, whatever they can get out of Temporal."""
    problem(town.post(by, "/codec/decode", body(encrypted)), 403, "wrong_role", "S9")


def test_a_key_that_is_missing_is_named(town: Town, background: Background) -> None:
    (payload,) = background.run(EncryptingCodec(NEW_ONE).encode([PLAIN]))
    answer = town.post(AUDITOR, "/codec/decode", body(payload))
    problem(answer, 422, "payload_unreadable")
    assert "'new'" in answer.text


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"payloads": [{"data": "abc"}]},
        {"payloads": [{}] * 101},
        {"payloads": [{"metadata": 1}]},
    ],
)
def test_what_is_no_list_of_payloads_is_malformed(town: Town, sent: Any) -> None:
    problem(town.post(AUDITOR, "/codec/decode", sent), 422, "malformed")


def test_a_large_payload_is_taken_and_a_larger_one_is_not(town: Town) -> None:
    """As large as Temporal takes them."""
    large = Payload(metadata={"encoding": b"json/plain"}, data=b"1" * 2_000_000)
    assert town.post(AUDITOR, "/codec/decode", body(large)).json() == body(large)
    problem(town.post(AUDITOR, "/codec/decode", body(large, large)), 413, "too_large")


def test_temporals_own_command_line_reads_a_case_by_it(town: Town, case: Case) -> None:
    """As docs/production.md says; without it there is nothing to be read."""
    name, plain = case.view()["enterprise_name"], _shown(town, case)
    assert [text for text in (name, f"{INSPECTOR.id}:") if text in plain] == []
    token = town.signed_in(AUDITOR).headers["Authorization"]
    endpoint = f"{town.service.url}/codec"
    assert name in _shown(town, case, "--codec-endpoint", endpoint, "--codec-auth", token)


def _shown(town: Town, case: Case, *options: str) -> str:
    said = subprocess.run(
        [
            *(BINARY, "workflow", "show", "--workflow-id", workflow_id(case.code)),
            *("--address", town.service.temporal, "--output", "json", *options),
            *("--disable-config-file", "--disable-config-env"),
        ],
        capture_output=True,
        check=True,
        timeout=60,
    ).stdout.decode()
    return said + "".join(_decoded(json.loads(said)))


def _decoded(found: Any) -> Iterator[str]:
    """What stands in base64, as whoever looks at it would see."""
    match found:
        case {"metadata": _, "data": str(data)}:
            yield base64.b64decode(data).decode(errors="replace")
        case dict():
            for each in found.values():
                yield from _decoded(each)
        case list():
            for each in found:
                yield from _decoded(each)


ASKING = {
    "Origin": TEMPORAL_PAGES,
    "Access-Control-Request-Method": "POST",
    "Access-Control-Request-Headers": "authorization,authorization-extras,content-type,x-namespace",
}
ALLOWED = "access-control-allow-origin"


def test_a_browser_lets_temporals_pages_ask_and_no_others(town: Town) -> None:
    stranger = town.stranger
    asked = stranger.options("/codec/decode", headers=ASKING)
    assert (asked.status_code, asked.headers[ALLOWED]) == (200, TEMPORAL_PAGES)
    assert "access-control-allow-credentials" not in asked.headers
    for origin in ("https://temporal.example.evil", "null", "http://temporal.example"):
        asked = stranger.options("/codec/decode", headers=ASKING | {"Origin": origin})
        assert ALLOWED not in asked.headers, origin
    assert ALLOWED not in stranger.options("/cases", headers=ASKING).headers
    read = stranger.get("/cases", headers={"Origin": TEMPORAL_PAGES})
    assert ALLOWED not in read.headers


@pytest.mark.parametrize(
    ("content", "token", "status"),
    [(b"{}", "", 401), (b"x" * 6_000_000, "", 401), (b"x" * 6_000_000, "Bearer of-any-form", 413)],
)
def test_the_pages_are_told_what_is_wrong_too(
    town: Town, content: bytes, token: str, status: int
) -> None:
    headers = {"Origin": TEMPORAL_PAGES} | ({"Authorization": token} if token else {})
    answer = town.stranger.post("/codec/decode", content=content, headers=headers)
    assert (answer.status_code, answer.headers[ALLOWED]) == (status, TEMPORAL_PAGES)
