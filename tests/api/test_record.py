"""S7: an auditor has the record verified, and takes a case's evidence away, over the API."""

import hashlib
import io
import json
import time
import zipfile
from collections.abc import Iterator

import pytest
from pydantic import SecretStr

from records.database import writing
from records.verifications import begin
from settings.anchoring import AnchorSettings
from tests.api.audit import notes_on, until_noted
from tests.api.background import Background
from tests.api.being_sealed import Sealing
from tests.api.people import (
    APPROVER,
    AUDITOR,
    INSPECTOR,
    INSPECTOR_ELSEWHERE,
    POWER_CLERK,
    SUPERVISOR,
)
from tests.api.problems import problem
from tests.api.service import Service, configured
from tests.api.test_receipts import confirm
from tests.api.town import Json, Town
from tests.databases import SqliteDatabases
from tests.records.tampering import KEY, tamper
from tests.workflows.server import Server


@pytest.fixture(scope="module")
def town(
    background: Background, temporal: Server, sqlite_databases: SqliteDatabases
) -> Iterator[Town]:
    """Of a record of its own, which may be tampered with, and with a key for anchors."""
    config = configured(sqlite_databases.fresh())
    anchor = AnchorSettings(key=SecretStr(KEY))
    service = Service(background, config.model_copy(update={"anchor": anchor}), temporal.address)
    service.start_worker()
    town = Town(service)
    yield town
    town.close()
    service.stop()


def concluded(town: Town) -> Json:
    answer = town.signed_in(AUDITOR).post("/verifications")
    assert answer.status_code == 202
    path = f"/verifications/{answer.json()['id']}"
    until = time.monotonic() + 60
    while (found := town.get(SUPERVISOR, path).json())["state"] == "running":
        assert time.monotonic() < until
        time.sleep(0.02)
    result: Json = found
    return result


def test_s7_the_record_is_gone_through_and_what_is_bad_is_named(town: Town) -> None:
    case = town.flag()
    case.do(INSPECTOR, "serve_notice")
    good = concluded(town)
    assert (good["state"], good["findings"], good["enterprises"]) == ("good", [], 1)
    assert good["done"] == good["total"] == good["entries"] + good["notes"]
    assert good["entries"] == 2
    (noted,) = notes_on(town.service, good["id"])
    assert (noted.what, noted.actor, noted.code) == ("record_verified", AUDITOR.id, "good")
    tamper(town.service.engine, "UPDATE entry SET at = replace(at, '+00', '+08')")
    bad = concluded(town)
    assert bad["state"] == "bad"
    (finding,) = bad["findings"]
    assert (finding["chain"], finding["number"], finding["kind"]) == (case.code, 1, "altered")
    assert finding["message"]["en"] == f"{case.code}: entry 1 was altered"
    tamper(town.service.engine, "UPDATE entry SET at = replace(at, '+08', '+00')")
    (noted,) = notes_on(town.service, bad["id"])
    assert noted.code == "bad"
    assert case.code in noted.detail


def test_s9_who_may_not_verify(town: Town) -> None:
    path = f"/verifications/{'0' * 32}"
    for actor in (INSPECTOR, APPROVER):
        problem(town.signed_in(actor).post("/verifications"), 403, "wrong_role", "S9")
        problem(town.get(actor, path), 403, "wrong_role", "S9")
    problem(town.get(AUDITOR, path), 404, "not_found")


def test_s7_one_that_is_under_way_is_not_begun_twice_and_a_dead_one_is_told(town: Town) -> None:
    with writing(town.service.engine) as session:
        number = begin(session, AUDITOR.id).id
    assert town.signed_in(AUDITOR).post("/verifications").json()["id"] == number
    assert town.get(AUDITOR, f"/verifications/{number}").json()["state"] == "running"
    tamper(town.service.engine, "UPDATE verification SET told_at = '2026-01-01T00:00:00+00:00'")
    assert town.get(AUDITOR, f"/verifications/{number}").json()["state"] == "broken_off"
    assert town.signed_in(AUDITOR).post("/verifications").json()["id"] != number


def test_s7_a_bundle_is_taken_and_that_is_on_record(town: Town) -> None:
    case = town.flag()
    answer = town.get(INSPECTOR, f"/cases/{case.number}/bundle")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/zip"
    assert f'"{case.number}.zip"' in answer.headers["content-disposition"]
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert json.loads(archive.read("bundle.json"))["case"] == case.number
        assert len(json.loads(archive.read("chain.json"))) == 1
    (noted,) = notes_on(town.service, case.number)
    assert (noted.what, noted.actor, noted.code) == ("exported", INSPECTOR.id, "bundle")
    assert noted.source == "127.0.0.1"


def test_s7_a_bundle_has_the_files_that_commands_and_receipts_brought(town: Town) -> None:
    sealing = Sealing(town)
    letter, evidence = town.attached(sealing.case.enterprise), town.evidence(POWER_CLERK)
    sealing.case.do(sealing.case.enterprise, "record_commitment", attachments=[letter])
    assert confirm(town, POWER_CLERK, sealing.power, evidence).status_code == 200
    answer = town.get(INSPECTOR, f"/cases/{sealing.case.number}/bundle")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        listed = json.loads(archive.read("attachments.json"))
        contents = [archive.read(each["file"]) for each in listed]
    names = [letter["sha256"], *evidence["photographs"], *evidence["documents"]]
    assert [hashlib.sha256(each).hexdigest() for each in contents] == names
    assert [each["sha256"] for each in listed] == names
    assert [each["order"] for each in listed] == ["", sealing.power, sealing.power]
    folder = town.service.config.attachments.folder
    folder.joinpath(names[0][:2], names[0]).unlink()
    answer = town.get(INSPECTOR, f"/cases/{sealing.case.number}/bundle")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert json.loads(archive.read("attachments.json"))[0]["file"] is None


def test_s9_who_gets_no_bundle(town: Town) -> None:
    case = town.flag()
    path = f"/cases/{case.number}/bundle"
    problem(town.get(case.enterprise, path), 403, "wrong_role", "S9")
    problem(town.get(INSPECTOR_ELSEWHERE, path), 403, "out_of_scope", "S9")
    problem(town.get(AUDITOR, f"/cases/{case.code}-99/bundle"), 404, "not_found")
    notes = until_noted(lambda: notes_on(town.service, case.number), 2)
    assert {note.code for note in notes} == {"wrong_role", "out_of_scope"}


def test_s7_an_auditor_reads_the_audit_record_page_by_page(town: Town) -> None:
    case = town.flag()
    problem(town.get(INSPECTOR_ELSEWHERE, f"/cases/{case.number}"), 403, "out_of_scope", "S9")
    town.get(SUPERVISOR, f"/cases/{case.number}")
    until_noted(lambda: notes_on(town.service, case.number), 2)
    first = town.get(AUDITOR, "/audit", subject=case.number, size=1).json()
    (newest,) = first["notes"]
    assert (newest["said"]["what"], newest["said"]["actor"]) == ("case_read", SUPERVISOR.id)
    rest = town.get(AUDITOR, "/audit", subject=case.number, before=first["next"]).json()
    assert [each["said"]["what"] for each in rest["notes"]] == ["refused"]
    assert rest["next"] is None
    asked = {"subject": case.number, "what": "case_read", "actor": AUDITOR.id}
    assert town.signed_in(AUDITOR).get("/audit", params=asked).json()["notes"] == []
    for person in (INSPECTOR, SUPERVISOR, case.enterprise):
        problem(town.get(person, "/audit"), 403, "wrong_role", "S9")
