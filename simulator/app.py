"""The departments of a city in one server: they take orders and send receipts over real HTTP."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager, closing, suppress
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Annotated, TypedDict

from fastapi import Depends, FastAPI, HTTPException, Request, Response
from fastapi.responses import JSONResponse
from standardwebhooks import Webhook

from simulator.behaviour import Behaviour
from simulator.behaviours import Behaviours
from simulator.courier import Courier
from simulator.database import connect
from simulator.department import Department
from simulator.ledger import Ledger, LedgerRow
from simulator.outbox import Outbox
from simulator.script import Script, Step, StepSoFar
from simulator.treatment import Treatments


@dataclass(frozen=True)
class City:
    departments: Mapping[str, Department]
    ledger: Ledger
    script: Script
    delivery: asyncio.Task[None]


class State(TypedDict):
    city: City


# Dependencies and routes are all async: a plain function would run in a thread, and the SQLite
# connection belongs to the event loop's.
async def _city(request: Request) -> City:
    city: City = request.state.city
    return city


CityHere = Annotated[City, Depends(_city)]


async def _department(key: str, city: CityHere) -> Department:
    if key not in city.departments:
        raise HTTPException(HTTPStatus.NOT_FOUND, "no such department")
    return city.departments[key]


DepartmentHere = Annotated[Department, Depends(_department)]


async def take_order(department: DepartmentHere, request: Request) -> Response:
    order = department.read(request.headers, await request.body())
    receipt = await department.take(order)
    if receipt is None:
        return JSONResponse({"order": order.order, "status": "accepted"}, HTTPStatus.ACCEPTED)
    return Response(receipt.body, headers=receipt.headers)


async def cancel_order(number: str, department: DepartmentHere, request: Request) -> Response:
    cancellation = department.read_cancellation(number, request.headers, await request.body())
    receipt = await department.cancel(cancellation)
    return Response(receipt.body, headers=receipt.headers)


async def show_behaviour(department: DepartmentHere) -> Behaviour:
    return department.behaviours.of(department.key)


async def change_behaviour(department: DepartmentHere, behaviour: Behaviour) -> Behaviour:
    department.behaviours.change(department.key, behaviour)
    return behaviour


async def show_script(city: CityHere) -> list[StepSoFar]:
    return city.script.so_far()


async def change_script(city: CityHere, steps: list[Step]) -> list[Step]:
    city.script.write(steps)
    return steps


async def show_ledger(city: CityHere, enterprise: str | None = None) -> list[LedgerRow]:
    return city.ledger.rows(enterprise)


async def health(city: CityHere) -> dict[str, str]:
    if city.delivery.done():
        raise HTTPException(HTTPStatus.SERVICE_UNAVAILABLE, "callbacks are not being sent")
    return {"status": "ok"}


def create_app(
    database: Path, secrets: Mapping[str, str], steps: Sequence[Step] | None = None
) -> FastAPI:
    """`secrets`: the Standard Webhooks secret (whsec_…) of each department, by its key. `steps`:
    the script to play; None goes on with the one that was there."""
    webhooks = {key: Webhook(secret) for key, secret in secrets.items()}

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[State]:
        with closing(connect(database)) as connection:
            ledger, outbox = Ledger(connection), Outbox(connection)
            behaviours, script = Behaviours(connection), Script(connection)
            if steps is not None:
                script.follow(steps)
            treatments = Treatments(script, behaviours)
            courier = Courier(ledger, outbox, webhooks)
            departments = {
                key: Department(key, webhook, ledger, outbox, behaviours, treatments, courier)
                for key, webhook in webhooks.items()
            }
            delivery = asyncio.create_task(courier.run())
            yield {"city": City(departments, ledger, script, delivery)}
            delivery.cancel()
            with suppress(asyncio.CancelledError):
                await delivery

    app = FastAPI(title="Department simulator", lifespan=lifespan, docs_url=None, redoc_url=None)
    app.post("/departments/{key}/orders", response_model=None)(take_order)
    app.post("/departments/{key}/orders/{number}/cancel", response_model=None)(cancel_order)
    app.get("/departments/{key}/behaviour")(show_behaviour)
    app.put("/departments/{key}/behaviour")(change_behaviour)
    app.get("/script")(show_script)
    app.put("/script")(change_script)
    app.get("/ledger")(show_ledger)
    app.get("/health")(health)
    return app
