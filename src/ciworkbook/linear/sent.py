"""What a terminal sends for a key, and how much of what it sent is one key.

- Keys that nobody can change are Esc Esc, Ctrl+C and Ctrl+Z; the others are those that the person has set.
"""

from __future__ import annotations

from .. import keys
from .lines import Key

ALWAYS: dict[str, Key] = {"\x1b\x1b": "cover", "\x03": "leave", "\x1a": "stop"}
"""What nobody can change."""
PASTE, PASTED = "\x1b[200~", "\x1b[201~"
"""What stands around a text that was pasted."""
_BY_CHOICE: tuple[Key, ...] = ("cover", "lock", "leave", "help", "pause")
_LETTERS = {1: "P", 2: "Q", 3: "R", 4: "S"}
_NUMBERS = dict(zip(range(1, 13), (11, 12, 13, 14, 15, 17, 18, 19, 20, 21, 23, 24), strict=True))
_WITH = {"shift": 2, "alt": 3, "ctrl": 5}


def sent_by(key: str) -> tuple[str, ...]:
    """Return what terminals send for `key`, named as `ciworkbook.keys` names it; nothing for an unknown one."""
    with_, _plus, last = key.rpartition("+")
    if len(last) == 1:
        return {"ctrl": (chr(ord(last) & 0x1F),), "alt": (f"\x1b{last}",)}.get(with_, ())
    number = int(last[1:]) if last[:1] == "f" and last[1:].isdecimal() else 0
    if number not in _NUMBERS:
        return ()
    more = f";{_WITH[with_]}" if with_ in _WITH else ""
    sent = [f"\x1b[{_NUMBERS[number]}{more}~"]
    if number in _LETTERS:
        sent.append(f"\x1b[1{more}{_LETTERS[number]}" if more else f"\x1bO{_LETTERS[number]}")
    if number < 6 and not more:
        sent.append(f"\x1b[[{'ABCDE'[number - 1]}")  # the Linux console
    return tuple(sent)


def known() -> dict[str, Key]:
    """Return what each key that works at every prompt sends, as the person has set them."""
    chosen = {sent: one for one in _BY_CHOICE for key in keys.current.single(one) for sent in sent_by(key)}
    return {**chosen, **ALWAYS}


def length(waiting: str) -> int:
    """Return how many characters of `waiting`, which begins with Esc, are one key; 0 while more may follow."""
    if waiting[:2] == "\x1b\x1b":
        return 2
    if len(waiting) == 1:
        return 0
    if waiting[:3] == "\x1b[[":
        return 4 if len(waiting) > 3 else 0
    if waiting[1] not in "[O":
        return 2
    for number, character in enumerate(waiting[2:], 3):
        if "@" <= character <= "~":
            return number
    return 0
