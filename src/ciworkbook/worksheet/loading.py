"""Reads a YAML file that may have been written by anyone, and keeps where each value stands.

- Pure Python and nothing but text, whole numbers, decimals, true and false, null, lists and maps come out.
- Limits act while reading, so a file made to be slow or deep is refused before it costs anything.
- Scalars are those of YAML 1.2, decimal numbers only: dates, `no`, `on`, `1:30`, `010` and `0x1F` are text.
- No anchors, aliases, tags, duplicate keys, keys that are not text, second document, control characters or characters
  that reorder what follows them, whether written as such or as an escape.
- Every refusal is a `Finding`; nothing else is raised, whatever the bytes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from ..text import has_controls
from .finding import Finding, quoted

LARGEST = 256 * 1024
"""Bytes in one file."""
DEEPEST = 24
"""Lists and maps inside each other."""
MOST_VALUES = 20_000
LONGEST = 20_000
"""Characters in one value."""

Place = tuple[int, int]
Path_ = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Loaded:
    """Plain data, and the line and column (from 1) of each value and of each key by its path."""

    name: str
    data: Any
    values: dict[Path_, Place] = field(default_factory=dict, repr=False)
    keys: dict[Path_, Place] = field(default_factory=dict, repr=False)
    flow: frozenset[Path_] = frozenset()
    """Paths of maps written in { }."""

    def finding(self, code: str, message: str, path: Path_, *, key: bool = False) -> Finding:
        """Return a finding at `path`, or at the nearest place around it; at the key itself if `key`."""
        if key and path in self.keys:
            return Finding(self.name, *self.keys[path], code, message)
        while path and path not in self.values:
            path = path[:-1]
        return Finding(self.name, *self.values.get(path, (1, 1)), code, message)


def load_file(path: Path, name: str = "") -> tuple[Loaded | None, list[Finding]]:
    """Read the file at `path`; `name` is what findings call it."""
    name = name or str(path)
    try:
        if not path.is_file():
            return None, [Finding(name, 1, 1, "E001", "there is no file that can be read")]
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except OSError:
        return None, [Finding(name, 1, 1, "E001", "the file cannot be read")]
    return load_bytes(name, content)


def load_bytes(name: str, content: bytes) -> tuple[Loaded | None, list[Finding]]:
    """Read `content`; `name` is what findings call it."""
    if len(content) > LARGEST:
        return None, [_too_large(name)]
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        before = content[: error.start]
        line = before.count(b"\n") + 1
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
        message = f"the byte 0x{content[error.start]:02X} is not UTF-8: save the file as UTF-8"
        return None, [Finding(name, line, column, "E003", message)]
    return load_text(name, text)


def load_text(name: str, text: str) -> tuple[Loaded | None, list[Finding]]:
    """Read `text`; `name` is what findings call it."""
    if len(text) > LARGEST or len(text.encode("utf-8", "replace")) > LARGEST:
        return None, [_too_large(name)]
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    if findings := _forbidden_characters(name, text):
        return None, findings
    try:
        reader = _Reader(name, text)
        return reader.load()
    except _Refused as refusal:
        return None, [refusal.finding]
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        return None, [Finding(name, *place, "E005", _plainly(error))]
    except yaml.reader.ReaderError as error:
        before = text[: error.position] if isinstance(error.position, int) else ""
        place = (before.count("\n") + 1, len(before) - before.rfind("\n"))
        return None, [Finding(name, *place, "E004", f"the character U+{_code(error.character)} is not allowed")]
    except (ValueError, OverflowError):  # an escape that names no character, such as "\U00110000"
        return None, [Finding(name, *reader.place(), "E005", "an escape after a backslash names no character")]


class _Refused(Exception):  # noqa: N818
    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.code)
        self.finding = finding


class _Reader(yaml.SafeLoader):
    """Composes nodes under limits, then turns them into data itself; no constructor of PyYAML runs."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 (as the base class has it)

    def __init__(self, name: str, text: str) -> None:
        super().__init__(text)
        self.file = name
        self.depth = 0
        self.seen = 0
        self.findings: list[Finding] = []
        self.values: dict[Path_, Place] = {}
        self.keys: dict[Path_, Place] = {}
        self.flow: set[Path_] = set()

    def place(self) -> Place:
        """Where reading stands."""
        return self.line + 1, self.column + 1

    def load(self) -> tuple[Loaded | None, list[Finding]]:
        self.get_event()  # type: ignore[no-untyped-call]
        if self.check_event(yaml.StreamEndEvent):
            raise self.refused("E013", "the file is empty", None)
        node = self.compose_document()
        if not self.check_event(yaml.StreamEndEvent):
            message = "a second document starts here: one file holds one document"
            raise self.refused("E012", message, self.peek_event().start_mark)  # type: ignore[no-untyped-call]
        if node is None:
            raise self.refused("E013", "the file is empty", None)
        data = self.plain(node, ())
        if self.findings:
            return None, self.findings
        return Loaded(self.file, data, self.values, self.keys, frozenset(self.flow)), []

    def compose_node(self, parent: Any, index: Any) -> Any:
        event = self.peek_event()  # type: ignore[no-untyped-call]
        mark = event.start_mark
        if isinstance(event, yaml.AliasEvent):
            raise self.refused("E008", f"'*{str(event.anchor)[:40]}' points elsewhere: write the value out", mark)
        if event.anchor is not None:
            raise self.refused(
                "E008", f"'&{event.anchor[:40]}' is an anchor: write the value out where it is used", mark
            )
        if event.tag is not None:
            written = str(event.tag).replace("tag:yaml.org,2002:", "!!")
            message = f"the tag {quoted(written)} is not allowed: values are text, numbers, lists and maps"
            raise self.refused("E009", message, mark)
        self.seen += 1
        if self.seen > MOST_VALUES:
            raise self.refused("E007", f"there are more than {MOST_VALUES:,} values", mark)
        if isinstance(event, yaml.ScalarEvent):
            if len(event.value) > LONGEST:
                raise self.refused("E014", f"the text is longer than {LONGEST:,} characters", mark)
            if found := _first_control(event.value):
                raise self.refused("E004", f"the character U+{_code(found)} is not allowed, nor as an escape", mark)
        elif self.depth >= DEEPEST:
            raise self.refused("E006", f"lists and maps lie more than {DEEPEST} deep inside each other", mark)
        self.depth += 1
        try:
            return super().compose_node(parent, index)
        finally:
            self.depth -= 1

    def plain(self, node: Any, path: Path_) -> Any:
        """Turn `node` into data and note its place."""
        self.values[path] = _place(node)
        if isinstance(node, yaml.ScalarNode):
            return _scalar(node)
        if isinstance(node, yaml.SequenceNode):
            return [self.plain(one, (*path, index)) for index, one in enumerate(node.value)]
        made: dict[str, Any] = {}
        if node.flow_style:
            self.flow.add(path)
        for key_node, value_node in node.value:
            key = _scalar(key_node) if isinstance(key_node, yaml.ScalarNode) else None
            if not isinstance(key, str):
                self.note(
                    "E011", "a key has to be text" + ("" if key is None else f": put {key!r} in quotes"), key_node
                )
                continue
            here = (*path, key)
            if key in made:
                message = f"the key {quoted(key)} stands twice; the first is in line {self.keys[here][0]}"
                self.note("E010", message, key_node)
                continue
            self.keys[here] = _place(key_node)
            made[key] = self.plain(value_node, here)
        return made

    def note(self, code: str, message: str, node: Any) -> None:
        line, column = _place(node)
        self.findings.append(Finding(self.file, line, column, code, message))

    def refused(self, code: str, message: str, mark: Any) -> _Refused:
        place: Place = (mark.line + 1, mark.column + 1) if mark is not None else (1, 1)
        return _Refused(Finding(self.file, *place, code, message))


