"""The API's own process: `python -m api`."""

import gc
import sys

import uvicorn

from api.app import create_app
from api.demo_sign_ins import complaint
from settings import settings, start_logging


def main() -> None:
    config = settings()
    start_logging(config)
    if config.production and (told := complaint(config.database_url)):
        sys.exit(told)
    app = create_app(config)
    # What is here now stays: not worth looking through again and again. Not in the app itself: of
    # a process that has one after another, the tests', nothing would ever be given back.
    gc.freeze()
    uvicorn.run(
        app,
        host=config.api_host,
        port=config.api_port,
        access_log=False,
        proxy_headers=False,  # it believes whoever sits on this machine; api.source asks settings
        log_level="warning",
        log_config=None,  # its lines go the way of ours
        server_header=False,
        limit_concurrency=config.requests_at_once,
        timeout_graceful_shutdown=5,
    )


if __name__ == "__main__":
    main()
