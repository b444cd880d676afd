"""The API as the embedded stack runs it: it brings the database up first, with the demo's
sign-ins, where they are wanted, and departments. In production nothing of this happens by itself.
"""

import os

from api.__main__ import main as serve
from launch.demo_accounts import add_demo_accounts
from launch.environment import DEMO_ENTERPRISES
from launch.simulated_departments import set_up_departments
from records.migrate import migrate
from settings import settings


def bring_up_database() -> None:
    config = settings()
    url = config.database_url
    migrate(url)
    set_up_departments(config)
    if not config.production:
        add_demo_accounts(url, os.environ.get(DEMO_ENTERPRISES, "").split())


def main() -> None:
    bring_up_database()
    serve()
