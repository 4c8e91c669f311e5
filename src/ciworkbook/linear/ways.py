"""Ways from one page of the plain face to another: a page is imported when it is gone to.

- A page is a function in a module of this package; most have the name of their module.
"""

from __future__ import annotations

from importlib import import_module

from .face import Face


def open_page(face: Face, module: str, name: str = "", about: object = None) -> None:
    """Run the page called `name` in `module`, about what is given."""
    page = getattr(import_module(f".{module}", __package__), name or module)
    if about is None:
        page(face)
    else:
        page(face, about)
