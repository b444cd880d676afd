"""What is kept of attachments on either database: who may have which, and which may go (S7, S9)."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine, select

from domain.commands import Command
from domain.grounds import Ground
from domain.people import Actor, District, department_system
from domain.places import Reach
from domain.receiving import ReceiveReceipt
from domain.words import Attachment
from records import attachments
from records.attachment_access import Found, Reader, readable
from records.attachments import ATTACHMENT, REFERENCE, Upload
from records.database import reading, writing
from records.rebuild import differs, rebuild
from records.write import write
from tests.domain.lives import BROUGHT, CODE, COMMIT, INSPECTOR, Life, local
from tests.domain.stages import sealing
from tests.records.giving import give

NUMBER = f"{CODE}-1"
REPORT, PHOTOGRAPH, PROOF, CLAIMED = (letter * 64 for letter in "abcd")
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
NOW = datetime.now(UTC)


def send_in(engine: Engine, sha256: str, by: str = "somebody", department: str = "") -> None:
    upload = Upload(sha256, 10, by, department, f"{by}.pdf", "application/pdf")
    with writing(engine) as session:
        attachments.hold(session.connection(), sha256, upload.size)
        attachments.add(session.connection(), upload)


@pytest.fixture
def life(engine: Engine) -> Life:
    """A case that refers to a report; the receipt of its power order brings a photograph that a
    clerk sent in; the water bureau's own system names another."""
    life = sealing()
    at = local("2025-10-20")
    file = Attachment("承诺书", REPORT, 10)
    give(life, Command("commit", NUMBER, INSPECTOR, COMMIT, attachments=(file, file)), at)
    clerk = Actor("clerk", "王经办", department_system("power").role, department="power")
    for by, photograph in ((clerk, PHOTOGRAPH), (department_system("water"), CLAIMED)):
        number = order(life, by.department)
        brought = replace(BROUGHT, photographs=(photograph,), documents=(PROOF,))
        receipt = ReceiveReceipt(number, f"回执 {number}", "done", at, "李明", brought)
        give(life, Command(f"receipt {number}", "", by, receipt), at)
    with writing(engine) as session:
        write(session, CODE, life.recorded)
    return life


def order(life: Life, department: str | None) -> str:
    return next(
        each.id
        for measure in life.enterprise.measures.values()
        for each in measure.orders
        if each.department == department
    )


def had(engine: Engine, *contents: str, **of: object) -> dict[str, Found]:
    reader = Reader("nobody", (), (), LONG_AGO)
    with reading(engine) as session:
        return readable(session, replace(reader, **of), contents)  # type: ignore[arg-type]


SEEING = (
    Reach(),
    Reach(districts=(District.HAINAN,)),
    Reach(districts=(District.HAINAN, District.WUDA), grounds=(Ground.ENERGY,)),
    Reach(enterprise=CODE),
)
NOT_SEEING = (
    Reach(districts=()),
    Reach(districts=(District.WUDA,)),
    Reach(grounds=(Ground.SAFETY,)),
    Reach(enterprise="91150303MA0N12346E"),
)


def test_s9_whoever_sees_the_case_has_what_it_refers_to(engine: Engine, life: Life) -> None:
    for sha256 in (REPORT, PHOTOGRAPH, PROOF):
        send_in(engine, sha256)
    for reach in SEEING:
        found = had(engine, REPORT, PHOTOGRAPH, PROOF, within=(NOT_SEEING[0], reach))
        assert set(found) == {REPORT, PHOTOGRAPH, PROOF}
        assert found[REPORT] == Found(REPORT, 10, "承诺书", "application/pdf", NUMBER)
        assert found[PHOTOGRAPH].subject == order(life, "power")
    assert had(engine, REPORT, PHOTOGRAPH, PROOF, within=NOT_SEEING) == {}
    assert had(engine, REPORT) == {}


def test_s9_clerks_have_what_proves_their_orders(engine: Engine, life: Life) -> None:
    for sha256 in (REPORT, PHOTOGRAPH):
        send_in(engine, sha256)
    assert set(had(engine, REPORT, PHOTOGRAPH, departments=("power",))) == {PHOTOGRAPH}
    assert had(engine, REPORT, PHOTOGRAPH, departments=("water", "emergency")) == {}


