"""Where departments are found: what the database says of them, never older than two seconds, so
that a change reaches every process without a restart."""

import logging
from threading import Lock
from time import monotonic

from sqlalchemy import Engine

from activities.shared_keys import SharedKeys
from records.database import reading
from records.departments import Department, departments
from records.sealing import Sealer, SealError

log = logging.getLogger(__name__)
FRESH_SECONDS = 2.0


class Directory:
    """Its methods may read the database: an event loop asks in a thread."""

    def __init__(self, engine: Engine, sealer: Sealer) -> None:
        self._engine = engine
        self._sealer = sealer
        self._departments: dict[str, Department] = {}
        self._fresh_until = 0.0
        self._one_reader = Lock()

    def find(self, key: str, *, anew: bool = False) -> Department | None:
        """None where the department was never set up; `anew` reads the database in any case."""
        with self._one_reader:
            if anew or monotonic() >= self._fresh_until:
                with reading(self._engine) as session:
                    self._departments = departments(session)
                self._fresh_until = monotonic() + FRESH_SECONDS
            return self._departments.get(key)

    def keys(self, department: Department) -> SharedKeys | None:
        """Those that count now and can be opened; None where there are none."""
        secrets = []
        for key in department.live_keys():
            try:
                secrets.append(self._sealer.open(key.sealed, department.key))
            except SealError as problem:
                log.error("key %d: %s", key.number, problem)
        return SharedKeys(secrets) if secrets else None
