"""What the worker, the API and the simulator are told through their environment."""

import json
import os
from collections.abc import Mapping

from launch import temporal_server
from launch.folder import DataFolder
from launch.ports import LOOPBACK, Ports

# Credit codes, separated by blanks, that get a demo sign-in besides the demo's people.
DEMO_ENTERPRISES = "PHASEOUT_DEMO_ENTERPRISES"
# For programs that live many cases at once, faster than any people would.
UNLIMITED_REQUESTS = {
    "PHASEOUT_REQUESTS_PER_MINUTE": "1000000000",
    "PHASEOUT_REQUESTS_PER_MINUTE_OF_AN_ADDRESS": "1000000000",
}


def service_environment(
    folder: DataFolder, ports: Ports, secrets: Mapping[str, str], *, demo: bool = True
) -> dict[str, str]:
    """`secrets`: department key -> webhook secret; each department is one of the simulator's.
    Without `demo` its sign-ins let nobody in."""
    departments = {
        key: {"url": f"{ports.simulator_url}/departments/{key}", "secret": secret}
        for key, secret in secrets.items()
    }
    return own_environment() | {
        "TEMPORAL_ADDRESS": ports.temporal_address,
        "TEMPORAL_NAMESPACE": temporal_server.NAMESPACE,
        # No profile of a temporal.toml may add its TLS or key to the connection.
        "TEMPORAL_CONFIG_FILE": os.devnull,
        "PHASEOUT_DATABASE_URL": f"sqlite:///{folder.records_database}",
        "PHASEOUT_PRODUCTION": str(not demo),
        "PHASEOUT_API_HOST": LOOPBACK,
        "PHASEOUT_API_PORT": str(ports.api),
        "PHASEOUT_PUBLIC_URL": ports.api_url,
        "PHASEOUT_DEPARTMENTS": json.dumps(departments),
        "PHASEOUT_DEPARTMENT_HOSTS": json.dumps([LOOPBACK]),
        "PHASEOUT_SECRET_KEY": folder.secret_key(),
        "PHASEOUT_ANCHOR": json.dumps(
            {"key_file": str(folder.anchor_key()), "folder": str(folder.path / "anchors")}
        ),
        "PHASEOUT_TEMPORAL_UI_ORIGIN": ports.temporal_ui_url,
        "PHASEOUT_ATTACHMENTS": json.dumps({"folder": str(folder.path / "attachments")}),
        "PHASEOUT_SIMULATOR_PORT": str(ports.simulator),
        "PHASEOUT_SIMULATOR_DATABASE": str(folder.simulator_database),
        "PYTHONUNBUFFERED": "1",  # so that the log has the last words of a child that was killed
    }


def own_environment() -> dict[str, str]:
    """Ours without TEMPORAL_*: somebody's access to another Temporal is not meant for this one."""
    return {name: value for name, value in os.environ.items() if not name.startswith("TEMPORAL_")}
