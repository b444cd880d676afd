"""A worker that kills itself at a writing: `python -m tests.workflows.mortal_worker before`.

The moment is `before` or `after` the entries are committed, or `never`. All else is as the
environment says, as for any worker.
"""

import asyncio
import os
import signal
import sys
from datetime import timedelta

import worker
from activities.messages import ToRecord
from activities.recording import Recording
from workflows import activity_calls

MOMENT = sys.argv[1]


class MortalRecording(Recording):
    def _write(self, what: ToRecord) -> None:
        if MOMENT == "before":
            os.kill(os.getpid(), signal.SIGKILL)
        super()._write(what)
        if MOMENT == "after":
            os.kill(os.getpid(), signal.SIGKILL)


worker.Recording = MortalRecording  # type: ignore[misc]
# How long it takes until somebody else may try: no need to wait for so long in a test.
activity_calls.ONE_TRY = timedelta(seconds=1)
asyncio.run(worker.main())
