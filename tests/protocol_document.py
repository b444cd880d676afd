"""docs/department-protocol.openapi.json: the messages of the protocol, from the models that the
simulator reads and writes, so that the two cannot part ways."""

import json
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from simulator.messages import Cancellation, Order, Progress, Receipt

Json = dict[str, Any]
_MESSAGES: tuple[type[BaseModel], ...] = (Order, Cancellation, Receipt, Progress)
_REFERENCE = "#/components/schemas/{model}"
_SIGNED = ("webhook-id", "webhook-timestamp", "webhook-signature")


def protocol_document() -> str:
    _, schemas = models_json_schema(
        [(message, "validation") for message in _MESSAGES], ref_template=_REFERENCE
    )
    document = {
        "openapi": "3.1.0",
        "info": {
            "title": "phaseout: the department protocol",
            "version": "1",
            "description": "docs/department-protocol.md says what each message means, how it is "
            "signed, and what a department must do.",
        },
        "paths": {
            "/orders": {"post": _answered("order", Order)},
            "/orders/{order}/cancel": {
                "parameters": [_parameter("order", "path")],
                "post": _answered("cancellation", Cancellation),
            },
        },
        "webhooks": {
            "receipts": {"post": _called_back("receipt", Receipt)},
            "progress": {"post": _called_back("progress", Progress)},
        },
        "components": {"schemas": schemas["$defs"]},
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _answered(name: str, message: type[BaseModel]) -> Json:
    """What a department serves."""
    answers = {
        "200": {"description": "the signed receipt", "content": _content(Receipt)},
        "202": {"description": "taken in; the receipt is called back"},
        "401": {"description": "the signature is wrong or too old"},
        "409": {"description": "this order came with other content before"},
        "422": {"description": f"not a valid {name}"},
    }
    return _operation(f"take_{name}", message, answers)


def _called_back(name: str, message: type[BaseModel]) -> Json:
    """What a department calls."""
    answers = {
        "200": {"description": "kept for good"},
        "401": {"description": "the signature is wrong or too old"},
        "403": {"description": "the order is another department's"},
        "404": {"description": "no such order"},
        "409": {"description": "it contradicts what is on record"},
        "422": {"description": f"not a valid {name}"},
        "503": {"description": "to be sent again later"},
    }
    return _operation(f"send_{name}", message, answers)


def _operation(identifier: str, message: type[BaseModel], answers: Json) -> Json:
    return {
        "operationId": identifier,
        "parameters": [_parameter(name, "header") for name in _SIGNED],
        "requestBody": {"required": True, "content": _content(message)},
        "responses": answers,
    }


def _parameter(name: str, where: str) -> Json:
    return {"name": name, "in": where, "required": True, "schema": {"type": "string"}}


def _content(message: type[BaseModel]) -> Json:
    return {"application/json": {"schema": {"$ref": _REFERENCE.format(model=message.__name__)}}}
