"""What the command line understands, and what each command does with it.

- The first help names every command, and needs no more of them: only one that is asked for is told what it takes.
- `argparse` takes 7 ms, so this is read only where there is a command, or something to explain.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import sys
from collections.abc import Callable, Sequence

from . import __version__

TYPE_CHECKING = False  # what checkers of types look for; `typing` is not read to say help
if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

Command = Callable[[argparse.Namespace], int]

DOOR_NAMES = ("harmed", "caused_harm", "helping", "facilitating")
FORMAT_NAMES = ("text", "markdown", "html", "pdf")
TOPIC_NAMES = (
    *("getting_clear", "staying_safe", "allies", "goals"),
    *("support", "accountability", "together", "on_track"),
)


def parser(prog: str) -> argparse.ArgumentParser:
    """Return the parser of the whole command line. What it reads has `command`, if there is one."""
    made = argparse.ArgumentParser(
        prog=prog,
        description="A private workbook.",
        epilog="Without a command it opens the workbook.",
        formatter_class=_Help,
    )
    made.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    made.add_argument("--folder", metavar="DIR", type=_path, help="the folder that holds the workbook")
    made.add_argument("--practice", action="store_true", help="look around in a made-up case; nothing is kept")
    made.add_argument("--plain", action="store_true", help="line by line, for screen readers and simple terminals")
    made.add_argument("--language", metavar="TAG", help="the language to speak, such as en or es")
    made.add_argument(
        "--sheets", metavar="DIR", type=_path, help="a folder or zip file with sheets of your own, to look at and add"
    )
    commands = made.add_subparsers(title="commands", metavar="COMMAND", parser_class=_CommandParser)
    for name, (said, description, tell, command) in _COMMANDS.items():
        commands.add_parser(name, help=said, description=description, tell=tell, command=command)
    return made


class _CommandParser(argparse.ArgumentParser):
    """What one command takes, which it is told when it has something to read: help for all of them asks for none."""

    def __init__(self, *, tell: Callable[[argparse.ArgumentParser], None], command: Command, **about: Any) -> None:
        self._tell, self._command, self._about = tell, command, about

    def parse_known_args(self, args: Sequence[str] | None = None, namespace: Any = None) -> Any:  # type: ignore[override]
        """Be told first, then read."""
        super().__init__(formatter_class=_CommandHelp, **self._about)
        self._tell(self)
        self.set_defaults(command=self._command)
        return super().parse_known_args(args, namespace)


class _Help(argparse.RawDescriptionHelpFormatter):
    """Help as wide as the terminal. The usual way to ask for that reads `shutil` and packers, 3 ms of every start."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=_columns() - 2)


