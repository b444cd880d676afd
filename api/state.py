"""What the API's requests share: the database, Temporal, the settings."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request
from sqlalchemy import Engine
from temporalio.client import Client

from settings import Settings


@dataclass(frozen=True, slots=True)
class Shared:
    engine: Engine
    temporal: Client
    settings: Settings


def _shared(request: Request) -> Shared:
    shared: Shared = request.app.state.shared
    return shared


SharedState = Annotated[Shared, Depends(_shared)]
