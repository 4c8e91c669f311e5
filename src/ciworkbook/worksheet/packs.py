"""Checks a folder or zip file of sheets that anyone may have written, and gives a pack or says what is wrong with it.

- Everything `check` holds against a sheet is held against these, also what a sheet names of others and what no sheet
  may ask. A sheet with an error is left out; the others can be taken.
- A sheet with the id of one that comes with the program is refused, and so are two with one id.
- A pack may take over rows from another sheet, but never from where they are private to where they could be printed.
- Ids are made whole here (`pack/sheet`), also where one sheet of the pack names another.
- Nothing is written, run or raised, whatever the bytes. What is told never holds the path.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints

from ..text import shorten
from ..words import _
from .catalogue import Catalogue
from .checking import check_loaded, digest, validated
from .finding import Finding, has_errors, quoted
from .form_parts import Strict, Words
from .layout_checking import check_beside, shaped
from .loading import Loaded, load_bytes
from .overlay_checking import Base, check_overlay, named
from .pack import Pack, PackSheet
from .pack_files import STORIES, SUMMARIES, gather
from .stories import load_stories_text
from .together import check_together

ABOUT = "pack.yaml"
LONGEST_TITLE = 60
MOST_TOLD = 20
"""Findings told of one file."""


class PackFile(Strict):
    """What `pack.yaml` says: who made the sheets, and what they are called together."""

    format: Literal[1]
    id: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]{0,39}$")]
    title: Words
    authors: list[Words] = Field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of looking at a folder or a zip file. Without sheets in `pack` there is nothing to take."""

    pack: Pack
    refused: tuple[str, ...] = field(default=(), repr=False)
    """Why it, or some sheet in it, is not taken: sentences, with file and line where there are any."""
    notes: tuple[str, ...] = field(default=(), repr=False)
    """What was left alone, and what is wrong with stories."""


def read_pack(path: Path, catalogue: Catalogue) -> Checked:
    """Read and check the sheets at `path`, a folder or a zip file, beside those that come with the program."""
    found = gather(path)
    title, id_ = shorten(found.name, LONGEST_TITLE) or _("Worksheets"), id_from(found.name)
    if found.refused:
        return Checked(Pack(id_, title), (found.refused,))
    return _Checking(Pack(id_, title), found.files, found.ignored, catalogue).checked()


def id_from(name: str) -> str:
    """Return the id of a pack that says none itself, made from the `name` of its folder."""
    plain = "".join(one for one in unicodedata.normalize("NFKD", name) if not unicodedata.combining(one))
    made = re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")
    if not made:  # a name in another script
        return f"sheets-{hashlib.sha256(name.encode('utf-8', 'replace')).hexdigest()[:8]}"
    return (made if made[0].isalpha() else f"sheets-{made}")[:40].strip("-")


