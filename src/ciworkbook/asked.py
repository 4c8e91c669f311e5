"""In which questions and in whose words each visit was asked, kept once for all visits that were asked so.

- A definition is a worksheet as it was, found by its digest; a wording is a translation of one, found by what names it.
- What does not open any more gives way to the worksheet of today, in the language of today.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any

from .answers.visit import Visit
from .errors import WorkbookError
from .worksheet.catalogue import Catalogue
from .worksheet.model import Door, Worksheet, build

UNFIT = (AttributeError, LookupError, TypeError, ValueError)
"""What comes of reading data that has another shape."""


def digest_now(catalogue: Catalogue, worksheet: str) -> str:
    """Return the digest of a worksheet as it is now; "" where there is none."""
    try:
        return catalogue.digest(worksheet)
    except KeyError:
        return ""


class Asked:
    """The definitions and wordings of a workbook, by what they are found by."""

    def __init__(self, get: Callable[[int], bytes], put: Callable[[str, Any], int]) -> None:
        """`get` returns what an entry holds, `put` keeps data of a kind and returns its entry; what they raise is let
        through."""
        self._get, self._put = get, put
        self.definitions: dict[str, int] = {}
        self.wordings: dict[str, int] = {}
        self._built: dict[tuple[str, str, Door], Worksheet] = {}

    def take(self, kind: str, key: str, entry: int) -> None:
        """Say that what is found by `key` is in `entry`; `kind` is "definition" or "wording"."""
        (self.definitions if kind == "definition" else self.wordings)[key] = entry

    def keys(self) -> dict[int, tuple[str, str]]:
        """Return the kind of each entry, and what it is found by."""
        kinds = {"definition": self.definitions, "wording": self.wordings}
        return {entry: (kind, key) for kind, found in kinds.items() for key, entry in found.items()}

    def forget(self) -> None:
        """Build worksheets anew from now on, in another language."""
        self._built.clear()

    def worksheet_of(self, visit: Visit, catalogue: Catalogue) -> Worksheet:
        """Return the worksheet as `visit` was asked it, or as it is in `catalogue` where that is not kept.

        Raises KeyError where the catalogue does not have the worksheet at all.
        """
        today = visit.digest == digest_now(catalogue, visit.worksheet)
        if today and visit.wording == catalogue.wording(visit.worksheet):
            return catalogue.worksheet(visit.worksheet, visit.door)
        if today or visit.digest in self.definitions:
            known = visit.digest, visit.wording, visit.door
            with suppress(WorkbookError, *UNFIT):  # it opened when the workbook did, and does not any more
                if known not in self._built:
                    self._built[known] = build(self._data(visit, catalogue, today=today), visit.door)
                return self._built[known]
        return catalogue.worksheet(visit.worksheet, visit.door)

    def _data(self, visit: Visit, catalogue: Catalogue, *, today: bool) -> Mapping[str, Any]:
        """The definition of `visit` in the words it was asked in; in those of the base where these are not kept."""
        if today:
            data = catalogue.data(visit.worksheet)
        else:
            data = json.loads(self._get(self.definitions[visit.digest]))["worksheet"]
        if visit.wording not in self.wordings:
            return data
        kept = json.loads(self._get(self.wordings[visit.wording]))
        return catalogue.in_words(data, kept["texts"], kept["language"])

    def keep(self, visit: Visit, catalogue: Catalogue) -> None:
        """Keep what `visit` is asked in, if it is asked as in `catalogue` and that is not kept yet."""
        if visit.wording not in ("", *self.wordings) and visit.wording == catalogue.wording(visit.worksheet):
            texts = dict(catalogue.texts(visit.worksheet))
            said = {"wording": visit.wording, "language": catalogue.language, "texts": texts}
            self.wordings[visit.wording] = self._put("wording", said)
        if visit.digest in self.definitions or visit.digest != digest_now(catalogue, visit.worksheet):
            return
        data = {"digest": visit.digest, "worksheet": catalogue.data(visit.worksheet)}
        self.definitions[visit.digest] = self._put("definition", data)
