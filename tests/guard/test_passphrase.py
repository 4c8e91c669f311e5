"""Passphrases by chance and of one's own."""

from __future__ import annotations

import logging
import math
from collections import Counter

import pytest

from ciworkbook.guard.passphrase import LEFT_OUT, WORDS, Judgement, judge, reroll, suggest, word_list


def test_the_list_is_whole() -> None:
    words = WORDS.read_text(encoding="ascii").split("\n")
    assert words.pop() == ""
    assert len(words) == len(set(words)) == 6**5
    assert words == sorted(words)
    assert (words[0], words[-1]) == ("abacus", "zoom")
    assert all(3 <= len(word) <= 9 for word in words)


def test_what_is_left_out_costs_little() -> None:
    left_out = LEFT_OUT.read_text(encoding="ascii").split()
    assert set(left_out) < set(WORDS.read_text(encoding="ascii").split())
    assert len(word_list()) == 6**5 - len(set(left_out))
    assert 5 * math.log2(6**5 / len(word_list())) < 1 / 7
    assert not {"choking", "strangle", "husband", "wife", "hurt"} & set(word_list())


def test_five_words_by_chance() -> None:
    phrases = [suggest() for _number in range(400)]
    assert all(len(one.split(" ")) == 5 for one in phrases)
    assert {word for one in phrases for word in one.split(" ")} <= set(word_list())
    counts = Counter(word for one in phrases for word in one.split(" "))
    assert max(counts.values()) < 10  # 2,000 words drawn from 7,630
    assert len(suggest(7).split()) == 7
    with pytest.raises(ValueError, match="too few"):
        suggest(3)


def test_chance_is_the_systems(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("secrets.choice", lambda words: words[-1])
    assert suggest() == "zoom zoom zoom zoom zoom"


@pytest.mark.parametrize("index", range(5))
def test_another_single_word(index: int) -> None:
    before = suggest().split(" ")
    after = reroll(" ".join(before), index).split(" ")
    assert after[index] != before[index]
    assert after[:index] + after[index + 1 :] == before[:index] + before[index + 1 :]


def test_another_word_is_always_another(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = iter(["same", "same", "other"])
    monkeypatch.setattr("secrets.choice", lambda _words: next(drawn))
    assert reroll("a same b", 1) == "a other b"
    with pytest.raises(IndexError):
        reroll("a b c", 3)


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("", "empty"),
        ("    ", "empty"),
        ("ilovemydog2019", "short"),
        ("short", "short"),
        ("x" * 501, "long"),
        ("passwordpasswordpassword", "common"),
        ("aaaaaaaaaaaaaaaaaaaaaaaaaa", "common"),
        ("qwertyuiopasdfghjkl", "common"),
        ("1234567890123456789", "common"),
        ("abcabcabcabcabcabc" * 8, "common"),
    ],
)
def test_too_weak(typed: str, reason: str) -> None:
    assert judge(typed) == Judgement(False, reason)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "typed",
    [
        "copper lantern seven frogs walking",
        "비밀스러운 낱말 다섯 개를 여기에",
        "قمر وسبعة ضفادع تمشي ببطء",
        "lantern " * 3 + "Xq7 vault %" * 9,
    ],
)
def test_strong_enough(typed: str) -> None:
    assert judge(typed) == Judgement(True)


def test_what_chance_gives_is_strong_enough() -> None:
    assert all(judge(suggest(4)).ok for _number in range(20))


def test_own_words_count_for_nothing() -> None:
    assert judge("rosalinda montgomery frog").ok
    assert judge("rosalinda montgomery frog", ["Rosalinda Montgomery"]) == Judgement(False, "own")
    assert judge("rosalinda with copper lantern seven frogs", ["Rosalinda"]).ok
    assert judge("copper lantern seven frogs", ["", "co", "Rosalinda"]).ok


def test_composed_and_decomposed_are_the_same() -> None:
    assert judge("Jose\u0301 Gonza\u0301lez 77", ["José González"]) == judge(
        "José González 77", ["Jose\u0301 Gonza\u0301lez"]
    )
    assert judge("José González 77 ", ["Jose\u0301 Gonza\u0301lez"]).reason == "own"


def test_nothing_of_it_is_kept(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    from zxcvbn import matching

    secret = "copper lantern seven frogs"
    judged = judge(secret, ["Rosalinda"])
    assert "copper" not in repr(judged) + caplog.text
    assert not matching.RANKED_DICTIONARIES.get("user_inputs")
