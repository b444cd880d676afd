"""The command `phaseout`: each sub-command is a function of a module beside this one."""

import typer

from cli.add_account import add_account
from cli.add_administrator import add_administrator
from cli.anchor import anchor
from cli.bundle import bundle
from cli.deadline import deadline
from cli.demo import demo
from cli.migrate import migrate
from cli.rebuild import rebuild
from cli.recover import recover
from cli.remove_demo_accounts import remove_demo_accounts
from cli.reseal import reseal
from cli.run import run
from cli.verify import verify

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,  # a frame would break long messages, and rich is slow to import
    pretty_exceptions_enable=False,
)


@app.callback()
def phaseout() -> None:
    """落后产能退出案件管理 · Cases of outdated capacity, from flag to exit."""


app.command()(deadline)
app.command()(run)
app.command()(demo)
app.command()(rebuild)
app.command()(recover)
app.command()(reseal)
app.command()(migrate)
app.command()(add_account)
app.command()(add_administrator)
app.command()(remove_demo_accounts)
app.command()(verify)
app.command()(anchor)
app.command()(bundle)
