"""`phaseout add-administrator`: makes the first account, or lets its owner in again."""

import sys
from typing import Annotated

import typer


def add_administrator(
    account: Annotated[str, typer.Argument(help="账号 · sign-in name")] = "administrator",
    name: Annotated[str, typer.Option(help="姓名 · the person's name")] = "系统管理员",
) -> None:
    """新建管理员 · Make an administrator; a one-time password is shown once, on standard error."""
    import re

    from domain.people import Actor, Role
    from records import account_changes, audit
    from records.accounts import ACCOUNT_ID
    from records.database import connect, writing
    from settings import settings

    if not re.match(ACCOUNT_ID, account):
        print("账号只能含字母、数字和 _ . - · letters, digits and _ . - only", file=sys.stderr)
        raise typer.Exit(2)
    engine = connect(settings().database_url)
    with writing(engine) as session:
        password = account_changes.make(session, Actor(account, name, Role.ADMINISTRATOR))
        if password:
            audit.note(session, "account_made", actor="terminal", subject=account)
    engine.dispose()
    if password is None:
        print(f"账号已存在 · the account exists: {account}", file=sys.stderr)
        raise typer.Exit(2)
    _show(account, password)


def first_administrator(database_url: str) -> None:
    """Where there are no accounts at all, somebody has to be able to make them."""
    from records import account_changes, audit
    from records.database import connect, writing

    engine = connect(database_url)
    with writing(engine) as session:
        made = account_changes.make_first_administrator(session)
        if made:
            audit.note(session, "account_made", actor="first start", subject=made[0])
    engine.dispose()
    if made:
        _show(*made)


def _show(account: str, password: str) -> None:
    print(
        f"管理员 · administrator: {account}\n"
        f"一次性密码（72 小时内有效，首次登录须更换）· one-time password, for 72 hours, to be "
        f"changed at the first sign-in: {password}",
        file=sys.stderr,
    )
