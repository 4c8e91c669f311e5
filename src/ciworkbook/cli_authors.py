"""For people who write sheets: begin one, check it as it is written, see what a new version does to answers, translate.

- Plain English, one line a thing, so that an editor or a script can read it.
- Nothing here writes over a file but a translation, of which everything is kept.
- Each function returns an exit status: 0 done, 1 found or refused, 2 wrong use.
"""

from __future__ import annotations

import json
import re
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from . import word_catalogues
from .cli_sheets import found_in, report, say
from .text import clean_line
from .worksheet import checking, diffing, loading, starting, translating
from .worksheet.bases import all_overlays, find_base, read_base
from .worksheet.finding import Finding, has_errors
from .worksheet.form_parts import LANGUAGE, SHEET_ID
from .worksheet.fresh import sheets_folder
from .worksheet.layout_checking import layout_files
from .worksheet.model import DOORS, Door
from .worksheet.overlay import FORMS
from .worksheet.overlay_checking import OverlayFile
from .worksheet.schema import schema_text
from .worksheet.versions import Version

EVERY = 0.5
"""Seconds from one look at the files to the next."""

SCHEMA = "worksheet.schema.json"

Stamp = tuple[int, int]


def new(name: str, doors: Sequence[Door], topic: str, folder: Path | None = None) -> int:
    """Write a small sheet called `name`, its stories, and the schema if it is missing, into `folder`, the current one.

    It is for `doors`, all if there are none. Refuses, and writes nothing, where a file of that name is there.
    """
    doors = doors or DOORS
    if not re.match(SHEET_ID, name) or name.endswith("\n"):
        sys.stderr.write("A worksheet is called by small letters, digits and -, a letter first: first-step.\n")
        return 2
    here = folder or Path()
    sheet, stories, schema = here / f"{name}.yaml", here / "stories" / f"{name}.yaml", here / SCHEMA
    for path in (sheet, stories):
        if path.exists():
            sys.stderr.write(f"{clean_line(str(path))} is there already. Nothing was written.\n")
            return 1
    files = [(sheet, starting.sheet_text(name, doors, topic)), (stories, starting.stories_text(name, doors))]
    if not schema.exists():
        files.append((schema, schema_text()))
    for path, text in files:
        try:
            path.parent.mkdir(exist_ok=True)
            with path.open("x", encoding="utf-8", newline="\n") as file:
                file.write(text)
        except OSError as error:
            sys.stderr.write(f"{clean_line(str(path))} cannot be written: {error.strerror}.\n")
            return 1
        say(f"wrote {path}")
    say(f"Next: ciworkbook check --watch {sheet}")
    return 0


def translate(name: str, tag: str, output: Path | None) -> int:
    """Begin the translation of `name` into the language `tag`, or bring it up to date; say what is left to do.

    `name` is a file, or the name of one that comes with the program. The translation lies beside it, or at `output`.
    "program" is what the program itself says.
    """
    language, tilde, form = tag.partition("~")
    if not re.match(LANGUAGE, language) or (tilde and (name != "program" or form not in FORMS)):
        sys.stderr.write("A language is written as in 'es', 'pt-BR' or 'zh-Hans'.\n")
        return 2
    if name == "program":
        return _translate_program(tag, output)
    path = find_base(name, sheets_folder())
    if path is None:
        sys.stderr.write(f"There is no file {clean_line(name)}, and nothing of that name comes with the program.\n")
        return 2
    base, findings = read_base(path)
    if base is None:
        return report(findings)
    target = output or path.with_name(f"{path.stem}.{tag}.yaml")
    before = None
    if target.exists():
        loaded, findings = loading.load_file(target)
        data = None
        if loaded is not None:
            data, findings = checking.validated(loaded, OverlayFile)
        if loaded is None or data is None:
            return report(findings)
        if (data["of"], data["language"]) != (base.id, tag):
            sys.stderr.write(f"{clean_line(str(target))} is another translation. Nothing was written.\n")
            return 1
        before = loaded, data, target.read_text(encoding="utf-8-sig")
    made = translating.write(base, tag, before)
    left = f"{made.empty} to translate, {made.stale} stale, {made.unknown} not in the base any more"
    return _written(target, made.text, f"{made.wanted} texts, {left}")


def _translate_program(tag: str, output: Path | None) -> int:
    from . import word_files

    target = output or word_catalogues.folder() / f"{tag}.po"
    try:
        made, said = word_files.up_to_date(target, tag)
    except (OSError, ValueError):
        return report(word_files.check(target))
    return _written(target, str(made) + "\n", said)


def _written(target: Path, text: str, said: str) -> int:
    """Write `text` to `target` whole or not at all, and say how it stands."""
    try:
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", newline="\n", dir=target.parent, suffix=".tmp", delete=False
        ) as file:
            file.write(text)
        Path(file.name).chmod(0o644)
        Path(file.name).replace(target)
    except OSError as error:
        sys.stderr.write(f"{clean_line(str(target))} cannot be written: {error.strerror}.\n")
        return 1
    say(f"{target}: {said}")
    return 0


def diff(old: Path, new: Path, *, as_json: bool = False) -> int:
    """Print what changed from the sheet in `old` to the one in `new`; 1 where answers will be lost."""
    versions, findings = [], list[Finding]()
    for path in (old, new):
        loaded, _problems = loading.load_file(path)
        data, found = checking.check_file(path)
        findings += [one for one in found if one.level == "error"]
        if loaded is not None and data is not None:
            versions.append(Version(loaded, data))
    if len(versions) < 2:
        return report(findings, as_json=as_json)
    if versions[0].data["id"] != versions[1].data["id"]:
        sys.stderr.write("These are two different worksheets: their ids differ.\n")
        return 2
    changes = diffing.diff(*versions)
    if as_json:
        say(json.dumps([one.to_data() for one in changes], ensure_ascii=False, indent=1))
    for one in () if as_json else changes:
        say(str(one).replace("\n", " "))
    return 1 if any(one.grade == "will lose" for one in changes) else 0


def watch(
    files: Sequence[Path],
    *,
    sleep: Callable[[float], None] = time.sleep,
    clock: Callable[[], str] = lambda: time.strftime("%H:%M:%S"),
) -> int:
    """Check `files`, or every shipped sheet, now and whenever one changes, until Ctrl+C; return the last status."""
    status = 0
    seen: dict[Path, Stamp | None] = {}
    try:
        while True:
            now = {path: _stamp(path) for path in list(files) or _shipped()}
            if changed := [path for path, stamp in now.items() if path not in seen or seen[path] != stamp]:
                # All of them: what one sheet says of another changes with either.
                findings = found_in(list(now))
                status = 1 if has_errors(findings) else 0
                _tell(clock(), changed if seen else list(now), findings)
            seen = now
            sleep(EVERY)
    except KeyboardInterrupt:
        return status


def _shipped() -> list[Path]:
    folder = sheets_folder()
    return [*checking.sheet_files(folder), *layout_files(folder), *all_overlays(folder)]


def _stamp(path: Path) -> Stamp | None:
    """When a file was written last, and how long it is; None where it is not there."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size


def _tell(at: str, changed: Sequence[Path], findings: Sequence[Finding]) -> None:
    named = str(changed[0]) if len(changed) == 1 else f"{len(changed)} files"
    errors = sum(one.level == "error" for one in findings)
    warnings = len(findings) - errors
    counts = [_count(errors, "error"), _count(warnings, "warning")]
    say(f"{at} {named}: {', '.join(one for one in counts if one) or 'nothing found'}")
    for one in findings:
        say("  " + str(one).replace("\n", " "))
    sys.stdout.flush()


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}" if number else ""