class _Checking:
    def __init__(self, pack: Pack, files: Mapping[str, bytes], ignored: tuple[str, ...], catalogue: Catalogue) -> None:
        self.pack, self.files, self.catalogue = pack, files, catalogue
        self.refused: list[str] = []
        self.notes = [_("Left alone: {name}").format(name=one) for one in ignored]
        self.own = {id_: catalogue.data(id_) for id_ in catalogue.ids() if "/" not in id_}
        self.sheets: dict[str, tuple[Loaded, dict[str, Any]]] = {}
        self.taken: dict[str, str] = {}

    def checked(self) -> Checked:
        if not self.about():
            return Checked(self.pack, tuple(self.refused), tuple(self.notes))
        for name in self.files:
            if name == ABOUT or name.startswith((STORIES + "/", SUMMARIES + "/")):
                continue
            if "." in name.removesuffix(".yaml"):
                continue
            self.sheet(name)
        self.together()
        layouts = self.layouts()
        translations = self.translations(layouts)
        self.stories()
        if not self.sheets and not self.refused:
            self.refused.append(_("There is no worksheet in it."))
        kept = [whole(data, self.pack.id, self.sheets) for _loaded, data in self.sheets.values()]
        sheets = tuple(PackSheet(digest(one), one) for one in sorted(kept, key=lambda one: str(one["id"])))
        pack = Pack(self.pack.id, self.pack.title, self.pack.authors, sheets, layouts, translations)
        return Checked(pack, tuple(self.refused), tuple(self.notes))

    def refuse(self, findings: list[Finding]) -> None:
        errors = [one for one in findings if one.level == "error"]
        self.refused += [str(one).replace("\n", " ") for one in errors[:MOST_TOLD]]

    def about(self) -> bool:
        """Take over what `pack.yaml` says; False if there is one that cannot be used."""
        if ABOUT not in self.files:
            return True
        loaded, findings = load_bytes(ABOUT, self.files[ABOUT])
        data = None
        if loaded is not None:
            data, findings = validated(loaded, PackFile)
        if data is None:
            self.refuse(findings)
            return False
        title = shorten(data["title"], LONGEST_TITLE)
        self.pack = Pack(data["id"], title, tuple(shorten(one, LONGEST_TITLE) for one in data.get("authors", ())))
        return True

    def sheet(self, name: str) -> None:
        loaded, findings = load_bytes(name, self.files[name])
        data, findings = check_loaded(loaded, findings)
        if loaded is None or data is None:
            self.refuse(findings)
            return
        id_ = data["id"]
        if id_ in self.own:
            said = f"{quoted(id_)} is a sheet that comes with the program, and no other can take its place"
            self.refuse([loaded.finding("E225", said, ("id",))])
        elif id_ in self.taken:
            self.refuse(
                [loaded.finding("E219", f"{self.taken[id_]} has the id {quoted(id_)} too: both are left out", ("id",))]
            )
            self.sheets.pop(id_, None)
        else:
            self.taken[id_] = name
            self.sheets[id_] = loaded, data

    def together(self) -> None:
        """Take out every sheet that names what is not there, until none is left that does."""
        cards = self.catalogue.card_doors()
        while True:
            others = self.own | {id_: data for id_, (_loaded, data) in self.sheets.items()}
            faulty = {}
            for id_, (loaded, data) in self.sheets.items():
                findings = [*check_together(loaded, data, others, cards), *self.laid_open(loaded, data, others)]
                if has_errors(findings):
                    faulty[id_] = findings
            for id_, findings in faulty.items():
                self.refuse(findings)
                del self.sheets[id_]
            if not faulty:
                return

    def laid_open(
        self, loaded: Loaded, data: Mapping[str, Any], others: Mapping[str, Mapping[str, Any]]
    ) -> Iterator[Finding]:
        """Find rows taken over from a question that is private to one that is not."""
        for s, section in enumerate(data["sections"]):
            for q, question in enumerate(section["questions"]):
                for p, pull in enumerate(question.get("pull_from") or ()):
                    other = others.get(pull["sheet"])
                    source = _asked(other, pull["q"]) if other else None
                    if other is None or source is None:
                        continue
                    for there, here in pull.get("take", {}).items():
                        if _share(other, source, there) == "private" and _share(data, question, here) != "private":
                            said = f"{quoted(there)} is private there: give {quoted(here)} 'share: private' too"
                            path = ("sections", s, "questions", q, "pull_from", p, "take", there)
                            yield loaded.finding("E226", said, path)

    def layouts(self) -> tuple[dict[str, Any], ...]:
        """Return the ready-made summaries with whole ids; one with an error, or that names what is not there, is left
        out."""
        sheets = self.own | {id_: data for id_, (_loaded, data) in self.sheets.items()}
        found: dict[str, dict[str, Any]] = {}
        for name, content in self.files.items():
            if not name.startswith(SUMMARIES + "/"):
                continue
            if "." in name.removeprefix(SUMMARIES + "/").removesuffix(".yaml"):
                continue
            loaded, data, findings = shaped(*load_bytes(name, content))
            if loaded is not None and data is not None:
                findings = check_beside(loaded, data, sheets)
                if data["id"] in found:
                    findings.append(
                        loaded.finding("E219", f"another file has the id {quoted(data['id'])} too", ("id",))
                    )
            if data is None or has_errors(findings):
                self.refuse(findings)
            else:
                parts = [
                    {**one, "sheet": f"{self.pack.id}/{one['sheet']}" if one["sheet"] in self.sheets else one["sheet"]}
                    for one in data["parts"]
                ]
                found[data["id"]] = {**data, "id": f"{self.pack.id}/{data['id']}", "parts": parts}
        return tuple(found[id_] for id_ in sorted(found))

    def translations(self, layouts: tuple[dict[str, Any], ...]) -> dict[str, dict[str, dict[str, Any]]]:
        """Return the texts of each translation of what is taken; one with an error is left out, and said so."""
        bases = {id_: Base(id_, data["language"], "sheet", data) for id_, (_loaded, data) in self.sheets.items()}
        for one in layouts:
            id_ = str(one["id"]).removeprefix(f"{self.pack.id}/")
            bases[f"{SUMMARIES}/{id_}"] = Base(id_, one["language"], "layout", one)
        found: dict[str, dict[str, dict[str, Any]]] = {}
        for name, content in self.files.items():
            folder, _slash, bare = name.rpartition("/")
            if folder == STORIES or "." not in bare.removesuffix(".yaml"):
                continue
            of, _language = named(bare)
            base = bases.get(f"{folder}/{of}".lstrip("/"))
            if base is None:
                self.notes.append(_("Left alone: {name}").format(name=name))
                continue
            overlay, findings = check_overlay(*load_bytes(name, content), base, bare)
            errors = [one for one in findings if one.level == "error"]
            self.notes += [str(one).replace("\n", " ") for one in errors[:MOST_TOLD]]
            if overlay is not None and overlay.texts:
                kinds = found.setdefault(overlay.language, {})
                kinds.setdefault(base.kind, {})[f"{self.pack.id}/{base.id}"] = dict(overlay.texts)
        return found

    def stories(self) -> None:
        """Say what is wrong with the stories; they are for those who write sheets, and are not kept."""
        for name, content in self.files.items():
            if name.startswith(STORIES + "/"):
                found, findings = load_stories_text(name, content.decode("utf-8", "replace"))
                if found is not None and found.of not in self.sheets:
                    findings = [found.loaded.finding("E401", f"there is no worksheet {quoted(found.of)} here", ("of",))]
                self.notes += [str(one).replace("\n", " ") for one in findings[:MOST_TOLD]]


