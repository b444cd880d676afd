"""What people read in an evidence bundle: the timeline, the arithmetic of deadlines, the guide."""

from collections.abc import Iterator, Sequence

from domain.calendar import CHINA
from domain.case import Case
from domain.deadlines import Deadline
from domain.enterprise import Enterprise
from domain.events import Entry, ExitCompleted, PeriodEnded, Taken
from domain.explaining import explain
from domain.grounds import GROUNDS
from domain.people import ROLES
from domain.stages import STAGES
from domain.telling import tell

README = """证据包 · evidence bundle

核验 · verify:   python3 verify.py --key 公钥PUBLIC_KEY
（只需 Python 3.11，无需联网 · Python 3.11 is all it needs, no network）

chain.json 为该企业的完整记录链：本案各条为原文，他案各条仅列摘要值。anchors.json 为签名锚点及证明。
timeline.txt、deadlines.txt、orders.json、case.json、rules.json 由原文整理而成，供阅读，以封签
（seal.json）保证未被改动。公钥请以机关另行公布者为准，勿只信包内 keys.json。
能证明：各条记录自锚点签名之后未被改动、删除、插入、调换或截断。不能证明：所记内容本身属实。

chain.json is the enterprise's whole chain: the entries of this case as they are, of the others
their digests. anchors.json has signed anchors with proofs. The other files are made from the
entries, to be read; the seal (seal.json) shows that nobody altered them. Take the public key as the
authority published it, not from keys.json alone. This proves that no entry was altered, taken out,
put in, moved or cut off since an anchor was signed over it; not that what it says is true.
"""


def timeline(enterprise: Enterprise, case: Case, entries: Sequence[Entry]) -> str:
    lines = [
        f"案件 {case.number}  {enterprise.name}（{enterprise.code}）",
        f"生产线：{case.line.name}  事由：{GROUNDS[case.procedure.ground].zh}  "
        f"状态：{STAGES[case.stage].zh}",
        "",
    ]
    for entry in entries:
        at = entry.at.astimezone(CHINA).strftime("%Y-%m-%d %H:%M:%S")
        who = f"{entry.by.name}（{ROLES[entry.by.role].zh}）"
        lines.append(f"{entry.sequence:>4}  {entry.happened_on}（{at} 登记）  {who}")
        lines.append(f"      {tell(entry).zh}")
        if entry.document:
            lines.append(f"      文书：{entry.document}")
        lines += [f"      附件：{each.name}  SHA-256 {each.sha256}" for each in entry.attachments]
        lines.append(f"      依据：{'、'.join(entry.rules)}")
    return "\n".join(lines) + "\n"


def deadlines(entries: Sequence[Entry]) -> str:
    """Every period as it was set, step by step."""
    lines: list[str] = []
    for entry in entries:
        for label, deadline in _periods(entry):
            lines.append(f"第 {entry.sequence} 条  {label}至 {deadline.last_day}")
            lines += [f"      {step.rule}  {step.zh}" for step in explain(deadline)]
            lines.append(f"      日历版本：{deadline.calendar_version}")
    return "\n".join(lines) + "\n"


def _periods(entry: Entry) -> Iterator[tuple[str, Deadline]]:
    set_now: tuple[tuple[str, Deadline | None], ...] = ()
    match entry.event:
        case Taken() as event:
            set_now = (
                ("期限", event.deadline),
                ("阶段时限", event.limit),
                ("另行期限", event.until),
                ("复核日", event.inspection),
            )
            for each in event.recalculated:
                yield "重新计算", each.after
        case PeriodEnded(limit=limit):
            set_now = (("阶段时限", limit),)
        case ExitCompleted(inspection=inspection):
            set_now = (("复核日", inspection),)
    for label, deadline in set_now:
        if deadline is not None:
            yield label, deadline
