"""What differs between installations, read from the environment (prefix PHASEOUT_).

Temporal's own connection is not here: it comes from the standard TEMPORAL_* environment.
"""

import logging
from functools import cache
from typing import Literal, Self

from pydantic import BaseModel, Field, IPvAnyNetwork, SecretStr, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from domain.consumption_rules import ConsumptionRules
from domain.people import Role
from domain.procedures.heard_stops import HeardGround
from domain.ranking_rules import RankingRules
from domain.review_rules import ReviewRules
from settings.anchoring import AnchorSettings
from settings.attachments import AttachmentSettings
from settings.log_lines import LogLines
from settings.oidc import OidcSettings

ORIGIN = r"^(https?://[^/\s*]+)?$"


class DepartmentSettings(BaseModel):
    """Where a department takes orders, and the Standard Webhooks secret shared with it."""

    url: str
    secret: SecretStr


class SmtpSettings(BaseModel):
    """The mail server. `ca_file` names the certificates that its own is checked against, where
    those of the system do not know it."""

    host: str
    port: int = 587
    security: Literal["starttls", "tls", "none"] = "starttls"
    user: str = ""
    password: SecretStr = SecretStr("")
    sender: str
    ca_file: str | None = None
    timeout_seconds: float = Field(default=10, gt=0, le=20)

    @model_validator(mode="after")
    def _no_password_in_the_clear(self) -> Self:
        if self.user and self.security == "none":
            raise ValueError("a user signs in to the mail server over TLS only")
        return self


class Settings(BaseSettings):
    # What is malformed may hold a secret, and the error goes to a log.
    model_config = SettingsConfigDict(env_prefix="PHASEOUT_", hide_input_in_errors=True)

    database_url: str = "sqlite:///data/records.db"
    task_queue: str = "phaseout"
    api_host: str = "127.0.0.1"
    api_port: int = 8000
    public_url: str = Field(
        default="http://127.0.0.1:8000", description="how departments reach the API"
    )
    pages_url: str = Field(default="", description="how people reach it; public_url if empty")
    secret_key: SecretStr = Field(
        default=SecretStr(""), description="Fernet keys parted by commas; the first one seals"
    )
    payload_keys: SecretStr = Field(
        default=SecretStr(""), description="id:base64 pairs parted by commas; the first encrypts"
    )
    temporal_ui_origin: str = Field(
        default="", pattern=ORIGIN, description="of Temporal's pages, which may ask the codec"
    )
    departments: dict[str, DepartmentSettings] = Field(
        default={}, description="taken over once, by a database that knows of none"
    )
    department_hosts: tuple[str, ...] = Field(
        default=(), description="names, patterns *.domain and networks that orders may go to"
    )
    department_plain_http: bool = Field(
        default=False, description="orders may go unencrypted to other machines"
    )
    department_ca_file: str | None = Field(
        default=None, description="certificates that theirs are checked against"
    )
    department_timeout_seconds: float = 10
    department_longest_pause_seconds: float = Field(
        default=3600, ge=0, description="how long a department that is down is left alone at most"
    )
    smtp: SmtpSettings | None = None
    session_hours: float = Field(default=12, gt=0, description="however much it is used")
    session_idle_minutes: float = Field(default=30, gt=0, description="unused, a session ends")
    totp_roles: frozenset[Role] = Field(
        default=frozenset(), description="who must use an authenticator with a local account"
    )
    oidc: OidcSettings | None = None
    second_person: bool = Field(
        default=True, description="in cases opened from now on an irreversible step needs one"
    )
    heard_stops: tuple[HeardGround, ...] = Field(
        default=(), description="grounds on which the enterprise is heard before a stop (L5)"
    )
    production: bool = Field(default=True, description="the demo's sign-ins let nobody in")
    requests_per_minute: int = Field(
        default=1200, ge=1, description="of one token, at each API process"
    )
    requests_per_minute_of_an_address: int = Field(
        default=12_000, ge=1, description="an office may share one, a department's system has one"
    )
    requests_at_once: int = Field(
        default=1000, ge=1, description="connections beyond it are answered 503"
    )
    plan_max_rows: int = 2000
    ranking: RankingRules = Field(
        default=RankingRules(), description="how the bottom share of P2.4 is taken"
    )
    review: ReviewRules = Field(default=ReviewRules(), description="when a district is slow (O3)")
    consumption: ConsumptionRules = Field(
        default=ConsumptionRules(), description="what a meter that should stand still may show"
    )
    readings_every_seconds: float = Field(
        default=300, gt=0, description="how often all readings are looked through for alarms"
    )
    outward_hosts: tuple[str, ...] = Field(
        default=(), description="names, patterns *.domain and networks that events may go to"
    )
    events_give_up_hours: float = Field(
        default=72, gt=0, description="how long a receiver may fail until it is paused"
    )
    review_day: int = Field(default=1, ge=1, le=28, description="of the month, Asia/Shanghai")
    review_hour: int = Field(default=8, ge=0, le=23, description="likewise")
    anchor: AnchorSettings = Field(
        default=AnchorSettings(), description="who signs the record's anchors, where they go"
    )
    attachments: AttachmentSettings = Field(
        default=AttachmentSettings(), description="where files are kept, and what may be"
    )
    read_log_roles: list[Role] = Field(
        default=[Role.AUDITOR, Role.SUPERVISOR, Role.ENTERPRISE, Role.CLERK],
        description="whose reads of case files and exports of lists are on the audit record",
    )
    trusted_proxies: list[IPvAnyNetwork] = Field(
        default=[], description="whose X-Forwarded-For is believed"
    )
    log_level: str = "INFO"


@cache
def settings() -> Settings:
    return Settings()


def start_logging(config: Settings) -> None:
    """For a process of its own, on standard error."""
    handler = logging.StreamHandler()
    handler.setFormatter(LogLines("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=config.log_level, handlers=[handler])
