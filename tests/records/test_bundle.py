"""S7: the evidence bundle verifies where nothing of this service is, and shows any change."""

import hashlib
import io
import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from threading import Thread
from typing import IO

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Engine

from domain.commands import Command
from domain.core import handle
from domain.refusals import Refusal
from domain.words import Attachment
from records import audit
from records.audit import AuditRow
from records.bundle import Sealing, make_bundle
from records.bundle_verifier import L, signed
from records.database import writing
from records.signing import Keyring, Signer
from records.verify import verify
from records.write import write
from tests.domain.lives import AUDITOR, CODE, COMMIT, INSPECTOR, LINE, Life, local
from tests.domain.stages import sealing
from tests.records.contents import rows
from tests.records.tampering import KEYS, OTHER_KEY, SIGNER, anchor

SEALING = Sealing(SIGNER, KEYS)
NUMBER = f"{CODE}-1"
CONTENT = b"the signed notice"
KEPT = hashlib.sha256(CONTENT).hexdigest()
LOST = hashlib.sha256(b"lost").hexdigest()
OTHERS = "另一条生产线"


@pytest.fixture(scope="session")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A Python that has nothing but its standard library."""
    folder = tmp_path_factory.mktemp("bare")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder / "venv"], check=True)
    return folder / "venv" / "bin" / "python"


@pytest.fixture
def bundle(engine: Engine) -> bytes:
    """Of a case whose enterprise has another one, anchored twice on its way."""
    life = sealing()
    put(engine, life)
    anchor(engine)
    attachments = (Attachment("通知.pdf", KEPT, 17), Attachment("照片.jpg", LOST, 4))
    at = local("2025-10-20")
    commit = Command("commit", NUMBER, INSPECTOR, COMMIT, attachments=attachments)
    committed = handle(life.enterprise, commit, at)
    assert not isinstance(committed, Refusal)
    second = Command("flag", "", INSPECTOR, life.flagging(replace(LINE, name=OTHERS)))
    flagged = handle(committed[0], second, at)
    assert not isinstance(flagged, Refusal)
    life.recorded += [*committed[1], *flagged[1]]
    put(engine, life)
    return take(engine)


def put(engine: Engine, life: Life) -> None:
    with writing(engine) as session:
        write(session, CODE, life.recorded)


def take(engine: Engine, sealing: Sealing = SEALING) -> bytes:
    with make_bundle(engine, NUMBER, AUDITOR, sealing, kept) as packed:
        return packed.read()


def kept(sha256: str, file: IO[bytes]) -> str:
    if sha256 != KEPT:
        raise FileNotFoundError(sha256)
    file.write(CONTENT)
    return KEPT


def files(bundle: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(bundle)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def verified(bare: Path, folder: Path, content: dict[str, bytes], *keys: str) -> tuple[int, str]:
    """What the bundle's own script says in a folder of its own, on a Python without packages."""
    for name, file in content.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(file)
    options = [option for key in keys for option in ("--key", key)]
    done = subprocess.run(
        [bare, "-I", "verify.py", *options],
        cwd=folder,
        env={"PATH": os.environ["PATH"], "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    return done.returncode, done.stdout


def test_s7_it_verifies_where_nothing_of_this_service_is(
    engine: Engine, bundle: bytes, bare: Path, tmp_path: Path
) -> None:
    content = files(bundle)
    entries = len(json.loads(content["chain.json"]))
    code, said = verified(bare, tmp_path / "with key", content, SIGNER.public)
    assert (code, said.splitlines()[-1]) == (0, "GOOD 核验通过")
    assert f"{entries} entries 条, 2 anchors" in said
    assert f"up to entry 证明至第 {entries} 条, 1 attachments not in" in said
    code, said = verified(bare, tmp_path / "without", content)
    assert code == 0
    assert SIGNER.public in said
    (tmp_path / "bundle.zip").write_bytes(bundle)
    script = tmp_path / "without" / "verify.py"
    packed = subprocess.run([bare, script, tmp_path / "bundle.zip"], check=False)
    assert packed.returncode == 0
    assert verify(engine, KEYS).good


def test_s9_of_other_cases_it_has_digests_alone(bundle: bytes) -> None:
    content = files(bundle)
    assert OTHERS.encode() not in b"".join(content.values())
    chain = json.loads(content["chain.json"])
    assert "body" not in chain[-1]
    assert chain[-2]["body"]
    assert len([each for each in chain if "body" not in each]) == 1


def test_people_can_read_it(bundle: bytes) -> None:
    content = {name: file.decode() for name, file in files(bundle).items() if ".zip" not in name}
    assert "送达" in content["timeline.txt"]
    assert "2025-10-01为休息日" in content["deadlines.txt"].replace("2025年10月1日", "2025-10-01")
    assert "L3" in content["deadlines.txt"]
    assert "日历版本：chinesecalendar" in content["deadlines.txt"]
    orders = json.loads(content["orders.json"])
    assert {order["case"] for order in orders} == {NUMBER}
    assert all(order["department"] for order in orders)
    rules = json.loads(content["rules.json"])
    assert (rules["ground"], rules["procedure_version"]) == ("energy", 1)
    assert content[f"attachments/{KEPT}"] == CONTENT.decode()
    listed = json.loads(content["attachments.json"])
    assert [(each["sha256"], bool(each["file"])) for each in listed] == [
        (KEPT, True),
        (LOST, False),
    ]
    assert "verify.py" in content["README.txt"]


def test_s7_that_it_was_taken_is_on_the_audit_record(engine: Engine, bundle: bytes) -> None:
    last = rows(engine, AuditRow)[-1]
    assert (last["what"], last["actor"], last["subject"], last["code"]) == (
        "exported",
        AUDITOR.id,
        NUMBER,
        "bundle",
    )
    assert last["detail"] == f"sha256 {hashlib.sha256(bundle).hexdigest()}"


Change = Callable[[dict[str, bytes]], object]


def replaced(name: str, old: str, new: str) -> Change:
    def change(content: dict[str, bytes]) -> None:
        assert old.encode() in content[name], name
        content[name] = content[name].replace(old.encode(), new.encode(), 1)

    return change


def entries(how: Callable[[list[dict[str, object]]], object]) -> Change:
    def change(content: dict[str, bytes]) -> None:
        chain = json.loads(content["chain.json"])
        how(chain)
        content["chain.json"] = json.dumps(chain).encode()

    return change


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (replaced("timeline.txt", "送达", "未送"), "file timeline.txt was altered"),
        (replaced("chain.json", "送达回证-1", "送达回证-2"), "entry 2 was altered"),
        (replaced("chain.json", '"digest": "', '"digest": "0'), "entry 1 was altered"),
        (replaced("anchors.json", "root", "toor"), "no whole bundle"),
        (replaced("anchors.json", '"sequence": ', '"sequence": 1'), "knows another entry"),
        (replaced("bundle.json", CODE + "-1", CODE + "-2"), "entry 1 is another's"),
        (entries(lambda chain: chain.pop()), "the chain was cut off"),
        (entries(lambda chain: chain.pop(3)), "entry 4 is missing or moved"),
        (entries(lambda chain: chain.insert(2, chain[4])), "entry 3"),
        (entries(lambda chain: chain.reverse()), "entry 1"),
        (lambda content: content.pop(f"attachments/{KEPT}"), "通知.pdf is missing"),
        (lambda content: content.pop("orders.json"), "file orders.json is missing"),
        (lambda content: content.pop("chain.json"), "no whole bundle"),
        (lambda content: content.update({f"attachments/{KEPT}": b"x"}), "通知.pdf was altered"),
    ],
)
def test_s7_whatever_is_changed_in_it_is_told(
    bundle: bytes, bare: Path, tmp_path: Path, change: Change, told: str
) -> None:
    content = files(bundle)
    change(content)
    code, said = verified(bare, tmp_path, content)
    assert code > 0
    assert told in said
    assert "GOOD" not in said


