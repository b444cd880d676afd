"""The API's own process: `python -m api`."""

import uvicorn

from api.app import create_app
from settings import settings

if __name__ == "__main__":
    config = settings()
    uvicorn.run(
        create_app(config),
        host=config.api_host,
        port=config.api_port,
        access_log=False,
        log_level="warning",
        timeout_graceful_shutdown=5,
    )
