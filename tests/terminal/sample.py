"""A small session to try the guards on: `python sample.py HOW --channel W,R`. Its words are canaries."""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
import threading
from typing import Any, ClassVar

from ciworkbook.guard import crash, raising
from ciworkbook.guard.outlet import Outlet
from ciworkbook.guard.status import LOCKED

ANSWER = "he-was-here-on-3-march"
PASSPHRASE = "lantern-fossil-otter"


def main() -> int:
    crash.install()
    raising.raise_all()
    parser = argparse.ArgumentParser()
    parser.add_argument("how", nargs="?", default="stay")
    parser.add_argument("--note", default="")
    parser.add_argument("--channel", default="")
    parser.add_argument("--after", default="")
    options = parser.parse_args()
    outlet = Outlet.from_arguments(options.channel)
    outlet.listen()
    status: int = app(options.how, options.note, outlet).run()
    return status


def app(how: str, note: str, outlet: Outlet) -> Any:
    from textual.app import ComposeResult
    from textual.binding import Binding, BindingType
    from textual.containers import VerticalScroll
    from textual.screen import Screen
    from textual.widget import Widget
    from textual.widgets import Input, Static, TextArea

    from ciworkbook.screens.safety import SafeApp

    class Broken(Widget):
        def render(self) -> str:
            answer = ANSWER
            raise KeyError(answer)

    class Covering(Screen[None]):
        def compose(self) -> ComposeResult:
            yield Static("a quiet page")

    class Sample(SafeApp):
        BINDINGS: ClassVar[list[BindingType]] = [
            Binding("f8", "cover", priority=True),
            Binding("f9", "break", priority=True),
            Binding("f10", "lock", priority=True),
            Binding("f12", "send", priority=True),
        ]

        def compose(self) -> ComposeResult:
            answer = ANSWER
            if how == "compose":
                raise KeyError(answer)
            with VerticalScroll(can_focus=False):
                for number in range(8):
                    yield Static(f"{number} {ANSWER}", markup=False)
                yield Input(PASSPHRASE if how == "filled" else "", password=True)
                yield TextArea()
                yield Static("", id="broken")
                yield Static("the sample is up", markup=False)

        async def on_mount(self) -> None:
            answer = ANSWER
            if how == "mount":
                raise KeyError(answer)
            if how == "sleeping":
                self.run_worker(self.sleep_long, thread=True)

        def sleep_long(self) -> None:
            threading.Event().wait(20)

        def action_cover(self) -> None:
            self.cover()

        def cover(self) -> None:
            if not isinstance(self.screen, Covering):
                self.push_screen(Covering())

        def action_lock(self) -> None:
            self.leave_now(LOCKED)

        def action_send(self) -> None:
            said = outlet.write(note, ANSWER.encode() * 20_000)
            self.query_one("#broken", Static).update(f"outlet says {said}")

        def save_now(self) -> None:
            if how == "save-fails":
                raise OSError(ANSWER)
            if note and how != "send":
                with open(note, "a", encoding="utf-8") as file:
                    file.write("saved\n")

        async def action_break(self) -> None:
            answer = ANSWER
            if how == "handler":
                raise AttributeError(answer)
            if how == "timer":
                self.set_timer(0.01, self.raise_it)
            if how == "thread-worker":
                self.run_worker(self.raise_it, thread=True)
            if how == "async-worker":
                self.run_worker(self.raise_later())
            if how == "markup":
                self.query_one("#broken", Static).update(f"[{answer}[/b]] [/")
            if how == "render":
                await self.mount(Broken())
            if how == "thread":
                threading.Thread(target=self.raise_it).start()
            if how == "task":
                self.kept = asyncio.create_task(self.raise_later())
                self.set_timer(0.2, self.leave_now)
            if how == "exit-text":
                raise SystemExit(answer)
            if how == "interrupt":
                raise KeyboardInterrupt(answer)
            if how == "redraw":
                self.wipe()
                self.query_one("#broken", Static).update(answer * 2)
                self.refresh(layout=True)
                self.set_timer(0.3, self.leave_now)
            if how == "message":
                self.exit(message=answer)
            if how == "panic":
                self.panic(answer)
            if how == "crash-in-save":
                raise AttributeError(answer)
            if how == "segv":
                import ctypes

                ctypes.string_at(0)
            if how == "abort":
                os.abort()

        def raise_it(self) -> None:
            answer = ANSWER
            raise ValueError(f"text of {answer}")

        async def raise_later(self) -> None:
            self.raise_it()

    return Sample()


if __name__ == "__main__":
    sys.exit(crash.contained(main))
