"""A clamd, asked over a real socket: only what it says to be clean is clean."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest

from api.virus_scan import ScannerAwayError, virus_in
from settings.attachments import ScannerSettings
from tests.api.clamd import VIRUS, Clamd, clamd_at

LARGE = bytes(range(256)) * 1000


@pytest.fixture(params=["a socket", "a port"])
def asked(
    request: pytest.FixtureRequest, tmp_path: Path
) -> Iterator[tuple[Clamd, ScannerSettings]]:
    place = tmp_path / "clamd" if request.param == "a socket" else None
    with clamd_at(place) as (clamd, port):
        yield clamd, ScannerSettings(socket=place, port=port or 1, timeout_seconds=2)


async def test_it_sees_every_byte_and_its_word_counts(
    asked: tuple[Clamd, ScannerSettings],
) -> None:
    clamd, scanner = asked
    assert await virus_in(io.BytesIO(LARGE), scanner) is None
    assert clamd.seen == [LARGE]
    assert await virus_in(io.BytesIO(LARGE + VIRUS), scanner) == "Eicar-Test-Signature"


@pytest.mark.parametrize(
    "answer",
    [b"", b"\0", b"stream: OK", b"INSTREAM size limit exceeded. ERROR\0", b"stream: OK FOUND? \0"],
)
async def test_any_other_answer_is_none(
    asked: tuple[Clamd, ScannerSettings], answer: bytes
) -> None:
    clamd, scanner = asked
    clamd.answer = answer
    with pytest.raises(ScannerAwayError):
        await virus_in(io.BytesIO(LARGE), scanner)


async def test_nobody_there_is_no_answer(tmp_path: Path) -> None:
    for scanner in (
        ScannerSettings(socket=tmp_path / "nowhere"),
        ScannerSettings(port=1, timeout_seconds=2),
    ):
        with pytest.raises(ScannerAwayError):
            await virus_in(io.BytesIO(b"x"), scanner)
