"""One case, and everybody who could ask something about it: each role, in and out of its scope."""

import hashlib
import time
from dataclasses import dataclass, replace
from datetime import date, timedelta
from http import HTTPStatus
from typing import Any

import httpx2
from fastapi.testclient import TestClient
from sqlalchemy import Engine, func, select
from sqlmodel import col

from api.examples import EXAMPLES
from domain.grounds import Ground
from domain.people import BY_DISTRICT, Actor, District, Role
from domain.places import Bound
from domain.rights import CITY_WIDE, RIGHTS
from records import delegations, plans
from records.accounts import NewAccount, add_accounts, open_session
from records.audit import AuditRow
from records.database import reading, writing
from records.delegations import NewDelegation
from records.plans import NewPlan
from tests.api.files import a_photograph
from tests.api.plan_books import credit_code

CODE, ANOTHER = credit_code(1), credit_code(2)
NUMBER, ORDER, PLAN, DELEGATION = f"{CODE}-1", f"{CODE}-o1", "0" * 32, "1" * 32
GROUND, DISTRICT = Ground.ENERGY_SUPPLY, District.HAINAN
DEPARTMENT = "district"
CONTENT = a_photograph()
FILE = {
    "name": "现场.jpg",
    "sha256": hashlib.sha256(CONTENT).hexdigest(),
    "size": len(CONTENT),
}
"""Who carries out the order that the case begins with."""


@dataclass(frozen=True, slots=True)
class Asker:
    """`theirs` are the bounds within which the case, its order or the plan is theirs."""

    actor: Actor
    theirs: frozenset[Bound]

    def refusal(self, right: str, bound: Bound | None) -> str | None:
        """By the table: the code of the refusal, where the route is about something of this
        bound."""
        if self.actor.role not in RIGHTS[right].roles:
            return "wrong_role"
        return None if bound is None or bound in self.theirs else "out_of_scope"


def _by_district(role: Role) -> list[Asker]:
    own = Actor(f"{role}.own", "某人", role, (DISTRICT,))
    on_the_spot = frozenset({Bound.DISTRICT})
    theirs = on_the_spot | {Bound.CASE, Bound.ORDER}
    return [
        Asker(own, theirs | ({Bound.OWN} if role is Role.INSPECTOR else set())),
        Asker(replace(own, id=f"{role}.city", districts=tuple(District)), theirs),
        Asker(replace(own, id=f"{role}.ground", grounds=(GROUND,)), theirs),
        Asker(replace(own, id=f"{role}.another.district", districts=(District.WUDA,)), frozenset()),
        Asker(replace(own, id=f"{role}.another.ground", grounds=(Ground.SAFETY,)), on_the_spot),
        Asker(replace(own, id=f"{role}.nowhere", districts=()), frozenset()),
    ]


def _others() -> list[Asker]:
    clerk = Actor("clerk.own", "某人", Role.CLERK, tuple(District), DEPARTMENT)
    owner = Actor("enterprise.own", "某人", Role.ENTERPRISE, enterprise=CODE)
    return [
        Asker(clerk, frozenset({Bound.DEPARTMENT, Bound.ORDER})),
        Asker(replace(clerk, id="clerk.another", department="water"), frozenset()),
        Asker(replace(clerk, id="clerk.elsewhere", districts=(District.WUDA,)), frozenset()),
        Asker(replace(clerk, id="clerk.of.nothing", department=None), frozenset()),
        Asker(owner, frozenset({Bound.CASE})),
        Asker(replace(owner, id="enterprise.another", enterprise=ANOTHER), frozenset()),
        Asker(replace(owner, id="enterprise.of.nothing", enterprise=None), frozenset()),
        Asker(Actor("administrator", "某人", Role.ADMINISTRATOR, tuple(District)), frozenset()),
        *(Asker(Actor(role, "某人", role), frozenset(Bound)) for role in sorted(CITY_WIDE)),
    ]


ASKERS = [*(asker for role in sorted(BY_DISTRICT) for asker in _by_district(role)), *_others()]


class Asking:
    """The service, asked by these people."""

    def __init__(self, client: TestClient, engine: Engine) -> None:
        self._client = client
        self._engine = engine
        self._keys = 0
        self.refused = 0
        with writing(engine) as session:
            add_accounts(session, [NewAccount(asker.actor, "secret") for asker in ASKERS])
            session.flush()
            own, another = "inspector.own", "inspector.city"
            day = date(2199, 1, 1)
            new = NewDelegation(own, another, Role.INSPECTOR, day, day, "年休假")
            delegations.name_stand_in(session, new).id = DELEGATION
            plans.keep(session, NewPlan(PLAN, "inspector.own", "", "f", "[]"), [])
        self._tokens = {asker.actor.id: self._token(asker.actor.id) for asker in ASKERS}
        line = EXAMPLES["flag"]["line"] | {"district": DISTRICT}
        self.flag = EXAMPLES["flag"] | {"ground": GROUND, "line": line}
        self._begin()

    def ask(self, account: str, method: str, path: str, body: Any) -> httpx2.Response:
        leaving = path == "/sessions/current"
        token = self._token(account) if leaving else self._tokens[account]
        self._keys += 1
        answer: Any = self._client.request(
            method,
            path,
            json=body,
            headers={
                "Authorization": f"Bearer {token}",
                "Idempotency-Key": f"key-{self._keys}",
            },
        )
        found: httpx2.Response = answer
        self.refused += found.status_code == HTTPStatus.FORBIDDEN
        return found

    def refusals_noted(self, count: int) -> bool:
        """Waits until the audit record has so many (S7)."""
        until = time.monotonic() + 60
        while (noted := self._noted()) < count and time.monotonic() < until:
            time.sleep(0.02)
        return noted == count

    def _noted(self) -> int:
        with reading(self._engine) as session:
            query = select(func.count()).where(
                col(AuditRow.what) == "refused",
                col(AuditRow.code).in_(("wrong_role", "out_of_scope")),
            )
            return session.scalars(query).one()

    def _begin(self) -> None:
        token = self._tokens["inspector.own"]
        sent_in = self._client.post(
            "/attachments",
            params={"name": "现场.jpg"},
            content=CONTENT,
            headers={"Authorization": f"Bearer {token}"},
        )
        assert sent_in.status_code == 201, sent_in.text
        flag = self.flag | {"attachments": [FILE]}
        flagged = self.ask("inspector.own", "POST", f"/enterprises/{CODE}/cases", flag)
        assert flagged.status_code == 201, flagged.text
        served = self.ask(
            "inspector.own", "POST", f"/cases/{NUMBER}/serve-notice", EXAMPLES["serve_notice"]
        )
        (measure,) = served.json()["measures"]
        assert [(each["id"], each["department"]) for each in measure["orders"]] == [
            (ORDER, DEPARTMENT)
        ]

    def _token(self, account: str) -> str:
        with writing(self._engine) as session:
            return open_session(session, account, timedelta(hours=1))[0]
