"""One thing that people write in many ways."""

import unicodedata
from functools import lru_cache


@lru_cache(4096)
def one_spelling(name: str) -> str:
    """`10kV-7`, `10KV－7` and ` 10 kv-7` are one: neither width, case nor spaces count."""
    return "".join(unicodedata.normalize("NFKC", name).casefold().split())
