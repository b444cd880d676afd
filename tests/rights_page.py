"""The page `docs/rights.md`: every right, the roles that have it, and what it is bound to."""

from collections.abc import Iterator

from domain.commands import ACTIONS
from domain.people import BY_DISTRICT, ROLES, Role
from domain.personal import NEEDED_BY, PERSONAL, WHOSE, Whose
from domain.places import BOUNDS
from domain.rights import CITY_WIDE, RIGHTS

_HEAD = """\
# Who may do what

Drawn by `make pages` from the one table of rights in [domain/rights.py](../domain/rights.py), which
the core, every route and what a case shows as permitted now all ask (S9). A command's right has the
name of the command; what each route asks for is in the API's description, under its security.

A person may hold several capacities 身份, each a role with what it is bound to; a command is given,
and put on record, in one of them.
"""
_PERSONAL_HEAD = """
## Personal data

Names of people, and the accounts they act with, are shown to the roles that need them and masked
for the others (李**), in the case, its timeline, live or on record, and in orders: one table,
[domain/personal.py](../domain/personal.py), applied by [domain/masking.py](../domain/masking.py).
What goes to other systems, the event feed, is masked for everybody. An evidence bundle is whole:
it is evidence, whoever may take it may have it so, and that they took it is on record. The audit
record is whole too. Free texts are not looked through for names.

An enterprise knows who handles its case and who presided over its hearing, as notices and minutes
name them, since it may object to them (Penalty Law, art. 43); who decides reaches it under the
authority's name and seal. An administrator sees no case, and so nobody's data in one.
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
            _PERSONAL_HEAD,
            *_personal(),
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


def _personal() -> Iterator[str]:
    yield "| whose | " + " | ".join(ROLES[role].en for role in _PEOPLE) + " | fields |"
    yield "|---" * (len(_PEOPLE) + 2) + "|"
    for whose in Whose:
        marks = ("✓" if role in NEEDED_BY[whose] else "" for role in _PEOPLE)
        fields = (
            f"`{kind.__name__}.{field}`"
            for kind, its in PERSONAL.items()
            for field, of in its.items()
            if of is whose
        )
        name = f"{WHOSE[whose].en} {WHOSE[whose].zh}"
        yield f"| {name} | " + " | ".join(marks) + f" | {', '.join(fields) or 'the actor'} |"
