"""What the command line does with worksheet files: check, list, preview, stories, schema.

- Prints plain text that was cleaned, or JSON; findings go to standard output, so that a program can read them.
- Each function returns an exit status: 0 done, 1 something was found, 2 wrong use.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from . import word_catalogues, words
from .text import clean, clean_line, pad
from .worksheet.finding import Finding, has_errors, listed, quoted
from .worksheet.fresh import sheets_folder
from .worksheet.model import DOORS, Door, build


def check(files: Sequence[Path], *, as_json: bool = False) -> int:
    """Check `files`, or every shipped sheet if there are none, and print what was found."""
    return report(found_in(files), as_json=as_json)


def found_in(files: Sequence[Path]) -> list[Finding]:
    """Return what is found in `files`, or in all that is shipped if there are none: sheets, what they share,
    ready-made summaries, translations, and the catalogues of what the program itself says."""
    from .worksheet.bases import all_overlays
    from .worksheet.checking import sheet_files
    from .worksheet.common import read_common
    from .worksheet.layout_checking import layout_files
    from .worksheet.shelf import check_files

    shipped = sheets_folder()
    findings = [] if files else read_common(shipped)[1]
    catalogues = (
        sorted(word_catalogues.folder().glob("*.po")) if not files else [one for one in files if one.suffix == ".po"]
    )
    for path in catalogues:
        if path.stem != "en":
            from . import word_files  # and polib, only for a catalogue

            findings = findings + word_files.check(path)
    if files:
        return findings + check_files([one for one in files if one.suffix != ".po"], shipped)
    every = [*sheet_files(shipped), *layout_files(shipped), *all_overlays(shipped)]
    return findings + check_files(every, shipped)


def stories(files: Sequence[Path], *, as_json: bool = False, screens: bool = False) -> int:
    """Tell the stories in `files`, or all shipped ones if there are none, and print where a sheet answers otherwise.

    With `screens` they are told through the real pages as well.

    The sheet of a story is looked for beside the folder of the story, then beside the story, then among the shipped.
    """
    from .answers.stories import count, tell
    from .worksheet.stories import load_stories

    chosen = list(files) or sorted((sheets_folder() / "stories").glob("*.yaml"))
    findings: list[Finding] = [] if files else _untold({path.name for path in chosen})
    read = []
    for path in chosen:
        found, problems = load_stories(path)
        findings += problems
        if found is None:
            continue
        read.append(found)
        data = _sheet_of(found.of, (path.resolve().parent.parent, path.resolve().parent, sheets_folder()))
        if data is None:
            message = f"there is no worksheet {quoted(found.of)} without errors near this file"
            findings.append(found.loaded.finding("E401", message, ("of",)))
        else:
            findings += tell(found, data)
            if screens and not has_errors(findings):
                from .screens.story_walk import tell_on_screens

                findings += tell_on_screens(found, data)
    status = report(findings, as_json=as_json)
    if not as_json and not findings:
        say(f"{count(read)} stories, all true")
    return status


def listing(door: str | None, language: str = "") -> int:
    """Print the shipped worksheets: id, minutes, doors, title; those for `door` only if it is given.

    Minutes are those of `door`; without it the shortest and the longest where doors differ. Titles are in the words
    of `language` where there is a translation.
    """
    from .worksheet.catalogue import Catalogue

    catalogue = Catalogue.load().in_language(language)
    doors = [one for one in DOORS if door in (None, one)]
    # A sheet is listed once, in the words of the first door it is for.
    found = {entry.id: entry for one in reversed(doors) for entry in catalogue.entries(one)}
    for entry in (found[id_] for id_ in catalogue.ids() if id_ in found):
        takes = {one.minutes for one in (catalogue.worksheet(entry.id, at) for at in doors if at in entry.audience)}
        minutes = f"{min(takes)}" if len(takes) == 1 else f"{min(takes)}-{max(takes)}"
        for_ = "".join(letter if at in entry.audience else "-" for at, letter in zip(DOORS, "HCLF", strict=True))
        say(f"{pad(entry.id, 28)} {minutes:>5} min  {for_}  {clean_line(entry.title)}")
    say("\nDoors: H harmed, C caused harm, L helping, F facilitating")
    return 0


def preview(file: Path, door: Door | None, language: str = "") -> int:
    """Print the worksheet in `file` as a person at `door` (the first of its audience if None) meets it.

    In the words of its translation into `language`, if that lies beside it.
    """
    from .worksheet.bases import read_base
    from .worksheet.checking import check_file
    from .worksheet.overlay import lay_over
    from .worksheet.overlay_checking import read_overlay
    from .worksheet.preview import preview as lines_of

    data, findings = check_file(file)
    if data is None:
        return report(findings)
    chosen: Door = door or data["audience"][0]
    if chosen not in data["audience"]:
        sys.stderr.write(f"This worksheet is not for the door {chosen}, only for {listed(data['audience'])}.\n")
        return 2
    beside = file.with_name(f"{file.stem}.{language}.yaml")
    if language and beside.is_file():
        overlay, findings = read_overlay(beside, read_base(file)[0])
        if overlay is None:
            return report(findings)
        words.use(language)
        data = lay_over(data, overlay.texts, language)
    for line in lines_of(build(data, chosen)):
        say(line)
    return 0


def schema(target: Path | None, *, summary: bool = False) -> int:
    """Write the JSON Schema of worksheet files to `target`, or to standard output; with `summary` that of ready-made
    summaries."""
    from .worksheet.schema import layout_schema_text, schema_text

    text = layout_schema_text() if summary else schema_text()
    if target is None:
        sys.stdout.write(text)
        return 0
    try:
        target.write_text(text, encoding="utf-8")
    except OSError as error:
        sys.stderr.write(f"{clean_line(str(target))} cannot be written: {error.strerror}.\n")
        return 1
    return 0


def say(line: str) -> None:
    """Write one line to standard output, cleaned."""
    sys.stdout.write(clean(line) + "\n")


def _sheet_of(id_: str, folders: Iterable[Path]) -> dict[str, Any] | None:
    from .worksheet.checking import check_file

    for folder in folders:
        path = folder / f"{id_}.yaml"
        if path.is_file():
            data, _findings = check_file(path)
            if data is not None and data["id"] == id_:
                return data
    return None


def _untold(told: set[str]) -> list[Finding]:
    """What is found where a shipped sheet has migrations and no file of stories."""
    from .answers.stories import versions_to_tell
    from .worksheet.checking import check_file, sheet_files

    findings = []
    for path in sheet_files(sheets_folder()):
        data = None if path.name in told else check_file(path)[0]
        for version in versions_to_tell(data or {}):
            message = f"the migration to version {version} has no story; tell one with 'migrates'"
            findings.append(Finding(str(path), 1, 1, "E411", message))
    return findings


def report(findings: Sequence[Finding], *, as_json: bool = False) -> int:
    """Print `findings`; return 1 if an error is among them."""
    if as_json:
        say(json.dumps([one.to_data() for one in findings], ensure_ascii=False, indent=1))
    else:
        for one in findings:
            say(str(one).replace("\n", " "))
    return 1 if has_errors(findings) else 0
