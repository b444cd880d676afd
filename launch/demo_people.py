"""Who signs in to a demo, and how. Read by the command line, which needs no database."""

from domain.catalogue import DEPARTMENTS
from domain.people import Actor, District, Role

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
