"""The sign-ins of `make run` and `make demo`. A production start makes none of them, and does not
start where they are."""

from collections.abc import Sequence

from domain.catalogue import DEPARTMENTS
from domain.people import Actor, District, Role
from records.accounts import DEMO, NewAccount, add_accounts
from records.database import connect, writing

PASSWORD = "phaseout-demo"  # noqa: S105 - on loopback, in demo data only
CITY = tuple(District)

PEOPLE = (
    Actor("inspector", "赵检查", Role.INSPECTOR, CITY),
    Actor("inspector.hainan", "钱检查", Role.INSPECTOR, (District.HAINAN,)),
    Actor("approver", "孙审批", Role.APPROVER, CITY),
    Actor("approver.deputy", "郑副审批", Role.APPROVER, CITY),
    Actor("supervisor", "李督办", Role.SUPERVISOR, CITY),
    Actor("auditor", "周审计", Role.AUDITOR, CITY),
    Actor("administrator", "吴管理", Role.ADMINISTRATOR),
    *(
        Actor(f"clerk.{department}", f"{label.zh}经办人", Role.CLERK, department=department)
        for department, label in DEPARTMENTS.items()
    ),
)


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
