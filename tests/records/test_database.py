"""What the database was given stays out of errors, which end in logs and in Temporal."""

import pytest
from sqlalchemy import Engine, insert
from sqlalchemy.exc import IntegrityError
from sqlmodel import SQLModel

from records.database import one_transaction

ROW = {"id": "zhang", "name": "张三", "password_hash": "$argon2id$of-somebody"}


def test_an_error_tells_none_of_the_values(engine: Engine) -> None:
    account = SQLModel.metadata.tables["account"]
    with pytest.raises(IntegrityError) as raised, one_transaction(engine) as connection:
        connection.execute(insert(account), [ROW, ROW])
    assert "[SQL: INSERT INTO account" in str(raised.value)
    assert not [value for value in ("张三", "argon2id") if value in str(raised.value)]
