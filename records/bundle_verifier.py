#!/usr/bin/env python3
"""Verifies an evidence bundle 证据包: python3 verify.py [--key PUBLIC_KEY_HEX]... [FOLDER OR ZIP]

Needs Python 3.11 and nothing else. Exit code 0 only if everything holds. What it proves is in
README.txt. The key is best given by hand, as it was published: a key that came with the bundle
proves only that the bundle fits together.
"""

import argparse
import hashlib
import json
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P
I = pow(2, (P - 1) // 4, P)  # noqa: E741 - its name in RFC 8032
Point = tuple[int, int, int, int]


def add(a: Point, b: Point) -> Point:
    e, f = (a[1] - a[0]) * (b[1] - b[0]) % P, (a[1] + a[0]) * (b[1] + b[0]) % P
    g, h = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    m, n, o, q = f - e, h - g, h + g, f + e
    return m * n % P, o * q % P, n * o % P, m * q % P


def times(number: int, point: Point) -> Point:
    result: Point = (0, 1, 1, 0)
    while number:
        if number & 1:
            result = add(result, point)
        point, number = add(point, point), number >> 1
    return result


def point_of(encoded: bytes) -> Point | None:
    y, sign = int.from_bytes(encoded, "little") & (2**255 - 1), encoded[31] >> 7
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * I % P
    if (x * x - square) % P or (x == 0 and sign):
        return None
    x = P - x if x & 1 != sign else x
    return x, y, 1, x * y % P


BASE = point_of(bytes([0x58]) + bytes([0x66]) * 31)


def signed(public: bytes, message: bytes, signature: bytes) -> bool:
    """Ed25519, RFC 8032 5.1.7."""
    if len(public) != 32 or len(signature) != 64 or BASE is None:
        return False
    a, r = point_of(public), point_of(signature[:32])
    s = int.from_bytes(signature[32:], "little")
    if a is None or r is None or s >= L:
        return False
    k = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % L
    left, right = times(s, BASE), add(r, times(k, a))
    return not ((left[0] * right[2] - right[0] * left[2]) % P) and not (
        (left[1] * right[2] - right[1] * left[2]) % P
    )


def sha256(content: bytes | str) -> str:
    return hashlib.sha256(content if isinstance(content, bytes) else content.encode()).hexdigest()


def link(previous: str, digest: str) -> str:
    return sha256(f"{previous}\n{digest}")


def up(path: list[list[str]], found: str) -> str:
    """The root of the tree of which this is a leaf (RFC 6962)."""
    for side, neighbour in path:
        pair = neighbour + found if side == "left" else found + neighbour
        found = sha256(b"\x01" + bytes.fromhex(pair))
    return found


class Bundle:
    """`keys` are trusted public keys by their ids; without any, those in the bundle are taken."""

    def __init__(self, read: Callable[[str], bytes], keys: list[str]) -> None:
        self.read = read
        self.given = bool(keys)
        self.keys = {sha256(bytes.fromhex(key))[:16]: key for key in keys} or self.load("keys.json")
        self.bad: list[str] = []

    def load(self, name: str) -> Any:
        return json.loads(self.read(name))

    def expect(self, holds: bool, what: str) -> None:
        if not holds:
            self.bad.append(what)

    def public(self, key_id: str) -> bytes:
        return bytes.fromhex(self.keys.get(key_id, ""))

    def files(self) -> None:
        manifest = self.read("manifest.json")
        for name, digest in json.loads(manifest)["files"].items():
            try:
                self.expect(sha256(self.read(name)) == digest, f"file {name} was altered")
            except (KeyError, OSError):
                self.bad.append(f"file {name} is missing")
        seal = self.load("seal.json")
        public = self.public(seal["key"])
        signature = bytes.fromhex(seal["signature"])
        self.expect(signed(public, manifest, signature), "the seal of the bundle does not hold")

    def chain(self) -> dict[int, str]:
        """The enterprise's entries: those of this case in full, of the others their digests."""
        about, heads, previous = self.load("bundle.json"), dict[int, str](), "0" * 64
        for number, entry in enumerate(self.load("chain.json"), start=1):
            body = entry.get("body")
            if body is not None:
                said = json.loads(body)
                own = (said["enterprise"], said["sequence"], said["case"])
                expected = (about["enterprise"], number, about["case"])
                self.expect(own == expected, f"entry {number} is another's")
                self.expect(sha256(body) == entry["digest"], f"entry {number} was altered")
            previous = link(previous, entry["digest"])
            self.expect(entry["number"] == number, f"entry {number} is missing or moved")
            self.expect(previous == entry["hash"], f"entry {number} does not continue the chain")
            heads[number] = entry["hash"]
        self.expect(heads.get(len(heads)) == about["head"], "the chain was cut off")
        return heads

    def anchors(self, heads: dict[int, str]) -> tuple[int, int]:
        """How many anchors there are, and up to which entry they vouch for the chain."""
        enterprise, found = self.load("bundle.json")["enterprise"], self.load("anchors.json")
        previous, roots, vouched = None, dict[int, str](), 0
        for anchor in found["anchors"]:
            text = anchor["statement"]
            said = json.loads(text)
            name, public = f"anchor {said['number']}", self.public(said["key"])
            signature = bytes.fromhex(anchor["signature"])
            self.expect(signed(public, text.encode(), signature), f"{name} is not signed so")
            self.expect(previous in (None, said["previous"]), f"{name} does not follow the last")
            previous, roots[said["number"]] = link(said["previous"], sha256(text)), said["root"]
        for proof in found["proofs"]:
            number, head, anchor = proof["sequence"], proof["head"], proof["anchor"]
            leaf = sha256(b"\x00" + f"{enterprise}\n{number}\n{head}".encode())
            holds = up(proof["path"], leaf) == roots.get(anchor) and heads.get(number) == head
            self.expect(holds, f"anchor {anchor} knows another entry {number}")
            vouched = max(vouched, number)
        return len(roots), vouched

    def attachments(self) -> int:
        kept = self.load("attachments.json")
        for each in kept:
            name = each["name"] or each["sha256"]
            try:
                fits = not each["file"] or sha256(self.read(each["file"])) == each["sha256"]
                self.expect(fits, f"attachment {name} was altered")
            except (KeyError, OSError):
                self.bad.append(f"attachment {name} is missing")
        return sum(not each["file"] for each in kept)

    def verify(self) -> int:
        self.files()
        heads = self.chain()
        anchors, vouched = self.anchors(heads)
        absent = self.attachments()
        for each in self.bad:
            sys.stdout.write(f"BAD 有误: {each}\n")
        by = "the keys given 所给公钥" if self.given else "the keys in the bundle 包内公钥: compare"
        sys.stdout.write(
            f"{len(heads)} entries 条, {anchors} anchors 个锚点 vouch up to entry 证明至第 "
            f"{vouched} 条, {absent} attachments not in the bundle 份附件未附; "
            f"by {by} {', '.join(self.keys.values())}\n"
            f"{'BAD 核验未通过' if self.bad else 'GOOD 核验通过'}\n"
        )
        return 1 if self.bad else 0


def main() -> int:
    parser = argparse.ArgumentParser(description="Verifies an evidence bundle 核验证据包")
    parser.add_argument("bundle", nargs="?", type=Path, default=Path(__file__).parent)
    published = "a public key as it was published 公布的公钥"
    parser.add_argument("--key", action="append", default=[], help=published)
    given = parser.parse_args()
    folder: Path = given.bundle
    read = zipfile.ZipFile(folder).read if folder.is_file() else lambda n: (folder / n).read_bytes()
    try:
        return Bundle(read, given.key).verify()
    except (KeyError, OSError, TypeError, ValueError, zipfile.BadZipFile) as problem:
        sys.stdout.write(f"BAD 有误: no whole bundle 证据包不完整: {problem!r}\n")
        return 2


if __name__ == "__main__":
    sys.exit(main())
