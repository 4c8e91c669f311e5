"""The page that was saved on purpose: what it says beside the words on it, and that the words are in no other file.

- The page of the evening (`_evening`), made and written by the program; and one with the drawings of a whole sheet.
- Every name in its dictionaries is looked at, in what is compressed too: none of those in `SAYS` and `XMP` may carry a
  text of its own. Every font has its file in it. The name of the file says nothing.
- Control: the canaries are read out of it by `pdftotext`, and a page with a date and an author is found out.
"""

from __future__ import annotations

import re
import shutil
import subprocess

from ciworkbook.summary import as_pdf

from ...summary.sheets import whole
from ...summary.test_pdf import streams
from ...terminal.touring import CANARIES, TYPED
from ...terminal.tracing import files_with
from . import Measured, Row, Size
from ._evening import evening, mounted

SAYS = rb"CreationDate|ModDate|Author|Creator|Producer|Subject|Keywords|Company|SourceModified|LastModified|PieceInfo"
XMP = rb"xmp:\w+Date|dc:creator|dc:date|dc:subject|pdf:Producer|xmp:CreatorTool|pdf:Keywords"
"""What may carry no text of its own. The ids that XMP asks for are made from the content: checked below."""


def measure(size: Size) -> Measured:
    """Look into the page."""
    if shutil.which("pdftotext") is None:
        return Measured("", met=None, why="needs pdftotext")
    found = evening(size)
    again = as_pdf.render(whole("harmed", intro="For you.", attribution=True)).bytes
    wrong = [one for page in (found.page, again) for one in extra(page)]
    if as_pdf.render(whole("harmed", intro="For you.", attribution=True)).bytes != again:
        wrong.append("the same page is not the same twice")
    embedded, fonts = _fonts(found.page)
    name = found.saved.name
    text = subprocess.run(["pdftotext", "-", "-"], input=found.page, capture_output=True, check=True).stdout.decode()
    words = {**CANARIES, **TYPED}
    on_page = [one for one, word in words.items() if word in text]
    elsewhere = []
    if found.image is not None:
        place = size.work / "disk"
        place.mkdir()
        with mounted(found.image, place, options="loop,ro,noload"):
            elsewhere = [path.name for one in on_page for path in files_with(place, words[one])]
    spoiled = found.page.replace(b"/Title", b"/Author(me)/CreationDate(D:2026)/Title", 1)
    control = len(extra(spoiled)) >= 2 and len(on_page) > 3
    said = (
        f"{len(wrong)} extra fields, {embedded} of {fonts} fonts embedded, saved as “{name}”, {len(on_page)} canaries "
        f"on the page, {len(elsewhere)} of them in another file; control {'found' if control else 'NOT found'}"
    )
    met = not wrong and embedded == fonts > 0 and name == "page.pdf" and not elsewhere and control
    return Measured("; ".join([said, *wrong[:5]]), met=met)


def extra(page: bytes) -> list[str]:
    """Name what a PDF says beside the words on it."""
    opened = streams(page)
    found = []
    for name, value in re.findall(rb"/(" + SAYS + rb")\s*(\((?:[^()\\]|\\.)*\)|<[0-9A-Fa-f]*>|\d+ \d+ R)", opened):
        if value.strip(b"() <>\x00"):
            found.append(f"{name.decode()} {value[:30]!r}")
    for name, value in re.findall(rb"<(" + XMP + rb")[^>]*>(.*?)</", opened, re.DOTALL):
        if re.sub(rb"<[^>]*>", b"", value).strip():
            found.append(f"{name.decode()} {value[:30]!r}")
    for word in (b"typst", b"ciworkbook", b"/home/", b"/work/", b"/root/", b"/tmp/"):
        if word in opened.lower():
            found.append(word.decode())
    return found


def _fonts(page: bytes) -> tuple[int, int]:
    """Return how many fonts have their file in the page, and how many there are."""
    opened = streams(page)
    descriptors = re.findall(rb"/Type\s*/FontDescriptor.*?>>", opened, re.DOTALL)
    return sum(b"/FontFile" in one for one in descriptors), len(descriptors)


ROW = Row("S21", "the saved page: metadata, fonts, name, and where its words are", "0 extra fields", measure)
