"""The answers of a visit that was read, kept as the text they were read from until they are asked for.

- A workbook may hold thousands of visits, and few of them are looked at. As text a visit takes a third of the room.
- Those of the last `MOST` visits that were asked for stay as they are: a page asks for many of one visit.
- So nothing may be changed inside an answer: what was given out is let go of, and made anew from the text.
"""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any

from .answer import Answer

MOST = 64
"""Visits whose answers are held open at a time."""

_write = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False).encode


class Packed(Mapping[str, Answer]):
    """Answers by the id of their question, in the order in which they were given."""

    __slots__ = ("__weakref__", "_count", "_held", "_text")

    def __init__(self, data: Mapping[str, Mapping[str, Any]]) -> None:
        """Take answers as plain data (`Answer.to_data`); raises TypeError where one is something else."""
        if not all(isinstance(one, dict) for one in data.values()):
            raise TypeError
        self._text = _write(data).encode("utf-8", "surrogatepass")
        self._count = len(data)
        self._held: Mapping[str, Answer] | None = None

    def __repr__(self) -> str:
        return f"<{self._count} answers>"

    def _all(self) -> Mapping[str, Answer]:
        held = self._held
        if held is None:
            data = json.loads(self._text.decode("utf-8", "surrogatepass"))
            held = self._held = {id_: Answer.from_data(one) for id_, one in data.items()}
            _open.append(self)
            if len(_open) > MOST:
                with suppress(IndexError):  # another thread was here first
                    _open.popleft()._held = None
        return held

    def __getitem__(self, question: str) -> Answer:
        return self._all()[question]

    def __iter__(self) -> Iterator[str]:
        return iter(self._all())

    def __len__(self) -> int:
        return self._count


_open: deque[Packed] = deque()