_NULL = re.compile(r"(?:~|null|Null|NULL|)\Z")
_BOOL = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_INT = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,14})\Z")
_FLOAT = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,14})?\.[0-9]{1,15}\Z")


def _scalar(node: yaml.ScalarNode) -> str | int | float | bool | None:
    text: str = node.value
    if node.style is not None:  # quoted, or a block of text
        return text
    if _NULL.match(text):
        return None
    if text in _BOOL:
        return _BOOL[text]
    if _INT.match(text):
        return int(text)
    return float(text) if _FLOAT.match(text) else text


def _place(node: Any) -> Place:
    return node.start_mark.line + 1, node.start_mark.column + 1


def _first_control(text: str) -> str:
    """The first character of `text` that a terminal might obey, or ""."""
    if not has_controls(text.replace("\r\n", "\n")):
        return ""
    return next((character for character in text if has_controls(character)), "")


def _code(character: Any) -> str:
    return f"{ord(character) if isinstance(character, str) else int(character):04X}"


def _forbidden_characters(name: str, text: str) -> list[Finding]:
    if not has_controls(text):
        return []
    findings = []
    for number, line in enumerate(text.split("\n"), 1):
        if has_controls(line):
            column, character = next((at, one) for at, one in enumerate(line, 1) if has_controls(one))
            what = "a lone carriage return" if character == "\r" else f"the character U+{_code(character)}"
            findings.append(Finding(name, number, column, "E004", f"{what} is not allowed"))
        if len(findings) == 20:
            break
    return findings


def _too_large(name: str) -> Finding:
    return Finding(name, 1, 1, "E002", f"the file is larger than {LARGEST // 1024} KiB")


_HINTS = (
    ("mapping values are not allowed", "a colon and a space stand inside a text here: put the text in quotes"),
    ("found character '\\t'", "a tab stands at the start: indent with spaces"),
    ("found unexpected end of stream", "the file ends inside a quoted text: close the quotes"),
    ("while scanning a quoted scalar", "a quoted text is not closed, or holds a quote that has to be doubled"),
    ("expected ',' or '}'", "inside { } a comma or the closing } is missing, or a text with ? in it needs quotes"),
    ("expected ',' or ']'", "inside [ ] a comma or the closing ] is missing, or a text with ? in it needs quotes"),
    ("expected <block end>", "the indentation does not fit the lines above"),
    ("could not find expected ':'", "a colon is missing after the key in the line before"),
    ("unknown escape character", "a backslash in double quotes starts an escape: use single quotes or none"),
    ("cannot start any token", "a text may not start with this character: put it in quotes"),
)


def _plainly(error: yaml.MarkedYAMLError) -> str:
    said = f"{error.context or ''} {error.problem or ''}"
    for sign, sentence in _HINTS:
        if sign in said:
            return sentence
    return f"this is not YAML: {quoted((error.problem or 'cannot be read').splitlines()[0])[1:-1]}"
