"""S7: who read a case file or took a list away is on the audit record, for the roles of the
settings, without anybody waiting for it."""

import pytest

from api.problems import ProblemError
from api.read_log import case_read
from domain.people import Actor
from records.audit import AuditRow
from records.note_log import NoteLogFullError
from tests.api.audit import notes_by, notes_on, until_noted
from tests.api.people import (
    APPROVER,
    AUDITOR,
    INSPECTOR,
    INSPECTOR_ELSEWHERE,
    POWER_CLERK,
    SUPERVISOR,
)
from tests.api.problems import problem
from tests.api.town import Town

PARTS = {"case": "", "timeline": "/timeline", "live": "/live"}


@pytest.mark.parametrize("part", PARTS)
def test_s7_each_read_of_a_case_file_is_noted(town: Town, part: str) -> None:
    case = town.flag()
    for person in (AUDITOR, SUPERVISOR, case.enterprise, INSPECTOR, APPROVER):
        assert town.get(person, f"/cases/{case.number}{PARTS[part]}").status_code == 200
    notes = until_noted(lambda: notes_on(town.service, case.number), 3)
    assert [(note.what, note.actor, note.role, note.code) for note in notes] == [
        ("case_read", AUDITOR.id, "auditor", part),
        ("case_read", SUPERVISOR.id, "supervisor", part),
        ("case_read", case.enterprise.id, "enterprise", part),
    ]
    assert {note.source for note in notes} == {"127.0.0.1"}


def test_s7_an_enterprise_read_reads_its_cases_and_a_list_is_an_export(town: Town) -> None:
    case = town.flag()
    town.get(AUDITOR, f"/enterprises/{case.code}")
    (noted,) = until_noted(lambda: notes_on(town.service, case.number), 1)
    assert (noted.what, noted.code) == ("case_read", "enterprise")
    town.get(SUPERVISOR, "/cases", stage="flagged", size=7)

    def taken() -> list[AuditRow]:
        exported = notes_by(town.service, SUPERVISOR.id, "exported")
        return [note for note in exported if note.detail == "stage=flagged&size=7"]

    assert [note.subject for note in until_noted(taken, 1)] == ["cases"]


@pytest.mark.parametrize(
    ("actor", "path"), [(SUPERVISOR, "orders"), (POWER_CLERK, "orders"), (POWER_CLERK, "worklist")]
)
def test_s7_so_are_lists_of_orders(town: Town, actor: Actor, path: str) -> None:
    town.get(actor, f"/{path}", size=7)

    def taken() -> list[AuditRow]:
        exported = notes_by(town.service, actor.id, "exported")
        return [note for note in exported if (note.subject, note.detail) == (path, "size=7")]

    assert len(until_noted(taken, 1)) == 1


def test_s7_s9_a_refused_read_is_noted_whatever_the_role(town: Town) -> None:
    case = town.flag()
    problem(town.get(INSPECTOR_ELSEWHERE, f"/cases/{case.number}"), 403, "out_of_scope", "S9")
    (noted,) = until_noted(lambda: notes_on(town.service, case.number), 1)
    assert (noted.what, noted.actor, noted.code, noted.detail) == (
        "refused",
        INSPECTOR_ELSEWHERE.id,
        "out_of_scope",
        "read_cases",
    )


def test_s7_s9_so_is_whatever_else_is_refused(town: Town) -> None:
    for path in ("/audit", "/departments"):
        problem(town.get(APPROVER, path), 403, "wrong_role", "S9")

    def refused() -> list[tuple[str, str, str, str]]:
        return [
            (note.subject, note.role, note.code, note.detail)
            for note in notes_by(town.service, APPROVER.id, "refused")
            if note.subject in ("/audit", "/departments")
        ]

    until_noted(refused, 2)
    assert set(refused()) == {
        ("/audit", "approver", "wrong_role", "read_audit"),
        ("/departments", "approver", "wrong_role", "set_up_departments"),
    }


class FullLog:
    def take(self, _: object) -> None:
        raise NoteLogFullError


class SharedWithFullLog:
    def __init__(self, town: Town) -> None:
        self.settings = town.service.config
        self.note_log = FullLog()


def test_s7_what_cannot_be_noted_is_not_read(town: Town) -> None:
    shared = SharedWithFullLog(town)
    with pytest.raises(ProblemError) as raised:
        case_read(shared, AUDITOR, "number", "case")  # type: ignore[arg-type]
    assert (raised.value.body.status, raised.value.body.code) == (503, "audit_unavailable")
    case_read(shared, INSPECTOR, "number", "case")  # type: ignore[arg-type]


def test_s7_the_start_of_the_service_and_its_settings_are_noted(town: Town) -> None:
    started = notes_by(town.service, "system", "service_started")
    changed = notes_by(town.service, "system", "settings_changed")
    assert started
    assert town.service.config.task_queue in changed[0].body
    secret = town.service.config.departments["power"].secret.get_secret_value()
    assert secret not in changed[0].body
