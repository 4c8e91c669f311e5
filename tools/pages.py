"""Write sample pages in six languages, to be looked at and to be checked for access.

    python tools/pages.py FOLDER            write them below FOLDER: PDF on both papers, in large print, as a card; HTML
    python tools/pages.py --all FOLDER      also every ready-made summary and twelve blank worksheets in each language
    python tools/pages.py --check FOLDER    also hold the PDFs against PDF/UA-1 with `outloud`, if it is installed

`outloud` (0.2.1, from the package index) tests the checkpoints of the Matterhorn Protocol and tells a few things more
that no standard asks. It needs an environment of its own. Where it is missing, typst's own validation is all there is:
a page that claims PDF/UA-1 has passed it.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from datetime import datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.summary.samples import SAMPLES, card, in_language, written  # noqa: E402
from tests.summary.sheets import blank, whole  # noqa: E402

from ciworkbook.practice import practice_workbook  # noqa: E402
from ciworkbook.summary import as_html, as_pdf  # noqa: E402
from ciworkbook.summary.blank import blank as blank_sheet  # noqa: E402
from ciworkbook.summary.document import Document  # noqa: E402
from ciworkbook.summary.draft import Draft  # noqa: E402
from ciworkbook.summary.ready import ready_made  # noqa: E402
from ciworkbook.worksheet.catalogue import Catalogue  # noqa: E402
from ciworkbook.worksheet.model import DOORS  # noqa: E402

LANGUAGES = ("en", "es", "ko", "ar", "hi")
NOW = datetime.fromisoformat("2026-11-24T20:15:00+01:00")


def write(folder: Path, every: bool) -> list[Path]:
    """Write all samples; return the PDFs."""
    made: dict[str, as_pdf.Pdf] = {
        "summary": as_pdf.render(whole("caused_harm", attribution=True)),
        "blank": as_pdf.render(blank()),
        "blank-large": as_pdf.render(blank(), large=True),
    }
    for language in SAMPLES:
        document = written(language)
        made[f"{language}-a4"] = as_pdf.render(document)
        made[f"{language}-letter"] = as_pdf.render(document, paper="us-letter")
        made[f"{language}-large"] = as_pdf.render(document, large=True)
        made[f"{language}-card"] = as_pdf.render(card(language))
        (folder / f"{language}.html").write_text(as_html.render(document), encoding="utf-8")
    for name, document in shipped().items() if every else ():
        for language in LANGUAGES:
            made[f"{name}-{language}"] = as_pdf.render(in_language(document, language))
    for name, page in made.items():
        (folder / f"{name}.pdf").write_bytes(page.bytes)
        print(f"{name}.pdf: {len(page.bytes):,} bytes" + (f", not printed: {page.missing}" if page.missing else ""))
    return [folder / f"{name}.pdf" for name in made]


def shipped() -> dict[str, Document]:
    """Return the ready-made summaries of the made-up case with every line, and blank paper of some worksheets."""
    catalogue = Catalogue.load()
    made: dict[str, Document] = {}
    for door in DOORS:
        case = practice_workbook(catalogue, door, lambda: NOW)
        for layout in ready_made(case):
            draft = Draft(case, layout=layout)
            draft.rule = "letters"
            made[f"{layout.id}-{door}"] = draft.document()[0]
        for entry in catalogue.entries(door)[1:7:2]:
            made[f"blank-{entry.id}-{door}"] = blank_sheet(catalogue.worksheet(entry.id, door))
    return made


def check(pages: list[Path]) -> int:
    """Print what `outloud` finds on the pages; 1 if one of them breaks a rule."""
    tool = shutil.which("outloud")
    if tool is None:
        print("outloud is not installed: nothing but typst's own validation was used")
        return 0
    done = subprocess.run([tool, "--json", "-", *map(str, pages)], capture_output=True, text=True, check=False)
    results = json.loads(done.stdout)["results"]
    for result in results:
        counts = result["counts"]
        print(f"{Path(result['path']).name}: {counts['error']} errors, {counts['warning']} warnings")
        for found in result["findings"]:
            print(f"    {found['severity']} {found['rule']} page {found.get('page', '-')}: {found['message']}")
    return int(any(result["counts"]["error"] for result in results) or len(results) != len(pages))


def main(arguments: list[str]) -> int:
    """Write the pages, and check them if asked."""
    [folder] = [Path(one) for one in arguments if not one.startswith("--")]
    folder.mkdir(parents=True, exist_ok=True)
    pages = write(folder, "--all" in arguments)
    return check(pages) if "--check" in arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
