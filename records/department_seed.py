"""What an installation is told of its departments by the environment counts once: where none was
ever set up. From then on they are changed through the API alone."""

from datetime import UTC, datetime

from sqlalchemy import Engine, select

from records.database import writing
from records.department_keys import KEY, Key, key_row
from records.departments import DEPARTMENT, EVERYWHERE, WAY, Channel
from records.put import put
from records.sealing import Sealer
from settings import Settings


def seed_departments(engine: Engine, config: Settings) -> bool:
    """Whether they were taken over. Safe to repeat, and at the same time. Raises SealError where
    there is no key to seal their secrets with."""
    if not config.departments:
        return False
    sealer, now = Sealer(config.secret_key), datetime.now(UTC)
    with writing(engine) as session:
        if session.execute(select(DEPARTMENT.c.key).limit(1)).first():
            return False
        ways, keys = list[dict[str, object]](), list[dict[str, object]]()
        for department, given in config.departments.items():
            ways.append(
                {
                    "department": department,
                    "district": EVERYWHERE,
                    "channel": Channel.HTTP,
                    "url": given.url,
                    "email": "",
                    "since": now.isoformat(),
                    "formerly": "",
                }
            )
            sealed = sealer.seal(given.secret.get_secret_value(), department)
            keys.append(key_row(department, Key(1, now, "settings", None, sealed)))
        connection = session.connection()
        rows = [{"key": department, "revision": 1} for department in config.departments]
        # Whoever else does the same at this moment is waited for, and keeps what it wrote.
        put(connection, DEPARTMENT, rows, ())
        put(connection, WAY, ways, ())
        put(connection, KEY, keys, ())
    return True
