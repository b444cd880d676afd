"""What an attachment's place really has."""

from io import BytesIO

from records.attachment_store import AttachmentStore


def stored(store: AttachmentStore, sha256: str) -> bytes | None:
    file = BytesIO()
    try:
        store.read_into(sha256, file)
    except FileNotFoundError:
        return None
    return file.getvalue()
