"""Starts one of the service's programs: `python -P -m launch.program <module>`, which has a `main`.

While it is imported nothing becomes garbage, and looking for some would take a seventh of the time
until it is ready. What is there then stays: it need not be looked through later either.
"""

import gc
import sys
from importlib import import_module


def main(module: str) -> None:
    gc.disable()
    run = import_module(module).main
    gc.freeze()
    gc.enable()
    run()


if __name__ == "__main__":
    main(sys.argv[1])
