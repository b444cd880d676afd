"""The bytes of attachments, kept by their SHA-256: in a local folder, or in S3-compatible storage.

What is there is never half there, and never written over.
"""

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from functools import cached_property
from pathlib import Path
from typing import IO, TYPE_CHECKING

import obstore
from obstore.exceptions import AlreadyExistsError, BaseError
from obstore.store import LocalStore, ObjectStore, S3Store

from settings.attachments import AttachmentSettings, BucketSettings

if TYPE_CHECKING:
    from obstore.store import S3Config

CHUNK_BYTES = 1024 * 1024


class StoreAwayError(Exception):
    """The storage does not answer, or not as it should."""


class AttachmentStore:
    """Its methods block, and raise StoreAwayError. Nothing is made or reached before the first."""

    def __init__(self, config: AttachmentSettings) -> None:
        self._config = config

    def put(self, sha256: str, content: IO[bytes]) -> None:
        """Durable when this returns. What is there already stays as it is."""
        content.seek(0)
        with _away():
            with suppress(AlreadyExistsError):
                obstore.put(self._store, _path(sha256), content, mode="create")
            if self._config.bucket is None:
                _to_disk(self._config.folder / _path(sha256))

    def has(self, sha256: str) -> bool:
        try:
            with _away(tells_missing=True):
                obstore.head(self._store, _path(sha256))
        except FileNotFoundError:
            return False
        return True

    def read_into(self, sha256: str, file: IO[bytes]) -> str:
        """Its content into a file; gives the SHA-256 of what is really there. Raises
        FileNotFoundError where nothing is."""
        found = hashlib.sha256()
        with _away(tells_missing=True):
            for chunk in obstore.get(self._store, _path(sha256)).stream(CHUNK_BYTES):
                found.update(chunk)
                file.write(chunk)
        return found.hexdigest()

    def remove(self, sha256: str) -> None:
        """Safe to repeat."""
        with _away(), suppress(FileNotFoundError):
            obstore.delete(self._store, _path(sha256))

    @cached_property
    def _store(self) -> ObjectStore:
        if self._config.bucket is not None:
            return _bucket(self._config.bucket)
        return LocalStore(self._config.folder, mkdir=True)


@contextmanager
def _away(*, tells_missing: bool = False) -> Iterator[None]:
    """What is missing where something is to be put is the whole place."""
    try:
        yield
    except (BaseError, OSError) as problem:
        if tells_missing and isinstance(problem, FileNotFoundError):
            raise
        raise StoreAwayError(type(problem).__name__) from problem


def _path(sha256: str) -> str:
    """In folders by its beginning: one with a million files is slow on some file systems."""
    return f"{sha256[:2]}/{sha256}"


def _to_disk(path: Path) -> None:
    """An acknowledged upload survives a power cut."""
    for each in (path, path.parent, path.parent.parent):
        descriptor = os.open(each, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _bucket(config: BucketSettings) -> S3Store:
    secret = config.secret_access_key
    own: S3Config = {"region": config.region}
    if config.endpoint:
        own["endpoint"] = config.endpoint
    if config.access_key_id and secret:
        own["access_key_id"] = config.access_key_id
        own["secret_access_key"] = secret.get_secret_value()
    return S3Store(
        config.bucket,
        prefix=config.prefix or None,
        config=own,
        client_options={
            "allow_http": config.plain_http,
            "timeout": timedelta(seconds=config.timeout_seconds),
        },
        retry_config={"max_retries": 2, "retry_timeout": timedelta(seconds=10)},
    )
