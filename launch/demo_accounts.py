"""The sign-ins of `make run` and `make demo`. A production start makes none of them, and does not
start where they are."""

from collections.abc import Sequence

from domain.people import Actor, Role
from launch.demo_people import PASSWORD, PEOPLE
from records.accounts import DEMO, NewAccount, add_accounts
from records.database import connect, writing


def add_demo_accounts(database_url: str, enterprises: Sequence[str] = ()) -> None:
    """The people above, and `enterprise.<credit code>` for each enterprise. Safe to repeat."""
    people = [
        *PEOPLE,
        *(
            Actor(f"enterprise.{code}", "企业经办人", Role.ENTERPRISE, enterprise=code)
            for code in enterprises
        ),
    ]
    engine = connect(database_url)
    with writing(engine) as session:
        add_accounts(session, [NewAccount(person, PASSWORD, origin=DEMO) for person in people])
    engine.dispose()
