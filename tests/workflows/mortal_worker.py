"""A worker that kills itself: `python -m tests.workflows.mortal_worker before 3`.

It dies before or after it commits the entries that begin with that number; with 0, never. All
else is as the environment says, as for any worker.
"""

import asyncio
import os
import signal
import sys
from datetime import timedelta
from functools import partial
from unittest.mock import patch

from temporalio.worker import Worker

import worker
from activities.messages import ToRecord
from activities.recording import Recording
from workflows import activity_calls

MOMENT, FIRST = sys.argv[1], int(sys.argv[2])


class MortalRecording(Recording):
    def _write(self, what: ToRecord) -> None:
        self._die("before", what)
        super()._write(what)
        self._die("after", what)

    def _die(self, moment: str, what: ToRecord) -> None:
        if (moment, what.entries[0].sequence) == (MOMENT, FIRST):
            os.kill(os.getpid(), signal.SIGKILL)


# What a killed worker had in hand goes to the next one at once, and not after half a minute.
at_once = patch.object(activity_calls, "ONE_TRY", timedelta(seconds=1))
uncached = partial(Worker, max_cached_workflows=0)
with at_once, patch.multiple(worker, Recording=MortalRecording, Worker=uncached):
    asyncio.run(worker.work())
