"""Attachments as people send them in, name them in commands, and have them back (S7, S9)."""

import hashlib
import itertools
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import httpx2
import pytest
from sqlalchemy import Connection

from api import body_limit
from domain.people import Actor, Role
from records import attachments
from tests.api.audit import notes_by, notes_on, until_noted
from tests.api.being_sealed import Sealing
from tests.api.departments import EVIDENCE, a_receipt
from tests.api.files import DOCX, a_pdf, a_photograph, packed
from tests.api.people import (
    ADMINISTRATOR,
    AUDITOR,
    INSPECTOR,
    INSPECTOR_ELSEWHERE,
    POWER_CLERK,
    SUPERVISOR,
    WATER_CLERK,
)
from tests.api.problems import malformed, problem
from tests.api.test_receipts import confirm
from tests.api.town import Json, Town, new_key

NOWHERE = "0" * 64
POWER_SYSTEM = Actor("system.power", "供电系统", Role.CLERK, department="power")


def content_of(town: Town, actor: Actor, sha256: str) -> bytes | None:
    """None where it is not there for this person, which must look as if it were nowhere."""
    answer = town.get(actor, f"/attachments/{sha256}")
    if answer.status_code == 404:
        nowhere = town.get(actor, f"/attachments/{NOWHERE}")
        assert answer.text.replace(sha256, NOWHERE) == nowhere.text
        assert set(answer.headers) == set(nowhere.headers)
        return None
    assert answer.status_code == 200, answer.text
    return answer.content


def token_of(town: Town, machine: Actor) -> str:
    """Of its account, to send files in and for nothing else."""
    town.signed_in(machine)
    body = {"account": machine.id, "name": "附件", "operations": ["upload_attachment"], "days": 30}
    answer = town.post(ADMINISTRATOR, "/tokens", body)
    assert answer.status_code == 201, answer.text
    secret: str = answer.json()["secret"]
    return secret


def kept_at(town: Town, sha256: str) -> Path:
    return town.service.config.attachments.folder / sha256[:2] / sha256


def test_s7_an_enterprise_files_its_report_with_evidence(town: Town) -> None:
    """As its clerk does it: the report and a statement, each with files, which the inspector then
    has. S9: and nobody who does not see the case."""
    case = town.flag()
    case.do(INSPECTOR, "serve_notice")
    report, photograph = a_pdf(), a_photograph()
    answer = town.send_in(case.enterprise, "整改 报告;1.pdf", report)
    assert answer.status_code == 201
    assert answer.json() == {
        "name": "整改 报告;1.pdf",
        "sha256": hashlib.sha256(report).hexdigest(),
        "size": len(report),
        "type": "application/pdf",
    }
    files = [
        {key: answer.json()[key] for key in ("name", "sha256", "size")},
        town.attached(case.enterprise, "现场.jpg", photograph),
    ]
    case.do(case.enterprise, "file_report", attachments=files)
    filed = case.timeline()[-1]
    assert (filed["by"], filed["attachments"]) == (case.enterprise.name, files)
    case.do(INSPECTOR, "record_reinspection", measured="850", verdict="fail")
    case.do(INSPECTOR, "give_advance_notice")
    statement = town.attached(case.enterprise, "陈述.docx", packed(DOCX))
    case.do(case.enterprise, "record_statement", attachments=[statement])
    assert case.timeline()[-1]["attachments"] == [statement]
    for actor in (INSPECTOR, case.enterprise, AUDITOR, SUPERVISOR):
        had = town.get(actor, f"/attachments/{files[0]['sha256']}")
        assert (had.status_code, had.content) == (200, report)
        assert had.headers["content-type"] == "application/pdf"
        assert had.headers["x-content-type-options"] == "nosniff"
        assert had.headers["content-length"] == str(len(report))
        how, plain, full = had.headers["content-disposition"].split("; ")
        assert (how, plain) == ("attachment", f'filename="{files[0]["sha256"][:16]}.pdf"')
        assert unquote(full.removeprefix("filename*=UTF-8''")) == "整改 报告;1.pdf"
    another = town.flag()
    for stranger in (another.enterprise, INSPECTOR_ELSEWHERE, POWER_CLERK):
        assert content_of(town, stranger, files[0]["sha256"]) is None


