"""People who come with claims of a provider: their accounts here, and why some are not let in."""

import logging
from typing import Literal

from sqlmodel import Session

from api.accounts import told
from api.oidc_provider import ProviderError
from api.problems import ProblemError, unavailable
from domain.people import Person
from domain.words import Text
from records import audit, oidc_accounts
from records.accounts import AccountRow

log = logging.getLogger(__name__)
Bar = Literal["no_role", "disabled", "other_origin"]
_BARS: dict[Bar, Text] = {
    "no_role": Text(
        "您在本系统没有角色，请联系管理员", "you have no role here; ask an administrator"
    ),
    "disabled": Text("账号已停用", "the account is disabled"),
    "other_origin": Text(
        "该账号属于其他登录方式", "the account of this id is not one of this provider's people"
    ),
}
_AWAY = Text("统一身份认证暂不可用", "the provider cannot be asked now")


def account_of(session: Session, person: Person, issuer: str) -> AccountRow:
    """As the provider has it now; what it changes about the account is on the audit record.
    Raises OtherOriginError."""
    row, before = oidc_accounts.bring_up(session, person, issuer)
    if before != person:
        what = "account_changed" if before else "account_made"
        was, now = (told(before) if before else None), told(person)
        audit.note(session, what, actor=issuer, subject=person.id, before=was, after=now)
    return row


def barred(by: Bar) -> ProblemError:
    return ProblemError(403, by, _BARS[by], rule="S9")


def away(problem: ProviderError) -> ProblemError:
    log.warning("the provider: %s", problem)
    return unavailable("provider_unavailable", _AWAY)
