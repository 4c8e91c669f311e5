"""The text form of identities, against the vectors of BIP-173 and against age itself."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyrage import x25519

from ciworkbook.vault import bech32

VALID = [
    "A12UEL5L",
    "a12uel5l",
    "an83characterlonghumanreadablepartthatcontainsthenumber1andtheexcludedcharactersbio1tt5tgs",
    "abcdef1qpzry9x8gf2tvdw0s3jn54khce6mua7lmqqqxw",
    "11qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqc8247j",
    "split1checkupstagehandshakeupstreamerranterredcaperred2y9e3w",
    "?1ezyfcl",
]


@pytest.mark.parametrize("vector", VALID)
def test_the_vectors_of_the_standard(vector: str) -> None:
    prefix, _, rest = vector.lower().rpartition("1")
    groups = [bech32.LETTERS.index(letter) for letter in rest[:-6]]
    assert bech32.encode_groups(prefix, groups) == vector.lower()


def test_bytes_are_cut_into_groups_as_in_the_standard() -> None:
    program = bytes.fromhex("751e76e8199196d454941c45d1b3a323f1433bd6")
    groups = [0, *(bech32.LETTERS.index(letter) for letter in bech32.encode("x", program)[2:-6])]
    assert bech32.encode_groups("bc", groups).upper() == "BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4"


@given(st.binary(min_size=32, max_size=32))
def test_age_reads_every_identity_and_writes_it_the_same(secret: bytes) -> None:
    text = bech32.identity(secret)
    assert str(x25519.Identity.from_str(text)) == text


@pytest.mark.parametrize("length", [0, 31, 33])
def test_a_secret_of_another_length_is_refused(length: int) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        bech32.identity(bytes(length))
