"""Text from a sheet or a person, made safe to show and measured as a terminal shows it.

- `clean` is the door: whatever is typed, pasted, read from a file or from the vault passes it before it is shown.
- Line breaks are "\\n"; tabs stay; every other control character and every bidirectional override goes.
- Width is counted in terminal cells, never in characters.
- The prompt waits for this: patterns are made when they are first used (6 ms for all), and most texts need none.
"""

from __future__ import annotations

import unicodedata

TYPE_CHECKING = False  # what checkers of types look for
if TYPE_CHECKING:
    import re

_made: dict[str, re.Pattern[str]] = {}


def _pattern(written: str) -> re.Pattern[str]:
    found = _made.get(written)
    if found is None:
        import re

        found = _made[written] = re.compile(written)
    return found


# C0 but tab and newline, DEL, C1, line and paragraph separators, and the characters that reorder what follows them.
_CONTROLS = "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb]"
_BREAKS = "\r\n|[\r\x0b\x0c\x85\u2028\u2029]"
_LONE_SURROGATES = "[\ud800-\udfff]"


def has_controls(text: str) -> bool:
    """Tell whether `clean` would change more than line breaks."""
    return bool(_pattern(_CONTROLS).search(text) or _pattern(_LONE_SURROGATES).search(text))


def clean(text: str) -> str:
    """Return `text` with plain line breaks and without anything a terminal would obey."""
    if text.isprintable():  # nothing that goes is: most texts are seen through at once
        return text
    plain = _pattern(_CONTROLS).sub("", _pattern(_BREAKS).sub("\n", text))
    return _pattern(_LONE_SURROGATES).sub("\ufffd", plain)


def clean_line(text: str) -> str:
    """Return `text` cleaned and on one line, with runs of space made one."""
    return " ".join(clean(text).split())


def plain(text: str) -> str:
    """Return `text` in lower case and without accents, so that what is typed in a hurry is found too."""
    spread = unicodedata.normalize("NFKD", text.casefold()).translate(_STROKES)
    return "".join(one for one in spread if not unicodedata.combining(one))


_STROKES = str.maketrans("đøłħŧı\u0901", "dolhti\u0902")
"""Letters whose mark is a part of them: Unicode takes it off no more than a keyboard without it can type it. In Hindi
two signs for a sound through the nose, which people write one for the other."""


_ITEM = r"\s*[-*•–] "


def fold(text: str) -> str:
    """Join the lines of each paragraph, as a file breaks them, into one; lines that begin with "- " stay apart."""
    joined: list[str] = []
    for line in clean(text).strip().split("\n"):
        bare = line.strip()
        follows = bool(joined) and bool(joined[-1]) and bool(bare) and not _pattern(_ITEM).match(line)
        if follows:
            joined[-1] += " " + bare
        else:
            joined.append(bare)
    return "\n".join(joined)


def cells(text: str) -> int:
    """Return how many terminal cells `text` (one line) takes.

    East Asian wide and full-width characters take two; combining marks and joiners none; spacing vowel signs (Unicode
    category Mc) one, as terminals draw them, though Rich counts none (measured with wcwidth 0.9).
    """
    if text.isascii() or max(text) < "\u0300":  # most are: a character at a time takes twenty times as long
        return len(text)
    return sum(map(_cell, text))


def _cell(character: str) -> int:
    if character < "\u0300":
        return 1
    # Vowels and final consonants of Korean written letter by letter join the syllable before them.
    if "\u1160" <= character <= "\u11ff" or "\ud7b0" <= character <= "\ud7fb":
        return 0
    category = unicodedata.category(character)
    if category in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


# Chinese and Japanese letters and the signs set among them. Korean has spaces between its words.
_WIDE = "\u2e80-\u312f\u31a0-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff01-\uff60\uffe0-\uffe6\U00020000-\U0003ffff"
_OPENING = r"“‘(\[{«（［｛《「『【〈〔〖〘〚﹁﹃＄￥"
_CLOSING = (
    r"”’)\]}»）］｝》」』】〉〕〗〙〛﹂﹄、。，．：；？！,.:;?!%％‰°…—～/／·・"
    "々〻ーゝゞヽヾぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ"
)
_JOINED = "\u200d\u3099\u309a\ufe00-\ufe0f\U000e0100-\U000e01ef"
_MAY_BREAK = f"(?<=[^{_OPENING}])(?![{_CLOSING}{_JOINED}]|$)(?:(?<=[{_WIDE}])|(?=[{_WIDE}]))"
_HAS_WIDE = f"[{_WIDE}]"


def has_wide(text: str) -> bool:
    """Tell whether `text` has Chinese or Japanese letters, between which a line may be broken without a space."""
    return not text.isascii() and bool(_pattern(_HAS_WIDE).search(text))


def pieces(word: str) -> list[str]:
    """Return the parts of `word` that a line may be broken between: one, but for Chinese and Japanese letters.

    No part begins with a closing sign or ends with an opening one.
    """
    return _pattern(_MAY_BREAK).split(word) if has_wide(word) else [word]


def wrap(text: str, width: int, *, indent: str = "") -> list[str]:
    """Break `text` into lines of at most `width` cells, at spaces where there are any and between `pieces`.

    Every paragraph break is kept. `indent` stands before each line but the first. A piece wider than a line is cut.
    """
    lines: list[str] = []
    hang = cells(indent)
    for paragraph in text.split("\n"):
        line, used = (indent, hang) if lines else ("", 0)
        bare = True  # nothing but the indent stands on the line
        for word in paragraph.split():
            gap = "" if bare else " "
            for piece in pieces(word):
                size = cells(piece)
                if not bare and used + len(gap) + size > width:
                    lines.append(line)
                    line, used, gap = indent, hang, ""
                while piece and used + len(gap) + size > width:
                    head, piece = _cut(piece, max(1, width - used - len(gap)))
                    lines.append(line + gap + head)
                    line, used, gap, size = indent, hang, "", cells(piece)
                line, used = line + gap + piece, used + len(gap) + size
                bare, gap = False, ""
        lines.append(line.rstrip())
    return lines


def _cut(word: str, width: int, least: int = 1) -> tuple[str, str]:
    taken = used = 0
    for character in word:
        if taken >= least and used + _cell(character) > width:
            break
        used += _cell(character)
        taken += 1
    return word[:taken], word[taken:]


_CUT = "…"


def cut_in_ascii() -> None:
    """From now on let `shorten` end in "..." instead of "…"."""
    global _CUT
    _CUT = "..."


def shorten(text: str, width: int) -> str:
    """Return the first line of `text` in at most `width` cells, ending in "…" if anything was left out."""
    line = clean_line(text)
    if cells(line) <= width:
        return line
    return _cut(line, width - len(_CUT), 0)[0].rstrip() + _CUT


def pad(text: str, width: int) -> str:
    """Return `text` followed by spaces up to `width` cells."""
    return text + " " * max(0, width - cells(text))
