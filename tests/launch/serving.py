"""Temporal's own client, once the server answers it."""

import asyncio

from temporalio.api.workflowservice.v1 import DescribeNamespaceRequest
from temporalio.client import Client
from temporalio.service import RPCError


async def wait_until_serving(address: str) -> Client:
    """Waits for ever: bound it with `asyncio.timeout`."""
    while True:
        try:
            client = await Client.connect(address)
            await client.workflow_service.describe_namespace(
                DescribeNamespaceRequest(namespace=client.namespace)
            )
        except (RuntimeError, RPCError):  # connecting raises the former
            await asyncio.sleep(0.05)
        else:
            return client
