"""A worker: runs the workflows and the activities. Start as many as wanted."""

import asyncio
import logging
import signal
from datetime import timedelta
from functools import partial

import uvloop
from sqlalchemy import Engine
from temporalio.api.enums.v1 import IndexedValueType
from temporalio.api.operatorservice.v1 import AddSearchAttributesRequest
from temporalio.client import Client
from temporalio.service import RPCError
from temporalio.worker import (
    PollerBehaviorAutoscaling,
    UnsandboxedWorkflowRunner,
    Worker,
    WorkflowRunner,
)

from activities.anchoring import Anchoring
from activities.asking_for_notice import AskingForNotice
from activities.attachment_removal import AttachmentRemoval
from activities.attendance import Attendance
from activities.departments import Departments
from activities.directory import Directory
from activities.event_delivery import EventDelivery
from activities.notices import Notices
from activities.outward_http import Clients, outward_clients
from activities.recording import Recording
from activities.refused_answers import RefusedAnswers
from activities.reviewing import Reviewing
from records.attachment_store import AttachmentStore
from records.database import connect as connect_database
from records.sealing import Sealer
from settings import Settings, settings, start_logging
from workflows.attachment_removal import AttachmentRemovalWorkflow
from workflows.attendance import AttendanceWorkflow
from workflows.connection import connect
from workflows.daily_anchor import DailyAnchorWorkflow
from workflows.district_review import DistrictReviewWorkflow
from workflows.enterprise import EnterpriseWorkflow
from workflows.event_feed import EventFeedWorkflow
from workflows.feed_start import start_feed
from workflows.heads import runs_now
from workflows.notice_request import NoticeRequestWorkflow
from workflows.schedules import see_to_schedule, wanted_schedules
from workflows.visibility import SEARCH_ATTRIBUTES

log = logging.getLogger(__name__)
UNSANDBOXED = UnsandboxedWorkflowRunner()


def make_worker(
    client: Client,
    config: Settings,
    engine: Engine,
    http: Clients,
    runner: WorkflowRunner = UNSANDBOXED,
) -> Worker:
    """Tests bring a runner with a sandbox: docs/decisions/0004-the-sandbox-is-for-tests.md."""
    recording = Recording(engine)
    sealer = Sealer(config.secret_key)
    refused_answers = RefusedAnswers(engine)
    departments = Departments(
        Directory(engine, sealer),
        config.public_url,
        http.departments,
        Notices(engine, config),
        refused_answers,
        config.department_longest_pause_seconds,
    )
    anchoring = Anchoring(engine, config.anchor, http.departments)
    files = AttachmentStore(config.attachments)
    removal = AttachmentRemoval(engine, files, timedelta(days=config.attachments.keep_days))
    give_up = timedelta(hours=config.events_give_up_hours)
    events = EventDelivery(engine, sealer, http.receivers, give_up)
    pollers = PollerBehaviorAutoscaling(minimum=2, initial=10, maximum=40)
    return Worker(
        client,
        task_queue=config.task_queue,
        workflows=[
            EnterpriseWorkflow,
            DistrictReviewWorkflow,
            DailyAnchorWorkflow,
            NoticeRequestWorkflow,
            EventFeedWorkflow,
            AttachmentRemovalWorkflow,
            AttendanceWorkflow,
        ],
        activities=[
            recording.is_on_record,
            recording.put_on_record,
            departments.deliver_together,
            departments.deliver_one,
            refused_answers.note,
            Reviewing(engine, config.review).review_districts,
            AskingForNotice(engine).ask_for_notice,
            anchoring.make_anchor,
            anchoring.send_anchor,
            events.deliver_events,
            removal.remove_attachments,
            Attendance(engine, partial(runs_now, client)).look_for_unattended,
        ],
        workflow_runner=runner,
        workflow_task_poller_behavior=pollers,
        activity_task_poller_behavior=pollers,
    )


async def register_search_attributes(client: Client) -> None:
    """Safe to repeat. Temporal Cloud wants them made beforehand: docs/production.md."""
    try:
        await client.operator_service.add_search_attributes(
            AddSearchAttributesRequest(
                namespace=client.namespace,
                search_attributes={
                    key.name: IndexedValueType.ValueType(key.indexed_value_type.value)
                    for key in SEARCH_ATTRIBUTES
                },
            )
        )
    except RPCError as problem:
        log.warning("search attributes not registered: %s", problem)


async def work() -> None:
    config = settings()
    start_logging(config)
    stopping = asyncio.Event()
    for wanted in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(wanted, stopping.set)
    client = await connect(config.payload_keys)
    await register_search_attributes(client)
    for each in wanted_schedules(config):
        await see_to_schedule(client, config, each)
    await start_feed(client, config)
    if not config.anchor.secret:
        log.warning("no anchor key is set: the record is not anchored")
    engine = connect_database(config.database_url)
    async with (
        outward_clients(config) as http,
        make_worker(client, config, engine, http),
    ):
        log.info("worker ready on task queue %s", config.task_queue)
        await stopping.wait()
    engine.dispose()


def main() -> None:
    uvloop.run(work())  # a tenth less of the processor than asyncio's own loop


if __name__ == "__main__":
    main()
