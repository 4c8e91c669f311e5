"""Ways from one page of the plain face to another: a page is imported when it is gone to.

- A page is a function in a module of this package; most have the name of their module.
"""

from __future__ import annotations

from importlib import import_module

from ..words import _
from .face import Face


def open_page(face: Face, module: str, name: str = "", about: object = None) -> None:
    """Run the page called `name` in `module`, about what is given; where it is not there, say so."""
    try:
        page = getattr(import_module(f".{module}", __package__), name or module)
    except (ModuleNotFoundError, AttributeError):
        face.talk.say(_("This is not here yet, line by line. It is on the pages: start the program without --plain."))
        return
    if about is None:
        page(face)
    else:
        page(face, about)
