"""The command line: `ciworkbook` opens the workbook, `ciworkbook check` and its kin are for people who write sheets.

- Whatever a command needs is imported inside it: `--help` and `--version` load nothing but the standard library, and
  what opens the workbook not even `argparse`.
- No passphrase, answer or name is ever an argument. The first lines of the help say nothing of the subject.
- Exit status: 0 done, 1 something was found or refused, 2 used in a way it does not know. A crash is never 0.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from . import __version__

TYPE_CHECKING = False  # what checkers of types look for; `typing` is not read to say help
if TYPE_CHECKING:
    import argparse


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what `arguments` (those of the process if None) ask for; return the exit status."""
    given = sys.argv[1:] if arguments is None else list(arguments)
    if given == ["--version"]:
        _speak()
        sys.stdout.write(f"{program()} {__version__}\n")
        return 0
    from .errors import WorkbookError

    try:
        opening = Opening.of(given)
        return _told(given) if opening is None else opening.go()
    except WorkbookError as error:
        sys.stderr.write(f"{error.message} {error.hint}".strip() + "\n")
        return 1
    except BrokenPipeError:  # whoever read our output has seen enough
        sys.stderr.close()
        return 1


def program() -> str:
    """Return the name that the person started this by."""
    name = os.path.splitext(os.path.basename(sys.argv[0]))[0]  # noqa: PTH119, PTH122 (`pathlib` takes 3 ms)
    return "ciworkbook" if name == "__main__" else name


def _told(given: list[str]) -> int:
    """Do what takes a parser to understand."""
    from . import cli_parser

    _speak()
    options = cli_parser.parser(program()).parse_args(given)
    command: cli_parser.Command | None = getattr(options, "command", None)
    return Opening.told(options).go() if command is None else command(options)


def _speak() -> None:
    import io

    from .guard import terminal

    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # a terminal that cannot draw a letter still gets the rest
        terminal.speak(sys.stdout, os.environ)


class Opening:
    """How the workbook is to be opened. Folders are as they were typed; None and "" say nothing."""

    def __init__(self) -> None:
        self.folder: str | None = None
        self.sheets: str | None = None
        self.language: str | None = None
        self.practice = self.plain = False

    @classmethod
    def of(cls, given: Sequence[str]) -> Opening | None:
        """Return what `given` asks for, if it is nothing but options for opening, each written out in full.

        `argparse` would say the same of these, 12 ms later. What is written in another way is left to it.
        """
        made, rest = cls(), iter(given)
        for one in rest:
            match one:
                case "--practice":
                    made.practice = True
                case "--plain":
                    made.plain = True
                case "--folder" | "--sheets" | "--language":
                    said = next(rest, "")
                    if not said or said.startswith("-"):
                        return None
                    setattr(made, one[2:], said)
                case _:
                    return None
        return made

    @classmethod
    def told(cls, options: argparse.Namespace) -> Opening:
        """Return what `argparse` read."""
        made = cls()
        made.folder = None if options.folder is None else str(options.folder)
        made.sheets = None if options.sheets is None else str(options.sheets)
        made.language, made.practice, made.plain = options.language, options.practice, options.plain
        return made

    def go(self) -> int:
        """Open it; return the exit status."""
        from . import launcher

        return launcher.main(
            folder=self.folder,
            language=self.language or "",
            practice=self.practice,
            sheets=self.sheets,
            plain=self.plain,
        )


if __name__ == "__main__":
    sys.exit(main())
