"""The stages of a case and the kinds of lateness, with their labels."""

from enum import StrEnum

from domain.words import Text


class Stage(StrEnum):
    FLAGGED = "flagged"
    PLANNED = "planned"
    RECTIFYING = "rectifying"
    REPORTED = "reported"
    OVERDUE = "overdue"
    VERIFYING = "verifying"
    UNEXITED = "unexited"
    CONTROLLED = "controlled"
    DECIDING = "deciding"
    APPROVING = "approving"
    SENT_BACK = "sent_back"
    DISMANTLING = "dismantling"
    SEALING = "sealing"
    CLOSING = "closing"
    REVOKING = "revoking"
    SEALED = "sealed"
    RECTIFIED = "rectified"
    DISMANTLED = "dismantled"
    CLOSED = "closed"
    REVOKED = "revoked"
    WITHDRAWN = "withdrawn"


STAGES = {
    Stage.FLAGGED: Text("已认定，待送达", "flagged, notice to be served"),
    Stage.PLANNED: Text("列入计划，待退出", "planned, to exit by its date"),
    Stage.RECTIFYING: Text("整改中", "rectification period running"),
    Stage.REPORTED: Text("已报告，待复查", "report filed, re-inspection to come"),
    Stage.OVERDUE: Text("逾期，待复查或决定", "period over, re-inspection or decision to come"),
    Stage.VERIFYING: Text("计划退出日已到，待核验", "planned date reached, to be verified"),
    Stage.UNEXITED: Text("逾期未退出", "not exited in time"),
    Stage.CONTROLLED: Text("管控中", "under control"),
    Stage.DECIDING: Text("待作关停退出决定", "exit decision to be taken"),
    Stage.APPROVING: Text("报请批准中", "approval asked for"),
    Stage.SENT_BACK: Text("未获批准，退回补正或复查", "approval refused, back with the inspector"),
    Stage.DISMANTLING: Text("拆除中", "being dismantled"),
    Stage.SEALING: Text("封存中", "being sealed"),
    Stage.CLOSING: Text("关闭中", "being closed"),
    Stage.REVOKING: Text("吊销许可中", "permits being revoked"),
    Stage.SEALED: Text("已封存退出", "exited by sealing"),
    Stage.RECTIFIED: Text("整改达标", "rectified"),
    Stage.DISMANTLED: Text("已拆除退出", "exited by dismantling"),
    Stage.CLOSED: Text("已关闭", "closed"),
    Stage.REVOKED: Text("已吊销许可", "permits revoked"),
    Stage.WITHDRAWN: Text("已撤销", "withdrawn"),
}

ENDED = frozenset({Stage.RECTIFIED, Stage.DISMANTLED, Stage.CLOSED, Stage.REVOKED, Stage.WITHDRAWN})
"""Time moves these no more, and of people's steps only what overturns an exit (L7). SEALED is an
exit, but dismantling still follows."""

EXITED = frozenset({Stage.DISMANTLED, Stage.CLOSED, Stage.REVOKED})
"""Ended by an exit."""

SETTLED = ENDED - EXITED
"""Ended without one: nothing of it comes back."""

PERIODS = frozenset({Stage.PLANNED, Stage.RECTIFYING})
"""What runs in these is the deadline that the notice set."""


class Lateness(StrEnum):
    NOTICE = "notice_not_served"
    EXTENSION = "extension_undecided"
    REINSPECTION = "reinspection_late"
    VERIFICATION = "verification_late"
    REVIEW = "review_late"
    DECISION = "decision_late"
    APPROVAL = "approval_late"
    SENT_BACK = "sent_back_late"
    DISMANTLING = "dismantling_late"
    SEALING = "sealing_late"
    CLOSING = "closing_late"
    UNEXITED = "exit_late"
    WATCH = "watch_late"
    ACCEPTANCE = "acceptance_late"
    RECEIPT = "receipt_late"
    REFUSAL = "refusal_undecided"


OF_ORDERS = (Lateness.ACCEPTANCE, Lateness.RECEIPT, Lateness.REFUSAL)
"""Of a department order, and so of each case that needs its measure."""

LATENESS = {
    Lateness.NOTICE: Text("通知书逾期未送达", "notice not served in time"),
    Lateness.EXTENSION: Text("期满而延期申请未决", "period over, extension undecided"),
    Lateness.REINSPECTION: Text("复查逾期", "re-inspection late"),
    Lateness.VERIFICATION: Text("核验逾期", "verification late"),
    Lateness.REVIEW: Text("管控复核逾期", "review of the control late"),
    Lateness.DECISION: Text("关停退出决定逾期", "exit decision late"),
    Lateness.APPROVAL: Text("报批逾期未复", "approval late"),
    Lateness.SENT_BACK: Text("退回逾期未处理", "sent back and not taken up in time"),
    Lateness.DISMANTLING: Text("拆除逾期", "dismantling late"),
    Lateness.SEALING: Text("封存逾期", "sealing late"),
    Lateness.CLOSING: Text("关闭或吊销逾期", "closure or revocation late"),
    Lateness.UNEXITED: Text("逾期未退出，待决定", "not exited, decision late"),
    Lateness.WATCH: Text("退出后检查逾期", "inspection after the exit late"),
    Lateness.ACCEPTANCE: Text("部门逾期未接收协办函", "order not accepted in time"),
    Lateness.RECEIPT: Text("部门回执逾期", "department receipt late"),
    Lateness.REFUSAL: Text("部门拒办后未作处理", "nothing decided on a refused order"),
}
