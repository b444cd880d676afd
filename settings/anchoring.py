"""Who signs the daily anchors, when, and where copies of them go."""

from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, Field, SecretStr

PUBLIC_KEY = r"^[0-9a-f]{64}$"


class AnchorWebhook(BaseModel):
    """Each anchor is posted here, signed as Standard Webhooks says with the secret."""

    url: str
    secret: SecretStr


class AnchorMail(BaseModel):
    """Each anchor is mailed so; with TLS from the start or by STARTTLS: where the server can,
    and always where there is somebody to sign in as."""

    host: str
    port: int = 25
    tls: bool = False
    username: str | None = None
    password: SecretStr | None = None
    sender: str
    to: Annotated[list[str], Field(min_length=1)]


class AnchorSettings(BaseModel):
    """The key is 32 random bytes in base64, here or in a file; without one there are no anchors.
    `public_keys` are those of keys that signed before, in hexadecimal."""

    key: SecretStr | None = None
    key_file: Path | None = None
    public_keys: list[Annotated[str, Field(pattern=PUBLIC_KEY)]] = []
    hour: int = Field(default=2, ge=0, le=23, description="of each day, Asia/Shanghai")
    folder: Path | None = None
    webhook: AnchorWebhook | None = None
    mail: AnchorMail | None = None

    @property
    def secret(self) -> str | None:
        """Raises OSError where the file cannot be read."""
        if self.key is not None:
            return self.key.get_secret_value()
        return self.key_file.read_text() if self.key_file else None

    @property
    def places(self) -> tuple[str, ...]:
        """Where copies go: `folder`, `webhook`, `mail`."""
        return tuple(name for name in ("folder", "webhook", "mail") if getattr(self, name))
