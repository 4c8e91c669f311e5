"""A line of the screen as it is to be drawn from left to right, where some of it is read from right to left.

- For terminals that draw what they are told: letters are joined and put in order here, and the terminal is told not to
  do it again (`EXPLICIT`). A terminal that has an order of its own is left alone by another setting.
- A line is turned as a whole, after it was wrapped and shortened, and keeps its width in cells: what a person typed is
  never changed, and neither is what is saved, found or printed.
- Marks above and below a letter stay with it.
- A number to call is read from its first group to its last, with spaces or hyphens between the groups.
- What is no word keeps its place: the lines and marks of a drawing, and wide gaps, between which each text is put in
  order by itself. On a page that is read from the right every line is turned, so that a drawing is one in a mirror.
- Columns of a row, two spaces apart or more, are each put in order by themselves.
- The libraries (python-bidi, arabic-reshaper) are imported when the first such line is drawn.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Literal, TypeVar

from .text import cells

Mode = Literal["program", "terminal", "off"]
MODES: tuple[Mode, ...] = ("program", "terminal", "off")
EXPLICIT, IMPLICIT = "\x1b[8l", "\x1b[8h"
"""Tell a terminal that it is given letters as they are to be drawn; that it puts them in order itself."""

_RIGHT_TO_LEFT = ("ar", "fa", "he", "ur", "ps", "yi", "dv", "ckb")
# Hebrew, Arabic, Syriac, Thaana, N'Ko and their presentation forms.
_LETTERS = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
_LAM_ALEF = frozenset("\ufef5\ufef6\ufef7\ufef8\ufef9\ufefa\ufefb\ufefc")

_SIDES = "▸◂→←┌┐└┘├┤┏┓┗┛┣┫┍┑┎┒┕┙┖┚┝┥┠┨╭╮╰╯╱╲╴╶╸╺▌▐"
_MIRRORED = str.maketrans(_SIDES, "".join(right + left for left, right in zip(_SIDES[::2], _SIDES[1::2], strict=True)))
"""Signs that have a left and a right side, and are no letters to be mirrored by the rules for those."""

Style = TypeVar("Style")


def is_right_to_left(language: str) -> bool:
    """Tell whether lines of `language`, a tag, are read from right to left."""
    return language.split("-")[0].lower() in _RIGHT_TO_LEFT


def has_letters(text: str) -> bool:
    """Tell whether a letter that is read from right to left stands in `text`."""
    return bool(_LETTERS.search(text))


def turned(line: Iterable[tuple[str, Style]], *, right: bool) -> tuple[list[tuple[str, Style]], list[int]]:
    """Return one line, text by text with its style, as it is drawn; and where each of its cells is drawn.

    With `right` the line begins at the right edge, otherwise at the left. Its width in cells is the same afterwards.
    """
    clusters = _clusters(line)
    before = [cluster[2] for cluster in clusters]
    joined = _joined(clusters)
    order = _order("".join(cluster[0][0] for cluster in joined), right=right)
    drawn: list[tuple[str, Style]] = []
    starts: dict[int, int] = {}
    at = 0
    for index, character in order:
        text, style, width, came_from = joined[index]
        starts[came_from] = at
        at += width
        text = character + text[1:]
        if drawn and drawn[-1][1] == style:
            drawn[-1] = (drawn[-1][0] + text, style)
        else:
            drawn.append((text, style))
    return drawn, _places(before, starts)


_Cluster = tuple[str, Style, int, int]
"""A letter with its marks, its style, its width in cells, and which one of the line it was."""


def _clusters(line: Iterable[tuple[str, Style]]) -> list[_Cluster[Any]]:
    found: list[_Cluster[Any]] = []
    for text, style in line:
        for character in text:
            width = cells(character)
            if width or not found:
                found.append((character, style, width, len(found)))
            else:
                letter, of, wide, at = found[-1]
                found[-1] = (letter + character, of, wide, at)
    return found


def _joined(clusters: list[_Cluster[Any]]) -> list[_Cluster[Any]]:
    """Give each Arabic letter the form it has beside its neighbors.

    Lam and alef become one: the cell that is lost is made up where the text ends, so that what stands beyond the gap
    behind it, such as another column or the bar of what scrolls, stays in line.
    """
    line = "".join(cluster[0][0] for cluster in clusters)
    ends = {gap.start() for gap in _GAP.finditer(line)}
    found: list[_Cluster[Any]] = []
    at = lost = 0
    for character in _reshaper().reshape(line):
        if at in ends and lost:
            found += [(" ", clusters[at][1], 1, -1)] * lost
            lost = 0
        text, style, width, came_from = clusters[at]
        marks = text[1:]
        at += 1
        if character in _LAM_ALEF:
            marks += clusters[at][0][1:]
            at, lost = at + 1, lost + 1
        found.append((character + marks, style, width, came_from))
    return found + [(" ", found[-1][1], 1, -1)] * lost if found else found


def _reshaper() -> Any:
    global _made
    if _made is None:
        from arabic_reshaper import ArabicReshaper

        only = {"ARABIC LIGATURE ALLAH": False, "support_zwj": False, "delete_tatweel": False, "delete_harakat": False}
        _made = ArabicReshaper(only)
    return _made


_made: Any = None


def _order(text: str, *, right: bool) -> list[tuple[int, str]]:
    """Return the characters of `text` from left to right, each with its place in it; brackets are mirrored."""
    from bidi import algorithm

    storage = algorithm.get_empty_storage()
    storage["base_level"] = 1 if right else 0
    storage["base_dir"] = "R" if right else "L"
    algorithm.get_embedding_levels(text, storage)
    for at, one in enumerate(storage["chars"]):
        one["at"] = at
    algorithm.explicit_embed_and_overrides(storage)
    _part_columns(storage["chars"], storage["base_dir"])
    algorithm.resolve_weak_types(storage)
    _join_groups(storage["chars"])
    _set_apart(storage["chars"], storage["base_dir"])
    _pair_brackets(storage["chars"], storage["base_dir"])
    algorithm.resolve_neutral_types(storage, False)
    algorithm.resolve_implicit_levels(storage, False)
    algorithm.reorder_resolved_levels(storage, False)
    algorithm.apply_mirroring(storage, False)
    if right:
        for one in storage["chars"]:
            if one["level"] % 2:
                one["ch"] = one["ch"].translate(_MIRRORED)
    return [(one["at"], one["ch"]) for one in storage["chars"]]


def _set_apart(characters: list[dict[str, Any]], base: str) -> None:
    """Give drawn signs and wide gaps the direction of the line, and a text without a letter from the right its own.

    Otherwise two names of the other direction would change places, with all that is drawn between them; and a sentence
    in a line from the right would have its stop at its beginning.
    """
    line = "".join(one["ch"] for one in characters)
    begin = 0
    for gap in [*_APART.finditer(line), None]:
        end = gap.start() if gap else len(line)
        if base == "R":
            _keep_whole(characters, begin, end)
        if gap:
            for one in characters[end : gap.end()]:
                one["type"] = base
            begin = gap.end()
    for path in _PATH.finditer(line):
        for one in characters[path.start() : path.end()]:
            one["type"] = "L"


def _keep_whole(characters: list[dict[str, Any]], begin: int, end: int) -> None:
    while begin < end and characters[begin]["ch"] == " ":
        begin += 1
    while begin < end and characters[end - 1]["ch"] == " ":
        end -= 1
    types = {one["type"] for one in characters[begin:end]}
    if "L" in types and not types & {"R", "AL"}:
        for one in characters[begin:end]:
            one["type"] = "L"


# Box drawings, blocks, the marks of a drawing with their arrows, and gaps; for `_APART` also the marks of a choice,
# where they begin a line or a column.
_DRAWN = r"(?:[\u2500-\u25ff˙]|(?<!\()•)+[←→]?|[←→](?=[•●○])|^ +| +$"
_PATH = re.compile(r"(?<!\S)~?/[!-~]+")
_GAP = re.compile(_DRAWN + "| {2,}")
_APART = re.compile(_DRAWN + r"|(?:^|(?<=[▸ ] ))(?:\[[ x*-]\]|\([ •*]\))| {2,}")


def _part_columns(characters: list[dict[str, Any]], base: str) -> None:
    """Let what stands behind a gap begin anew: by the rules alone, a number there goes with a Latin word before it."""
    for gap in re.finditer(" {2,}", "".join(one["ch"] for one in characters)):
        for one in characters[gap.start() : gap.end()]:
            one["type"] = base


def _join_groups(characters: list[dict[str, Any]]) -> None:
    """Make the groups of a number to call one number: by the rules alone, 116 006 is drawn as 006 116 beside Arabic."""
    for number in _GROUPS.finditer("".join(one["ch"] for one in characters)):
        if _is_to_call(number[0]):
            way = characters[number.end() - 1]["type"]
            for one in characters[number.start() : number.end()]:
                one["type"] = way


def held_together(text: str) -> str:
    """Return `text` with each number to call set apart from what stands around it, by marks of no width.

    For paper and for a browser, which put lines in order themselves: by the rules alone, 116 006 beside Arabic is read
    as 006 116 (Unicode Standard Annex #9, isolates).
    """
    return _GROUPS.sub(lambda number: f"\u2066{number[0]}\u2069" if _is_to_call(number[0]) else number[0], text)


def _is_to_call(number: str) -> bool:
    """Tell whether these groups of digits may be a number to call; single digits in a row are the steps of a scale."""
    lengths = {len(group) for group in re.findall(r"\d+", number)}
    return max(lengths) > 2 or min(lengths) > 1


# Two groups with only a hyphen between them may be a span, such as one of years, and are left as they are.
_GROUPS = re.compile(r"\+?(?<!\d)\d+(?:[ \xa0-]\d+)*(?:[ \xa0]\d+|-\d+-\d+)(?:[ \xa0-]\d+)*(?!\d)")


def _pair_brackets(characters: list[dict[str, Any]], base: str) -> None:
    """Give both brackets of a pair one direction: rule N0 of the bidirectional algorithm, which the library lacks.

    That of the line if a letter inside has it; else that of the letters inside, if what stands before has it too.
    """
    other = "L" if base == "R" else "R"
    strong = [_STRONG.get(one["type"], "") for one in characters]
    opened: list[tuple[int, str]] = []
    for at, one in enumerate(characters):
        if one["type"] != "ON":
            continue
        if one["ch"] in _BRACKETS:
            opened.append((at, _BRACKETS[one["ch"]]))
            continue
        start = next((number for number in range(len(opened) - 1, -1, -1) if opened[number][1] == one["ch"]), None)
        if start is None:
            continue
        begin = opened[start][0]
        del opened[start:]
        inside = strong[begin + 1 : at]
        before = next((way for way in reversed(strong[:begin]) if way), base)
        if base not in inside and other not in inside:
            continue
        way = other if base not in inside and before == other else base
        characters[begin]["type"] = one["type"] = strong[begin] = strong[at] = way


_BRACKETS = {"(": ")", "[": "]", "{": "}", "«": "»", "“": "”", "‹": "›", "「": "」", "【": "】"}
_STRONG = {"L": "L", "R": "R", "AL": "R", "EN": "R", "AN": "R"}
"""What counts as a letter here, and of which direction."""


def _places(widths: list[int], starts: dict[int, int]) -> list[int]:
    """Return, for each cell of the line as it was, the cell in which it is drawn."""
    found: list[int] = []
    last = 0
    for at, width in enumerate(widths):
        last = starts.get(at, last)
        found += [last + one for one in range(width)]
    return found
