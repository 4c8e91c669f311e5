"""Write the table of all worksheets into `docs/sheets.md`: doors, questions, minutes, reading grade, stories.

    python tools/sheets.py           write the table
    python tools/sheets.py --check   tell whether it is up to date (exit 1 if not)

The grade is Flesch-Kincaid, counted by textstat with its dictionary over every text of six words or more.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import textstat

from ciworkbook.answers.stories import count
from ciworkbook.worksheet.catalogue import Catalogue
from ciworkbook.worksheet.fresh import sheets_folder
from ciworkbook.worksheet.manners import estimate
from ciworkbook.worksheet.model import Door, Note, Worksheet
from ciworkbook.worksheet.reading_ease import sentences
from ciworkbook.worksheet.stories import load_stories
from ciworkbook.worksheet.texts import texts

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "sheets.md"
DOORS: dict[Door, str] = {
    "harmed": "harmed",
    "caused_harm": "caused harm",
    "helping": "helping",
    "facilitating": "facilitating",
}
HEAD = """\
# The worksheets

Made by `tools/sheets.py` from the files in `worksheets/`. Questions: on the short path, then all of them. Minutes: what
the sheet says, then what reading slowly and answering briefly takes. Grade: years of school that the words ask for
(Flesch-Kincaid, at most 8, aim 6).

| worksheet | door | questions | minutes | grade | stories |
| --- | --- | --- | --- | --- | --- |
"""


def reading_grade(worksheet: Worksheet) -> float:
    """Return the grade of everything in `worksheet` that is longer than a few words."""
    said = [one for _, text in texts(worksheet) if len(text.split()) >= 6 for one in sentences(text)]
    return float(textstat.flesch_kincaid_grade(" ".join(one if one[-1] in ".?:" else one + "." for one in said)))


def rows() -> Iterator[str]:
    """Yield one line for each sheet and door, in the order of the catalogue."""
    catalogue = Catalogue.load()
    for id_ in catalogue.ids():
        stories, _findings = load_stories(sheets_folder() / "stories" / f"{id_}.yaml")
        many = count([stories]) if stories is not None else 0
        for number, door in enumerate(catalogue.data(id_)["audience"]):
            sheet = catalogue.worksheet(id_, door)
            asked = [one for one in sheet.questions() if not isinstance(one, Note)]
            short = sum(one.short_path for one in asked)
            yield " | ".join(
                [
                    f"| {sheet.title} (`{id_}`)" if number == 0 else "| ",
                    DOORS[door],
                    f"{short} / {len(asked)}",
                    f"{sheet.minutes} / {estimate(sheet):.0f}",
                    f"{reading_grade(sheet):.1f}",
                    f"{many} |" if number == 0 else " |",
                ]
            )


def page() -> str:
    """Return the whole page."""
    return HEAD + "\n".join(rows()) + "\n"


def main() -> int:
    """Write or check the page."""
    if "--check" in sys.argv:
        fresh = PAGE.exists() and PAGE.read_text(encoding="utf-8") == page()
        sys.stdout.write("The table is up to date.\n" if fresh else "Run: python tools/sheets.py\n")
        return 0 if fresh else 1
    PAGE.write_text(page(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
