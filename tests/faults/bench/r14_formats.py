"""Folders of every released format, and the stock age program alone; passphrases of every kind.

These call the tests that stand beside the vault: a folder that people have is the same one in both.
"""

from __future__ import annotations

import shutil
import unicodedata
from collections.abc import Callable
from pathlib import Path

from ciworkbook.vault import PassphraseTaken, PassphraseUnusable, Vault, WrongPassphrase

from ...vault import test_format, test_keys
from ...vault.folders import CHEAP, PASSPHRASE
from . import Measured, Row, Size
from ._places import in_memory
from ._saver import cheap_keys

OPENS: dict[str, Callable[[Path], None]] = {"format-1": test_format.test_a_folder_of_format_1_opens_for_ever}
REFUSED = {"empty": "", "10,001 characters": "x" * 10_001, "a million": "x" * 1_000_000, "half a character": "a\udce4"}


def fresh(work: Path, name: str) -> Path:
    place = work / name
    place.mkdir()
    return place


def measure_formats(size: Size) -> Measured:
    kept = sorted(path.name for path in test_format.GOLDEN.glob("format-*") if path.is_dir())
    with cheap_keys():
        for name in kept:
            OPENS[name](fresh(size.work, name))
    return Measured(f"{len(kept)} of {len(kept)} released formats open, are saved into and read again", met=bool(kept))


def measure_recovery(size: Size) -> Measured:
    age = shutil.which("age")
    if age is None:
        return Measured("", None, "age is not installed")
    done = []
    with cheap_keys(), in_memory(size.work) as work:
        test_format.test_the_golden_folder_opens_with_stock_age(fresh(work, "golden"), age)
        done.append("golden folder")
        place = fresh(work, "walk")
        test_format.test_the_walk_through_opens_everything_with_stock_age(place / "kept", place, age)
        done.append("every version by passphrase")
        place = fresh(work, "sheet")
        test_format.test_the_recovery_sheet_opens_everything_with_stock_age(place / "kept", place, age)
        done.append("every version by recovery sheet")
        for number, words in enumerate([PASSPHRASE, "cafe\u0301 \u1112\u1161\u11ab", " spaces at both ends "]):
            place = fresh(work, f"script-{number}")
            test_format.test_the_script_of_the_page_finds_the_identity(place / "kept", place, words)
        done.append("3 passphrases by the script")
    return Measured(f"{', '.join(done)}: byte-equal with the page and the stock age program alone", met=True)


def measure_passphrases(size: Size) -> Measured:
    wrong: list[str] = []
    with cheap_keys(), in_memory(size.work) as work:
        for number, (name, words) in enumerate(test_keys.ROUND_TRIP.items()):
            wrong += [f"{name}: {one}" for one in round_trip(work / str(number), words)]
        for number, (name, words) in enumerate(REFUSED.items()):
            wrong += [f"{name}: {one}" for one in refused(work / f"refused-{number}", words)]
    tried = len(test_keys.ROUND_TRIP)
    text = f"{tried} kinds open what they made, also typed in the other normal form; {len(REFUSED)} refused in words"
    return Measured("; ".join([f"{text}; {len(wrong)} wrong", *wrong[:3]]), met=not wrong)


def round_trip(place: Path, words: str) -> list[str]:
    """Make a workbook with these words and open it in every way of typing them."""
    wrong = []
    try:
        with Vault.create(place, words, cost=CHEAP) as vault:
            entry = vault.put("visit", b"kept")
        for form in ("NFC", "NFD"):
            with Vault.open(place, unicodedata.normalize(form, words)) as vault:
                if vault.get(entry) != b"kept":
                    wrong.append(f"{form} holds something else")
            try:
                Vault.create(place, unicodedata.normalize(form, words), cost=CHEAP).close()
                wrong.append(f"{form} makes a second workbook")
            except PassphraseTaken:
                pass
    except Exception as error:
        wrong.append(type(error).__name__)
    for other in (words + " ", " " + words, words + ".", words[:-1] or "other"):
        try:
            Vault.open(place, other).close()
            wrong.append("opens with other words")
        except WrongPassphrase:
            pass
        except Exception as error:
            wrong.append(f"other words: {type(error).__name__}")
    return wrong


def refused(place: Path, words: str) -> list[str]:
    """Try these words where there is no workbook and where there is one."""
    wrong = []
    Vault.create(place, PASSPHRASE, cost=CHEAP).close()
    calls: list[Callable[[], Vault]] = [
        lambda: Vault.create(place, words, cost=CHEAP),
        lambda: Vault.open(place, words),
    ]
    for call in calls:
        try:
            call().close()
            wrong.append("was taken")
        except PassphraseUnusable as error:
            if not (error.message and error.hint):
                wrong.append("no words")
        except Exception as error:
            wrong.append(type(error).__name__)
    return wrong


ROWS = (
    Row("R14", "folders of every released format", "all open, for ever", measure_formats),
    Row("R15", "everything opened with the stock age program and the page alone", "all byte-equal", measure_recovery),
    Row(
        "R18",
        "passphrases: empty, 1 and 1,000 characters, NFC/NFD, emoji, RTL, NUL, spaces",
        "all open what they made or are refused in words; 0 exceptions",
        measure_passphrases,
    ),
)
