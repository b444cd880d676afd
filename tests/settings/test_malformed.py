"""Settings that cannot be read are named, without their secrets."""

import traceback

import pytest
from pydantic import ValidationError

from settings import Settings

MALFORMED = {
    "PHASEOUT_SMTP": [
        '{"host": "mail.example", "password": "the-secret"}',
        '{"host": "mail.example", "password": "the-secret",}',
    ],
    "PHASEOUT_DEPARTMENTS": ['{"power": {"secret": "the-secret"}}'],
    "PHASEOUT_OIDC": ['{"issuer": "https://sso.example", "client_secret": "the-secret"}'],
    "PHASEOUT_ANCHOR": ['{"mail": {"password": "the-secret"}}'],
    "PHASEOUT_ATTACHMENTS": ['{"bucket": {"secret_access_key": "the-secret"}}'],
}


@pytest.mark.parametrize(
    ("name", "value"), [(name, value) for name, values in MALFORMED.items() for value in values]
)
def test_what_is_malformed_is_named_and_no_secret_told(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(ValidationError) as caught:
        Settings()
    told = "".join(traceback.format_exception(caught.value))
    assert name.removeprefix("PHASEOUT_").lower() in told
    assert "the-secret" not in told
