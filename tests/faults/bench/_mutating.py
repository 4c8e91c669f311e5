"""Broken inputs made from whole ones: quick, by chance, the same again for the same seed."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from typing import Any

TOKENS = [
    b'"', b"{", b"}", b"[", b"]", b":", b",", b"null", b"true", b"-1", b"0", b"1e999", b"9" * 40, b"NaN", b"\\u0000",
    b"\\ud800", b"\xff", b"\x00", b"\xed\xa0\x80", b"\n", b"\r", b" ", b"-", b"0.5", b'"":', b"[" * 200, b'{"a":' * 60,
    b"AGE-SECRET-KEY-1", b"---", b"-> X25519 ", b"age-encryption.org/v1\n", b"&a ", b"*a", b"!!python/object ", b"? ",
    b"|", b">", b"#", b"<<: ", b"- ", b"%YAML 1.1\n", b"...", b"\xe2\x80\xae", b"\t", b"'", b"${", b"~", b"1:30",
]  # fmt: skip
HOSTILE: list[Any] = [
    None, True, False, 0, 1, -1, 2**31, 2**63, 10**30, 1.5, 1e308, "", "\x00", "\ud800", "root", "filler", "a" * 5_000,
    [], {}, [[]], {"": None}, [None] * 50, "0" * 32, "f" * 64, "AGE-SECRET-KEY-1", float("inf"),
]  # fmt: skip


def mutated(whole: bytes, others: Sequence[bytes], chance: random.Random) -> bytes:
    """Return `whole` with one to four changes; `others` lend pieces."""
    data = bytearray(whole)
    for _change in range(1 + int(chance.random() * chance.random() * 4)):
        at = int(chance.random() * (len(data) + 1))
        match int(chance.random() * 9):
            case 0 if at < len(data):
                data[at] ^= 1 << int(chance.random() * 8)
            case 1 if at < len(data):
                data[at] = int(chance.random() * 256)
            case 2:
                del data[at : at + 1 + int(chance.random() ** 3 * 200)]
            case 3:
                data[at:at] = TOKENS[int(chance.random() * len(TOKENS))]
            case 4:
                end = at + 1 + int(chance.random() ** 2 * 100)
                data[at:at] = data[at:end]
            case 5:
                other = others[int(chance.random() * len(others))]
                start = int(chance.random() * len(other))
                data[at : at + int(chance.random() * 60)] = other[start : start + int(chance.random() * 120)]
            case 6:
                del data[at:]
            case 7:
                token = TOKENS[int(chance.random() * len(TOKENS))]
                data[at : at + len(token)] = token
            case _:
                data[at:at] = bytes(int(chance.random() * 40))
    return bytes(data)


def restructured(whole: Any, chance: random.Random) -> bytes:
    """Return JSON data as bytes with one of its values, keys or rows replaced, dropped or doubled."""
    data = json.loads(json.dumps(whole))
    holders: list[Any] = [data]
    for holder in holders:
        holders += [
            one for one in (holder.values() if isinstance(holder, dict) else holder) if isinstance(one, dict | list)
        ]
    holder = chance.choice(holders)
    keys = list(holder) if isinstance(holder, dict) else list(range(len(holder)))
    value = chance.choice(HOSTILE)
    match chance.randrange(4 if keys else 1):
        case 0 if isinstance(holder, dict):
            holder[chance.choice(["more", "format", "id", "sets", ""])] = value
        case 0:
            holder.append(value)
        case 1:
            del holder[chance.choice(keys)]
        case 2 if isinstance(holder, list):
            holder.append(holder[chance.choice(keys)])
        case _:
            holder[chance.choice(keys)] = value
    return json.dumps(data, ensure_ascii=chance.random() < 0.5).encode("utf-8", "surrogatepass")
