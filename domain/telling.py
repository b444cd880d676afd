"""What an entry says to people: one sentence in both languages."""

from domain import new_calendar
from domain.calendar import CHINA
from domain.catalogue import DEPARTMENTS, MEASURES
from domain.commands import ACTIONS, Action, gathered
from domain.enforcement import IRREGULARITIES
from domain.events import (
    Entry,
    Escalated,
    ExitCompleted,
    Irregular,
    ObjectionEnded,
    OrderAccepted,
    OrderCancelled,
    OrderIssued,
    PeriodEnded,
    PriceEnded,
    ProposalLapsed,
    Proposed,
    Reminded,
    Taken,
)
from domain.ladder import ADDRESSEES, RUNGS
from domain.orders import Order
from domain.procedure import WAYS
from domain.proposal import LAPSES
from domain.stages import LATENESS, STAGES
from domain.topics import Tellings
from domain.words import Text

TELLINGS: Tellings = gathered("TELLINGS")


def tell(entry: Entry) -> Text:
    match entry.event:
        case Taken() as event:
            return _taken(event)
        case Proposed() as event:
            return Text("提出，待他人确认：{step}", "proposed, to be confirmed: {step}").format(
                step=_said(event.step, "")
            )
        case ProposalLapsed(step=step, why=why):
            return Text("{step}的提议失效：{why}", "proposed {step} lapsed: {why}").format(
                step=ACTIONS[step].label, why=LAPSES[why]
            )
        case Reminded(days_left=days, last_day=last_day):
            return Text(
                f"整改期限还剩 {days} 天，{last_day} 届满",
                f"{days} days left of the rectification period, which ends on {last_day}",
            )
        case PeriodEnded(last_day=last_day):
            return Text(
                f"整改期限 {last_day} 届满，复查到期",
                f"the rectification period ended on {last_day}; re-inspection is due",
            )
        case ObjectionEnded(last_day=last_day):
            return Text(
                f"陈述申辩和申请听证的期限 {last_day} 届满",
                f"the time to object ended on {last_day}",
            )
        case PriceEnded(price=price, meter=meter, last_day=last_day):
            return Text(
                "{price}（{meter}）{day} 期满解除",
                "{price} on {meter} is lifted, its period ended on {day}",
            ).format(price=MEASURES[price].label, meter=meter, day=last_day)
        case Escalated() as event:
            return _escalated(event)
        case ExitCompleted(way=way):
            return Text("退出完成：{way}", "exit completed by {way}").format(way=WAYS[way])
        case OrderIssued(order=order):
            return _issued(order)
        case OrderAccepted(order=number):
            return Text(f"部门已接收协办函 {number}", f"the department accepted order {number}")
        case OrderCancelled(order=number, due=day):
            return Text(
                f"取消协办函 {number}，请部门于 {day} 前答复",
                f"order {number} cancelled; the department is to answer by {day}",
            )
        case Irregular(order=number, reason=reason):
            return Text(
                "督办：协办函 {number} 于{when}执行，未写明紧急情况",
                "escalated: order {number} was carried out {when}, in no stated emergency",
            ).format(number=number, when=IRREGULARITIES[reason])


def _said(action: Action, outcome: str) -> Text:
    label, telling = ACTIONS[action.kind].label, TELLINGS.get(action.kind)
    if telling is None:
        return label
    detail = telling(action, outcome)
    return Text(f"{label.zh}，{detail.zh}", f"{label.en}, {detail.en}")


def _taken(event: Taken) -> Text:
    told = _told(event)
    if event.confirms is None:
        return told
    return Text("{told}（由{who}提出）", "{told} (proposed by {who})").format(
        told=told, who=event.confirms.proposed_by.name
    )


def _told(event: Taken) -> Text:
    label = ACTIONS[event.action.kind].label
    telling = TELLINGS.get(event.action.kind)
    detail = telling(event.action, event.outcome) if telling else None
    if event.deadline:
        day = event.deadline.last_day
        ends = Text("整改期限至 {day}", "rectification period until {day}").format(day=day)
        detail = (
            ends if detail is None else Text(f"{detail.zh}，{ends.zh}", f"{detail.en}, {ends.en}")
        )
    for period in event.recalculated:
        moved = new_calendar.tell_period(period)
        detail = (
            moved
            if detail is None
            else Text(f"{detail.zh}；{moved.zh}", f"{detail.en}; {moved.en}")
        )
    if detail is None and event.stage is not None:
        detail = STAGES[event.stage]
    if detail is None:
        return label
    return Text(f"{label.zh}：{detail.zh}", f"{label.en}: {detail.en}")


def _escalated(event: Escalated) -> Text:
    return Text(
        "{rung}（致{to}）：{what}（{day} 到期）{subject}",
        "{rung} to {to}: {what} (due {day}){subject}",
    ).format(
        rung=RUNGS[event.rung].label,
        to=ADDRESSEES[event.to],
        what=LATENESS[event.lateness],
        day=event.last_day,
        subject=f" {event.subject}" if event.subject else "",
    )


def _issued(order: Order) -> Text:
    verb = Text("实施", "impose") if order.action == "impose" else Text("解除", "lift")
    return Text(
        "协办函 {number} 送{department}：{verb}{measure}（{target}）{when}",
        "order {number} to the {department}: {verb} {measure} ({target}){when}",
    ).format(
        number=order.id,
        department=DEPARTMENTS[order.department],
        verb=verb,
        measure=MEASURES[order.kind].label,
        target=order.target,
        when=_when(order),
    )


def _when(order: Order) -> Text:
    if order.emergency:
        return Text("，紧急：{why}", ", urgent: {why}").format(why=order.emergency)
    if order.not_before is None:
        return Text("", "")
    at = order.not_before.astimezone(CHINA).strftime("%Y-%m-%d %H:%M")
    return Text("，{at} 起执行", ", not before {at}").format(at=at)
