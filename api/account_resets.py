"""Administrators let people in again who lost their password or their authenticator."""

from fastapi import APIRouter, Response

from api.accounts import AccountInPath, Administering, another_s, note
from api.one_time import OneTimePassword, one_time
from api.problems import ProblemError, documented
from api.state import SharedState
from domain.words import Text
from records import account_changes, totp
from records.database import writing

router = APIRouter(tags=["accounts"])


@router.post(
    "/accounts/{account}/password", responses=documented(400, 401, 403, 404, 409, 422, 503)
)
def reset_password(
    account: AccountInPath, by: Administering, shared: SharedState, response: Response
) -> OneTimePassword:
    """Ends the account's sessions. People of another sign-in have no password here."""
    with writing(shared.engine) as session:
        row = another_s(session, by, account)
        if not row.password_hash:
            detail = Text("该账号通过统一身份认证登录", "they sign in with their own provider")
            raise ProblemError(409, "no_password", detail, rule="S9")
        password = account_changes.reset_password(session, row)
        note(session, "password_reset", by, row.id)
        return one_time(session, response, row.id, password)


@router.delete(
    "/accounts/{account}/totp",
    status_code=204,
    responses=documented(400, 401, 403, 404, 409, 422, 503),
)
def reset_totp(account: AccountInPath, by: Administering, shared: SharedState) -> None:
    """For who lost both the authenticator and the recovery codes."""
    with writing(shared.engine) as session:
        totp.remove(session, another_s(session, by, account))
        note(session, "totp_reset", by, account)
