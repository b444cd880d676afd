"""`phaseout add-account`: makes a local account."""

import re
import sys
from typing import Annotated, NoReturn

import typer


def add_account(
    account: Annotated[str, typer.Argument(help="账号 · sign-in name")],
    name: Annotated[str, typer.Option(help="姓名 · the person's name")],
    role: Annotated[str, typer.Option(help="inspector, approver, supervisor, clerk …")],
    district: Annotated[list[str] | None, typer.Option(help="haibowan, hainan, wuda")] = None,
    department: Annotated[str | None, typer.Option(help="water, power, industry")] = None,
    enterprise: Annotated[str | None, typer.Option(help="统一社会信用代码 · credit code")] = None,
    password: Annotated[
        str, typer.Option(prompt="密码 · password", hide_input=True, confirmation_prompt=True)
    ] = "",
) -> None:
    """新建账号 · Make a local account; its password is asked for."""
    from domain.account_names import name_fault
    from domain.account_scope import scope_fault
    from domain.people import Actor, District, Role
    from records.accounts import ACCOUNT_ID, NewAccount, add_accounts
    from records.audit import note
    from records.database import connect, writing
    from records.passwords import weakness
    from settings import settings

    if not re.match(ACCOUNT_ID, account) or not account.isprintable():
        _wrong("账号只能含字母、数字和 _ . - · letters, digits and _ . - only")
    if fault := name_fault(account):
        _wrong(f"{fault.zh} · {fault.en}")
    if weak := weakness(password, account, name):
        _wrong(f"{weak.zh} · {weak.en}")
    try:
        wanted, districts = Role(role), tuple(District(each) for each in district or ())
    except ValueError as problem:
        _wrong(str(problem))
    actor = Actor(account, name, wanted, districts, department, enterprise)
    if fault := scope_fault(actor):
        _wrong(f"{fault.zh} · {fault.en}")
    engine = connect(settings().database_url)
    with writing(engine) as session:
        made = add_accounts(session, [NewAccount(actor, password)])
        if made:
            scope = {"role": role, "districts": districts, "department": department}
            note(
                session,
                "account_made",
                actor="terminal",
                subject=account,
                after={**scope, "enterprise": enterprise},
            )
    engine.dispose()
    if not made:
        _wrong(f"账号已存在 · the account exists: {account}")
    print(f"已建账号 · made: {account}")


def _wrong(message: str) -> NoReturn:
    print(message, file=sys.stderr)
    raise typer.Exit(2)
