"""S7: changes of the settings are on record, and no secret is among them."""

import json

import pytest

from settings import Settings
from settings.shown import shown

HIDDEN = "the-password-of-the-database"


@pytest.mark.parametrize(
    "url",
    [
        f"postgresql://phaseout:{HIDDEN}@host/records",
        f"postgresql://host/records?user=phaseout&password={HIDDEN}",
        f"postgresql://host/records?sslkey=/run/key&sslpassword={HIDDEN}",
    ],
)
def test_s7_the_database_s_password_is_not_shown_wherever_it_stands(url: str) -> None:
    told = json.dumps(shown(Settings(database_url=url)))
    assert HIDDEN not in told
    assert "@host/records" in told or "//host/records" in told
