"""What no worksheet may ask: the guards against misuse that a rule can hold.

- Someone who caused harm is never asked where the person they harmed is, who supports them or how to reach them.
- Nobody signs. Nothing is added up.
- The rules know English only; a sheet in another language is held by those who review it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from .finding import Finding, quoted
from .loading import Loaded
from .model import Worksheet, build
from .texts import Trail, place, texts

_THEM = r"(?:them|they|she|he|her|him|the (?:person|one) (?:you|i) (?:harmed|hurt)|your (?:ex|partner|victim))"
_THEIRS = r"(?:their|his|her|the person (?:you|i) harmed's)"
_REACH = "reach|contact|find|meet|see|message|call"
_NEVER_ASKED = [
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\bwhere (?:is|are|do|does|did|could|might|can) {_THEM}\b",
        rf"\bwhere {_THEM} (?:is|are|lives?|stays?|goes|go|works?|sleeps?|might|may|could)\b",
        rf"\b{_THEIRS} (?:new )?(?:address|home|house|number|phone|routine|school|work|job|car|friends|family)\b",
        rf"\bwho (?:supports?|helps?|protects?|hides?|shelters?|believes?|is with|lives with|stands by) {_THEM}\b",
        rf"\b(?:supporters|helpers|allies|friends|family) of {_THEM}\b",
        rf"\bhow (?:can|could|do|does|might|to|will|would)\b[^.?]*\b(?:{_REACH})\b[^.?]*\b{_THEM}\b",
        rf"\b(?:way|ways|time|times|place) to (?:{_REACH}) {_THEM}\b",
    )
]
_SIGNED = re.compile(r"\bsignatures?\b|\bsigned by\b|\bsign (?:here|below|this|your name)\b", re.IGNORECASE)
_ADDED_UP = re.compile(
    r"\badd (?:it|them|these|your|the) ?\w* up\b|\bsum of\b|\bin total\b|\btotals?\b|\bpoints (?:for|in all)\b"
    r"|\bcount (?:up|the|your) ?(?:marks|signs|ticks|yes|answers)\b",
    re.IGNORECASE,
)


def check(loaded: Loaded, data: Mapping[str, Any]) -> list[Finding]:
    """Return what the canonical `data` of the file `loaded` asks and may not ask, at any of its doors."""
    if str(data["language"]).split("-")[0] != "en":
        return []
    found: dict[Finding, None] = {}
    for door in data["audience"]:
        for code, trail, message in _words(build(data, door)):
            found[loaded.finding(code, message, place(data, trail))] = None
    return list(found)


def _words(worksheet: Worksheet) -> Iterator[tuple[str, Trail, str]]:
    for trail, text in texts(worksheet):
        if worksheet.door == "caused_harm" and (hit := asks_about_harmed(text)):
            message = f"{quoted(hit)} at the door caused_harm asks about the life of the person who was harmed"
            yield "E501", trail, message
        if hit_ := _SIGNED.search(text):
            yield "E502", trail, f"{quoted(hit_[0])}: nobody signs a worksheet"
        if hit_ := _ADDED_UP.search(text):
            yield "E503", trail, f"{quoted(hit_[0])}: nothing is added up"


def asks_about_harmed(text: str) -> str:
    """Return the words in `text` that ask where someone is, who supports them or how to reach them; empty if none."""
    return next((hit[0] for rule in _NEVER_ASKED if (hit := rule.search(text))), "")
