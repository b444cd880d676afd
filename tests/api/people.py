"""Who asks in these tests, one of each kind."""

from domain.people import Actor, District, Role

HERE, ELSEWHERE = District.HAINAN, District.WUDA

INSPECTOR = Actor("inspector", "赵检查", Role.INSPECTOR, (HERE,))
INSPECTOR_ELSEWHERE = Actor("inspector.wuda", "钱检查", Role.INSPECTOR, (ELSEWHERE,))
INSPECTOR_OF_THE_CITY = Actor("inspector.city", "孙检查", Role.INSPECTOR, tuple(District))
APPROVER = Actor("approver", "李审批", Role.APPROVER, (HERE,))
DEPUTY = Actor("approver.deputy", "褚副审批", Role.APPROVER, (HERE,))
APPROVER_OF_THE_CITY = Actor("approver.city", "陈审批", Role.APPROVER, tuple(District))
APPROVER_ELSEWHERE = Actor("approver.wuda", "周审批", Role.APPROVER, (ELSEWHERE,))
SUPERVISOR = Actor("supervisor", "吴督办", Role.SUPERVISOR)
SECOND_SUPERVISOR = Actor("supervisor.second", "卫督办", Role.SUPERVISOR)
AUDITOR = Actor("auditor", "郑审计", Role.AUDITOR)
ADMINISTRATOR = Actor("administrator", "何管理", Role.ADMINISTRATOR)
POWER_CLERK = Actor("clerk.power", "王经办", Role.CLERK, department="power")
ADMINISTRATOR = Actor("administrator", "冯管理", Role.ADMINISTRATOR)
WATER_CLERK = Actor("clerk.water", "冯经办", Role.CLERK, department="water")
ADMINISTRATOR = Actor("administrator", "吴管理", Role.ADMINISTRATOR)


def of_enterprise(code: str) -> Actor:
    return Actor(f"enterprise.{code}", "企业经办人", Role.ENTERPRISE, enterprise=code)
