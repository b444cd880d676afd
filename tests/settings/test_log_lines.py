"""No text from outside passes for a line of the log, or is acted on by a terminal that shows it."""

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta

FORGED = "2026-11-23 04:00:00,000 INFO api: all is well"
SAID = f"""
import logging
from settings import Settings, start_logging
start_logging(Settings())
log = logging.getLogger("api")
log.warning("subscription %s waits", "name\\n{FORGED}")
log.warning("order %s", "a\\u2028{FORGED}\\x1b[2J\\u202e")
try:
    raise ValueError("no good:\\n{FORGED}")
except ValueError:
    log.exception("broken")
"""


def test_a_line_of_the_log_is_begun_by_us_alone() -> None:
    run = subprocess.run(
        [sys.executable, "-c", SAID],
        env=os.environ | {"TZ": "Asia/Shanghai"},
        capture_output=True,
        text=True,
        check=True,
    )
    lines = run.stderr.split("\n")
    begun = [line for line in lines if line and not line.startswith("    ")]
    for line in begun:
        at = datetime.fromisoformat(line.split(" ")[0])
        assert at.utcoffset() == timedelta(0)
        assert abs(at - datetime.now(UTC)) < timedelta(minutes=5)
    assert [line.split(" api: ")[1] for line in begun] == [
        "subscription name",
        "order a",
        "broken",
    ]
    assert sum(FORGED in line for line in lines) == 3  # it is told, set in
    assert all(line.isprintable() for line in lines)
    assert "    ValueError: no good:" in lines
