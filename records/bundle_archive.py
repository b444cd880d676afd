"""The archive of an evidence bundle: its files, a list of them by their digests, and a seal."""

import hashlib
import json
import shutil
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from tempfile import TemporaryFile
from typing import IO, Any

from records.signing import Signer

PIECE_BYTES = 1024 * 1024
_MADE = (1980, 1, 1, 0, 0, 0)
ReadInto = Callable[[str, IO[bytes]], str]
"""Writes an attachment, found by its SHA-256, into a file, and gives the SHA-256 of what is really
there. Raises FileNotFoundError where it is not kept here."""


@dataclass(frozen=True, slots=True)
class Attached:
    """That an entry refers to an attachment: by the name it has there, or as the evidence of an
    order."""

    entry: int
    sha256: str
    name: str
    order: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is to be packed: files by name, and which entries refer to which attachments."""

    texts: Mapping[str, str | bytes]
    attached: Sequence[Attached]


def pack(evidence: Evidence, signer: Signer, read_into: ReadInto, file: IO[bytes]) -> str:
    """Into the file, from its beginning; gives the SHA-256 of the whole. However many attachments
    there are, never more than a piece of one is held in memory."""
    with zipfile.ZipFile(file, "w") as archive:
        packing = _Packing(archive)
        for name, text in evidence.texts.items():
            packing.add(name, text)
        listed = [
            {**asdict(each), "file": packing.attach(each.sha256, read_into)}
            for each in evidence.attached
        ]
        packing.add("attachments.json", as_json(listed))
        manifest = as_json({"files": packing.digests})
        packing.add("manifest.json", manifest)
        seal = {"key": signer.key_id, "signature": signer.sign(manifest)}
        packing.add("seal.json", as_json(seal))
    file.seek(0)
    digest = hashlib.sha256()
    while piece := file.read(PIECE_BYTES):
        digest.update(piece)
    file.seek(0)
    return digest.hexdigest()


class _Packing:
    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self.digests: dict[str, str] = {}

    def add(self, name: str, text: str | bytes) -> None:
        content = text.encode() if isinstance(text, str) else text
        self._archive.writestr(zipfile.ZipInfo(name, _MADE), content, zipfile.ZIP_DEFLATED)
        self.digests[name] = hashlib.sha256(content).hexdigest()

    def attach(self, sha256: str, read_into: ReadInto) -> str | None:
        """Each content once; its name, or None: what a department's own system named may lie with
        it alone. Stored as it is, since pictures and scans do not get smaller."""
        name = f"attachments/{sha256}"
        if name in self.digests:
            return name
        with TemporaryFile() as found:
            try:
                digest = read_into(sha256, found)
            except FileNotFoundError:
                return None
            found.seek(0)
            with self._archive.open(zipfile.ZipInfo(name, _MADE), "w") as member:
                shutil.copyfileobj(found, member)
        self.digests[name] = digest
        return name


def as_json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1)
