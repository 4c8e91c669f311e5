"""Which folder a workbook is kept in, asked in lines; and a file that is named."""

from __future__ import annotations

from pathlib import Path

from .. import first_words
from ..guard import places
from ..paragraphs import Paragraph
from ..text import clean_line
from ..words import _
from .choices import Choice
from .face import Face
from .going import Back


def ask_place(face: Face, asked: list[Paragraph], path: Path, keep: str, step: str = "") -> Path:
    """Return the folder that the person settles on, beginning with `path`; `keep` is what settling is called.

    Raises `Back`.
    """
    while True:
        place = places.look_at(path)
        usual = places.default_folder()
        face.talk.tell(asked, step)
        face.talk.say(clean_line(str(place.path)), first_words.place_words(place))
        if place.path != places.full(face.folder):
            face.talk.say(first_words.start_words(place.path))
        ways = [Choice("keep", keep)] if place.usable else []
        ways.append(Choice("other", _("Another folder")))
        if place.path != places.full(usual):
            ways.append(Choice("usual", _("Use the usual folder")))
        match face.talk.choose([*ways, Choice("back", _("Back"))], usual="keep" if place.usable else "other"):
            case "keep":
                return place.path
            case "usual":
                path = usual
            case "back":
                raise Back
            case _other:
                other = _("The folder, or Enter alone to leave it as it is:")
                typed = face.talk.ask(other, path=True).text.strip()
                path = Path(typed) if typed else path


def ask_file(face: Face, prompt: str) -> Path | None:
    """Return the file that was named, in full; None for Enter alone."""
    typed = face.talk.ask(prompt, path=True).text.strip()
    return places.full(Path(typed)) if typed else None
