"""The stages of a case and the kinds of lateness, with their labels."""

from enum import StrEnum

from domain.words import Text


class Stage(StrEnum):
    FLAGGED = "flagged"
    RECTIFYING = "rectifying"
    REPORTED = "reported"
    OVERDUE = "overdue"
    DECIDING = "deciding"
    DISMANTLING = "dismantling"
    SEALING = "sealing"
    SEALED = "sealed"
    RECTIFIED = "rectified"
    DISMANTLED = "dismantled"
    WITHDRAWN = "withdrawn"


STAGES = {
    Stage.FLAGGED: Text("已认定，待送达", "flagged, notice to be served"),
    Stage.RECTIFYING: Text("整改中", "rectification period running"),
    Stage.REPORTED: Text("已报告，待复查", "report filed, re-inspection to come"),
    Stage.OVERDUE: Text("逾期，待复查或决定", "period over, re-inspection or decision to come"),
    Stage.DECIDING: Text("待作关停退出决定", "exit decision to be taken"),
    Stage.DISMANTLING: Text("拆除中", "being dismantled"),
    Stage.SEALING: Text("封存中", "being sealed"),
    Stage.SEALED: Text("已封存退出", "exited by sealing"),
    Stage.RECTIFIED: Text("整改达标", "rectified"),
    Stage.DISMANTLED: Text("已拆除退出", "exited by dismantling"),
    Stage.WITHDRAWN: Text("已撤销", "withdrawn"),
}

ENDED = frozenset({Stage.RECTIFIED, Stage.DISMANTLED, Stage.WITHDRAWN})
"""Nothing moves these any more. SEALED is an exit, but dismantling still follows."""


class Lateness(StrEnum):
    NOTICE = "notice_not_served"
    EXTENSION = "extension_undecided"
    REINSPECTION = "reinspection_late"
    DECISION = "decision_late"
    DISMANTLING = "dismantling_late"
    SEALING = "sealing_late"
    RECEIPT = "receipt_late"


LATENESS = {
    Lateness.NOTICE: Text("通知书逾期未送达", "notice not served in time"),
    Lateness.EXTENSION: Text("期满而延期申请未决", "period over, extension undecided"),
    Lateness.REINSPECTION: Text("复查逾期", "re-inspection late"),
    Lateness.DECISION: Text("关停退出决定逾期", "exit decision late"),
    Lateness.DISMANTLING: Text("拆除逾期", "dismantling late"),
    Lateness.SEALING: Text("封存逾期", "sealing late"),
    Lateness.RECEIPT: Text("部门回执逾期", "department receipt late"),
}
