"""What is wrong with a chain: its first bad entry, and how it is bad (S7)."""

from dataclasses import dataclass
from enum import StrEnum

from domain.words import Text


class Kind(StrEnum):
    ALTERED = "altered"
    MISSING = "missing"
    INSERTED = "inserted"
    REORDERED = "reordered"
    TRUNCATED = "truncated"


KINDS = {
    Kind.ALTERED: Text("内容被改动", "was altered"),
    Kind.MISSING: Text("被删除", "is missing"),
    Kind.INSERTED: Text("系插入", "was inserted"),
    Kind.REORDERED: Text("次序被调换", "was moved to another place"),
    Kind.TRUNCATED: Text("起被截断", "and what follows was cut off"),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """`chain` is a credit code, `audit` or `anchors`; `number` the first bad entry's, `witness`
    who says so where it is not the chain itself. Where the hashes were made anew from the bad entry
    on, it is one from `number` to `up_to`."""

    chain: str
    number: int
    kind: Kind
    witness: str = ""
    up_to: int = 0

    @property
    def message(self) -> Text:
        what = KINDS[self.kind]
        zh = f"（依据：{self.witness}）" if self.witness else ""
        en = f" (by {self.witness})" if self.witness else ""
        last = f"–{self.up_to}" if self.up_to > self.number else ""
        return Text(
            f"{self.chain} 第 {self.number}{last} 条{what.zh}{zh}",
            f"{self.chain}: entry {self.number}{last} {what.en}{en}",
        )
