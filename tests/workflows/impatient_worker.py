"""A worker that is missed soon: `python -m tests.workflows.impatient_worker`. All else is as the
environment says, as for any worker."""

import asyncio
from datetime import timedelta
from unittest.mock import patch

import worker
from activities import event_delivery
from workflows import event_feed

missed_soon = patch.object(event_feed, "SIGN_OF_LIFE", timedelta(seconds=2))
tries_soon = patch.object(event_delivery, "FIRST_PAUSE", timedelta(milliseconds=200))
with missed_soon, tries_soon:
    asyncio.run(worker.work())
