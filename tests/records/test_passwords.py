"""S9: which passwords are taken, and that only their hashes are kept."""

import pytest

from records.passwords import fits, hashed, one_time_password, weakness

NAMES = ("zhang.san", "张三丰真人")


@pytest.mark.parametrize(
    "password",
    [
        "short",
        "elevenchars",
        "Password12345",
        "WOAINI1314520",
        "administrator",
        "aaaaaaaaaaaaa",
        "abcabcabcabcab",
        "qwertyuiopasdf",
        "zyxwvutsrqponm",
        "my Zhang.San password",
        "我叫张三丰真人所以这样",
        "phaseout-demo-2026",
        "x" * 201,
        "\ufdfa",  # one character, eighteen once it is composed
        "my \uff3ahang.\uff33an password",
    ],
)
def test_what_is_short_common_regular_or_says_who_it_is_is_weak(password: str) -> None:
    assert weakness(password, *NAMES)


@pytest.mark.parametrize(
    "password",
    ["correct horse battery", "一二三四五六七八九十百千", "aaaaaaaaaaab", "x9" * 5 + "yz"],
)
def test_length_is_enough_and_no_kinds_of_characters_are_asked_for(password: str) -> None:
    assert weakness(password, *NAMES) is None


def test_a_short_name_is_in_words_by_accident() -> None:
    assert weakness("a likely sentence", "li") is None


def test_every_password_that_we_make_is_one_that_we_would_take() -> None:
    made = {one_time_password() for _ in range(100)}
    assert len(made) == 100
    assert [password for password in made if weakness(password, *NAMES)] == []


def test_a_hash_fits_its_password_however_that_is_composed() -> None:
    kept = hashed("caf\u00e9 au lait, deux")
    assert kept.startswith("$argon2id$")
    assert fits("cafe\u0301 au lait, deux", kept)
    assert not fits("cafe au lait, deux", kept)
    assert not fits("caf\u00e9 au lait, deux", None)
