"""How an event stands in the log, whatever words from outside are in it."""

import logging
from datetime import UTC, datetime

_SET_IN = "    "


class LogLines(logging.Formatter):
    """An event begins a line; what more there is of it, such as a traceback, is set in. Characters
    that a terminal would act on, or that reorder what is read, are written out. Times are UTC, and
    say so."""

    def formatTime(self, record: logging.LogRecord, _: str | None = None) -> str:  # noqa: N802
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        return at.replace("+00:00", "Z")

    def format(self, record: logging.LogRecord) -> str:
        lines = super().format(record).splitlines()
        return f"\n{_SET_IN}".join(map(_visible, lines))


def _visible(line: str) -> str:
    if line.isprintable():
        return line
    return "".join(
        each if each.isprintable() else each.encode("unicode_escape").decode() for each in line
    )
