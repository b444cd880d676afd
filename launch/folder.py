"""The one folder that holds everything a running service keeps, and the lock that makes it one."""

import base64
import fcntl
import json
import os
import secrets
import time
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

# Longer than a guard needs to end its command (guard.GRACE_SECONDS).
LEFTOVERS_SECONDS = 15.0


class FolderInUse(Exception):  # noqa: N818 (said as it is told to people)
    """Another run holds the folder; `pid` is None when it left only child processes behind."""

    def __init__(self, pid: int | None, path: Path) -> None:
        self.pid = pid
        self.path = path
        if pid is None:
            zh = f"数据目录 {path} 仍被上一次运行留下的进程占用。"
            en = f"The data folder {path} is still held by processes of an earlier run."
        else:
            zh = f"数据目录 {path} 正由进程 {pid} 使用，请先停止该进程或另选目录。"
            en = f"The data folder {path} is in use by process {pid}: stop it or choose another."
        super().__init__(f"{zh}\n{en}")


class DataFolder:
    """Creates the folder and holds it for this process until `close`.

    Raises FolderInUse at once while another process holds it. Waits up to 15 seconds for the
    children of a run that was killed: two Temporal servers on one file would not notice each other.
    """

    def __init__(self, path: Path) -> None:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.path = path.resolve()
        self.temporal_database = self.path / "temporal.db"
        self.records_database = self.path / "records.db"
        self.simulator_database = self.path / "simulator.db"
        self.sampled = self.path / "sampled"
        """There once all sample cases are entered."""
        self.logs = self.path / "logs"
        self._lock = self._take_lock()
        try:
            # Passed on to every child, so it stays locked until the last of them is gone.
            self.children_lock = self._outwait_leftovers()
        except BaseException:
            os.close(self._lock)
            raise
        self.logs.mkdir(exist_ok=True)

    def _take_lock(self) -> int:
        # Python opens files close-on-exec: no child keeps this lock after our death.
        lock = os.open(self.path / "lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.read(lock, 32).strip()
            os.close(lock)
            raise FolderInUse(int(holder) if holder else None, self.path) from None
        os.ftruncate(lock, 0)
        os.pwrite(lock, b"%d\n" % os.getpid(), 0)
        return lock

    def _outwait_leftovers(self) -> int:
        lock = os.open(self.path / "children.lock", os.O_RDWR | os.O_CREAT, 0o600)
        give_up_at = time.monotonic() + LEFTOVERS_SECONDS
        while True:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if time.monotonic() > give_up_at:
                    os.close(lock)
                    raise FolderInUse(None, self.path) from None
                time.sleep(0.05)
            else:
                return lock

    def department_secrets(self, departments: Sequence[str]) -> dict[str, str]:
        """Each department's webhook secret; made once, and kept in secrets.json (mode 0600)."""
        path = self.path / "secrets.json"
        kept: dict[str, str] = json.loads(path.read_text()) if path.exists() else {}
        missing = [key for key in departments if key not in kept]
        if missing:
            kept |= {key: _new_secret() for key in missing}
            _write_private(path, json.dumps(kept, ensure_ascii=False, indent=2))
        path.chmod(0o600)  # also after a copy that lost it
        return {key: kept[key] for key in departments}

    def secret_key(self) -> str:
        """The key that seals what the database keeps of secrets; made once (mode 0600)."""
        path = self.path / "secret.key"
        if not path.exists():
            from cryptography.fernet import Fernet  # for the first start only

            _write_private(path, Fernet.generate_key().decode())
        path.chmod(0o600)
        return path.read_text()

    def anchor_key(self) -> Path:
        """The file of the key that signs the record's anchors; made once (mode 0600)."""
        path = self.path / "anchor.key"
        if not path.exists():
            _write_private(path, base64.b64encode(secrets.token_bytes(32)).decode() + "\n")
        path.chmod(0o600)
        return path

    def close(self) -> None:
        os.close(self.children_lock)
        os.close(self._lock)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def _new_secret() -> str:
    return "whsec_" + base64.b64encode(secrets.token_bytes(32)).decode()


def _write_private(path: Path, text: str) -> None:
    """Whole or not at all, and never readable by others, not even for a moment."""
    draft = path.with_suffix(".new")
    draft.unlink(missing_ok=True)
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
