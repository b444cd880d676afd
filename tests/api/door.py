"""The API over a database of its own, for who wants in. Temporal is away; clocks may be frozen."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx2
from fastapi.testclient import TestClient
from sqlalchemy import Engine, select
from sqlmodel import col

from api.app import create_app
from domain.people import Actor, District, Role
from records.accounts import NewAccount, add_accounts
from records.audit import AuditRow
from records.database import connect, reading, writing
from settings import Settings

HOME, CAFE = "10.0.0.1", "198.51.100.7"
PASSWORD = "一个足够长的密码，没有人猜到"
INSPECTOR = Actor("zhao", "赵检查", Role.INSPECTOR, (District.HAINAN, District.WUDA))
AUDITOR = Actor("zhou", "周审计", Role.AUDITOR)
ADMINISTRATOR = Actor("wu", "吴管理", Role.ADMINISTRATOR)
OTHER_ADMINISTRATOR = Actor("feng", "冯管理", Role.ADMINISTRATOR)
PEOPLE = (INSPECTOR, AUDITOR, ADMINISTRATOR, OTHER_ADMINISTRATOR)


class Door:
    def __init__(self, app: Any, client: TestClient, engine: Engine) -> None:
        self._app = app
        self.client = client
        self.engine = engine

    def sign_in(
        self, person: str, password: str = PASSWORD, source: str = HOME, **more: Any
    ) -> httpx2.Response:
        body = {"account": person, "password": password, **more}
        return self.ask("POST", "/sessions", source=source, json=body)

    def token(self, person: Actor | str, password: str = PASSWORD, **more: Any) -> str:
        account = person if isinstance(person, str) else person.id
        answer = self.sign_in(account, password, **more)
        assert answer.status_code == 201, answer.text
        return str(answer.json()["token"])

    def ask(
        self, method: str, path: str, token: str = "", source: str = HOME, **content: Any
    ) -> httpx2.Response:
        headers = content.pop("headers", {})
        if token:
            headers["Authorization"] = f"Bearer {token}"
        # not entered, it shares the one application that `self.client` has started
        stranger = TestClient(self._app, client=(source, 50_000), follow_redirects=False)
        stranger.portal = self.client.portal
        return stranger.request(method, path, headers=headers, **content)

    def notes(self, what: str) -> list[AuditRow]:
        with reading(self.engine) as session:
            query = select(AuditRow).where(col(AuditRow.what) == what)
            return list(session.scalars(query.order_by(col(AuditRow.id))))

    def all_notes(self) -> str:
        with reading(self.engine) as session:
            return repr([row.model_dump() for row in session.scalars(select(AuditRow))])


@contextmanager
def a_door(database_url: str, **settings: Any) -> Iterator[Door]:
    engine = connect(database_url)
    with writing(engine) as session:
        add_accounts(session, [NewAccount(person, PASSWORD) for person in PEOPLE])
    app = create_app(Settings(database_url=database_url, **settings))
    with TestClient(app) as client:
        yield Door(app, client, engine)
    engine.dispose()
