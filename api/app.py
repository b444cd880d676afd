"""The HTTP API, put together."""

import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from fastapi_offline import FastAPIOffline

from api import (
    calendars,
    cases,
    commands,
    enterprises,
    figures,
    figures_cases,
    health,
    orders,
    pending,
    plans,
    problems,
    procedures,
    receipts,
    reviews,
    sessions,
)
from api.body_limit import BodyLimit
from api.planning import Planning
from api.state import sharing
from records.database import connect as connect_database
from settings import Settings
from workflows.connection import connect_lazily

DESCRIPTION = """Runs the cases of outdated industrial capacity from flag to exit. Rule ids such
as `P2.3` are those of the policy. Every command is a POST with an `Idempotency-Key`; a refusal
says why, by which rule, and what is permitted now."""


def create_app(config: Settings) -> FastAPI:
    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        engine = connect_database(config.database_url)
        async with (
            sharing(engine, await connect_lazily(), config) as app.state.shared,
            Planning(app.state.shared) as app.state.planning,
        ):
            gc.freeze()  # what is here now stays: not worth looking through again and again
            yield
        engine.dispose()

    app: FastAPI = FastAPIOffline(
        title="phaseout",
        version="0.1.0",
        description=DESCRIPTION,
        lifespan=lifespan,
        redoc_url=None,  # it shows a picture from its maker's server
        swagger_ui_parameters={"validatorUrl": None},  # likewise
        generate_unique_id_function=lambda route: route.name,
    )
    problems.install(app)
    pending.install(app)
    app.add_middleware(BodyLimit)
    everyday = (sessions, cases, enterprises, commands, orders, receipts, plans, pending, health)
    for module in (*everyday, figures, figures_cases, reviews, calendars, procedures):
        app.include_router(module.router)
    return app
