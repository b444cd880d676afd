"""An authority's own sign-in (OpenID Connect), and whom its claims make somebody here."""

from typing import Self
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, SecretStr, model_validator

from domain.account_scope import scope_fault
from domain.grounds import Ground
from domain.people import Actor, District, Role

_LOOPBACK = ("127.0.0.1", "::1", "localhost")


class ClaimRule(BaseModel):
    """Whose `claim` is `value`, or a list with it, has this capacity."""

    model_config = ConfigDict(extra="forbid")

    claim: str
    value: str
    role: Role
    districts: tuple[District, ...] = ()
    grounds: tuple[Ground, ...] = ()
    department: str | None = None

    @model_validator(mode="after")
    def _fits(self) -> Self:
        fault = scope_fault(self.capacity("", ""))
        if fault:
            raise ValueError(fault.en)
        return self

    def capacity(self, account: str, name: str) -> Actor:
        return Actor(
            account,
            name,
            self.role,
            self.districts,
            department=self.department,
            grounds=self.grounds,
        )


class OidcSettings(BaseModel):
    """Without a secret the client is a public one, held by PKCE alone. Of `roles` every one
    that fits counts; whom none fits is nobody here."""

    model_config = ConfigDict(extra="forbid")

    issuer: str
    client_id: str
    client_secret: SecretStr | None = None
    scopes: tuple[str, ...] = ("openid", "profile")
    name_claim: str = "name"
    roles: tuple[ClaimRule, ...]
    temporal_ui_client_id: str = Field(
        default="", description="Temporal's own pages, whose ID tokens the codec takes"
    )
    leeway_seconds: int = Field(default=60, ge=0, le=300, description="for clocks that differ")

    @model_validator(mode="after")
    def _secure(self) -> Self:
        parts = urlsplit(self.issuer)
        if parts.scheme != "https" and parts.hostname not in _LOOPBACK:
            raise ValueError("the issuer's address must begin with https://")
        return self
