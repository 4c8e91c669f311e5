"""The shape of a file that declares a ready-made summary: every key, strict, nothing unknown.

- What a summary of a sheet can show it can show too, and `path`: where someone stood on a staircase or a
  scale, visit by visit.
- Only shape: which sheets and questions there are is for `layout_checking`.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, Tag

from .form import ShowAnswer, ShowChanges, ShowMessage, Shown, ShowOpen, ShowRows
from .form_parts import After, Audience, Id, Language, SheetId, Strict, Text, by_key

SHOWN = ("answer", "rows", "changes", "message", "open", "path")


class ShowPath(Shown):
    """Where someone stood on a staircase or a scale at each visit."""

    show: Literal["path"]
    q: Id
    empty: Text = ""


Item = Annotated[
    Annotated[ShowAnswer, Tag("<answer>")]
    | Annotated[ShowRows, Tag("<rows>")]
    | Annotated[ShowChanges, Tag("<changes>")]
    | Annotated[ShowMessage, Tag("<message>")]
    | Annotated[ShowOpen, Tag("<open>")]
    | Annotated[ShowPath, Tag("<path>")],
    by_key("show", SHOWN),
]


class Reader(Strict):
    """For whom the page is, and what they do with it; the person may change all of it."""

    who: Text = ""
    purpose: Text = ""
    asks: list[Text] = Field(default_factory=list)
    treat: list[Text] = Field(default_factory=list)


class Part(Strict):
    """What one worksheet gives."""

    sheet: SheetId
    title: Text = ""
    visits: Literal["last", "all"] = "last"
    since: After | None = None
    audience: Audience | None = None
    items: Annotated[list[Item], Field(min_length=1)]


class LayoutFile(Strict):
    """A whole file."""

    format: Literal[1]
    id: SheetId
    language: Language
    title: Text
    about: Text
    audience: Audience
    form: Literal["page", "card"] = "page"
    reader: Reader | None = None
    parts: Annotated[list[Part], Field(min_length=1)]
