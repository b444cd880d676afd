"""Why a file is not taken."""

from domain.words import Text


class AttachmentError(Exception):
    """`code` is stable."""

    def __init__(self, code: str, reason: Text) -> None:
        super().__init__(code)
        self.code = code
        self.reason = reason
