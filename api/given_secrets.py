"""Passwords, codes and tokens of devices, as requests bring them."""

from typing import Annotated

from pydantic import AfterValidator, Field, SecretStr

from records.passwords import MAXIMUM


def _whole_characters(secret: SecretStr) -> SecretStr:
    """JSON can spell half a character, which nothing can be hashed with."""
    try:
        secret.get_secret_value().encode()
    except UnicodeEncodeError:
        raise ValueError("含有不完整的字符 / half a character") from None
    return secret


_Given = Annotated[SecretStr, AfterValidator(_whole_characters)]
Password = Annotated[_Given, Field(min_length=1, max_length=MAXIMUM)]
Code = Annotated[_Given, Field(min_length=1, max_length=40)]
"""Of an authenticator, or one to recover with."""
Device = Annotated[_Given, Field(min_length=1, max_length=60)]
