"""Departments as a worker reaches them, set up in a database of their own."""

from collections.abc import Mapping
from typing import Any

import httpx2
from sqlalchemy import Engine

from activities.departments import Departments
from activities.directory import Directory
from activities.notices import Notices
from activities.refused_answers import RefusedAnswers
from records.department_seed import seed_departments
from records.sealing import Sealer
from settings import DepartmentSettings, Settings
from tests.department_secrets import SECRET_KEY

PUBLIC_URL = "https://phaseout.example"


def departments_at(
    engine: Engine,
    given: Mapping[str, DepartmentSettings],
    http: httpx2.AsyncClient,
    longest_pause: float = 0,
    **config: Any,
) -> Departments:
    """Those given, over HTTP, where the database knows of none; more settings by name."""
    settings = Settings(
        departments=dict(given), secret_key=SECRET_KEY, public_url=PUBLIC_URL, **config
    )
    seed_departments(engine, settings)
    directory = Directory(engine, Sealer(settings.secret_key))
    notices, refused = Notices(engine, settings), RefusedAnswers(engine)
    return Departments(directory, settings.public_url, http, notices, refused, longest_pause)
