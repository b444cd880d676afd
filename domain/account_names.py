"""What no account may be called (S7): names that systems act under, or that commands of theirs have
in their ids. Such an account would be on record as one, or send in its place what counts once; and
a password would open the account of somebody who signs in elsewhere."""

import re

from domain.words import Text

_SYSTEMS = re.compile(r"(system|department|alarm|terminal|oidc(\..*)?|[0-9a-z]{18}-o[0-9]+)")
_RESERVED = Text("该账号名为系统保留", "this name is kept for systems")


def name_fault(account: str) -> Text | None:
    return _RESERVED if _SYSTEMS.fullmatch(account.lower()) else None
