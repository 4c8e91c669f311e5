"""Make the subsets of fonts in `src/ciworkbook/summary/fonts/` from the full fonts.

    python tools/fonts.py FOLDER            write the subsets
    python tools/fonts.py --check FOLDER    tell whether they are what comes out (exit 1 if not)

FOLDER holds the full fonts, anywhere below it; the README beside the subsets says where they come from. It needs
fontTools 4.68.0, which the program itself does not: `pip install fonttools==4.68.0` in an environment of its own.

Subsets are made once and kept in the repository, so that everybody prints the same page. The same fonts and the same
fontTools give the same bytes.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

FONTS = Path(__file__).resolve().parent.parent / "src" / "ciworkbook" / "summary" / "fonts"

LATIN_GREEK_CYRILLIC = (
    "20-7E A0-24F 259 2B0-2FF 300-36F 370-3FF 400-52F 1E00-1EFF 2000-2015 2017-2027 202F-205F 2070-209C 20A0-20C0 "
    "2113 2116 2122 FFFD"
)
ARABIC = "20 21 28 29 2C-2E 3A 600-6FF 750-77F 200C-200F"
ARROWS = "2190-2193"
SIGNS = "2022 25A0 25A1 25AA 25B2 25B8 25BC 25CB 25CF 2605 2606 2610-2612 2661 2665 2713 2714 2717 2718 2764"
EAST_ASIAN_SIGNS = "221E 2248 2260 2264 2265 3000-303F 30FB FF01-FF60 FFE0-FFE6"
HANGUL = "1100-11FF 3131-318E A960-A97C AC00-D7A3 D7B0-D7C6 D7CB-D7FB"
"""Every syllable, for names use rare ones; and the letters they are made of, also the old ones."""
# Set from left to right only: no forms for columns of text, and none that only change the look.
HORIZONTAL = ["ccmp", "ljmo", "vjmo", "tjmo", "locl", "kern", "mark"]


def points(ranges: str) -> Iterator[int]:
    """Yield the code points of "20-7E A0 …"."""
    for part in ranges.split():
        first, _dash, last = part.partition("-")
        yield from range(int(first, 16), int(last or first, 16) + 1)


def gb2312() -> Iterator[int]:
    """Yield the 6,763 characters of GB 2312, which simplified Chinese is written with."""
    for row in range(0xB0, 0xF8):
        for cell in range(0xA1, 0xFF):
            found = bytes((row, cell)).decode("gb2312", errors="ignore")
            yield from map(ord, found)


def wanted() -> Iterator[tuple[str, str, list[int], list[str]]]:
    """Yield for each subset: its file, the file of the full font, the code points (none: all), the features."""
    for weight in ("Regular", "Bold"):
        yield f"NotoSans-{weight}.ttf", f"NotoSans-{weight}.ttf", list(points(LATIN_GREEK_CYRILLIC)), ["*"]
        yield f"NotoSansArabic-{weight}.ttf", f"NotoSansArabic-{weight}.ttf", list(points(ARABIC)), ["*"]
        yield f"NotoSansDevanagari-{weight}.ttf", f"NotoSansDevanagari-{weight}.ttf", [], ["*"]
    for weight in ("400Regular", "700Bold"):
        korean = list(points(f"{HANGUL} {EAST_ASIAN_SIGNS}"))
        yield f"NotoSansKR-{weight[3:]}.ttf", f"NotoSansKR_{weight}.ttf", korean, HORIZONTAL
    yield "NotoSansSC-Regular.ttf", "NotoSansSC_400Regular.ttf", [*gb2312(), *points(EAST_ASIAN_SIGNS)], HORIZONTAL
    yield "NotoSansSymbols-Regular.ttf", "NotoSansSymbols-Regular.ttf", list(points(ARROWS)), ["*"]
    yield "NotoSansSymbols2-Regular.ttf", "NotoSansSymbols2-Regular.ttf", list(points(SIGNS)), ["*"]


def made(full: Path, unicodes: list[int], features: list[str]) -> bytes:
    """Return the subset of one font."""
    options = subset.Options()
    options.layout_features = features
    options.hinting = False
    options.desubroutinize = True
    options.notdef_outline = True
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    if features != ["*"]:
        options.drop_tables += ["vhea", "vmtx", "STAT", "BASE"]
    font = subset.load_font(str(full), options)
    assert isinstance(font, TTFont)
    worker = subset.Subsetter(options)
    worker.populate(unicodes=unicodes or font.getBestCmap())
    worker.subset(font)
    if "prep" in font:
        del font["prep"]
    written = io.BytesIO()
    subset.save_font(font, written, options)
    return written.getvalue()


def main(arguments: list[str]) -> int:
    """Write or compare all subsets; 1 if one differs or a full font is not there."""
    check = "--check" in arguments
    [folder] = [one for one in arguments if one != "--check"]
    status = 0
    for name, full, unicodes, features in wanted():
        found = next(iter(sorted(Path(folder).rglob(full))), None)
        if found is None:
            print(f"{name}: {full} is not below {folder}")
            status = 1
            continue
        data = made(found, unicodes, features)
        kept = FONTS / name
        same = kept.is_file() and kept.read_bytes() == data
        print(f"{name}: {len(data):,} bytes, {'as it is kept' if same else 'differs' if check else 'written'}")
        if check:
            status |= not same
        elif not same:
            kept.write_bytes(data)
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
