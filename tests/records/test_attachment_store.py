"""Where the bytes of attachments lie: the same in a folder and in S3-compatible storage."""

import hashlib
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest
from moto.server import ThreadedMotoServer
from pydantic import SecretStr

from records.attachment_store import AttachmentStore, StoreAwayError
from settings.attachments import AttachmentSettings, BucketSettings
from tests.records.stored import stored

CONTENT = bytes(range(256)) * 20_000
SHA256 = hashlib.sha256(CONTENT).hexdigest()
KEYS = {"access_key_id": "key", "secret_access_key": "secret"}


class Folder:
    """Beside the store: what is really there."""

    def __init__(self, folder: Path) -> None:
        self.config = AttachmentSettings(folder=folder)
        self._folder = folder

    def all(self) -> dict[str, bytes]:
        files = [each for each in self._folder.rglob("*") if each.is_file()]
        return {str(each.relative_to(self._folder)): each.read_bytes() for each in files}

    def alter(self, name: str, content: bytes) -> None:
        (self._folder / name).write_bytes(content)


class Bucket:
    def __init__(self, endpoint: str, client: Any) -> None:
        bucket = BucketSettings(
            bucket="files",
            prefix="of/phaseout",
            endpoint=endpoint,
            access_key_id=KEYS["access_key_id"],
            secret_access_key=SecretStr(KEYS["secret_access_key"]),
            plain_http=True,
        )
        self.config = AttachmentSettings(bucket=bucket)
        self._client = client

    def all(self) -> dict[str, bytes]:
        listed = self._client.list_objects_v2(Bucket="files").get("Contents", [])
        found = {
            each["Key"]: self._client.get_object(Bucket="files", Key=each["Key"]) for each in listed
        }
        return {
            key.removeprefix("of/phaseout/"): each["Body"].read() for key, each in found.items()
        }

    def alter(self, name: str, content: bytes) -> None:
        self._client.put_object(Bucket="files", Key=f"of/phaseout/{name}", Body=content)


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    server = ThreadedMotoServer("127.0.0.1", port=0)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture(params=["folder", "bucket"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Folder | Bucket]:
    if request.param == "folder":
        yield Folder(tmp_path / "attachments")
        return
    endpoint = request.getfixturevalue("endpoint")
    client = boto3.client(
        "s3",
        endpoint_url=endpoint,
        region_name="us-east-1",
        aws_access_key_id=KEYS["access_key_id"],
        aws_secret_access_key=KEYS["secret_access_key"],
    )
    client.create_bucket(Bucket="files")
    place = Bucket(endpoint, client)
    yield place
    for name in place.all():
        client.delete_object(Bucket="files", Key=f"of/phaseout/{name}")
    client.delete_bucket(Bucket="files")


@pytest.fixture
def store(place: Folder | Bucket) -> AttachmentStore:
    return AttachmentStore(place.config)


def read(store: AttachmentStore, sha256: str) -> tuple[str, bytes]:
    file = io.BytesIO()
    return store.read_into(sha256, file), file.getvalue()


def test_what_is_put_there_is_there_whole_and_under_its_hash(
    place: Folder | Bucket, store: AttachmentStore
) -> None:
    file = io.BytesIO(CONTENT)
    file.seek(0, io.SEEK_END)
    store.put(SHA256, file)
    assert place.all() == {f"{SHA256[:2]}/{SHA256}": CONTENT}
    assert read(store, SHA256) == (SHA256, CONTENT)
    assert stored(AttachmentStore(place.config), SHA256) == CONTENT


def test_s7_what_is_there_is_never_written_over(
    place: Folder | Bucket, store: AttachmentStore
) -> None:
    store.put(SHA256, io.BytesIO(CONTENT))
    store.put(SHA256, io.BytesIO(b"something else"))
    assert stored(store, SHA256) == CONTENT
    assert len(place.all()) == 1


def test_s7_what_is_really_there_is_told(place: Folder | Bucket, store: AttachmentStore) -> None:
    store.put(SHA256, io.BytesIO(CONTENT))
    place.alter(f"{SHA256[:2]}/{SHA256}", b"altered")
    assert read(store, SHA256) == (hashlib.sha256(b"altered").hexdigest(), b"altered")


def test_what_is_removed_is_gone_and_may_come_again(
    place: Folder | Bucket, store: AttachmentStore
) -> None:
    store.put(SHA256, io.BytesIO(CONTENT))
    for _ in range(2):
        store.remove(SHA256)
        assert not store.has(SHA256)
        assert stored(store, SHA256) is None
        with pytest.raises(FileNotFoundError):
            read(store, SHA256)
    assert place.all() == {}
    store.put(SHA256, io.BytesIO(CONTENT))
    assert store.has(SHA256)
    assert stored(store, SHA256) == CONTENT


def test_a_folder_is_made_when_it_is_needed_first(tmp_path: Path) -> None:
    folder = tmp_path / "not" / "there"
    store = AttachmentStore(AttachmentSettings(folder=folder))
    assert not folder.exists()
    store.put(SHA256, io.BytesIO(CONTENT))
    assert stored(store, SHA256) == CONTENT


@pytest.mark.parametrize("kind", ["folder", "bucket", "no such bucket"])
def test_a_place_that_cannot_be_reached_is_said_to_be_away(
    kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    (tmp_path / "file").write_bytes(b"")
    config = AttachmentSettings(folder=tmp_path / "file")
    if kind != "folder":
        there = kind == "no such bucket"
        endpoint = request.getfixturevalue("endpoint") if there else "http://127.0.0.1:9"
        bucket = BucketSettings(
            bucket="nowhere", endpoint=endpoint, plain_http=True, timeout_seconds=1, **KEYS
        )
        config = AttachmentSettings(bucket=bucket)
    store = AttachmentStore(config)
    with pytest.raises(StoreAwayError):
        store.put(SHA256, io.BytesIO(CONTENT))
    with pytest.raises((StoreAwayError, FileNotFoundError)):
        read(store, SHA256)
    if kind != "no such bucket":
        with pytest.raises(StoreAwayError):
            store.has(SHA256)
