"""From a passphrase to a key: every kind of passphrase, and what it must not depend on."""

from __future__ import annotations

import hashlib
import hmac
import threading
import time
import unicodedata
from pathlib import Path

import pytest

from ciworkbook.vault import (
    Cost,
    NotEnoughMemory,
    PassphraseTaken,
    PassphraseUnusable,
    Vault,
    WrongPassphrase,
    derive,
    derive_for,
    keys,
    parameters,
)
from ciworkbook.vault.keys import name_of, naming_key
from ciworkbook.vault.parameters import Scrypt

from .folders import CHEAP

SALT = bytes(range(32))
CHEAP_SET = Scrypt(CHEAP.n, CHEAP.r, CHEAP.p, salt=SALT)

ROUND_TRIP = {
    "one character": "a",
    "a space": " ",
    "a thousand characters": "long phrase " * 83 + "done",
    "composed": "größe \uac00",
    "decomposed": "gro\u0308sse \u1100\u1161",
    "emoji": "\U0001f468\u200d\U0001f469\u200d\U0001f467 \U0001f512",
    "right to left": "\u05e9\u05dc\u05d5\u05dd \u0645\u0631\u062d\u0628\u0627",
    "hangul": "\ud55c\uad6d\uc5b4 \ube44\ubc00\ubc88\ud638",
    "NUL": "a\x00b",
    "trailing space": "the same words ",
    "controls": "\t\n\x1b[31m",
}


@pytest.mark.parametrize("passphrase", ROUND_TRIP.values(), ids=ROUND_TRIP.keys())
def test_a_passphrase_opens_what_it_made(folder: Path, passphrase: str) -> None:
    with Vault.create(folder, passphrase, cost=CHEAP) as vault:
        entry = vault.put("visit", b"kept")
    with Vault.open(folder, passphrase) as vault:
        assert vault.get(entry) == b"kept"
    for other in (passphrase + " ", " " + passphrase, passphrase.swapcase(), passphrase + "."):
        if unicodedata.normalize("NFC", other) != unicodedata.normalize("NFC", passphrase):
            with pytest.raises(WrongPassphrase):
                Vault.open(folder, other)


@pytest.mark.parametrize("passphrase", ["größe", "\uac00\ub098", "\u1e69 A\u030a"])
def test_how_a_letter_was_typed_does_not_matter(folder: Path, passphrase: str) -> None:
    Vault.create(folder, unicodedata.normalize("NFD", passphrase), cost=CHEAP).close()
    Vault.open(folder, unicodedata.normalize("NFC", passphrase)).close()
    with pytest.raises(PassphraseTaken):
        Vault.create(folder, unicodedata.normalize("NFC", passphrase), cost=CHEAP)


@pytest.mark.parametrize(
    ("passphrase", "word"), [("", "empty"), ("x" * 10_001, "long"), ("x" * 1_000_000, "long"), ("a\udce4", "whole")]
)
def test_a_passphrase_that_cannot_be_used_is_refused_in_words(folder: Path, passphrase: str, word: str) -> None:
    with pytest.raises(PassphraseUnusable, match=word):
        Vault.create(folder, passphrase, cost=CHEAP)
    Vault.create(folder, "good", cost=CHEAP).close()
    with pytest.raises(WrongPassphrase, match=word) as caught:
        Vault.open(folder, passphrase)
    assert caught.value.hint


def test_the_key_is_what_the_format_says() -> None:
    raw = hashlib.scrypt("e\u0301".encode(), salt=SALT, n=16, r=8, p=1, dklen=64)
    assert derive("e\u0301", CHEAP_SET).opening != raw[:32], "the text is normalised first"
    raw = hashlib.scrypt("\u00e9".encode(), salt=SALT, n=16, r=8, p=1, dklen=64)
    key = derive("e\u0301", CHEAP_SET)
    assert (key.opening, key.naming) == (raw[:32], raw[32:])
    assert name_of(b"k" * 32, 12, 5) == hmac.new(b"k" * 32, b"object 12 1", "sha256").hexdigest()[:32]
    assert naming_key("AGE-SECRET-KEY-1X") == hmac.new(b"AGE-SECRET-KEY-1X", b"names", "sha256").digest()


def test_two_names_an_object_and_no_more() -> None:
    names = {name_of(b"k" * 32, id, generation) for id in range(50) for generation in range(1, 20)}
    assert len(names) == 100


def test_no_repr_shows_a_key() -> None:
    key = derive("canary", CHEAP_SET)
    assert key.opening.hex() not in repr(key)
    assert repr(key) == "Key()"


def test_too_little_memory_is_said_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parameters, "MOST_MEMORY", -(2**20) + 1)
    with pytest.raises(NotEnoughMemory) as caught:
        derive("canary", CHEAP_SET)
    assert "canary" not in str(caught.value)


def test_the_cost_follows_the_speed_within_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    for seconds, rounds in ((0.05, 4), (0.24, 4), (0.3, 3), (0.45, 2), (0.9, 1), (30.0, 1)):
        clock = iter([10.0, 10.0 + seconds])
        monkeypatch.setattr(time, "perf_counter", lambda clock=clock: next(clock))
        monkeypatch.setattr(keys, "_scrypt", lambda *_arguments: b"")
        assert keys.measured_cost() == Cost(2**17, 8, rounds)


def test_other_threads_run_while_a_key_is_made() -> None:
    beats, done = [], threading.Event()

    def work() -> None:
        derive("some words", Scrypt(2**16, 8, 1, salt=SALT))
        done.set()

    thread = threading.Thread(target=work)
    thread.start()
    while not done.wait(0.005):
        beats.append(time.perf_counter())
    thread.join()
    assert len(beats) > 5


def test_a_wrong_passphrase_and_no_workbook_get_the_same_words(folder: Path, tmp_path: Path) -> None:
    Vault.create(folder, "mine", cost=CHEAP).close()
    empty = tmp_path / "other"
    Vault.create(empty, "theirs", cost=CHEAP).close()
    said = []
    for place, passphrase in ((folder, "wrong"), (empty, "mine")):
        with pytest.raises(WrongPassphrase) as caught:
            Vault.open_with(place, derive_for(place, passphrase))
        said.append((caught.value.message, caught.value.hint))
    assert said[0] == said[1]
