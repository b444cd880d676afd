"""The keys that payloads of the tests are encrypted with."""

from base64 import b64encode

from pydantic import SecretStr


def _pair(name: str) -> str:
    return f"{name}:{b64encode(f'the {name} key of the tests'.ljust(32).encode()).decode()}"


OLD, NEW = _pair("old"), _pair("new")
OLD_ONE = SecretStr(OLD)
NEW_ONE = SecretStr(NEW)
ROTATED = SecretStr(f"{NEW}, {OLD}")
"""The new one encrypts by now."""
