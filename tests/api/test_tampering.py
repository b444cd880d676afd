"""S7: a record that somebody altered is never written on."""

from sqlalchemy import text

from records.database import writing
from tests.api.people import AUDITOR, INSPECTOR
from tests.api.problems import problem
from tests.api.town import Town


def test_a_command_on_an_altered_record_is_told_as_an_error_of_ours(town: Town) -> None:
    case = town.flag()
    head = town.get(AUDITOR, f"/enterprises/{case.code}").json()["head"]
    with writing(town.service.engine) as session:
        session.connection().execute(
            text("UPDATE enterprise SET state = replace(state, :head, :other)"),
            {"head": head, "other": "0" * 64},
        )
    problem(case.ask(INSPECTOR, "serve_notice"), 500, "record_conflict", "S7")
    assert len(case.timeline()) == 1