def whole(data: Mapping[str, Any], pack: str, local: Mapping[str, Any]) -> dict[str, Any]:
    """Return canonical `data` with whole ids, where it names itself and where it names a sheet that is `local`."""

    def renamed(one: Mapping[str, Any]) -> dict[str, Any]:
        return {**one, "sheet": f"{pack}/{one['sheet']}"} if one["sheet"] in local else dict(one)

    def question(one: Mapping[str, Any]) -> dict[str, Any]:
        return {**one, "pull_from": [renamed(pull) for pull in one["pull_from"]]} if "pull_from" in one else dict(one)

    made = {**data, "id": f"{pack}/{data['id']}"}
    if "suggests" in data:
        made["suggests"] = [renamed(one) for one in data["suggests"]]
    made["sections"] = [{**one, "questions": [question(each) for each in one["questions"]]} for one in data["sections"]]
    return made


def _asked(data: Mapping[str, Any], id: str) -> Mapping[str, Any] | None:
    asked = (one for section in data["sections"] for one in section["questions"])
    return next((one for one in asked if one["id"] == id), None)


def _share(data: Mapping[str, Any], question: Mapping[str, Any], column: str) -> str:
    """Return what a column says of printing, or its question, or the sheet."""
    named = [one for one in question.get("columns", ()) if one["id"] == column]
    own = named[0].get("share") if named else None
    usual = "private" if data.get("safety") == "high" else "ask"
    return str(own or question.get("share") or usual)
