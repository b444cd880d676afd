"""The API over a database of its own, with people to upload plans to it. Temporal is away."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from fastapi.testclient import TestClient

from api.app import create_app
from api.workbook_upload import Upload
from domain.people import Actor, District, Person, Role
from records.accounts import NewAccount, add_accounts, open_session
from records.database import connect, writing
from settings import Settings
from tests.api.plan_books import credit_code

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
EVERYWHERE = tuple(District)
PEOPLE = {
    actor.id: actor
    for actor in (
        Actor("hainan", "钱检查", Role.INSPECTOR, (District.HAINAN,)),
        Actor("wuda", "赵检查", Role.INSPECTOR, (District.WUDA,)),
        Actor("city", "吴检查", Role.INSPECTOR, EVERYWHERE),
        Actor("approver", "孙审批", Role.APPROVER, EVERYWHERE),
        Actor("supervisor", "李督办", Role.SUPERVISOR, EVERYWHERE),
        Actor("auditor", "周审计", Role.AUDITOR, EVERYWHERE),
        Actor("clerk", "经办人", Role.CLERK, department="power"),
        Actor("enterprise", "企业经办人", Role.ENTERPRISE, enterprise=credit_code(1)),
    )
}
MOST_ROWS = 50


def upload_of(actor: Actor, key: str) -> Upload:
    return Upload(Person(actor.id, actor.name, (actor,)), actor, key, "", b"")


class PlanApi:
    """What a person does with plans over HTTP."""

    def __init__(self, client: TestClient, tokens: dict[str, str]) -> None:
        self.client = client
        self._tokens = tokens

    def upload(self, by: str, content: bytes, key: str = "", **parameters: Any) -> Any:
        headers = self._as(by) | {"Content-Type": XLSX}
        if key:
            headers["Idempotency-Key"] = key
        return self.client.post("/plans", content=content, params=parameters, headers=headers)

    def progress(self, by: str, plan: str) -> Any:
        return self.client.get(f"/plans/{plan}", headers=self._as(by))

    def _as(self, by: str) -> dict[str, str]:
        return {"Authorization": f"Bearer {self._tokens[by]}"} if by else {}


def people(database_url: str, *names: str) -> dict[str, str]:
    """These people, or all, in the database, and a token for each; a password costs time."""
    actors = [PEOPLE[name] for name in names or PEOPLE]
    engine = connect(database_url)
    with writing(engine) as session:
        add_accounts(session, [NewAccount(actor, "secret") for actor in actors])
    with writing(engine) as session:
        lasting = timedelta(hours=1)
        tokens = {actor.id: open_session(session, actor.id, lasting)[0] for actor in actors}
    engine.dispose()
    return tokens


@contextmanager
def plan_api(database_url: str, tokens: dict[str, str]) -> Iterator[PlanApi]:
    """An API process, in effect: it starts, and it stops cleanly."""
    config = Settings(database_url=database_url, plan_max_rows=MOST_ROWS)
    with TestClient(create_app(config)) as client:
        yield PlanApi(client, tokens)
