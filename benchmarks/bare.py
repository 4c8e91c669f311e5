"""The floors, as programs of their own: each does one thing of ours and nothing else.

    python -I bare.py hello            a page of Textual with one text
    python -I bare.py text FILE        a field of Textual with the text of a file, the cursor at its end
    python -I bare.py questions        one label and one field of Textual; Page Down puts others in their place
    python -I bare.py bytes FILE       writes the bytes of a file to the terminal at each key; no Textual

Textual is imported where it is needed, so that each costs what it costs alone.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any


def hello() -> None:
    """Show one text."""
    from textual.app import App, ComposeResult
    from textual.widgets import Static

    class Hello(App[None]):
        def compose(self) -> ComposeResult:
            yield Static("Hello, world")

    Hello().run()


def text(path: str) -> None:
    """Show a field to write in."""
    from textual.app import App, ComposeResult
    from textual.widgets import TextArea

    class Field(App[None]):
        def compose(self) -> ComposeResult:
            yield TextArea(Path(path).read_text(encoding="utf-8"))

        def on_mount(self) -> None:
            area = self.query_one(TextArea)
            area.cursor_blink = False
            area.focus()
            area.move_cursor(area.document.end)

    Field().run()


def questions() -> None:
    """Show a label and a field, and others at each Page Down."""
    from textual.app import App, ComposeResult
    from textual.binding import Binding
    from textual.containers import Vertical
    from textual.widgets import Label, TextArea

    class Questions(App[None]):
        BINDINGS = [Binding("pagedown", "next", priority=True)]  # noqa: RUF012
        at = 0

        def compose(self) -> ComposeResult:
            yield Vertical(*self.one(), id="leaf")

        def one(self) -> tuple[Any, ...]:
            return Label(f"Question {self.at}."), TextArea()

        async def action_next(self) -> None:
            self.at += 1
            leaf = self.query_one("#leaf")
            async with leaf.batch():
                await leaf.remove_children()
                await leaf.mount_all(self.one())
            self.query_one(TextArea).focus()

    Questions().run()


def straight(path: str) -> None:
    """Write the same bytes at each key."""
    import tty

    tty.setraw(0)
    data = Path(path).read_bytes()
    os.write(1, b"ready")
    while os.read(0, 64):
        os.write(1, data)


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["hello"]:
            hello()
        case ["text", file]:
            text(file)
        case ["questions"]:
            questions()
        case ["bytes", file]:
            straight(file)
