"""The page `docs/rights.md`: every right, the roles that have it, and what it is bound to."""

from collections.abc import Iterator

from domain.commands import ACTIONS
from domain.people import ROLES, Role
from domain.places import BOUNDS
from domain.rights import BY_DISTRICT, CITY_WIDE, RIGHTS

_HEAD = """\
# Who may do what

Drawn by `make pages` from the one table of rights in [domain/rights.py](../domain/rights.py), which
the core, every route and what a case shows as permitted now all ask (S9). A command's right has the
name of the command; what each route asks for is in the API's description, under its security.

A person may hold several capacities 身份, each a role with what it is bound to; a command is given,
and put on record, in one of them.
"""
_PEOPLE = tuple(role for role in Role if role is not Role.SYSTEM)


def rights_page() -> str:
    commands = [right for right in RIGHTS if right in ACTIONS]
    others = [right for right in RIGHTS if right not in ACTIONS]
    return "\n".join(
        [
            _HEAD,
            "| role | whose cases |\n|---|---|",
            *(f"| {ROLES[role].en} {ROLES[role].zh} | {_scope(role)} |" for role in _PEOPLE),
            "\n## Commands\n",
            *_table(commands),
            "\n## Beside them\n",
            *_table(others),
            "",
        ]
    )


def _scope(role: Role) -> str:
    if role in CITY_WIDE:
        return "all"
    if role in BY_DISTRICT:
        return "of their districts; on their grounds, where they are bound to some"
    return {
        Role.CLERK: "none; their department's orders, of their districts if bound to any",
        Role.ENTERPRISE: "their own enterprise's",
    }.get(role, "none")


def _table(rights: list[str]) -> Iterator[str]:
    yield "| right | " + " | ".join(ROLES[role].en for role in _PEOPLE) + " | within |"
    yield "|---" * (len(_PEOPLE) + 2) + "|"
    for right in rights:
        of = RIGHTS[right]
        marks = ("✓" if role in of.roles else "" for role in _PEOPLE)
        name = f"`{right}` {of.label.zh}"
        yield f"| {name} | " + " | ".join(marks) + f" | {BOUNDS[of.bound].en} |"
