"""The settings as they may be put on record: no secret is among them."""

from typing import Any

from sqlalchemy.engine import make_url

from settings import Settings


def shown(config: Settings) -> dict[str, Any]:
    """As JSON values. Secrets are stars, and so is the database's password."""
    found = config.model_dump(mode="json")
    url = make_url(config.database_url)
    return found | {"database_url": url.render_as_string(hide_password=True)}