def test_s4_the_commitment_comes_with_its_signed_original(town: Town) -> None:
    case = Sealing(town).case
    signed = town.attached(case.enterprise, "承诺书.pdf", a_pdf())
    case.do(case.enterprise, "record_commitment", attachments=[signed])
    assert case.timeline()[-1]["attachments"] == [signed]
    assert content_of(town, INSPECTOR, signed["sha256"])


def test_s7_what_was_not_sent_in_is_refused_and_nothing_is_lost(town: Town) -> None:
    case = town.flag()
    case.do(INSPECTOR, "serve_notice")
    content, key, before = a_pdf(), new_key(), case.view()
    file = {
        "name": "报告.pdf",
        "sha256": hashlib.sha256(content).hexdigest(),
        "size": len(content),
    }
    known = town.attached(case.enterprise)
    refused = case.ask(case.enterprise, "file_report", key, attachments=[known, file])
    body = problem(refused, 422, "unknown_attachment", "S7")
    assert [error["where"] for error in body["errors"]] == [["body", "attachments", 1]]
    assert case.view() == before
    (noted,) = notes_by(town.service, case.enterprise.id, "refused")
    assert (noted.code, noted.subject, noted.detail) == (
        "unknown_attachment",
        case.number,
        file["sha256"],
    )
    town.attached(case.enterprise, "报告.pdf", content)
    wrong = case.ask(case.enterprise, "file_report", key, attachments=[file | {"size": 7}])
    problem(wrong, 422, "unknown_attachment", "S7")
    taken = case.ask(case.enterprise, "file_report", key, attachments=[known, file])
    assert taken.status_code == 200
    again = case.ask(case.enterprise, "file_report", key, attachments=[known, file])
    assert again.json() == taken.json()


def test_s9_a_file_of_others_is_named_by_nobody_to_get_at_it(town: Town) -> None:
    case, other = town.flag(), town.flag()
    for each in (case, other):
        each.do(INSPECTOR, "serve_notice")
    theirs = town.attached(other.enterprise)
    other.do(other.enterprise, "file_report", attachments=[theirs])
    answer = case.ask(case.enterprise, "file_report", attachments=[theirs])
    problem(answer, 422, "unknown_attachment", "S7")
    assert content_of(town, case.enterprise, theirs["sha256"]) is None


def test_s9_whoever_sends_in_the_same_learns_nothing_of_the_other(town: Town) -> None:
    case, other = town.flag(), town.flag()
    content = a_photograph()
    first = town.send_in(case.enterprise, "甲厂.jpg", content)
    second = town.send_in(other.enterprise, "乙厂.jpg", content)
    assert first.json() | {"name": ""} == second.json() | {"name": ""}
    assert set(first.headers) == set(second.headers)
    path = f"/attachments/{first.json()['sha256']}"
    for each, name in ((case, "甲厂.jpg"), (other, "乙厂.jpg")):
        shown = town.get(each.enterprise, path).headers["content-disposition"]
        assert unquote(shown).endswith(name)
    case.do(INSPECTOR, "serve_notice")
    named = {key: second.json()[key] for key in ("name", "sha256", "size")} | {"name": "车间"}
    other.do(INSPECTOR, "serve_notice")
    other.do(other.enterprise, "file_report", attachments=[named])
    shown = town.get(INSPECTOR, path).headers["content-disposition"]
    assert unquote(shown).endswith("车间.jpg")


def test_s9_before_it_is_named_it_is_for_whoever_sent_it_in_alone(town: Town) -> None:
    file = town.attached(INSPECTOR)
    assert content_of(town, INSPECTOR, file["sha256"])
    for actor in (SUPERVISOR, AUDITOR, POWER_CLERK):
        assert content_of(town, actor, file["sha256"]) is None


