"""Write sample pages in six languages, to be looked at and to be checked for access.

    python tools/pages.py FOLDER            write them below FOLDER: PDF on both papers, in large print, as a card; HTML
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
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.summary.samples import SAMPLES, card, written  # noqa: E402
from tests.summary.sheets import blank, whole  # noqa: E402

from ciworkbook.summary import as_html, as_pdf  # noqa: E402


def write(folder: Path) -> list[Path]:
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
    for name, page in made.items():
        (folder / f"{name}.pdf").write_bytes(page.bytes)
        print(f"{name}.pdf: {len(page.bytes):,} bytes" + (f", not printed: {page.missing}" if page.missing else ""))
    return [folder / f"{name}.pdf" for name in made]


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
    [folder] = [Path(one) for one in arguments if one != "--check"]
    folder.mkdir(parents=True, exist_ok=True)
    pages = write(folder)
    return check(pages) if "--check" in arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
