"""Personal data 个人信息: which fields hold it, whose it is, and which roles need it.

Free texts (a reason, a finding) hold what was written in them, and a name there is not known to be
one.
"""

from enum import StrEnum

from domain.approval import Approval
from domain.charge import InCharge, Reassign
from domain.closing import RecordCommitment
from domain.closure_plans import FileRiskPlan
from domain.extension import Extension
from domain.hearing import RecordHearing, WaiveHearing
from domain.notice import ServeNotice
from domain.orders import Order, Receipt
from domain.people import Role
from domain.receiving import ReceiveReceipt
from domain.shutdown import FileShutdownPlan
from domain.words import Text


class Whose(StrEnum):
    HANDLING = "handling"
    DECIDING = "deciding"
    DEPARTMENT = "department"
    ENTERPRISE = "enterprise"
    ANSWERABLE = "answerable"
    WITNESS = "witness"


WHOSE = {
    Whose.HANDLING: Text(
        "承办人员、听证主持人", "who handles the case, or presided over its hearing"
    ),
    Whose.DECIDING: Text("审批、督办和审计人员", "who decides, supervises or audits"),
    Whose.DEPARTMENT: Text("部门经办人、回执签署人", "who carries orders out and signs receipts"),
    Whose.ENTERPRISE: Text("企业签字人、申请人", "who signs and applies for the enterprise"),
    Whose.ANSWERABLE: Text("企业方案的责任人", "who answers for a plan of the enterprise"),
    Whose.WITNESS: Text("送达见证人", "who witnessed a service"),
}

_AUTHORITY = frozenset({Role.INSPECTOR, Role.APPROVER, Role.SUPERVISOR, Role.AUDITOR})
"""Who prepares, decides, supervises and reviews: the file is theirs to read whole."""

NEEDED_BY = {
    # Penalty Law art. 43: the enterprise may object to who handles its case, so it knows them.
    Whose.HANDLING: _AUTHORITY | {Role.ENTERPRISE},
    # Its decisions reach the enterprise under the authority's name and seal.
    Whose.DECIDING: _AUTHORITY,
    Whose.DEPARTMENT: _AUTHORITY | {Role.CLERK},
    Whose.ENTERPRISE: _AUTHORITY | {Role.ENTERPRISE},
    # L6: whom to call before power goes, also for the office that confirms the plan.
    Whose.ANSWERABLE: _AUTHORITY | {Role.ENTERPRISE},
    Whose.WITNESS: _AUTHORITY,
}
"""To whom it is shown as it is; to everybody else masked."""

PERSONAL: dict[type, dict[str, Whose]] = {
    ServeNotice: {"witnesses": Whose.WITNESS},
    Extension: {"applicant": Whose.ENTERPRISE},
    WaiveHearing: {"signed_by": Whose.ENTERPRISE},
    RecordHearing: {"presided_by": Whose.HANDLING},
    Approval: {"requested_by": Whose.HANDLING},
    FileRiskPlan: {"responsible": Whose.ANSWERABLE},
    FileShutdownPlan: {"responsible": Whose.ANSWERABLE},
    RecordCommitment: {"signed_by": Whose.ENTERPRISE},
    ReceiveReceipt: {"signed_by": Whose.DEPARTMENT},
    Receipt: {"signed_by": Whose.DEPARTMENT},
    Order: {"clerk": Whose.DEPARTMENT},
    Reassign: {"to": Whose.HANDLING, "name": Whose.HANDLING},
    InCharge: {"id": Whose.HANDLING, "name": Whose.HANDLING},
}

ACTING: dict[Role, Whose] = {
    Role.INSPECTOR: Whose.HANDLING,
    Role.APPROVER: Whose.DECIDING,
    Role.SUPERVISOR: Whose.DECIDING,
    Role.AUDITOR: Whose.DECIDING,
    Role.ADMINISTRATOR: Whose.DECIDING,
    Role.CLERK: Whose.DEPARTMENT,
    Role.ENTERPRISE: Whose.ENTERPRISE,
}
"""Whose the name of an actor is, and that of whom they stand in for. The system is nobody's."""
