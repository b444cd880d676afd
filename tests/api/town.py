"""People who speak HTTP to a service, and the cases that they bring about in it."""

import itertools
from datetime import UTC, date, datetime, timedelta
from typing import Any

import httpx2
from stdnum.cn import uscc

from api.examples import EXAMPLES
from domain.calendar import local_date
from domain.people import Actor
from records.accounts import NewAccount, add_accounts, open_session
from records.database import writing
from tests.api.departments import EVIDENCE, a_receipt, signed
from tests.api.files import a_photograph
from tests.api.people import (
    APPROVER,
    AUDITOR,
    DEPUTY,
    INSPECTOR,
    SECOND_SUPERVISOR,
    SUPERVISOR,
    of_enterprise,
)
from tests.api.service import Service

Json = dict[str, Any]
PASSWORD = "一个密码"
SESSION = timedelta(hours=1)
CONFIRMED_BY = {"take_exit_decision": DEPUTY, "withdraw": SECOND_SUPERVISOR}
_codes = itertools.count(1)
_keys = itertools.count(1)


def new_code() -> str:
    """A valid credit code that no other test has."""
    stem = f"91150303MA{next(_codes):07d}"
    return stem + uscc.calc_check_digit(stem)


def new_key() -> str:
    return f"key-{next(_keys)}"


class Town:
    def __init__(self, service: Service) -> None:
        self.service = service
        self.stranger = httpx2.Client(base_url=service.url, trust_env=False, timeout=60)
        self._people: dict[str, httpx2.Client] = {}

    def close(self) -> None:
        for client in (self.stranger, *self._people.values()):
            client.close()

    def signed_in(self, actor: Actor, *also: Actor) -> httpx2.Client:
        """The person's own client, their token in every request; `also` are further capacities,
        given with their account."""
        if actor.id not in self._people:
            with writing(self.service.engine) as session:
                add_accounts(session, [NewAccount(actor, PASSWORD, also)])
            with writing(self.service.engine) as session:
                token, _ = open_session(session, actor.id, SESSION)
            self._people[actor.id] = httpx2.Client(
                base_url=self.service.url,
                headers={"Authorization": f"Bearer {token}"},
                trust_env=False,
                timeout=60,
            )
        return self._people[actor.id]

    def sign_out(self, actor: Actor) -> None:
        """Whose next request comes with a new token."""
        client = self._people.pop(actor.id, None)
        if client:
            client.close()

    def get(self, actor: Actor, path: str, **parameters: Any) -> httpx2.Response:
        return self.signed_in(actor).get(path, params=parameters)

    def post(self, actor: Actor, path: str, body: Json, key: str | None = None) -> httpx2.Response:
        """A command, under a key of its own if none is given."""
        headers = {"Idempotency-Key": key or new_key()}
        return self.signed_in(actor).post(path, json=body, headers=headers)

    def send_in(self, actor: Actor, name: str, content: bytes) -> httpx2.Response:
        """A file, to be named in a command."""
        return self.signed_in(actor).post("/attachments", params={"name": name}, content=content)

    def attached(self, actor: Actor, name: str = "照片.jpg", content: bytes = b"") -> Json:
        """A file as commands name it: one like no other, if none is given."""
        answer = self.send_in(actor, name, content or a_photograph())
        assert answer.status_code == 201, answer.text
        taken: Json = answer.json()
        return {key: taken[key] for key in ("name", "sha256", "size")}

    def evidence(self, clerk: Actor) -> Json:
        """What any order may ask for, its files sent in by the clerk."""
        files = {key: [self.attached(clerk)["sha256"]] for key in ("photographs", "documents")}
        return EVIDENCE | files

    def ask_to_flag(
        self, actor: Actor, code: str, key: str | None = None, **changes: Any
    ) -> httpx2.Response:
        return self.post(actor, f"/enterprises/{code}/cases", a_flag(**changes), key)

    def flag(self, **changes: Any) -> "Case":
        """A case of an enterprise of its own, flagged today unless `happened_on` is given."""
        answer = self.ask_to_flag(INSPECTOR, new_code(), **changes)
        assert answer.status_code == 201, answer.text
        return Case(self, answer.json()["number"])


def tomorrow() -> date:
    """In China."""
    return local_date(datetime.now(UTC)) + timedelta(days=1)


class Case:
    def __init__(self, town: Town, number: str) -> None:
        self.number = number
        self.code = number[:18]
        self.enterprise = of_enterprise(self.code)
        self.service = town.service
        self._town = town

    def ask(
        self, actor: Actor, action: str, key: str | None = None, **changes: Any
    ) -> httpx2.Response:
        """The action with the body of the API's own example, and these changes to it."""
        path = f"/cases/{self.number}/{action.replace('_', '-')}"
        return self._town.post(actor, path, EXAMPLES[action] | changes, key)

    def do(self, actor: Actor, action: str, **changes: Any) -> Json:
        """Confirmed by a second person where it waits for one."""
        answer = self.ask(actor, action, **changes)
        if answer.status_code == 200 and answer.json()["proposal"] and action in CONFIRMED_BY:
            answer = self.ask(CONFIRMED_BY[action], "confirm_step")
        assert answer.status_code == 200, answer.text
        case: Json = answer.json()
        return case

    def is_heard(self) -> None:
        """L5, O7: told what is to be decided, it has nothing to say to it; its plans are there."""
        self.do(INSPECTOR, "give_advance_notice")
        self.do(self.enterprise, "waive_hearing")
        for plan in ("resettlement_plan", "risk_plan"):
            self.do(self.enterprise, f"file_{plan}")
            self.do(SUPERVISOR, f"decide_{plan}")

    def is_being_sealed(self) -> Json:
        """Decided, and ready to be cut (P1.3, L6): the power order is out."""
        self.do(APPROVER, "take_exit_decision")
        self.do(self.enterprise, "file_shutdown_plan")
        self.do(SUPERVISOR, "decide_shutdown_plan")
        return self.do(INSPECTOR, "give_enforcement_notice", enforce_on=str(tomorrow()))

    def is_answered(self) -> None:
        """Every department confirms what it was ordered, by its own system, one after another."""
        while waiting := self._waiting():
            self._answer(waiting[0])

    def is_refused(self) -> str:
        """The first order that waits, by its department; gives its number."""
        order = self._waiting()[0]
        self._answer(order, outcome="refused", reason="线路带居民负荷")
        number: str = order["id"]
        return number

    def _waiting(self) -> list[Json]:
        return [
            order
            for measure in self.view()["measures"]
            for order in measure["orders"][-1:]
            if order["receipt"] is None
        ]

    def _answer(self, order: Json, **changes: Any) -> None:
        content, headers = signed(order["department"], a_receipt(order["id"], **changes))
        path = f"/departments/{order['department']}/receipts"
        answer = self._town.stranger.post(path, content=content, headers=headers)
        assert answer.status_code == 200, answer.text

    def view(self, actor: Actor = AUDITOR) -> Json:
        case: Json = self._town.get(actor, f"/cases/{self.number}").json()
        return case

    def timeline(self) -> list[Json]:
        entries: list[Json] = self._town.get(AUDITOR, f"/cases/{self.number}/timeline").json()
        return entries


def a_flag(**changes: Any) -> Json:
    """A flag's body; `line` gives changes to the line."""
    line = EXAMPLES["flag"]["line"] | changes.pop("line", {})
    return EXAMPLES["flag"] | changes | {"line": line}
