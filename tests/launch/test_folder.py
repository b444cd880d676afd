import os
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from launch.folder import DataFolder, FolderInUse

HOLD = """
import sys, subprocess
from pathlib import Path
from launch.folder import DataFolder
folder = DataFolder(Path(sys.argv[1]))
for command in sys.argv[2:]:
    subprocess.Popen([sys.executable, "-c", command], pass_fds=[folder.children_lock])
print("held", flush=True)
for line in sys.stdin:
    print(line, end="", flush=True)
"""


@contextmanager
def holder(folder: Path, *children: str) -> Iterator[subprocess.Popen[str]]:
    """A process that holds the folder, has started `children`, and echoes what it is sent."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, folder, *children],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline() == "held\n"
            yield process
        finally:
            process.kill()


def test_a_folder_in_use_says_so_and_leaves_its_holder_alone(tmp_path: Path) -> None:
    with holder(tmp_path) as process:
        with pytest.raises(FolderInUse) as refusal:
            DataFolder(tmp_path)
        assert refusal.value.pid == process.pid
        assert str(process.pid) in str(refusal.value)
        assert "正由进程" in str(refusal.value)
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write("still here\n")
        process.stdin.flush()
        assert process.stdout.readline() == "still here\n"
        with pytest.raises(FolderInUse):  # the refused one took nothing away
            DataFolder(tmp_path)


def test_the_folder_of_a_killed_process_is_free(tmp_path: Path) -> None:
    with holder(tmp_path) as process:
        process.kill()
        process.wait()
        DataFolder(tmp_path).close()


def test_a_new_run_waits_for_the_children_of_a_killed_one(tmp_path: Path) -> None:
    child = f"import time, pathlib; time.sleep(1); pathlib.Path({str(tmp_path / 'end')!r}).touch()"
    with holder(tmp_path, child) as process:
        process.kill()
        process.wait()
        with DataFolder(tmp_path):
            assert (tmp_path / "end").exists()


def test_children_that_do_not_end_are_told_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("launch.folder.LEFTOVERS_SECONDS", 0.2)
    pid = f"open({str(tmp_path / 'pid')!r}, 'w').write(str(os.getpid()))"
    child = f"import os, time; {pid}; time.sleep(60)"
    with holder(tmp_path, child) as process:
        while not (tmp_path / "pid").exists() or not (tmp_path / "pid").read_text():
            time.sleep(0.01)
        process.kill()
        process.wait()
        try:
            for _ in range(2):  # a failed attempt gives up the lock again
                with pytest.raises(FolderInUse) as refusal:
                    DataFolder(tmp_path)
                assert refusal.value.pid is None
        finally:
            os.kill(int((tmp_path / "pid").read_text()), signal.SIGKILL)


def test_secrets_are_made_once_and_are_nobody_elses(tmp_path: Path) -> None:
    with DataFolder(tmp_path / "data") as folder:
        first = folder.department_secrets(["power", "water"])
    kept = tmp_path / "data" / "secrets.json"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert first["power"] != first["water"]
    assert all(len(secret.removeprefix("whsec_")) == 44 for secret in first.values())

    kept.chmod(0o644)
    with DataFolder(tmp_path / "data") as folder:
        assert folder.department_secrets(["power", "water"]) == first
        assert stat.S_IMODE(kept.stat().st_mode) == 0o600
        more = folder.department_secrets(["water", "permits"])
        assert more["water"] == first["water"]
        assert folder.department_secrets(["permits", "power"]) == {
            "permits": more["permits"],
            "power": first["power"],
        }


def test_the_folder_is_closed_to_others(tmp_path: Path) -> None:
    with DataFolder(tmp_path / "a" / "data") as folder:
        assert stat.S_IMODE(folder.path.stat().st_mode) == 0o700


def test_the_key_that_seals_secrets_is_made_once_and_is_nobody_elses(tmp_path: Path) -> None:
    with DataFolder(tmp_path) as folder:
        made = folder.secret_key()
    Fernet(made)
    file = tmp_path / "secret.key"
    file.chmod(0o644)
    with DataFolder(tmp_path) as folder:
        assert folder.secret_key() == made
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
