"""What can be translated, read from its file: a worksheet, a ready-made summary, the info cards, the numbers."""

from __future__ import annotations

from pathlib import Path

from . import loading
from .checking import check_loaded
from .common import CARDS, NUMBERS, read_common_file
from .finding import Finding
from .layout_checking import FOLDER, is_layout, shaped
from .overlay_checking import Base, named, overlay_files
from .pieces import Kind


def read_base(path: Path) -> tuple[Base | None, list[Finding]]:
    """Read the file at `path`; None if it has an error, and what was found in it alone."""
    if path.resolve().parent.name == "common" and path.name in (CARDS, NUMBERS):
        data, findings = read_common_file(path)
        kind: Kind = "cards" if path.name == CARDS else "numbers"
        return (None if data is None else Base(path.stem, data["language"], kind, {kind: data[kind]})), findings
    read = loading.load_file(path)
    if is_layout(read[0], path):
        _loaded, data, findings = shaped(*read)
        return (None if data is None else Base(data["id"], data["language"], "layout", data)), findings
    data, findings = check_loaded(*read)
    return (None if data is None else Base(data["id"], data["language"], "sheet", data)), findings


def base_of(path: Path) -> Path:
    """Return where the base of the translation at `path` lies."""
    return path.with_name(f"{named(path.name)[0]}.yaml")


def find_base(name: str, shipped: Path) -> Path | None:
    """Return the file that `name` means: a path, or the name of a file that comes with the program.

    "summaries/goals-check-up" is a ready-made summary; "goals-check-up" the sheet, if there is one of that name.
    """
    given = Path(name)
    if given.suffix == ".yaml":
        return given if given.is_file() else None
    tries = (shipped / f"{one}{name}.yaml" for one in ("", f"{FOLDER}/", "common/"))
    return next((one for one in tries if one.is_file()), None)


def all_overlays(folder: Path) -> list[Path]:
    """Return every translation below the folder of sheets `folder`."""
    places = (folder, folder / FOLDER, folder / "common")
    return [path for place in places if place.is_dir() for path in overlay_files(place)]
