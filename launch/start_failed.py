"""What people are told when the service does not start."""

from pathlib import Path

TAIL_LINES = 20


class StartFailed(Exception):  # noqa: N818 (said as it is told to people)
    """A child did not become ready; the message ends with the last lines of its log."""

    def __init__(self, name: str, log_file: Path) -> None:
        self.name = name
        self.log_file = log_file
        written = log_file.read_text(errors="replace") if log_file.exists() else ""
        tail = "\n".join(written.splitlines()[-TAIL_LINES:])
        super().__init__(
            f"{name} 未能启动，日志见 {log_file}。\n"
            f"{name} did not start; its log: {log_file}\n{tail}"
        )
