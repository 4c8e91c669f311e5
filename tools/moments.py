"""Take down what the terminal shows at the ten moments of `tests/terminal/moments.py`, and draw it, cell by cell.

    python tools/moments.py                                   in all languages, looks and sizes: 1,050 pictures
    python tools/moments.py --languages ko,ar --looks dark    some of them

- Pictures stand in `build/moments/LANGUAGE/LOOK/`, and `build/moments/sheets/` has ten of them on a page. What does not
  fit, is out of line, or stands otherwise in another look is printed; the exit status is then 1.
- It needs Pillow, which the program does not: `pip install --target build/pillow pillow`, or in any other way. It needs
  the font DejaVu Sans Mono; the other scripts are drawn with the fonts for printing.
- Everything on the pictures is made up.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import lru_cache
from itertools import product
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "build" / "pillow")]

from tests.terminal import glass, moments  # noqa: E402
from tests.terminal.moments import Taken  # noqa: E402

try:
    from PIL import Image, ImageDraw, ImageFont
except ImportError:
    sys.exit("Pillow is not here. Get it with: pip install --target build/pillow pillow")

WIDE, HIGH, LETTERS = 9, 18, 15
"""Pixels of a cell, and of the letters in it."""
FONTS = ROOT / "src" / "ciworkbook" / "summary" / "fonts"
GROUND, INK = "#20242a", "#d8d8d8"
"""What a terminal has of its own."""
NAMED = {
    "black": "#000000", "red": "#cd3131", "green": "#0dbc79", "brown": "#e5e510", "yellow": "#e5e510",
    "blue": "#2472c8", "magenta": "#bc3fbc", "cyan": "#11a8cd", "white": "#e5e5e5",
}  # fmt: skip
COLUMNS = {100: 1, 80: 2, 60: 3, 40: 4}
"""Pictures beside each other on a sheet, by the columns of the window."""


@lru_cache
def font(script: str, bold: bool) -> Any:
    """Return the font for a script: "" is the terminal's own."""
    weight = "Bold" if bold else "Regular"
    if not script:
        name = f"DejaVu Sans Mono:style={'Bold' if bold else 'Book'}"
        found = subprocess.run(["fc-match", "-f", "%{file}", name], capture_output=True, text=True, check=True).stdout
        return ImageFont.truetype(found, LETTERS)
    path = FONTS / f"{script}-{weight}.ttf"
    size = LETTERS - 3 if script == "NotoSansDevanagari" else LETTERS + 1
    return ImageFont.truetype(str(path if path.exists() else FONTS / f"{script}-Regular.ttf"), size)


def script_of(letter: str, language: str) -> str:
    """Return the font file for `letter`; "" for the terminal's own."""
    code = ord(letter[0])
    if 0x900 <= code <= 0x97F:
        return "NotoSansDevanagari"
    if 0x1100 <= code <= 0x11FF or 0x3130 <= code <= 0x318F or 0xAC00 <= code <= 0xD7FF:
        return "NotoSansKR"
    if 0x2E80 <= code <= 0x9FFF or 0xF900 <= code <= 0xFAFF or 0xFE30 <= code <= 0xFE4F or 0xFF00 <= code <= 0xFFEF:
        return "NotoSansKR" if language == "ko" else "NotoSansSC"
    return ""


def color(name: str, usual: str) -> str:
    """Return a color as pyte names it, as Pillow takes it."""
    if name == "default":
        return usual
    return NAMED.get(name.removeprefix("bright"), f"#{name}")


