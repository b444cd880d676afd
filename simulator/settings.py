"""Where the simulator listens and what it remembers (environment prefix PHASEOUT_SIMULATOR_)."""

from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class SimulatorSettings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="PHASEOUT_SIMULATOR_")

    port: int = Field(default=8100, ge=1, le=65535)
    database: Path = Path("data/simulator.db")
    script: Path | None = Field(default=None, description="of steps, as JSON: docs/simulator.md")
