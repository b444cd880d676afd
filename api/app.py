"""The HTTP API, put together."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI

from api import (
    account_resets,
    accounts,
    attachments,
    audit,
    bundles,
    calendars,
    cases,
    clerk_receipts,
    codec,
    commands,
    delegations,
    department_keys,
    department_receipts,
    departments,
    docs_page,
    enterprises,
    events,
    figures,
    figures_cases,
    health,
    irregularities,
    oauth_token,
    oidc_sign_in,
    orders,
    own_account,
    own_sessions,
    own_totp,
    pending,
    plans,
    problems,
    procedures,
    readings,
    reassigning,
    reviews,
    sessions,
    subscriptions,
    tokens,
    verifications,
    worklist,
)
from api.body_limit import BodyLimit
from api.codec_origin import CodecOrigin
from api.consumption_watch import ConsumptionWatch
from api.planning import Planning
from api.rate_limit import RateLimit
from api.security_headers import SecurityHeaders
from api.source import Source
from api.state import sharing
from api.verifying import Verifying
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
            sharing(engine, await connect_lazily(config.payload_keys), config) as app.state.shared,
            Planning(app.state.shared) as app.state.planning,
            ConsumptionWatch(app.state.shared) as app.state.consumption,
            Verifying(app.state.shared) as app.state.verifying,
        ):
            yield
        engine.dispose()

    app = FastAPI(
        responses=problems.documented(429),
        title="phaseout",
        version="0.1.0",
        description=DESCRIPTION,
        lifespan=lifespan,
        docs_url=None,  # ours, which loads nothing from outside
        redoc_url=None,
        redirect_slashes=False,  # passwords would follow to any Host, and to plain HTTP
        generate_unique_id_function=lambda route: route.name,
    )
    problems.install(app)
    pending.install(app)
    docs_page.install(app)
    app.add_middleware(BodyLimit, file_bytes=config.attachments.max_bytes)
    app.add_middleware(
        RateLimit,
        token_per_minute=config.requests_per_minute,
        address_per_minute=config.requests_per_minute_of_an_address,
    )
    if config.temporal_ui_origin:
        app.add_middleware(CodecOrigin, origin=config.temporal_ui_origin)
    app.add_middleware(Source, proxies=config.trusted_proxies)
    app.add_middleware(SecurityHeaders, secure=config.public_url.startswith("https://"))
    signing_in = (sessions, own_account, own_sessions, own_totp, oidc_sign_in, oauth_token)
    administering = (accounts, account_resets, tokens, departments, department_keys)
    receipts = (clerk_receipts, department_receipts)
    everyday = (commands, cases, enterprises, orders, *receipts, plans, pending, worklist, health)
    files = (attachments,)
    people = (delegations, reassigning)
    rarer = (figures, figures_cases, reviews, calendars, procedures, irregularities)
    feed = (readings, events, subscriptions)
    of_the_record = (audit, bundles, verifications, codec)
    for module in (  # tried one after another with each request: what is asked most goes first
        *(*everyday, *signing_in, *administering, *people, *files),
        *(*feed, *rarer, *of_the_record),
    ):
        app.include_router(module.router)
    return app
