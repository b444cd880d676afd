"""The settings as they may be put on record: no secret is among them."""

from typing import Any

from pydantic import SecretStr
from sqlalchemy.engine import make_url

from settings import Settings

PASSWORDS = ("password", "sslpassword")
"""Where PostgreSQL's URLs may have one, beside before the host."""


def shown(config: Settings) -> dict[str, Any]:
    """As JSON values. Secrets are stars, and so is the database's password; of the keys of
    payloads there are the ids, so that a rotation is on record."""
    found = config.model_dump(mode="json")
    url = make_url(config.database_url).difference_update_query(PASSWORDS)
    return found | {
        "database_url": url.render_as_string(hide_password=True),
        "payload_keys": _ids(config.payload_keys),
    }


def _ids(keys: SecretStr) -> list[str]:
    pairs = (pair.strip().partition(":") for pair in keys.get_secret_value().split(","))
    return [name for name, parted, _ in pairs if parted]
