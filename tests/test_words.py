"""What the program says comes from one catalogue a language."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import polib
import pytest

from ciworkbook import words

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(autouse=True)
def english_again() -> Iterator[None]:
    yield
    words.use("en")


def test_the_english_catalogue_is_what_the_source_says() -> None:
    done = subprocess.run([sys.executable, "tools/words.py", "--check"], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_catalogue_dropped_in_is_used_and_unknown_languages_are_english(tmp_path: Path) -> None:
    catalogue = polib.POFile()
    catalogue.metadata = {
        "Content-Type": "text/plain; charset=utf-8",
        "Plural-Forms": "nplurals=2; plural=(n != 1);",
    }
    catalogue.append(polib.POEntry(msgid="leave", msgstr="salir"))
    catalogue.append(polib.POEntry(msgid="Back", msgctxt="page", msgstr="Atrás"))
    catalogue.append(
        polib.POEntry(msgid="{n} day", msgid_plural="{n} days", msgstr_plural={0: "{n} día", 1: "{n} días"})
    )
    catalogue.save(str(tmp_path / "xx.po"))
    words.use("xx", tmp_path)
    assert (words._("leave"), words.p_("page", "Back"), words.n_("{n} day", "{n} days", 3)) == (
        "salir",
        "Atrás",
        "3 días",
    )
    words.use("zz", tmp_path)
    assert words._("leave") == "leave"