class _CommandHelp(argparse.HelpFormatter):
    """The same, with what is said at the top broken into lines."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=_columns() - 2)


def _columns() -> int:
    with contextlib.suppress(KeyError, ValueError):
        if (said := int(os.environ["COLUMNS"])) > 0:
            return said
    with contextlib.suppress(AttributeError, OSError, ValueError):
        return os.get_terminal_size(sys.__stdout__.fileno()).columns or 80  # type: ignore[union-attr]
    return 80


def _path(said: str) -> Path:
    """Read a path. `pathlib` takes 3 ms, which help need not wait for."""
    from pathlib import Path

    return Path(said)


# For the workbook


def _tell_folder(one: argparse.ArgumentParser) -> None:
    """Let `--folder` stand before the command or after it."""
    one.add_argument(
        "--folder", metavar="DIR", type=_path, default=argparse.SUPPRESS, help="the folder that holds the workbook"
    )


def _verify(options: argparse.Namespace) -> int:
    from . import cli_vault

    return cli_vault.verify(options)


def _tell_nothing(_one: argparse.ArgumentParser) -> None:
    pass


def _doctor(options: argparse.Namespace) -> int:
    from . import cli_doctor

    return cli_doctor.doctor(options)


def _recover(options: argparse.Namespace) -> int:
    from . import cli_recover

    return cli_recover.recover(options)


def _tell_backup(one: argparse.ArgumentParser) -> None:
    one.add_argument("file", metavar="FILE", type=_path, help="where to; nothing may stand there yet")
    _tell_folder(one)


def _backup(options: argparse.Namespace) -> int:
    from . import cli_vault

    return cli_vault.backup(options)


def _tell_restore(one: argparse.ArgumentParser) -> None:
    one.add_argument("file", metavar="FILE", type=_path, help="what backup made")
    one.add_argument("--recovery", action="store_true", help="ask for the recovery key instead of the passphrase")
    _tell_folder(one)


def _restore(options: argparse.Namespace) -> int:
    from . import cli_vault

    return cli_vault.restore(options)


# For people who write by hand


def _tell_blank(one: argparse.ArgumentParser) -> None:
    one.add_argument("ids", metavar="ID", nargs="*", help="worksheets by the names that list shows")
    one.add_argument("--section", choices=TOPIC_NAMES, help="all worksheets of a section, as one booklet")
    one.add_argument("--door", choices=DOOR_NAMES, help="in the words of this door; the first that fits if none")
    one.add_argument("--format", choices=FORMAT_NAMES, help="as what; from the ending of FILE, or text, if left out")
    one.add_argument("--paper", choices=("a4", "us-letter"), default="a4", help="the size of paper of a PDF")
    one.add_argument("--large", action="store_true", help="in large print, as a PDF")
    one.add_argument("--more-room", action="store_true", help="with twice the room to write")
    one.add_argument("--width", type=_width, default=76, metavar="N", help="letters in a line of text, from 40 to 200")
    one.add_argument(
        "--credit", action=argparse.BooleanOptionalAction, default=True, help="who wrote the sheets, small"
    )
    one.add_argument("--program", action="store_true", help="say at the end which program the page comes from")
    one.add_argument("-o", "--output", metavar="FILE", type=_path, help="where to; nothing may stand there yet")
    one.add_argument(
        "--sheets", metavar="DIR", type=_path, default=argparse.SUPPRESS, help="sheets of your own, to choose from too"
    )


def _width(said: str) -> int:
    if not (said.isascii() and said.isdigit() and 40 <= int(said[:4]) <= 200):
        raise argparse.ArgumentTypeError("a number from 40 to 200")
    return int(said)


def _blank(options: argparse.Namespace) -> int:
    from . import cli_blank

    return cli_blank.blank(options)


# For people who write sheets


def _tell_check(one: argparse.ArgumentParser) -> None:
    one.add_argument(
        "files", metavar="FILE", nargs="*", type=_path, help="worksheets, summaries, translations; all shipped if none"
    )
    one.add_argument("--format", choices=("text", "json"), default="text", help="how findings are written")
    one.add_argument("--watch", action="store_true", help="check again whenever a file changes, until Ctrl+C")


def _check(options: argparse.Namespace) -> int:
    if options.watch:
        from . import cli_authors

        return cli_authors.watch(options.files)
    from . import cli_sheets

    return cli_sheets.check(options.files, as_json=options.format == "json")


def _tell_new(one: argparse.ArgumentParser) -> None:
    one.add_argument("name", metavar="NAME", help="the id of the sheet, such as first-step")
    one.add_argument("--door", metavar="DOOR", nargs="+", choices=DOOR_NAMES, help="the doors it is for; all if none")
    one.add_argument("--topic", choices=TOPIC_NAMES, default="getting_clear", help="where it stands in the list")


def _new(options: argparse.Namespace) -> int:
    from . import cli_authors

    return cli_authors.new(options.name, options.door or (), options.topic)


def _tell_translate(one: argparse.ArgumentParser) -> None:
    one.add_argument(
        "name",
        metavar="NAME",
        help="a file, a name that list shows, cards, numbers, or program for what the program says",
    )
    one.add_argument("tag", metavar="TAG", help="the language, such as es or zh-Hans")
    one.add_argument("-o", "--output", metavar="FILE", type=_path, help="where to; beside the file if left out")


def _translate(options: argparse.Namespace) -> int:
    from . import cli_authors

    return cli_authors.translate(options.name, options.tag, options.output)


def _tell_diff(one: argparse.ArgumentParser) -> None:
    one.add_argument("old", metavar="OLD", type=_path, help="the file as it was published")
    one.add_argument("new", metavar="NEW", type=_path, help="the file as it is to be")
    one.add_argument("--format", choices=("text", "json"), default="text", help="how changes are written")


def _diff(options: argparse.Namespace) -> int:
    from . import cli_authors

    return cli_authors.diff(options.old, options.new, as_json=options.format == "json")


def _tell_stories(one: argparse.ArgumentParser) -> None:
    one.add_argument("files", metavar="FILE", nargs="*", type=_path, help="files of stories; all shipped ones if none")
    one.add_argument("--format", choices=("text", "json"), default="text", help="how findings are written")
    one.add_argument("--screens", action="store_true", help="tell them through the screens as well; takes longer")


def _stories(options: argparse.Namespace) -> int:
    from . import cli_sheets

    return cli_sheets.stories(options.files, as_json=options.format == "json", screens=options.screens)


def _tell_list(one: argparse.ArgumentParser) -> None:
    one.add_argument("--door", choices=DOOR_NAMES, help="only those for this door")
    _tell_language(one)


def _tell_language(one: argparse.ArgumentParser) -> None:
    """Let `--language` stand after the command too."""
    said = "in the words of this language, such as en or es"
    one.add_argument("--language", metavar="TAG", default=argparse.SUPPRESS, help=said)


def _list(options: argparse.Namespace) -> int:
    from . import cli_sheets

    return cli_sheets.listing(options.door, options.language or "")


def _tell_preview(one: argparse.ArgumentParser) -> None:
    one.add_argument("file", metavar="FILE", type=_path, help="a worksheet file")
    one.add_argument("--door", choices=DOOR_NAMES, help="in the words of this door; the first of the sheet if none")
    _tell_language(one)


def _preview(options: argparse.Namespace) -> int:
    from . import cli_sheets

    return cli_sheets.preview(options.file, options.door, options.language or "")


def _tell_schema(one: argparse.ArgumentParser) -> None:
    one.add_argument("-o", "--output", metavar="FILE", type=_path, help="where to; standard output if left out")
    one.add_argument("--summary", action="store_true", help="that of ready-made summaries")


def _schema(options: argparse.Namespace) -> int:
    from . import cli_sheets

    return cli_sheets.schema(options.output, summary=options.summary)


_COMMANDS: dict[str, tuple[str, str, Callable[[argparse.ArgumentParser], None], Command]] = {
    "verify": ("read the whole workbook and say what is damaged", "Read the whole workbook.", _tell_folder, _verify),
    "doctor": (
        "say what this computer may keep, and what to do about it",
        "Say what guards the program here, and what this computer may keep.",
        _tell_nothing,
        _doctor,
    ),
    "recover": (
        "open the workbook with its recovery sheet, under a new passphrase",
        "Open the workbook with its recovery sheet.",
        _tell_folder,
        _recover,
    ),
    "backup": (
        "make a locked copy of the whole workbook, as one file",
        "Make a locked copy of the whole workbook.",
        _tell_backup,
        _backup,
    ),
    "restore": (
        "put such a copy into a folder; nothing that is there is changed",
        "Put a locked copy into a folder.",
        _tell_restore,
        _restore,
    ),
    "blank": (
        "make worksheets to write on by hand; no workbook is opened",
        "Make worksheets to write on by hand.",
        _tell_blank,
        _blank,
    ),
    "check": ("check worksheet files", "Check worksheet files.", _tell_check, _check),
    "new": (
        "begin a new worksheet in this folder",
        "Begin a new worksheet, its stories and the schema.",
        _tell_new,
        _new,
    ),
    "translate": (
        "begin a translation, or bring it up to date",
        "Begin the translation of a worksheet, or bring it up to date with it.",
        _tell_translate,
        _translate,
    ),
    "diff": (
        "say what a new version of a worksheet does to answers",
        "Compare two versions of a worksheet.",
        _tell_diff,
        _diff,
    ),
    "stories": (
        "tell the stories of worksheets to the engine",
        "Tell the stories of worksheets to the engine.",
        _tell_stories,
        _stories,
    ),
    "list": ("list the worksheets", "List the worksheets.", _tell_list, _list),
    "preview": ("show a worksheet as plain text", "Show a worksheet as plain text.", _tell_preview, _preview),
    "schema": ("write the JSON Schema for editors", "Write the JSON Schema for editors.", _tell_schema, _schema),
}
"""What the first help says of each command, what its own help says at the top, what it takes and does."""
