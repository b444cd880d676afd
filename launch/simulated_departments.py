"""The departments of the embedded stack are the simulator's, wherever it listens this time."""

from dataclasses import replace
from urllib.parse import urlsplit

from activities.allowed_hosts import literal
from records import departments
from records.database import connect, writing
from records.department_seed import seed_departments
from records.departments import Channel, Way
from settings import Settings


def set_up_departments(config: Settings) -> None:
    """Set up with the first start. Later ones leave what was changed as it is, save the address of
    a simulator that has another port now. Safe to repeat."""
    engine = connect(config.database_url)
    if not seed_departments(engine, config):
        with writing(engine) as session:
            for key, kept in departments.departments(session).items():
                given = config.departments.get(key)
                if given is not None:
                    ways = [_moved(way, key, given.url) for way in kept.ways]
                    if tuple(ways) != kept.ways:
                        departments.change(session, key, kept.revision, ways)
    engine.dispose()


def _moved(way: Way, key: str, url: str) -> Way:
    return (
        replace(way, url=url) if way.channel is Channel.HTTP and _simulated(way.url, key) else way
    )


def _simulated(url: str, key: str) -> bool:
    parts = urlsplit(url)
    address = literal(parts.hostname or "")
    here = address is not None and address.is_loopback
    return here and parts.path == f"/departments/{key}"