def test_a_clerks_receipt_needs_its_files_and_proves_its_order_by_them(town: Town) -> None:
    """S4, S9: had by the clerks of its department, and by whoever sees the case."""
    sealing = Sealing(town)
    problem(confirm(town, POWER_CLERK, sealing.power), 422, "unknown_attachment", "S7")
    assert sealing.unanswered()
    evidence = town.evidence(POWER_CLERK)
    assert confirm(town, POWER_CLERK, sealing.power, evidence).status_code == 200
    (photograph,) = evidence["photographs"]
    colleague = Actor("clerk.power.3", "沈经办", Role.CLERK, department="power")
    for actor in (colleague, INSPECTOR, sealing.case.enterprise):
        assert content_of(town, actor, photograph)
    for actor in (WATER_CLERK, INSPECTOR_ELSEWHERE):
        assert content_of(town, actor, photograph) is None


def test_a_departments_system_may_keep_its_files_or_send_them_in(town: Town) -> None:
    """S5: its receipt counts in either case. S9: by naming a file it gets at nobody's."""
    sealing = Sealing(town)
    theirs, its = town.attached(SUPERVISOR), a_photograph()
    photographs = [theirs["sha256"], hashlib.sha256(its).hexdigest()]
    evidence = EVIDENCE | {"photographs": photographs}
    receipt = a_receipt(sealing.power, evidence=evidence)
    assert sealing.call_back(receipt).status_code == 200
    for actor, sha256 in itertools.product((POWER_CLERK, INSPECTOR), photographs):
        assert content_of(town, actor, sha256) is None
    town.attached(WATER_CLERK, content=its)
    assert content_of(town, INSPECTOR, photographs[1]) is None
    sent_in = httpx2.post(
        f"{town.service.url}/attachments",
        params={"name": "现场.jpg"},
        content=its,
        headers={"Authorization": f"Bearer {token_of(town, POWER_SYSTEM)}"},
        trust_env=False,
    )
    assert sent_in.status_code == 201, sent_in.text
    for actor in (POWER_CLERK, INSPECTOR):
        assert content_of(town, actor, photographs[0]) is None
        assert content_of(town, actor, photographs[1]) == its


def test_s7_what_was_sent_in_and_who_had_it_is_on_record(town: Town) -> None:
    case = town.flag()
    file = town.attached(INSPECTOR, "现场.jpg")
    case.do(INSPECTOR, "serve_notice", attachments=[file])
    (noted,) = notes_on(town.service, file["sha256"])
    assert (noted.what, noted.actor, noted.source) == (
        "attachment_uploaded",
        INSPECTOR.id,
        "127.0.0.1",
    )
    assert noted.detail == f"现场.jpg, image/jpeg, {file['size']} B"
    for actor in (INSPECTOR, case.enterprise):
        assert content_of(town, actor, file["sha256"])
    (had,) = until_noted(lambda: notes_on(town.service, case.number), 1)
    assert (had.what, had.actor, had.detail) == (
        "attachment_read",
        case.enterprise.id,
        file["sha256"],
    )


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.pdf", b"", "empty_file"),
        ("a.pdf", a_photograph(), "not_of_its_type"),
        ("a.exe", b"MZ", "type_not_allowed"),
        ("a.docx", packed(DOCX | {"word/vbaProject.bin": "x"}), "macros"),
        ("a.docx", packed(DOCX | {"../x": "x"}), "unsafe_archive"),
    ],
)
def test_s7_a_file_that_is_not_taken_is_noted_and_not_kept(
    town: Town, name: str, content: bytes, code: str
) -> None:
    problem(town.send_in(INSPECTOR, name, content), 422, code)
    sha256 = hashlib.sha256(content).hexdigest()
    noted = notes_on(town.service, sha256)[-1]
    assert (noted.what, noted.actor, noted.code) == ("refused", INSPECTOR.id, code)
    assert not kept_at(town, sha256).exists()


@pytest.mark.parametrize(
    "name",
    ["", "a", "../a.pdf", "a/b.pdf", "a\\b.pdf", "a\nb.pdf", 'a".pdf', "x\u202efdp.pdf", "a" * 300],
)
def test_a_name_is_one_and_looks_like_what_it_is(town: Town, name: str) -> None:
    malformed(town.send_in(INSPECTOR, name, a_pdf()), "name")


