"""The API as it is, save that it dies between the next command's answer and the record while there
is a file where the environment's DIE_ONCE says.
"""

import os
import signal
from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import Engine

import api.state
from domain.enterprise import Enterprise
from launch import embedded_api
from records.lately import Lately
from records.write import Brought, RecordConflictError, write_together


def write_or_die(
    engine: Engine, brought: Sequence[Brought], lately: Lately | None = None
) -> list[Enterprise | RecordConflictError]:
    order = Path(os.environ["DIE_ONCE"])
    if order.exists():
        order.unlink()
        os.kill(os.getpid(), signal.SIGKILL)
    return write_together(engine, brought, lately)


if __name__ == "__main__":
    api.state.write_together = write_or_die  # type: ignore[attr-defined]
    embedded_api.main()