def test_s9_what_a_departments_system_named_counts_once_its_own_sent_it_in(
    engine: Engine, life: Life
) -> None:
    send_in(engine, CLAIMED, "somebody else")
    send_in(engine, CLAIMED, "clerk.power", "power")
    assert had(engine, CLAIMED, within=SEEING, departments=("water",)) == {}
    send_in(engine, CLAIMED, "system.water", "water")
    for of in ({"within": SEEING}, {"departments": ("water",)}):
        assert had(engine, CLAIMED, **of)[CLAIMED].name == "system.water.pdf"
    assert had(engine, CLAIMED, departments=("power",)) == {}


def test_s9_what_somebody_sent_in_is_theirs_for_a_while(engine: Engine) -> None:
    send_in(engine, REPORT, "she")
    assert set(had(engine, REPORT, id="she", since=NOW - timedelta(days=1))) == {REPORT}
    assert had(engine, REPORT, id="he") == {}
    assert had(engine, REPORT, id="she", since=NOW + timedelta(days=1)) == {}


def not_needed(engine: Engine, since: datetime) -> list[str]:
    with reading(engine) as session:
        found = [*attachments.not_needed(session, since)]
        kept = session.execute(select(ATTACHMENT.c.sha256)).scalars().all()
    with writing(engine) as session:
        connection = session.connection()
        still = [each for each in kept if attachments.still_not_needed(connection, each, since)]
    assert sorted(still) == found
    return found


def test_s7_what_the_record_refers_to_is_always_needed(engine: Engine, life: Life) -> None:
    later, another = NOW + timedelta(days=1), "e" * 64
    for sha256 in (REPORT, PHOTOGRAPH, PROOF, CLAIMED, another):
        send_in(engine, sha256)
    assert not_needed(engine, later) == [another]
    with writing(engine) as session:
        assert attachments.still_not_needed(session.connection(), another, later)
        attachments.forget(session.connection(), another)
    assert not_needed(engine, later) == []


def test_s7_what_a_command_is_about_to_name_is_needed_anew(engine: Engine) -> None:
    send_in(engine, REPORT)
    send_in(engine, PROOF)
    before = datetime.now(UTC)
    assert not_needed(engine, before) == [REPORT, PROOF]
    with writing(engine) as session:
        attachments.hold_known(session.connection(), [REPORT])
        attachments.are_needed(session.connection(), [REPORT])
    assert not_needed(engine, before) == [PROOF]
    send_in(engine, PROOF)
    assert not_needed(engine, before) == []


def test_a_row_that_nobody_came_to_send_anything_in_for_may_go(engine: Engine) -> None:
    with writing(engine) as session:
        attachments.hold(session.connection(), REPORT, 10)
    assert not_needed(engine, LONG_AGO) == [REPORT]


def test_what_waits_for_a_case_is_added_up(engine: Engine, life: Life) -> None:
    for sha256, by in ((REPORT, "she"), ("e" * 64, "she"), ("f" * 64, "she"), ("f" * 64, "he")):
        send_in(engine, sha256, by)
    with reading(engine) as session:
        waiting = {by: attachments.waiting_bytes(session, by) for by in ("she", "he", "nobody")}
    assert waiting == {"she": 20, "he": 10, "nobody": 0}


def test_what_refers_to_files_is_made_again_from_the_entries(engine: Engine, life: Life) -> None:
    with reading(engine) as session:
        rows = session.execute(select(REFERENCE)).mappings().all()
        assert not differs(session, CODE)
    assert len(rows) == 5
    assert {row["claimed_by"] for row in rows if row["sha256"] == CLAIMED} == {"water"}
    for statement in (
        REFERENCE.delete(),
        REFERENCE.update().values(claimed_by=""),
        REFERENCE.update().values(name="another"),
    ):
        with writing(engine) as session:
            session.connection().execute(statement)
        with writing(engine) as session:
            assert differs(session, CODE)
            rebuild(session, CODE)
            assert not differs(session, CODE)
