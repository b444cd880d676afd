"""Reaching Temporal: the standard TEMPORAL_* environment or temporal.toml says where."""

from ipaddress import ip_address

from pydantic import SecretStr
from temporalio.client import Client
from temporalio.envconfig import ClientConfig
from temporalio.service import GrpcCompression

from workflows.conversion import data_converter

DEFAULT_ADDRESS = "127.0.0.1:7233"


async def connect(payload_keys: SecretStr) -> Client:
    """A client as the environment says, TLS and API key included; raises if nobody answers, and
    PayloadKeyError if the keys are none."""
    return await _connect(payload_keys, lazy=False)


async def connect_lazily(payload_keys: SecretStr) -> Client:
    """The same, but the first call connects: the API starts while Temporal is away."""
    return await _connect(payload_keys, lazy=True)


async def _connect(payload_keys: SecretStr, *, lazy: bool) -> Client:
    config = ClientConfig.load_client_connect_config()
    config.setdefault("target_host", DEFAULT_ADDRESS)
    return await Client.connect(
        **config,
        lazy=lazy,
        data_converter=data_converter(payload_keys),
        grpc_compression=_compression(config["target_host"]),
    )


def _compression(address: str) -> GrpcCompression:
    """Compressing costs a tenth of the throughput and gains nothing on one machine."""
    host = address.rpartition(":")[0].strip("[]")
    try:
        local = ip_address(host).is_loopback
    except ValueError:
        local = host == "localhost"
    return GrpcCompression.NONE if local else GrpcCompression.GZIP