def test_s7_a_bundle_made_anew_with_another_key_does_not_pass_for_ours(
    engine: Engine, bundle: bytes, bare: Path, tmp_path: Path
) -> None:
    other = Signer(OTHER_KEY)
    forged = files(take(engine, Sealing(other, Keyring([other.public, SIGNER.public]))))
    assert verified(bare, tmp_path, forged)[0] == 0
    code, said = verified(bare, tmp_path, forged, SIGNER.public)
    assert code == 1
    assert "the seal of the bundle does not hold" in said
    assert verified(bare, tmp_path, forged, SIGNER.public, other.public)[0] == 0


def test_nobody_waits_for_the_database_while_attachments_are_packed(
    engine: Engine, bundle: bytes
) -> None:
    waited: list[bool] = []

    def meanwhile() -> None:
        with writing(engine) as session:
            audit.note(session, "signed_in", actor=AUDITOR.id)

    def slowly(sha256: str, file: IO[bytes]) -> str:
        other = Thread(target=meanwhile, daemon=True)
        other.start()
        other.join(10)
        waited.append(other.is_alive())
        return kept(sha256, file)

    make_bundle(engine, NUMBER, AUDITOR, SEALING, slowly).close()
    assert waited == [False, False]


def test_a_case_that_is_not_there_has_none(engine: Engine) -> None:
    with pytest.raises(LookupError):
        take(engine)


# RFC 8032, 7.1: public key, message, signature.
VECTORS = (
    (
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
        "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    ),
    (
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
        "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    ),
    (
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
        "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
    ),
)


@pytest.mark.parametrize(("public", "message", "signature"), VECTORS)
def test_its_signatures_are_those_of_rfc_8032(public: str, message: str, signature: str) -> None:
    key, said, sign = (bytes.fromhex(each) for each in (public, message, signature))
    assert signed(key, said, sign)
    assert not signed(key, said + b"x", sign)
    for place in (0, 31, 32, 63):
        wrong = bytearray(sign)
        wrong[place] ^= 1
        assert not signed(key, said, bytes(wrong))
    stretched = int.from_bytes(sign[32:], "little") + L
    assert not signed(key, said, sign[:32] + stretched.to_bytes(32, "little"))
    assert not signed(key[:31], said, sign)
    assert not signed(b"\xff" * 32, said, sign)


@pytest.mark.parametrize("number", range(8))
def test_what_cryptography_signs_it_confirms(number: int) -> None:
    key = Ed25519PrivateKey.from_private_bytes(bytes([number + 1]) * 32)
    message = b"anchor" * number
    public = key.public_key().public_bytes_raw()
    assert signed(public, message, key.sign(message))
    assert not signed(public, message + b".", key.sign(message))
