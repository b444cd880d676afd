"""The read model of an enterprise, computed from the folded state and from nothing else."""

from pydantic import TypeAdapter

from domain.case import Case
from domain.enterprise import Enterprise
from records.put import Row

_STATE = TypeAdapter(Enterprise)
NOTHING_DUE = "9999-12-31"


def enterprise_row(enterprise: Enterprise) -> Row:
    return {
        "code": enterprise.code,
        "name": enterprise.name,
        "sequence": enterprise.sequence,
        "head": enterprise.head,
        "state": _STATE.dump_json(enterprise).decode(),
    }


def enterprise_from(state: str) -> Enterprise:
    return _STATE.validate_json(state)


def case_row(enterprise: Enterprise, case: Case) -> Row:
    running = case.running
    due = case.due
    return {
        "number": case.number,
        "enterprise": enterprise.code,
        "enterprise_name": enterprise.name,
        "line": case.line.name,
        "district": case.line.district,
        "ground": case.procedure.ground,
        "stage": case.stage,
        "in_charge": case.in_charge.id if case.in_charge else "",
        "flagged_on": case.flagged_on,
        "due": due,
        "due_order": due.isoformat() if due else NOTHING_DUE,
        "provisional": bool(running and running.provisional),
        "overdue": case.overdue,
        "late": ",".join(case.late),
    }
