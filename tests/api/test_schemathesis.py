"""Requests made up from the API's own description, many of them wrong in some way."""

import re
import zlib
from typing import Any

import pytest
import schemathesis
import schemathesis.specs.openapi.object_authorization  # loaded by a check, it breaks Python 3.11
from hypothesis import HealthCheck, settings
from schemathesis import SerializationContext
from schemathesis.checks import negative_data_rejection
from schemathesis.config import SchemathesisConfig

from api.app import create_app
from api.workbook_upload import XLSX
from domain.people import Actor, Role
from settings import Settings
from tests.api.people import ADMINISTRATOR, APPROVER, AUDITOR, INSPECTOR, POWER_CLERK, SUPERVISOR
from tests.api.town import Case, Town

# The worker of these tests is in this process, and throws dice of its own meanwhile.
pytestmark = pytest.mark.filterwarnings("ignore:Do not use the `random` module inside strategies")
ANYBODY = (INSPECTOR, APPROVER, SUPERVISOR, AUDITOR, POWER_CLERK)
ENTITLED = {
    "/cases/{number}/decide-extension": APPROVER,
    "/cases/{number}/decide-approval": APPROVER,
    "/cases/{number}/take-exit-decision": APPROVER,
    "/cases/{number}/review-control": SUPERVISOR,
    "/cases/{number}/withdraw": SUPERVISOR,
    "/figures/{year}": SUPERVISOR,
    "/figures/{year}/cases": SUPERVISOR,
    "/calendars": SUPERVISOR,
    "/procedures/{ground}/moves": SUPERVISOR,
    "/subscriptions": ADMINISTRATOR,
    "/subscriptions/{number}": ADMINISTRATOR,
    "/subscriptions/{number}/pause": ADMINISTRATOR,
    "/subscriptions/{number}/resume": ADMINISTRATOR,
    "/accounts": ADMINISTRATOR,
    "/accounts/{account}": ADMINISTRATOR,
    "/accounts/{account}/password": ADMINISTRATOR,
    "/accounts/{account}/totp": ADMINISTRATOR,
    "/tokens": ADMINISTRATOR,
    "/tokens/{token}": ADMINISTRATOR,
    "/departments": ADMINISTRATOR,
    "/departments/{department}": ADMINISTRATOR,
    "/departments/{department}/keys": ADMINISTRATOR,
    "/departments/{department}/keys/{key_number}": ADMINISTRATOR,
    "/codec/encode": ADMINISTRATOR,
    "/codec/decode": AUDITOR,
    "/worklist": POWER_CLERK,
    "/orders/{number}": POWER_CLERK,
    "/orders/{number}/accept": POWER_CLERK,
    "/orders/{number}/receipt": POWER_CLERK,
}
LEAVING = Actor("leaving", "来去匆匆", Role.AUDITOR)
DRY_RUNS = ("/plans", "/figures/{year}", "/readings/workbook", "/procedures/{ground}/moves")
RECEIPTS = "/departments/{department}/receipts"
PROGRESS = "/departments/{department}/progress"
SIGNED_OTHERWISE = ("/sessions", "/oauth/token", RECEIPTS, PROGRESS)
CONFIG = SchemathesisConfig.from_dict(
    {
        "phases": {"coverage": {"unexpected-methods": ["PUT"]}},  # one is enough
        # Who asks is the test's own doing, and at parameters that nobody knows nobody looks.
        "generation": {"with-security-parameters": False, "allow-extra-parameters": False},
        # A JSON schema cannot say what a check character is, or which days there are.
        "checks": {"positive_data_acceptance": {"enabled": False}},
    }
)


@schemathesis.serializer(XLSX)
def _workbook(_: SerializationContext, value: Any) -> Any:
    return value


schema = schemathesis.openapi.from_dict(create_app(Settings()).openapi(), config=CONFIG)


@pytest.fixture(scope="module")
def sealing(town: Town) -> Case:
    case = town.flag(ground="eliminated")
    case.do(INSPECTOR, "serve_notice")
    case.is_heard()
    case.is_being_sealed()
    return case


@schema.parametrize()
@settings(max_examples=5, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
def test_it_answers_as_it_says(case: schemathesis.Case[Any], town: Town, sealing: Case) -> None:
    person = _asked_by(case)
    if person is LEAVING:
        town.sign_out(person)
    token = town.signed_in(person).headers["Authorization"]
    _about(case, sealing)
    answer = case.call_and_validate(
        base_url=town.service.url,
        headers={"Authorization": token},
        # A dry run reports what is wrong instead of refusing it.
        excluded_checks=[negative_data_rejection] if case.path in DRY_RUNS else [],
    )
    if answer.request.headers.get("Authorization") == token:
        assert answer.status_code != 401 or case.path in SIGNED_OTHERWISE


def _asked_by(case: schemathesis.Case[Any]) -> Actor:
    """The same for the same request: mostly somebody entitled to it, sometimes anybody."""
    if case.path == "/sessions/current":
        return LEAVING
    sent = repr((case.path_parameters, case.query, case.headers, case.body))
    choice = zlib.crc32(sent.encode(errors="replace"))
    anybody = ANYBODY[choice % len(ANYBODY)]
    return ENTITLED.get(case.path, INSPECTOR) if choice % 3 else anybody


def _about(case: schemathesis.Case[Any], real: Case) -> None:
    """Made-up numbers name nothing: those that could be one become a real one."""
    for name, value in case.path_parameters.items():
        end = re.fullmatch(r"[0-9A-HJ-NPQRTUWXY]{18}(-o?)?[0-9]*", str(value))
        if end and name in ("code", "number"):
            case.path_parameters[name] = real.code + (f"{end[1]}1" if end[1] else "")
        if name == "department" and case.path != RECEIPTS and str(value).isalpha():
            case.path_parameters[name] = "police"  # which no other test sends an order to
