"""What a person chose for their workbook, as a value: read leniently, so that older and newer programs share a folder.

- What is unknown, or of the wrong type, keeps its default; nothing is taken to be chosen that was not.
- What someone wrote themselves among it is never shown by a `repr`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from .worksheet.model import Door

Paging = Literal["question", "section"]


@dataclass(frozen=True, slots=True)
class Settings:
    """What a person chose for this workbook."""

    door: Door | None = None
    language: str = "en"
    form: str = ""
    """How a language that has to choose speaks of the person: one of `overlay.FORMS`, or "" for the neutral form."""
    bidi: str = "program"
    """Who puts lines in order that are read from right to left: one of `bidi.MODES`."""
    theme: str = "dark"
    cursor: bool = False
    """Whether the terminal's own cursor is shown, where the keys go."""
    mouse: bool = True
    """Whether pages take clicks and the wheel; the terminal has them otherwise."""
    plain: bool = False
    """Whether the workbook opens line by line, without pages."""
    idle_minutes: int = 10
    """Minutes without a key until the workbook locks itself; 0 never."""
    cover_seconds: int = 120
    """Seconds under the cover until the workbook locks itself; 0 at once."""
    keys: Mapping[str, str] = field(default_factory=dict)
    """The person's own key by action, as `keys` names both."""
    function_keys: bool = True
    """Whether keys F1 to F12 are the ones to name first."""
    paging: Paging = "question"
    words: Mapping[str, str] = field(default_factory=dict, repr=False)
    """The person's own words: harmed, caused_harm, what_happened."""
    cover_text: str = field(default="", repr=False)
    """What the cover shows; empty for the page that comes with the program."""
    cards: Mapping[str, str] = field(default_factory=dict)
    """Info cards by id: "read", or "hidden" once the person does not want to see them again."""
    numbers: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    """The person's own numbers to call: whose it is, and the number."""
    recovery_sheet: str = field(default="", repr=False)
    """The month in which a recovery sheet was copied by hand and looked at, "2026-11"; empty if none was."""
    backed_up: str = field(default="", repr=False)
    """The moment of the last backup, ISO 8601; empty if there was none."""
    backed_up_to: str = field(default="", repr=False)
    """Where the last backup was written to."""
    remind_backup: bool = True
    """Whether home may say that the last backup was a while ago."""

    def to_data(self) -> dict[str, Any]:
        """Return the settings as plain data."""
        plain = {
            "words": dict(self.words),
            "cards": dict(self.cards),
            "keys": dict(self.keys),
            "numbers": [list(one) for one in self.numbers],
        }
        return {name: getattr(self, name) for name in self.__slots__} | plain

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Settings:
        """Read what `to_data` gave; what is unknown or of the wrong type keeps its default."""
        usual = cls()
        if isinstance(data.get("numbers"), list):
            numbers = tuple((str(one[0]), str(one[1])) for one in data["numbers"] if len(one) == 2)
            data = {**data, "numbers": numbers}
        known = {
            name: data[name]
            for name in cls.__slots__
            if name in data and (name == "door" or isinstance(data[name], type(getattr(usual, name))))
        }
        return cls(**known)
