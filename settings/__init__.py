"""What differs between installations, read from the environment (prefix PHASEOUT_).

Temporal's own connection is not here: it comes from the standard TEMPORAL_* environment.
"""

import logging
from functools import cache

from pydantic import BaseModel, Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from domain.ranking_rules import RankingRules
from domain.review_rules import ReviewRules


class DepartmentSettings(BaseModel):
    """Where a department takes orders, and the Standard Webhooks secret shared with it."""

    url: str
    secret: SecretStr


class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="PHASEOUT_")

    database_url: str = "sqlite:///data/records.db"
    task_queue: str = "phaseout"
    api_host: str = "127.0.0.1"
    api_port: int = 8000
    public_url: str = Field(
        default="http://127.0.0.1:8000", description="how departments reach the API"
    )
    departments: dict[str, DepartmentSettings] = {}
    department_timeout_seconds: float = 10
    department_longest_pause_seconds: float = Field(
        default=3600, ge=0, description="how long a department that is down is left alone at most"
    )
    session_hours: float = 12
    plan_max_rows: int = 2000
    ranking: RankingRules = Field(
        default=RankingRules(), description="how the bottom share of P2.4 is taken"
    )
    review: ReviewRules = Field(default=ReviewRules(), description="when a district is slow (O3)")
    review_day: int = Field(default=1, ge=1, le=28, description="of the month, Asia/Shanghai")
    review_hour: int = Field(default=8, ge=0, le=23, description="likewise")
    log_level: str = "INFO"


@cache
def settings() -> Settings:
    return Settings()


def start_logging(config: Settings) -> None:
    """For a process of its own: one line an event, on standard error."""
    logging.basicConfig(
        level=config.log_level, format="%(asctime)s %(levelname)s %(name)s: %(message)s"
    )