def draw(taken: Taken) -> Any:
    """Return the picture of what was taken down."""
    columns, rows = taken.size
    image = Image.new("RGB", (columns * WIDE, rows * HIGH), GROUND)
    pen = ImageDraw.Draw(image)
    written = []
    for y, row in enumerate(taken.cells):
        for x, cell in enumerate(row):
            if not cell.data:
                continue
            ink, ground = color(cell.fg, INK), color(cell.bg, GROUND)
            if cell.reverse:
                ink, ground = ground, ink
            wide = 2 if row[x + 1 : x + 2] and row[x + 1].data == "" else 1
            left, top, right, bottom = x * WIDE, y * HIGH, (x + wide) * WIDE - 1, (y + 1) * HIGH - 1
            pen.rectangle((left, top, right, bottom), ground)
            if cell.data.strip() or cell.underscore:
                written.append((left, right, bottom, cell, ink))
    for left, right, bottom, cell, ink in written:  # a letter may be wider than its cell
        script = script_of(cell.data, taken.language)
        carrier = "\N{NO-BREAK SPACE}" if glass.is_spacing_mark(cell.data) else ""
        pen.text((left, bottom - 3), carrier + cell.data, ink, font=font(script, cell.bold), anchor="ls")
        if cell.underscore:
            pen.line((left, bottom - 1, right, bottom - 1), ink)
    return image


def sheet(pictures: Sequence[tuple[str, Any]], across: int) -> Any:
    """Return `pictures`, each below its name, on one page."""
    width, height = pictures[0][1].size
    down = -(-len(pictures) // across)
    gap, head = 10, 20
    page = Image.new("RGB", (across * (width + gap) + gap, down * (height + head + gap) + gap), "#777777")
    pen = ImageDraw.Draw(page)
    for number, (name, image) in enumerate(pictures):
        x, y = gap + number % across * (width + gap), gap + number // across * (height + head + gap)
        pen.text((x, y + 14), name, "white", font=font("", True), anchor="ls")
        page.paste(image, (x, y + head))
    return page


def take(language: str, look: str) -> list[Taken]:
    """Take the ten moments down; in the first look also the pages that come before one can be chosen."""
    found = []
    with tempfile.TemporaryDirectory() as place:
        found += moments.taken(Path(place), language, look)
    if look == moments.LOOKS[0]:
        with tempfile.TemporaryDirectory() as place:
            found += moments.before_looks(Path(place), language)
    return found


def show(found: Iterable[Taken], folder: Path) -> None:
    """Draw what was taken down, one by one and on sheets."""
    sheets: dict[tuple[str, str, tuple[int, int]], list[tuple[str, Any]]] = defaultdict(list)
    (folder / "sheets").mkdir(parents=True, exist_ok=True)
    for one in found:
        image = draw(one)
        size = f"{one.size[0]}x{one.size[1]}"
        place = folder / one.language / one.look
        place.mkdir(parents=True, exist_ok=True)
        image.save(place / f"{size} {one.moment}.png")
        sheets[one.language, one.look, one.size].append((f"{one.moment}, {one.language}", image))
    for (language, look, size), pictures in sheets.items():
        page = sheet(pictures, COLUMNS[size[0]])
        page.save(folder / "sheets" / f"{language} {look} {size[0]}x{size[1]}.png")


def main() -> int:
    """Take down, draw, and tell what is amiss."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--languages", default=",".join(moments.LANGUAGES))
    parser.add_argument("--looks", default=",".join(moments.LOOKS))
    parser.add_argument("--out", type=Path, default=ROOT / "build" / "moments")
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    languages, looks = options.languages.split(","), options.looks.split(",")
    amiss: list[str] = []
    with ProcessPoolExecutor(options.jobs) as pool:
        pairs = list(product(languages, looks))
        first: dict[tuple[str, str, tuple[int, int]], Taken] = {}
        count = 0
        for found in pool.map(take, *zip(*pairs, strict=True)):
            show(found, options.out)
            count += len(found)
            for one in found:
                usual = first.setdefault((one.language, one.moment, one.size), one)
                other = glass.otherwise(one.cells, usual.cells) if one.moment not in moments.OTHERWISE else []
                amiss += [f"{one.name}: {what}" for what in [*one.wrong, *other]]
            print(f"{found[0].language}, {found[0].look}: {len(found)}", flush=True)
    print(*amiss, f"{count} pictures in {options.out}, {len(amiss)} things amiss", sep="\n")
    return bool(amiss)


if __name__ == "__main__":
    sys.exit(main())
