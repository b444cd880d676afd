"""Where the files that cases refer to are kept, how large they may be, and who scans them."""

from pathlib import Path

from pydantic import BaseModel, Field, SecretStr

MEGABYTE = 1024 * 1024


class BucketSettings(BaseModel):
    """S3-compatible storage, which has to know conditional writes (If-None-Match). Without keys
    the machine's own credentials are used."""

    bucket: str
    prefix: str = ""
    endpoint: str | None = Field(default=None, description="of what is not AWS itself")
    region: str = "us-east-1"
    access_key_id: str | None = None
    secret_access_key: SecretStr | None = None
    plain_http: bool = False
    timeout_seconds: float = Field(default=20, gt=0)


class ScannerSettings(BaseModel):
    """A clamd that every file has to pass: at `socket`, a path, or at `host`."""

    socket: Path | None = None
    host: str = "127.0.0.1"
    port: int = 3310
    timeout_seconds: float = Field(default=60, gt=0)


class AttachmentSettings(BaseModel):
    """The folder is not used where there is a bucket. All processes need the same place: those on
    several machines a shared folder, or a bucket."""

    folder: Path = Path("data/attachments")
    bucket: BucketSettings | None = None
    max_megabytes: float = Field(default=20, gt=0, le=1000)
    max_waiting_megabytes: float = Field(
        default=500, gt=0, description="of one person's files that no case refers to yet"
    )
    keep_days: float = Field(
        default=7, gt=0, description="how long a file that no case refers to is kept"
    )
    hour: int = Field(
        default=3, ge=0, le=23, description="when such files are removed, Asia/Shanghai"
    )
    scanner: ScannerSettings | None = None

    @property
    def max_bytes(self) -> int:
        return int(self.max_megabytes * MEGABYTE)

    @property
    def max_waiting_bytes(self) -> int:
        return int(self.max_waiting_megabytes * MEGABYTE)
