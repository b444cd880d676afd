"""`python -m simulator`"""

import uvicorn

from settings import settings
from simulator.app import create_app
from simulator.script import STEPS
from simulator.settings import SimulatorSettings


def main() -> None:
    own = SimulatorSettings()
    secrets = {
        key: department.secret.get_secret_value()
        for key, department in settings().departments.items()
    }
    steps = STEPS.validate_json(own.script.read_bytes()) if own.script else None
    uvicorn.run(
        create_app(own.database, secrets, steps),
        host="127.0.0.1",
        port=own.port,
        log_level=settings().log_level.lower(),
        access_log=False,
        # An answer that was told to wait for hours must not hold up the shutdown.
        timeout_graceful_shutdown=1,
    )


if __name__ == "__main__":
    main()
