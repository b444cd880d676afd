"""A production start is refused where the demo's sign-ins are: their password is in the README."""

import logging

from sqlalchemy.exc import OperationalError

from records.account_changes import demo_accounts
from records.database import connect, reading

log = logging.getLogger(__name__)
_ADVICE = """记录库中有演示账号，不予启动：{names}
请改用自己的记录库，或运行 phaseout remove-demo-accounts 将其删除；
仅供演示时设 PHASEOUT_PRODUCTION=0。
The database holds the demo's sign-ins: {names}
Not started. Use a database of its own, or remove them with `phaseout remove-demo-accounts`;
for a demonstration only, set PHASEOUT_PRODUCTION=0."""
_SHOWN = 3


def complaint(database_url: str) -> str | None:
    """What to tell whoever starts it. A database that is away is no reason not to start: there
    too these sign-ins let nobody in."""
    engine = connect(database_url)
    try:
        with reading(engine) as session:
            found = demo_accounts(session)
    except OperationalError as problem:
        log.warning("demo sign-ins were not looked for: %s", type(problem).__name__)
        return None
    finally:
        engine.dispose()
    more = "…" if len(found) > _SHOWN else ""
    return _ADVICE.format(names=", ".join(found[:_SHOWN]) + more) if found else None
