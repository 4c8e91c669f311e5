"""The file that one person gives to another: what it holds, and that nothing else is taken for it."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ciworkbook.errors import WorkbookError
from ciworkbook.vault import parameters
from ciworkbook.vault.errors import PassphraseUnusable
from ciworkbook.vault.given import (
    MOST,
    MOST_IN_FILE,
    GivenDamaged,
    GivenNewer,
    GivenNotOpened,
    GivenTooLarge,
    NotGiven,
    check,
    lock,
    unlock,
)
from ciworkbook.vault.keys import derive
from ciworkbook.vault.sealing import encrypt

from .folders import CHEAP, FULL

WORDS = "copper lantern seven frogs walking"
CONTENT = '{"said": "Ölmühle 한글 🌱"}'.encode()


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parameters, "LEAST_N", CHEAP.n)


def head(n: int = 2**4, p: int = 1, sets: int = 1, **more: object) -> bytes:
    listed = [{"n": n, "r": 8, "p": p, "salt": f"{at:064x}"} for at in range(sets)]
    body = {"format": 1, "scrypt": listed, **more}
    return json.dumps(body | {"checksum": parameters._checksum(body)}).encode()


@pytest.mark.parametrize(
    "content", [b"", b"{}", CONTENT, b"x" * 100_000, b"x" * MOST], ids=["0", "2", "27", "100k", "most"]
)
def test_what_goes_in_comes_out_with_its_words_only(content: bytes) -> None:
    data = lock(content, WORDS, CHEAP)
    assert unlock(data, WORDS) == content
    for wrong in (WORDS + " ", WORDS.upper(), "copper lantern"):
        with pytest.raises(GivenNotOpened):
            unlock(data, wrong)
    with pytest.raises(PassphraseUnusable):
        unlock(data, "")


def test_it_says_nothing_in_clear_but_how_words_become_a_key() -> None:
    one, other = lock(CONTENT, WORDS, CHEAP), lock(CONTENT + b"!" * 900, WORDS, CHEAP)
    line, _break, locked = one.partition(b"\n")
    said = json.loads(line)
    assert set(said) == {"format", "scrypt", "checksum"}
    assert {name: value for name, value in said["scrypt"][0].items() if name != "salt"} == {"n": 16, "r": 8, "p": 1}
    assert locked.startswith(b"age-encryption.org/v1\n-> X25519 ")
    assert line != other.partition(b"\n")[0]  # a salt of its own each time
    assert abs(len(one) - len(other)) < 300  # sizes come in steps; age's own header varies


def test_usual_words_cost_as_much_as_a_passphrase() -> None:
    said = json.loads(lock(CONTENT, WORDS).partition(b"\n")[0])["scrypt"][0]
    assert (said["n"], said["r"], said["p"]) == (2**17, 8, 1)


def test_too_much_is_not_begun() -> None:
    with pytest.raises(GivenTooLarge):
        lock(b"x" * (MOST + 1), WORDS, CHEAP)
    with pytest.raises(GivenTooLarge):
        unlock(b"x" * (MOST_IN_FILE + 1), WORDS)


def test_every_changed_byte_is_noticed() -> None:
    data = lock(CONTENT, WORDS, CHEAP)
    line = data.index(b"\n") + 1
    for place in range(0, len(data), 1 if FULL else 37):
        changed = data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]
        with pytest.raises((NotGiven, GivenNewer, GivenNotOpened, GivenDamaged)) as caught:
            unlock(changed, WORDS)
        assert place >= line or caught.type in (NotGiven, GivenNewer)
    for length in (0, 10, line, line + 30, len(data) // 2, len(data) - 1):
        with pytest.raises((NotGiven, GivenDamaged)):
            unlock(data[:length], WORDS)
    with pytest.raises(GivenDamaged):
        unlock(data + b"x", WORDS)


def test_what_is_no_such_file_is_told_apart() -> None:
    rest = b"\n" + lock(CONTENT, WORDS, CHEAP).partition(b"\n")[2]
    for wrong in (
        b"",
        b"\n",
        b"%PDF-1.7\n...",
        parameters.render((parameters.new_set(CHEAP),)),
        head(sets=2) + rest,
        head(sets=0) + rest,
        head(extra=1) + rest,
        head() + b" " * 2000 + rest,
        head() + b"\nno age file",
        head() + b"\nage-encryption.org/v2\n",
        b"[" * 900 + rest,
    ):
        with pytest.raises(NotGiven):
            check(wrong)
    with pytest.raises(GivenNewer):
        check(head(format=2) + rest)
    with pytest.raises(GivenNotOpened):
        unlock(head() + rest, WORDS)  # the salt of another file


def test_no_file_makes_the_reader_work_for_long(monkeypatch: pytest.MonkeyPatch) -> None:
    def derived(*_given: object) -> None:
        raise AssertionError("a key was made")

    monkeypatch.setattr("ciworkbook.vault.given.derive", derived)
    rest = b"\nage-encryption.org/v1\n-> X25519 x\n"
    for wrong in (head(n=2**30), head(n=2**20), head(n=2**19), head(p=9), head(n=12345), head(n=2**3)):
        with pytest.raises(NotGiven):
            unlock(wrong + rest, WORDS)


def test_what_is_not_padded_as_written_here_is_refused() -> None:
    scrypt = parameters.parse(head())[0]
    public = derive(WORDS, scrypt).identity().to_public()
    for inside in (b"{}", b"{}" + b" " * 5000, b"x" * (MOST + 500_000)):
        with pytest.raises((GivenDamaged, GivenTooLarge)):
            unlock(head() + b"\n" + encrypt(inside, [public]), WORDS)


@settings(max_examples=400 if FULL else 60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.one_of(
        st.binary(max_size=400),
        st.builds(lambda line, rest: line + b"\n" + rest, st.binary(max_size=300), st.binary(max_size=300)),
        st.builds(lambda rest: head() + b"\nage-encryption.org/v1\n" + rest, st.binary(max_size=400)),
        st.builds(
            lambda stanza, rest: head() + b"\nage-encryption.org/v1\n-> " + stanza + b"\n--- " + rest,
            st.sampled_from(
                [b"X25519 " + b"A" * 43, b"scrypt AAAAAAAAAAAAAAAAAAAAAA 40", b"ssh-rsa x", b"piv-p256 a b"]
            ),
            st.binary(max_size=200),
        ),
    )
)
def test_whatever_the_file_is_it_is_refused_in_words(data: bytes) -> None:
    with pytest.raises(WorkbookError) as caught:
        unlock(data, WORDS)
    assert caught.type in (NotGiven, GivenNewer, GivenNotOpened, GivenDamaged)
    assert caught.value.message
    assert caught.value.hint
