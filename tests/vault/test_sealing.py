"""One object: its fields, its size, and everything a reader refuses."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyrage import x25519

from ciworkbook.vault import sealing
from ciworkbook.vault.errors import Unfit
from ciworkbook.vault.sealing import FLOOR, Sealed, from_clear, seal, step, to_clear, unseal

NAME = "0123456789abcdef0123456789abcdef"
IDENTITY = x25519.Identity.generate()
RECIPIENT = IDENTITY.to_public()


def made(content: bytes = b'{"a":1}') -> Sealed:
    return Sealed("visit", NAME, 7, 3, 41, content)


@given(st.text())
def test_an_object_comes_back_as_it_was(text: str) -> None:
    object = made(text.encode("utf-8"))
    assert unseal(seal(object, RECIPIENT), NAME, IDENTITY) == object


def test_short_objects_all_fill_one_block() -> None:
    for length in (0, 1, 1_000, 3_500):
        assert len(to_clear(made(b"x" * length))) == FLOOR
    sizes = {len(seal(made(b"x" * 3_500), RECIPIENT)) for _ in range(300)}
    assert max(sizes) <= 4_096


@pytest.mark.parametrize(
    ("length", "padded"),
    [
        (0, 3_700),
        (3_700, 3_700),
        (3_701, 3_712),
        (3_712, 3_712),
        (3_713, 3_840),
        (4_096, 4_096),
        (4_097, 4_352),
        (9_000, 9_216),
        (65_537, 67_584),
        (1_000_000, 1_015_808),
    ],
)
def test_steps_of_size(length: int, padded: int) -> None:
    assert step(length) == padded


@given(st.integers(FLOOR, 2**26))
def test_steps_are_few_and_cost_little(length: int) -> None:
    padded = step(length)
    assert length <= padded <= length * 1.12
    assert step(padded) == padded


def test_the_plaintext_is_json_and_nothing_else() -> None:
    clear = to_clear(made('{"ä":"\x00"}'.encode()))
    data = json.loads(clear)
    assert list(data) == ["format", "kind", "file", "id", "generation", "sequence", "length", "content"]
    assert data["length"] == len(data["content"].encode())
    assert clear.rstrip(b" ").endswith(b"}")


def altered(**changes: Any) -> bytes:
    data: dict[str, Any] = json.loads(to_clear(made()))
    data.update(changes)
    return json.dumps({name: value for name, value in data.items() if value is not ...}).encode()


@pytest.mark.parametrize(
    "changes",
    [
        {"format": 0},
        {"format": "1"},
        {"format": True},
        {"format": ...},
        {"kind": ""},
        {"kind": "Visit"},
        {"kind": "a" * 33},
        {"kind": 1},
        {"file": NAME.upper()},
        {"file": "../" + NAME},
        {"file": ...},
        {"id": -1},
        {"id": 1.0},
        {"id": True},
        {"id": None},
        {"generation": 0},
        {"generation": "3"},
        {"sequence": 0},
        {"sequence": False},
        {"length": 6},
        {"length": 8},
        {"content": b"".decode()},
        {"content": ["{}"]},
        {"content": "\ud800", "length": 3},
        {"more": 1},
    ],
)
def test_every_field_is_checked(changes: dict[str, Any]) -> None:
    with pytest.raises(Unfit) as caught:
        from_clear(altered(**changes))
    assert caught.value.reason == "damaged"


@pytest.mark.parametrize("clear", [b"", b"{}", b"[]", b"1", b"\xff", b"{" * 100_000, b"[" * 100_000])
def test_what_is_no_object_is_refused(clear: bytes) -> None:
    with pytest.raises(Unfit):
        from_clear(clear)


def test_a_newer_format_is_named() -> None:
    with pytest.raises(Unfit) as caught:
        from_clear(altered(format=2, content=..., more="fields"))
    assert caught.value.reason == "newer"


def test_an_object_under_another_name_is_refused() -> None:
    with pytest.raises(Unfit) as caught:
        unseal(seal(made(), RECIPIENT), NAME[::-1], IDENTITY)
    assert caught.value.reason == "replaced"


def test_what_another_identity_opens_is_refused() -> None:
    with pytest.raises(Unfit) as caught:
        unseal(seal(made(), x25519.Identity.generate().to_public()), NAME, IDENTITY)
    assert caught.value.reason == "damaged"


def test_a_panic_of_the_native_code_is_damage_and_ctrl_c_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    panic = type("PanicException", (BaseException,), {})

    def fail(error: BaseException) -> Any:
        def call(*_arguments: object) -> bytes:
            raise error

        return call

    for name, work in (("decrypt", lambda: unseal(b"", NAME, IDENTITY)), ("encrypt", lambda: seal(made(), RECIPIENT))):
        monkeypatch.setattr(f"pyrage.{name}", fail(panic("canary")))
        with pytest.raises(Unfit) as caught:
            work()
        assert "canary" not in repr(caught.value)
        assert caught.value.__suppress_context__
        monkeypatch.setattr(f"pyrage.{name}", fail(KeyboardInterrupt()))
        with pytest.raises(KeyboardInterrupt):
            work()


def test_no_repr_shows_the_content() -> None:
    assert "canary" not in repr(made(b"canary"))


def test_nothing_but_plain_recipients_is_used() -> None:
    """age's passphrase files, plugins and ssh keys stay out: each has faults that this folder cannot have."""
    for path in Path(sealing.__file__).parent.glob("*.py"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"pyrage\.(passphrase|plugin|ssh|tag)|import .*\b(passphrase|plugin|ssh)\b", text), path
