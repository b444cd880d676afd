"""Databases for tests: each one fresh, SQLite and PostgreSQL alike."""

import itertools
import shutil
from pathlib import Path

import psycopg
from psycopg.sql import SQL, Composed, Identifier
from sqlmodel import SQLModel

from records.migrate import migrate


class SqliteDatabases:
    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._numbers = itertools.count(1)
        self._migrated: Path | None = None

    def empty(self) -> str:
        return f"sqlite:///{self._file()}"

    def fresh(self) -> str:
        """With this version's schema: a copy of one that was migrated once."""
        if self._migrated is None:
            self._migrated = self._file()
            migrate(f"sqlite:///{self._migrated}")
        return f"sqlite:///{shutil.copy(self._migrated, self._file())}"

    def give_back(self, url: str) -> None:
        Path(url.removeprefix("sqlite:///")).unlink(missing_ok=True)

    def _file(self) -> Path:
        return self._folder / f"records-{next(self._numbers)}.db"


class PostgresDatabases:
    """A database costs 8 MB, so those given back are emptied and given again."""

    def __init__(self, server: str) -> None:
        self._server = server
        self._numbers = itertools.count(1)
        self._free: list[str] = []

    def empty(self) -> str:
        name = f"records_{next(self._numbers)}"
        self._run("postgres", SQL("CREATE DATABASE {}").format(Identifier(name)))
        return f"{self._server}/{name}"

    def fresh(self) -> str:
        """With this version's schema."""
        if not self._free:
            url = self.empty()
            migrate(url)
            return url
        return self._free.pop()

    def give_back(self, url: str) -> None:
        tables = SQL(", ").join(map(Identifier, SQLModel.metadata.tables))
        self._run(_name(url), SQL("TRUNCATE {} RESTART IDENTITY").format(tables))
        self._free.append(url)

    def allow_connections(self, url: str, *, allowed: bool) -> None:
        """Take a database away under those who use it, or give it back to them."""
        name = _name(url)
        alter = SQL("ALTER DATABASE {} ALLOW_CONNECTIONS {}").format(Identifier(name), allowed)
        self._run("postgres", alter)
        if not allowed:
            end = SQL("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = {}")
            self._run("postgres", end.format(name))

    def _run(self, database: str, statement: Composed) -> None:
        with psycopg.connect(f"{self._server}/{database}", autocommit=True) as connection:
            connection.execute(statement)


def _name(url: str) -> str:
    return url.rpartition("/")[2]


Databases = SqliteDatabases | PostgresDatabases
