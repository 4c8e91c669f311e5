"""The inner process: guards first, then the door, then the screens.

- The order is the point: all guards stand before anything of Textual is imported, and before there is a second thread.
- Where a workbook exists, and in practice, writes are fenced from the start. On the first evening the person says first
  where it is to be kept; `screens.first_evening` raises that fence, before the workbook is made.
- Where a workbook exists the door asks on the bare terminal; worksheets and Textual are read while the person types.
- The plain face has a door of its own, and never imports Textual.
- The exit status is the app's; a crash is never 0. Nothing here prints an answer or the text of an error.
"""

from __future__ import annotations

import contextlib
import gc
import os
import sys
import threading

from . import text, words
from .guard import crash, environment, raising, status, terminal, usual_folder, writes
from .guard.outlet import Outlet
from .vault.presence import holds_objects
from .worksheet.fresh import has_to_compile

TYPE_CHECKING = False  # what checkers of types look for
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Literal

    from .workbook import Workbook
    from .worksheet.catalogue import Catalogue


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one session and return its exit status."""
    crash.install()
    raising.raise_all()
    options = _options(sys.argv[1:] if arguments is None else arguments)
    outlet = Outlet.from_arguments(options.channel)
    where = options.folder or usual_folder.at_once()
    words.use(environment.spoken or options.language or words.first(os.environ))
    terminal.speak(sys.stdout, os.environ)
    if not terminal.draws_lines(os.environ):
        use_typed_signs()

    begun = holds_objects(where) and not options.practice
    # The prompt needs none of what it opens: reading that took 120 of the 160 ms until it stood there.
    ahead = Ahead()
    if options.plain or has_to_compile():
        ahead.prepare()
    if begun or options.practice:
        writes.fence([where] if begun else [])
    outlet.listen()
    workbook = None
    if begun and not options.plain:
        workbook = _through_the_door(where, ahead, options.after)
        if workbook is None:
            return status.DONE
    from pathlib import Path

    from . import languages

    languages.know(ahead.catalogue)
    folder = Path(where)
    in_words: Catalogue | None = None
    if workbook is not None:
        spoken = options.language or workbook.settings.language
        languages.speak(spoken, workbook.settings.form, workbook)
        outlet.language(spoken)
        in_words = ahead.catalogue().in_language(spoken, workbook.settings.form)

    sheets = Path(options.sheets) if options.sheets else None
    by_choice = workbook is not None and workbook.settings.plain
    if options.plain or by_choice:
        from .linear.face import After, Face, run

        after: After = options.after if options.plain else ""
        _settle()
        return run(
            lambda talk: Face(
                talk,
                in_words or ahead.catalogue(),
                folder,
                outlet,
                workbook,
                why=options.plain or "setting",
                after=after,
                locked=begun,
                practice=options.practice,
                sheets=sheets,
                language=options.language,
                fence=writes.fence,
            ),
            afresh=bool(after),
        )

    gc.disable()  # until the first page stands: what can go by then is little, and looking for it took 26 ms of 390
    from .screens.app import WorkbookApp

    made = WorkbookApp(
        in_words or ahead.catalogue,
        folder,
        outlet,
        workbook,
        practice=options.practice,
        sheets=sheets,
        fence=writes.fence,
    )
    made.settled = ahead.settle
    return made.run()


def _settle() -> None:
    """Let what stands now not be looked through again for what can go, and what comes after be looked through.

    A pass over all of it took 80 ms, in which no key was read. A pass over what comes after takes 2.
    """
    gc.freeze()
    gc.enable()


def use_typed_signs() -> None:
    """Say and cut everything with the signs of a typewriter: the locale has no others."""
    words.use_typed_signs()
    text.cut_in_ascii()


class Options:
    """What the launcher hands on. Each may be left out."""

    def __init__(self) -> None:
        self.folder = self.language = self.channel = self.sheets = ""
        self.after: Literal["", "lock", "cover"] = ""
        self.plain: Literal["", "option", "terminal"] = ""
        self.practice = False


def _options(arguments: Sequence[str]) -> Options:
    """Read `--practice`, and each other option with its value after it; raises SystemExit for what is none of them."""
    found, rest = Options(), iter(arguments)
    for one in rest:
        match one, "" if one == "--practice" else next(rest, ""):
            case "--practice", _:
                found.practice = True
            case "--folder", said:
                found.folder = said
            case "--language", said:
                found.language = said
            case "--channel", said:
                found.channel = said
            case "--sheets", said:
                found.sheets = said
            case "--after", ("" | "lock" | "cover") as said:
                found.after = said
            case "--plain", ("" | "option" | "terminal") as said:
                found.plain = said
            case _:
                raise SystemExit(status.WRONG_USE)
    return found


class Ahead(threading.Thread):
    """Reads what comes later: the worksheets first, then Textual and the pages.

    At the door it does so while the person types; on the first evening once the first page stands, which needs no
    worksheet and no workbook.
    """

    def __init__(self) -> None:
        super().__init__(name="ahead", daemon=True)
        self._turn = threading.Lock()
        self._settled = False
        self._catalogue: Catalogue | None = None
        self._fault: BaseException | None = None

    def begin(self) -> None:
        """Start, once: when the prompt is there, so that it need not share the processor with this."""
        if self.ident is None:
            self.start()

    def run(self) -> None:
        """Read everything; what goes wrong is raised by `catalogue`, or when Textual is imported again."""
        with contextlib.suppress(Exception):
            self.prepare()
            from .screens import app  # noqa: F401 (135 ms for Textual)
            from .screens.reading_ahead import read_ahead  # 90 ms

            read_ahead()
        if self._settled:
            _settle()

    def settle(self) -> None:
        """Once the first page stands: read what it did without, and let what stands be."""
        self._settled = True
        _settle()
        self.begin()

    def prepare(self) -> None:
        """Read the worksheets, once, in this thread or in another that is at it; raises what keeps them from that."""
        with self._turn:
            if self._fault is not None:
                raise self._fault
            if self._catalogue is not None:
                return
            try:
                from .worksheet.catalogue import Catalogue

                self._catalogue = Catalogue.load().in_language(words.wanted)
            except BaseException as fault:
                self._fault = fault
                raise

    def catalogue(self) -> Catalogue:
        """Return the worksheets once they are read; raises what kept them from that."""
        self.prepare()
        assert self._catalogue is not None
        return self._catalogue


def _through_the_door(where: str, ahead: Ahead, after: str) -> Workbook | None:
    """Ask for the passphrase until a workbook opens; None if the person leaves.

    `after` is "lock" or "cover" where another session was locked before this one.
    """
    from .errors import WorkbookError
    from .linear import door

    if after == "cover":
        ahead.begin()
        door.wait_under_cover()
    elif after:
        door.let_go()
    while True:
        passphrase = door.ask(where, drawn=ahead.begin)
        if passphrase is None:
            return None
        try:
            with door.one_moment() as show:
                from pathlib import Path

                from .vault import Glance, derive_for
                from .workbook import Workbook

                gc.disable()  # until `_settle`: what is read now stays
                folder = Path(where)
                glance = Glance(folder)  # the folder is looked at while the key is made
                key = derive_for(folder, passphrase)
                workbook = Workbook.unlock(folder, key, ahead.catalogue(), glance=glance, progress=show)
                if workbook.settings.plain:  # line by line there is no page behind which the rest could be read
                    _read_all(workbook, show)
                return workbook
        except WorkbookError as error:
            from .vault import WrongPassphrase

            door.say(error.message, error.hint)
            if not isinstance(error, WrongPassphrase):
                return None
        finally:
            del passphrase


def _read_all(workbook: Workbook, show: Callable[[int, int], None]) -> None:
    all_ = left = workbook.read_on(0)
    while left:
        left = workbook.read_on(0.2)
        show(all_ - left, all_)


if __name__ == "__main__":
    crash.end(crash.contained(main))
