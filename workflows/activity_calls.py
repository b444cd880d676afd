"""How the loop calls the outside: time limits and retries in one place."""

from datetime import timedelta

from temporalio import workflow
from temporalio.common import RetryPolicy
from temporalio.exceptions import ActivityError, FailureError

from activities.departments import Departments
from activities.messages import Delivery, LastEntry, RefusedAnswer, ToDeliver, ToRecord
from activities.recording import Recording
from activities.refused_answers import RefusedAnswers
from domain.enterprise import Enterprise
from domain.events import Recorded
from domain.orders import Order
from domain.refusals import Refusal

ONE_TRY = timedelta(seconds=30)
A_LOOK = timedelta(seconds=2)
"""No command is worked on meanwhile."""
FOR_AS_LONG_AS_IT_TAKES = RetryPolicy(
    initial_interval=timedelta(seconds=2),
    backoff_coefficient=2,
    maximum_interval=timedelta(hours=1),
)


async def is_on_record(code: str, last: Recorded) -> bool:
    """False also where the record cannot be asked. A local activity: it changes nothing, so it
    need not be in history first."""
    try:
        return await workflow.execute_local_activity_method(
            Recording.is_on_record,
            LastEntry(code, last.sequence, last.hash),
            start_to_close_timeout=A_LOOK,
            retry_policy=RetryPolicy(maximum_attempts=1),
        )
    except FailureError:  # a local activity's failure comes as it is, not as an ActivityError
        return False


async def put_on_record(code: str, entries: list[Recorded]) -> None:
    await workflow.execute_activity_method(
        Recording.put_on_record,
        ToRecord(code, tuple(entries)),
        start_to_close_timeout=ONE_TRY,
        retry_policy=RetryPolicy(maximum_interval=timedelta(minutes=1)),
    )


async def deliver_together(enterprise: Enterprise, orders: list[Order]) -> list[Delivery]:
    try:
        return await workflow.execute_activity_method(
            Departments.deliver_together,
            _to_deliver(enterprise, orders),
            start_to_close_timeout=ONE_TRY,
            retry_policy=RetryPolicy(maximum_attempts=1),
        )
    except ActivityError:
        return [Delivery(order.id) for order in orders]


async def deliver_one(enterprise: Enterprise, order: Order) -> Delivery:
    return await workflow.execute_activity_method(
        Departments.deliver_one,
        _to_deliver(enterprise, [order]),
        start_to_close_timeout=ONE_TRY,
        retry_policy=FOR_AS_LONG_AS_IT_TAKES,
        summary=f"{order.action} {order.kind}: {order.department}",
    )


async def note_refused_answer(order: Order, refusal: Refusal) -> None:
    await workflow.execute_activity_method(
        RefusedAnswers.note,
        RefusedAnswer(order.id, order.department, refusal.code, refusal.message.zh),
        start_to_close_timeout=ONE_TRY,
        retry_policy=RetryPolicy(maximum_interval=timedelta(minutes=1)),
    )


def _to_deliver(enterprise: Enterprise, orders: list[Order]) -> ToDeliver:
    districts = tuple(enterprise.cases[order.case].line.district for order in orders)
    return ToDeliver(enterprise.code, enterprise.name, tuple(orders), districts)
