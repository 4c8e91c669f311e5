"""One answer, and what counts as an answer.

- There are five equal states: given, and four ways of giving none on purpose. No reason is ever asked for.
- The value has the shape that the question type names in `worksheet.model`; nothing else is looked at or kept.
- An answer never shows what it holds in a `repr`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

State = Literal["given", "skipped", "not_now", "does_not_fit", "rather_not_say"]
STATES: tuple[State, ...] = ("given", "skipped", "not_now", "does_not_fit", "rather_not_say")

LONGEST = 20_000
"""Characters that a long text may hold."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a person left at a question."""

    state: State = "given"
    value: Any = field(default=None, repr=False)
    """What was given. Beside a no-answer it is what stood here before: kept to be brought back, shown nowhere."""
    other: str = field(default="", repr=False)
    """The person's own words beside the option "other"."""
    at: str = ""
    """When it was last changed: local time as ISO 8601 with offset, to the second."""

    @property
    def given(self) -> bool:
        """Whether there is something written or chosen."""
        return self.state == "given" and not is_blank(self.value)

    def to_data(self) -> dict[str, Any]:
        """Return the answer as plain data, without what is empty."""
        data: dict[str, Any] = {"state": self.state, "at": self.at}
        if self.value is not None:
            data["value"] = self.value
        if self.other:
            data["other"] = self.other
        return data

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Answer:
        """Read what `to_data` gave."""
        return cls(data.get("state", "given"), data.get("value"), data.get("other", ""), data.get("at", ""))


def is_blank(value: Any) -> bool:
    """Tell whether `value` holds nothing: empty text, no choice, rows without a word."""
    if isinstance(value, dict):
        return all(is_blank(part) for key, part in value.items() if key != "id")
    if isinstance(value, list):
        return all(is_blank(part) for part in value)
    return value is None or value == ""
