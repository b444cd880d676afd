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
    if event["kind"] != "taken":
        assert by["role"] in (Role.SYSTEM, Role.CLERK), entry
        return
    assert entry["command"], entry
    assert by["role"] in ALLOWED[event["action"]["kind"]], entry
    if by["role"] in (Role.INSPECTOR, Role.APPROVER):
        assert case.line["district"] in by["districts"], entry
    if by["role"] == Role.ENTERPRISE:
        assert by["enterprise"] == entry["enterprise"], entry


def s7_nobody_withdraws_a_served_case_alone(book: Book, case: Told, entry: Json) -> None:
    if entry["event"].get("action", {}).get("kind") == "withdraw" and case.notice:
        proposed = case.last("propose_withdrawal")
        assert proposed, entry
        assert proposed["by"]["id"] != entry["by"]["id"], entry


def o7_nobody_decides_on_a_plan_of_their_own(book: Book, case: Told, entry: Json) -> None:
    action = entry["event"].get("action", {}).get("kind", "")
    if action in ("decide_resettlement_plan", "decide_risk_plan", "decide_shutdown_plan"):
        filed = case.last(action.replace("decide", "file"))
        assert filed, entry
        assert filed["by"]["id"] != entry["by"]["id"], entry
