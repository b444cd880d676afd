"""`phaseout verify` and `phaseout anchor`, as an auditor types them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine
from typer.testing import CliRunner, Result

import settings
from cli.main import app
from domain.commands import Command
from domain.words import Attachment
from records.database import writing
from records.write import write
from settings.anchoring import AnchorSettings
from tests.domain.lives import CODE, INSPECTOR, Life, local
from tests.records.giving import give
from tests.records.tampering import (
    AUDITED,
    ENTRIES,
    HEADS_FOLLOW,
    KEY,
    OTHER_KEY,
    SIGNER,
    tamper,
    whole_record,
)


@pytest.fixture
def engine(engine: Engine) -> Engine:
    whole_record(engine)
    return engine


@pytest.fixture
def folder(
    engine: Engine, database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Path]:
    monkeypatch.setenv("PHASEOUT_DATABASE_URL", database_url)
    configure(monkeypatch, tmp_path, KEY)
    yield tmp_path / "anchors"
    settings.settings.cache_clear()


def configure(
    monkeypatch: pytest.MonkeyPatch, path: Path, key: str, public_keys: tuple[str, ...] = ()
) -> None:
    config = AnchorSettings(folder=path / "anchors", public_keys=list(public_keys))
    given = config.model_dump_json(exclude={"key"})[:-1] + f',"key":"{key}"}}'
    monkeypatch.setenv("PHASEOUT_ANCHOR", given)
    settings.settings.cache_clear()


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments))


def test_a_good_record_gives_0_and_how_far_it_is_is_shown(folder: Path) -> None:
    for _ in range(2):
        assert run("anchor").exit_code == 0
    result = run("verify")
    assert result.exit_code == 0, result.output
    assert "100%" in result.stderr
    assert "2 enterprises with 18 entries, 12 notes, 2 anchors (2 copies outside): 0 bad" in (
        result.stdout
    )


def test_s7_what_is_bad_is_named_and_gives_1(folder: Path, engine: Engine) -> None:
    run("anchor")
    tamper(engine, ENTRIES.swap(3, 4), AUDITED.delete(2))
    result = run("verify")
    assert result.exit_code == 1
    assert result.stdout.splitlines()[:2] == [
        f"reordered: {CODE} 第 3 条次序被调换 · {CODE}: entry 3 was moved to another place",
        "missing: audit 第 2 条被删除 · audit: entry 2 is missing",
    ]


def test_s7_copies_outside_are_believed_more_than_the_database(
    folder: Path, engine: Engine
) -> None:
    run("anchor")
    cut = ("DELETE FROM anchor", "DELETE FROM anchored_head", AUDITED.cut(9), *HEADS_FOLLOW)
    tamper(engine, *cut)
    result = run("verify")
    assert result.exit_code == 1
    assert "truncated: anchors" in result.stdout
    assert run("verify", "--anchors", str(folder / "none")).exit_code == 0


def test_after_a_change_of_key_the_old_public_key_is_kept(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("anchor")
    configure(monkeypatch, tmp_path, OTHER_KEY, (SIGNER.public,))
    run("anchor")
    assert run("verify").exit_code == 0
    configure(monkeypatch, tmp_path, OTHER_KEY)
    assert run("verify").exit_code == 1
    assert run("verify", "--key", SIGNER.public).exit_code == 0


def test_what_cannot_be_done_gives_2(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    configure(monkeypatch, tmp_path, "")
    assert run("anchor").exit_code == 2
    (tmp_path / "copies").write_text("{}")
    assert run("verify", "--anchors", str(tmp_path / "copies")).exit_code == 2


def test_s7_attachments_are_gone_through_where_that_is_asked_for(
    folder: Path, engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PHASEOUT_ATTACHMENTS", f'{{"folder": "{tmp_path / "attachments"}"}}')
    settings.settings.cache_clear()
    result = run("verify", "--attachments")
    assert result.exit_code == 0, result.output
    assert "0 attachments, 0 bad" in result.stdout
    life, file = Life("91150303MA0N12347C"), Attachment("通知.pdf", "a" * 64, 7)
    flag = Command("flag", "", INSPECTOR, life.flagging(), attachments=(file,))
    give(life, flag, local("2025-04-01"))
    with writing(engine) as session:
        write(session, life.enterprise.code, life.recorded)
    assert run("verify").exit_code == 0
    result = run("verify", "--attachments")
    assert result.exit_code == 1
    assert f"missing: {life.enterprise.code} 1 附件缺失：{file.sha256}" in result.stdout
