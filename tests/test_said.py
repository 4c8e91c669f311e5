"""What the program says: plain, kind, exact, and the same words for the same things.

- Every message of the catalogue is looked at, one by one.
- What is claimed is looked at wherever a person may read it: the catalogue, the documents and the worksheets.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import polib
import pytest

ROOT = Path(__file__).resolve().parent.parent
CATALOGUE = ROOT / "src" / "ciworkbook" / "locale" / "en.po"
LONGEST = 22
"""Words of a sentence."""

LONG_AS_THEY_ARE = (
    "Opening one does not show the others, and someone who looks at this folder once cannot tell",
    "This is not proof against someone who compares two copies of the folder",
    "If someone may have put a tracking or recording program on this computer, nothing this program does can hide",
)
"""How sentences begin of which each word was weighed: they stand in the documents as they stand on the page."""

MESSAGES = [
    text
    for entry in polib.pofile(str(CATALOGUE))
    for text in (entry.msgid, entry.msgid_plural)
    if text and entry.msgid != "Shopping"
]
READ = [
    ROOT / "README.md",
    ROOT / "CHANGELOG.md",
    ROOT / "CREDITS.md",
    CATALOGUE,
    *sorted((ROOT / "docs").rglob("*.md")),
    *sorted((ROOT / "worksheets").rglob("*.yaml")),
]

PUSHING = r"should|must|have to|need to|ought|just|simply|easily|obviously|of course|please|why did(n't)? you"
NAMING = r"abusers?|perpetrators?|offenders?|batterers?|monsters?|toxic|survivors?|victims?"
JUDGING = (
    r"admit|confess|allegations?|forgive\w*|move on|closure|your side of the story"
    r"|failed|wrong|invalid|incorrect|illegal|scores?|streaks?|levels?|progress|complete[ds]?|incomplete|percent"
    r"|well done|great|congratulations|sorry|oops"
)
CLAIMING = (
    r"securely|secured?|military|undetectabl\w+|plausibl\w+ deniab\w+|nobody can prove|no one can prove"
    r"|leaves? no traces?|untraceable|unbreakable|unhackable|bulletproof"
    r"|100 ?%|cannot be forced"
    r"|anonymous(ly)?|guarantee\w*|(keeps?|kept|stays?) (you |it )?safe|safely|we protect|protects you"
    r"|completely private|totally private"
)
BRITISH = (
    r"colours?|coloured|neighbours?|behaviours?|centres?|organis\w+|recognis\w+|favourites?"
    r"|grey|counsellors?|licences?|honours?"
    r"|apologis\w+|realis\w+|labelled|cancelled|travell\w+|whilst|learnt|programmes?"
)
OTHER_WORDS = {
    "worksheet": r"(?<!\{)(?<!recovery )\b(sheets?|forms?|questionnaires?|surveys?)\b(?!\})",
    "passphrase": r"passwords?|PIN|pass phrase",
    "leave": r"quit|exit|log ?out|sign out",
    "cover": r"(boss|panic|hide) key|F8 hides|hide (the|this) page",
    "visit": r"sessions?|attempts?|submissions?|entries answered",
    "folder": r"director(y|ies)",
    "character": r"\bsigns? (cannot|that)\b",
    "choose": r"select(ed|s)?|press the button|tap",
}
KEYS = ("Backspace", "Ctrl", "Down", "Enter", "Esc", "Left", "PgDn", "PgUp", "Right", "Shift", "Space", "Tab", "Up")
OTHER_KEYS = (
    r"Escape|Return|Control|Page ?Down|Page ?Up|Del|Delete key|Spacebar|ESC|ENTER|TAB|CTRL|ctrl\+\w|Ctrl-\w|\^[A-Z]"
)


def found(pattern: str, text: str, *, exact: bool = False) -> list[str]:
    """Return what of `pattern` stands in `text` as whole words, in any case unless `exact`."""
    flags = 0 if exact else re.IGNORECASE
    return [one.group() for one in re.finditer(rf"(?<![\w-])(?:{pattern})(?![\w-])", text, flags)]


def wrong(look: Callable[[str], list[str]]) -> dict[str, list[str]]:
    """Return the messages in which `look` finds something."""
    return {text: bad for text in MESSAGES if (bad := look(text))}


def test_the_catalogue_is_there() -> None:
    assert len(MESSAGES) > 400


def test_nobody_is_shouted_at() -> None:
    assert wrong(lambda text: re.findall(r"!|\b[A-Z]{5,}\b", text)) == {}


def test_nobody_is_pushed() -> None:
    assert wrong(lambda text: found(PUSHING, text.replace("saved just now", ""))) == {}


def test_nobody_is_labeled_or_judged() -> None:
    assert wrong(lambda text: found(f"{NAMING}|{JUDGING}", text.replace("It gives no scores", ""))) == {}


def test_sentences_are_short() -> None:
    def long(text: str) -> list[str]:
        sentences = re.split(r"(?<=[.?:;])\s+|\n", text)
        return [one for one in sentences if len(one.split()) > LONGEST and not one.startswith(LONG_AS_THEY_ARE)]

    assert wrong(long) == {}


def test_one_word_for_one_thing() -> None:
    for word, others in OTHER_WORDS.items():
        assert wrong(lambda text, others=others: found(others, text)) == {}, word  # type: ignore[misc]


def test_keys_are_called_the_same_everywhere() -> None:
    assert wrong(lambda text: found(OTHER_KEYS, text, exact=True)) == {}
    named = re.compile(rf"\b({'|'.join(KEYS)})\b")
    assert sum(bool(named.search(text)) for text in MESSAGES) > 10


def test_dots_stand_as_one_sign_and_quotes_are_curly() -> None:
    assert wrong(lambda text: re.findall(r"\.\.\.|\"|\w $|^ \w|  ", text)) == {}


@pytest.mark.parametrize("path", READ, ids=lambda path: str(path.relative_to(ROOT)))
def test_nothing_is_claimed_that_cannot_be_kept(path: Path) -> None:
    assert found(CLAIMING, " ".join(path.read_text(encoding="utf-8").split())) == []


@pytest.mark.parametrize("path", READ, ids=lambda path: str(path.relative_to(ROOT)))
def test_spelling_is_american(path: Path) -> None:
    assert found(BRITISH, path.read_text(encoding="utf-8")) == []


def test_these_tests_can_fail() -> None:
    assert found(PUSHING, "You should just go on. Adjust it.") == ["should", "just"]
    assert found(CLAIMING, "It leaves no trace and keeps you safe.") == ["leaves no trace", "keeps you safe"]
    assert found(BRITISH, "The colour, the color, colored, colours") == ["colour", "colours"]
    assert found(OTHER_WORDS["worksheet"], "this sheet, a worksheet, {sheet}") == ["sheet"]
    assert found(OTHER_KEYS, "Press Escape or Esc", exact=True) == ["Escape"]