def test_s9_who_sends_nothing_in(town: Town) -> None:
    problem(town.send_in(AUDITOR, "a.pdf", a_pdf()), 403, "wrong_role", "S9")


def test_no_encoding_is_claimed_that_nobody_looked_for(town: Town) -> None:
    """Text may be UTF-8 or GB 18030: told wrongly, it is shown as something else."""
    sent = town.attached(INSPECTOR, "清单.csv", "生产线,1号电石炉".encode("gb18030"))
    had = town.get(INSPECTOR, f"/attachments/{sent['sha256']}")
    assert had.headers["content-type"] == "text/csv"


def test_a_file_that_is_damaged_where_it_is_kept_is_not_given(town: Town) -> None:
    """S7: altered or gone, it is given to nobody, and that is on record."""
    case = town.flag()
    altered, gone = town.attached(INSPECTOR), town.attached(INSPECTOR)
    case.do(INSPECTOR, "serve_notice", attachments=[altered, gone])
    kept_at(town, altered["sha256"]).write_bytes(b"\xff\xd8\xff another")
    kept_at(town, gone["sha256"]).unlink()
    for file in (altered, gone):
        answer = town.get(INSPECTOR, f"/attachments/{file['sha256']}")
        problem(answer, 410, "attachment_damaged", "S7")
        assert notes_on(town.service, file["sha256"])[-1].what == "attachment_damaged"


def test_s7_bytes_that_are_removed_as_the_same_come_in_come_once_more(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The API brings them before it holds their row; what nobody needs may go just then."""
    content = a_photograph()
    sha256, hold = hashlib.sha256(content).hexdigest(), attachments.hold

    def removed_before(connection: Connection, sha256: str, size: int) -> None:
        kept_at(town, sha256).unlink(missing_ok=True)
        hold(connection, sha256, size)

    monkeypatch.setattr(attachments, "hold", removed_before)
    town.attached(INSPECTOR, content=content)
    assert content_of(town, INSPECTOR, sha256) == content


def test_what_one_person_has_waiting_is_bounded(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = town.flag()
    case.do(INSPECTOR, "serve_notice")
    file = town.attached(case.enterprise)
    config = town.service.config.attachments
    monkeypatch.setattr(config, "max_waiting_megabytes", (file["size"] + 10) / 1024 / 1024)
    answer = town.send_in(case.enterprise, "a.jpg", a_photograph())
    problem(answer, 429, "too_much_waiting")
    case.do(case.enterprise, "file_report", attachments=[file])
    assert town.send_in(case.enterprise, "a.jpg", a_photograph()).status_code == 201


def test_a_file_that_drips_in_is_not_waited_for(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(body_limit, "FILE_ARRIVED_WITHIN_SECONDS", 0.2)

    def dripping() -> Iterator[bytes]:
        yield b"%PDF-"
        time.sleep(1)
        yield b"1.7"

    answer = town.signed_in(INSPECTOR).post(
        "/attachments", params={"name": "a.pdf"}, content=dripping()
    )
    problem(answer, 408, "too_slow")


def test_storage_that_is_away_is_a_503(town: Town) -> None:
    case = town.flag()
    file = town.attached(INSPECTOR)
    case.do(INSPECTOR, "serve_notice", attachments=[file])
    folder = town.service.config.attachments.folder
    aside = folder.with_name("aside")
    folder.rename(aside)
    folder.write_bytes(b"")
    try:
        away: list[httpx2.Response] = [
            town.send_in(INSPECTOR, "a.pdf", a_pdf()),
            town.get(INSPECTOR, f"/attachments/{file['sha256']}"),
        ]
    finally:
        folder.unlink()
        aside.rename(folder)
    for answer in away:
        problem(answer, 503, "attachments_unavailable")
        assert answer.headers["retry-after"]
    unknown: Json = {"name": "x", "sha256": NOWHERE, "size": 1}
    problem(case.ask(INSPECTOR, "withdraw", attachments=[unknown]), 422, "unknown_attachment", "S7")
