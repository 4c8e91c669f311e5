"""The command line: `ciworkbook` opens the workbook, `ciworkbook check` and its kin are for people who write sheets.

- Whatever a command needs is imported inside it: `--help` and `--version` load nothing but the standard library.
- No passphrase, answer or name is ever an argument. The first lines of the help say nothing of the subject.
- Exit status: 0 done, 1 something was found or refused, 2 used in a way it does not know. A crash is never 0.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import os
import sys
from collections.abc import Callable, Sequence

from . import __version__
from .errors import WorkbookError
from .guard import terminal

TYPE_CHECKING = False  # what checkers of types look for; `typing` is not read to say help
if TYPE_CHECKING:
    from pathlib import Path

Command = Callable[[argparse.Namespace], int]

DOOR_NAMES = ("harmed", "caused_harm", "helping", "facilitating")
FORMAT_NAMES = ("text", "markdown", "html", "pdf")
TOPIC_NAMES = (
    *("getting_clear", "staying_safe", "allies", "goals"),
    *("support", "accountability", "together", "on_track"),
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what `arguments` (those of the process if None) ask for; return the exit status."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # a terminal that cannot draw a letter still gets the rest
        terminal.speak(sys.stdout, os.environ)
    options = parser().parse_args(arguments)
    command: Command = getattr(options, "command", None) or _open
    try:
        return command(options)
    except WorkbookError as error:
        sys.stderr.write(f"{error.message} {error.hint}".strip() + "\n")
        return 1
    except BrokenPipeError:  # whoever read our output has seen enough
        sys.stderr.close()
        return 1


class _Help(argparse.RawDescriptionHelpFormatter):
    """Help as wide as the terminal. The usual way to ask for that reads `shutil` and packers, 3 ms of every start."""

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
    """Read a path. `pathlib` takes 3 ms, which help and version need not wait for."""
    from pathlib import Path

    return Path(said)


def parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command line."""
    name = os.path.splitext(os.path.basename(sys.argv[0]))[0]  # noqa: PTH119, PTH122 (see `_path`)
    made = argparse.ArgumentParser(
        prog="ciworkbook" if name == "__main__" else name,
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
    commands = made.add_subparsers(title="commands", metavar="COMMAND")
    _add_vault_commands(commands)
    _add_blank_command(commands)
    _add_sheet_commands(commands)
    return made


def _open(options: argparse.Namespace) -> int:
    from . import launcher

    return launcher.main(
        folder=options.folder,
        language=options.language,
        practice=options.practice,
        sheets=options.sheets,
        plain=options.plain,
    )


# For the workbook


def _add_vault_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    verify = commands.add_parser(
        "verify", help="read the whole workbook and say what is damaged", description="Read the whole workbook."
    )
    verify.set_defaults(command=_verify)
    doctor = commands.add_parser(
        "doctor",
        help="say what this computer may keep, and what to do about it",
        description="Say what guards the program here, and what this computer may keep.",
    )
    doctor.set_defaults(command=_doctor)

    said = "open the workbook with its recovery sheet, under a new passphrase"
    recover = commands.add_parser("recover", help=said, description="Open the workbook with its recovery sheet.")
    recover.set_defaults(command=_recover)

    said = "make a locked copy of the whole workbook, as one file"
    backup = commands.add_parser("backup", help=said, description="Make a locked copy of the whole workbook.")
    backup.add_argument("file", metavar="FILE", type=_path, help="where to; nothing may stand there yet")
    backup.set_defaults(command=_backup)

    said = "put such a copy into a folder; nothing that is there is changed"
    restore = commands.add_parser("restore", help=said, description="Put a locked copy into a folder.")
    restore.add_argument("file", metavar="FILE", type=_path, help="what backup made")
    restore.add_argument("--recovery", action="store_true", help="ask for the recovery key instead of the passphrase")
    restore.set_defaults(command=_restore)

    for one in (verify, recover, backup, restore):  # before the command or after it
        one.add_argument(
            "--folder", metavar="DIR", type=_path, default=argparse.SUPPRESS, help="the folder that holds the workbook"
        )


def _verify(options: argparse.Namespace) -> int:
    from . import cli_vault

    return cli_vault.verify(options)


def _recover(options: argparse.Namespace) -> int:
    from . import cli_recover

    return cli_recover.recover(options)


def _doctor(options: argparse.Namespace) -> int:
    from . import cli_doctor

    return cli_doctor.doctor(options)


def _backup(options: argparse.Namespace) -> int:
    from . import cli_vault

    return cli_vault.backup(options)


def _restore(options: argparse.Namespace) -> int:
    from . import cli_vault

    return cli_vault.restore(options)


# For people who write by hand


def _add_blank_command(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    said = "make worksheets to write on by hand; no workbook is opened"
    blank = commands.add_parser("blank", help=said, description="Make worksheets to write on by hand.")
    blank.add_argument("ids", metavar="ID", nargs="*", help="worksheets by the names that list shows")
    blank.add_argument("--section", choices=TOPIC_NAMES, help="all worksheets of a section, as one booklet")
    blank.add_argument("--door", choices=DOOR_NAMES, help="in the words of this door; the first that fits if none")
    blank.add_argument("--format", choices=FORMAT_NAMES, help="as what; from the ending of FILE, or text, if left out")
    blank.add_argument("--paper", choices=("a4", "us-letter"), default="a4", help="the size of paper of a PDF")
    blank.add_argument("--large", action="store_true", help="in large print, as a PDF")
    blank.add_argument("--more-room", action="store_true", help="with twice the room to write")
    blank.add_argument(
        "--width", type=_width, default=76, metavar="N", help="letters in a line of text, from 40 to 200"
    )
    blank.add_argument(
        "--credit", action=argparse.BooleanOptionalAction, default=True, help="who wrote the sheets, small"
    )
    blank.add_argument("--program", action="store_true", help="say at the end which program the page comes from")
    blank.add_argument("-o", "--output", metavar="FILE", type=_path, help="where to; nothing may stand there yet")
    blank.add_argument(
        "--sheets", metavar="DIR", type=_path, default=argparse.SUPPRESS, help="sheets of your own, to choose from too"
    )
    blank.set_defaults(command=_blank)


def _width(said: str) -> int:
    if not (said.isascii() and said.isdigit() and 40 <= int(said[:4]) <= 200):
        raise argparse.ArgumentTypeError("a number from 40 to 200")
    return int(said)


def _blank(options: argparse.Namespace) -> int:
    from . import cli_blank

    return cli_blank.blank(options)


# For people who write sheets


def _add_sheet_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    check = commands.add_parser("check", help="check worksheet files", description="Check worksheet files.")
    check.add_argument(
        "files", metavar="FILE", nargs="*", type=_path, help="worksheets, summaries, translations; all shipped if none"
    )
    check.add_argument("--format", choices=("text", "json"), default="text", help="how findings are written")
    check.add_argument("--watch", action="store_true", help="check again whenever a file changes, until Ctrl+C")
    check.set_defaults(command=_check)

    said = "begin a new worksheet in this folder"
    new = commands.add_parser("new", help=said, description="Begin a new worksheet, its stories and the schema.")
    new.add_argument("name", metavar="NAME", help="the id of the sheet, such as first-step")
    new.add_argument("--door", metavar="DOOR", nargs="+", choices=DOOR_NAMES, help="the doors it is for; all if none")
    new.add_argument("--topic", choices=TOPIC_NAMES, default="getting_clear", help="where it stands in the list")
    new.set_defaults(command=_new)

    said = "begin a translation, or bring it up to date"
    translate = commands.add_parser(
        "translate", help=said, description="Begin the translation of a worksheet, or bring it up to date with it."
    )
    translate.add_argument(
        "name",
        metavar="NAME",
        help="a file, a name that list shows, cards, numbers, or program for what the program says",
    )
    translate.add_argument("tag", metavar="TAG", help="the language, such as es or zh-Hans")
    translate.add_argument("-o", "--output", metavar="FILE", type=_path, help="where to; beside the file if left out")
    translate.set_defaults(command=_translate)

    said = "say what a new version of a worksheet does to answers"
    diff = commands.add_parser("diff", help=said, description="Compare two versions of a worksheet.")
    diff.add_argument("old", metavar="OLD", type=_path, help="the file as it was published")
    diff.add_argument("new", metavar="NEW", type=_path, help="the file as it is to be")
    diff.add_argument("--format", choices=("text", "json"), default="text", help="how changes are written")
    diff.set_defaults(command=_diff)

    said = "tell the stories of worksheets to the engine"
    stories = commands.add_parser("stories", help=said, description="Tell the stories of worksheets to the engine.")
    stories.add_argument(
        "files", metavar="FILE", nargs="*", type=_path, help="files of stories; all shipped ones if none"
    )
    stories.add_argument("--format", choices=("text", "json"), default="text", help="how findings are written")
    stories.add_argument("--screens", action="store_true", help="tell them through the screens as well; takes longer")
    stories.set_defaults(command=_stories)

    listing = commands.add_parser("list", help="list the worksheets", description="List the worksheets.")
    listing.add_argument("--door", choices=DOOR_NAMES, help="only those for this door")
    _add_language(listing)
    listing.set_defaults(command=_list)

    preview = commands.add_parser(
        "preview", help="show a worksheet as plain text", description="Show a worksheet as plain text."
    )
    preview.add_argument("file", metavar="FILE", type=_path, help="a worksheet file")
    preview.add_argument("--door", choices=DOOR_NAMES, help="in the words of this door; the first of the sheet if none")
    _add_language(preview)
    preview.set_defaults(command=_preview)

    schema = commands.add_parser(
        "schema", help="write the JSON Schema for editors", description="Write the JSON Schema for editors."
    )
    schema.add_argument("-o", "--output", metavar="FILE", type=_path, help="where to; standard output if left out")
    schema.add_argument("--summary", action="store_true", help="that of ready-made summaries")
    schema.set_defaults(command=_schema)


def _add_language(command: argparse.ArgumentParser) -> None:
    """Let `--language` stand after the command too."""
    said = "in the words of this language, such as en or es"
    command.add_argument("--language", metavar="TAG", default=argparse.SUPPRESS, help=said)


def _check(options: argparse.Namespace) -> int:
    if options.watch:
        from . import cli_authors

        return cli_authors.watch(options.files)
    from . import cli_sheets

    return cli_sheets.check(options.files, as_json=options.format == "json")


def _new(options: argparse.Namespace) -> int:
    from . import cli_authors

    return cli_authors.new(options.name, options.door or (), options.topic)


def _translate(options: argparse.Namespace) -> int:
    from . import cli_authors

    return cli_authors.translate(options.name, options.tag, options.output)


def _diff(options: argparse.Namespace) -> int:
    from . import cli_authors

    return cli_authors.diff(options.old, options.new, as_json=options.format == "json")


def _stories(options: argparse.Namespace) -> int:
    from . import cli_sheets

    return cli_sheets.stories(options.files, as_json=options.format == "json", screens=options.screens)


def _list(options: argparse.Namespace) -> int:
    from . import cli_sheets

    return cli_sheets.listing(options.door, options.language or "")


def _preview(options: argparse.Namespace) -> int:
    from . import cli_sheets

    return cli_sheets.preview(options.file, options.door, options.language or "")


def _schema(options: argparse.Namespace) -> int:
    from . import cli_sheets

    return cli_sheets.schema(options.output, summary=options.summary)


if __name__ == "__main__":
    sys.exit(main())
