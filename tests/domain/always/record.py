"""S7 and S9, of the record: chained, complete, and by somebody entitled to it."""

import hashlib

from domain.calendar import local_date
from domain.people import Role
from tests.domain.always.book import Book
from tests.domain.always.counting import day, moment
from tests.domain.always.told import Json, Told
from tests.domain.test_rights import ALLOWED


def head(bodies: list[str], previous: str = "0" * 64) -> str:
    for body in bodies:
        digest = hashlib.sha256(body.encode()).hexdigest()
        previous = hashlib.sha256(f"{previous}\n{digest}".encode()).hexdigest()
    return previous


def s7_entries_follow_each_other(book: Book, case: Told, entry: Json) -> None:
    at = moment(entry["at"])
    assert entry["sequence"] == book.sequence + 1, entry
    assert book.at is None or at >= book.at, entry
    assert day(entry["happened_on"]) <= local_date(at), entry
    assert entry["rules"], entry


def s9_every_command_was_given_by_somebody_entitled(book: Book, case: Told, entry: Json) -> None:
    event, by = entry["event"], entry["by"]
    given = event.get("step") if event["kind"] == "proposed" else event.get("action")
    if event["kind"] not in ("taken", "proposed"):
        assert by["role"] in (Role.SYSTEM, Role.CLERK), entry
        return
    assert entry["command"], entry
    assert by["role"] in ALLOWED[given["kind"]], entry
    if by["role"] in (Role.INSPECTOR, Role.APPROVER):
        assert case.line["district"] in by["districts"], entry
    if by["role"] == Role.ENTERPRISE:
        assert by["enterprise"] == entry["enterprise"], entry


def s7_no_irreversible_step_is_one_persons_alone(book: Book, case: Told, entry: Json) -> None:
    """S7: just what was proposed, by somebody else, within its time, at the same stage."""
    event = entry["event"]
    if event["kind"] != "taken":
        return
    kind, confirms = event["action"]["kind"], event["confirms"]
    if kind == "take_exit_decision" or (kind == "withdraw" and case.notice):
        assert confirms, entry
    if not confirms:
        return
    proposed = case.of("proposed")[-1]
    assert proposed["sequence"] == confirms["sequence"], entry
    assert proposed["event"]["step"] == event["action"], entry
    assert proposed["by"] == confirms["proposed_by"], entry
    assert not _persons(proposed["by"]) & _persons(entry["by"]), entry
    assert proposed["document"] == entry["document"], entry
    assert case.waits == proposed["event"], entry
    assert case.clock.confirmation, entry
    assert local_date(moment(entry["at"])) <= case.clock.confirmation.last_day, entry


def _persons(by: Json) -> set[str]:
    """Whose act it is: a stand-in's is also that of whom they stand in for."""
    principal = by["standing_in_for"]
    return {by["id"], principal["id"]} if principal else {by["id"]}


def o7_nobody_decides_on_a_plan_of_their_own(book: Book, case: Told, entry: Json) -> None:
    action = entry["event"].get("action", {}).get("kind", "")
    if action in ("decide_resettlement_plan", "decide_risk_plan", "decide_shutdown_plan"):
        filed = case.last(action.replace("decide", "file"))
        assert filed, entry
        assert filed["by"]["id"] != entry["by"]["id"], entry
