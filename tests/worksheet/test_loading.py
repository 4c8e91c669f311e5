"""What the loader takes and refuses, whatever the bytes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ciworkbook.worksheet import loading
from ciworkbook.worksheet.checking import check_text
from ciworkbook.worksheet.finding import MOST
from ciworkbook.worksheet.loading import load_bytes, load_file, load_text

from .sheets import EVERYTHING

HOSTILE: dict[str, tuple[str, str, int]] = {
    "alias bomb": ("a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n", "E008", 1),
    "alias alone": ("a: *b\n", "E008", 1),
    "a list in itself": ("x: 1\na: &a [*a]\n", "E008", 2),
    "anchor": ("a: 1\nb: &b c\n", "E008", 2),
    "set": ("a: !!set {x}\n", "E009", 1),
    "binary": ("a: !!binary aGk=\n", "E009", 1),
    "own tag": ("a: 1\nb: !foo x\n", "E009", 2),
    "python": ("a: !!python/object/apply:os.system [id]\n", "E009", 1),
    "no tag": ("a: ! x\n", "E009", 1),
    "duplicate key": ("a: 1\nb: 2\na: 3\n", "E010", 3),
    "duplicate key in { }": ("x: {a: 1, a: 2}\n", "E010", 1),
    "duplicate key in quotes": ('a: 1\n"a": 2\n', "E010", 2),
    "3,000 brackets": ("[" * 3_000, "E006", 1),
    "100,000 brackets": ("a:\n  " + "[" * 100_000, "E006", 2),
    "60,000 braces": ("{a: " * 60_000, "E006", 1),
    "100,000 dashes": ("- " * 100_000, "E006", 1),
    "100,000 question marks": ("? " * 100_000, "E006", 1),
    "many tiny values": ("a: [" + "1," * 125_000 + "]", "E007", 1),
    "many keys": ("".join(f"k{n}:\n" for n in range(30_000)), "E007", 10_000),
    "large file": ("#" * (loading.LARGEST + 1), "E002", 1),
    "large file of wide letters": ("#" + "é" * (loading.LARGEST // 2), "E002", 1),
    "long value": ("a: " + "x" * 20_001, "E014", 1),
    "escape as such": ("a: b\nc: \x1b[2J\n", "E004", 2),
    "escape as an escape": ('a: "\\e[2J"\n', "E004", 1),
    "override as such": ("a: b\nb: x\u202ey\n", "E004", 2),
    "override as an escape": ('a: "\\u202e"\n', "E004", 1),
    "control in a key": ('"a\\x07": b\n', "E004", 1),
    "line separator": ("a: x\u2028y\n", "E004", 1),
    "lone carriage return": ("a: b\rc: d\n", "E004", 1),
    "half a character": ('a: "\\ud800"\n', "E004", 1),
    "no character": ("a: \ufffe\n", "E004", 1),
    "null byte": ("a: \0\n", "E004", 1),
    "escape beyond Unicode": ('a: 1\nb: "\\U00110000"\n', "E005", 2),
    "escape far beyond Unicode": ('a: "\\UFFFFFFFF"\n', "E005", 1),
    "list as key": ("[a]: b\n", "E011", 1),
    "map as key": ("{a: b}: c\n", "E011", 1),
    "number as key": ("a: 1\n1: b\n", "E011", 2),
    "null as key": ("~: b\n", "E011", 1),
    "truth as key": ("true: b\n", "E011", 1),
    "second document": ("a: 1\n---\nb: 1\n", "E012", 2),
    "empty": ("", "E013", 1),
    "only a comment": ("# nothing\n\n", "E013", 1),
    "other YAML": ("%YAML 9.9\n---\na: b\n", "E005", 1),
    "tab": ("a:\n\tb: c\n", "E005", 2),
    "colon in a text": ("a: 1\nb: c: d\n", "E005", 2),
    "unclosed quote": ('a: "b\n', "E005", 2),
    "unclosed brace": ("a: {b: c\n", "E005", 2),
    "bad escape": ('a: "\\q"\n', "E005", 1),
    "bad indentation": ("a:\n  b: 1\n c: 2\n", "E005", 3),
    "only colons": (":" * 200_000, "E014", 1),
    "only exclamation marks": ("!" * 200_000, "E009", 1),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_file_is_refused_with_its_line(name: str) -> None:
    text, code, line = HOSTILE[name]
    loaded, findings = load_text("hostile.yaml", text)
    assert loaded is None
    assert [(one.code, one.line) for one in findings[:1]] == [(code, line)]
    assert all(one.level == "error" and one.column > 0 for one in findings)


def test_merge_key_is_a_key_like_any_other() -> None:
    loaded, _ = load_text("x", "<<: {a: 1}\nb: 2\n")
    assert loaded is not None and loaded.data == {"<<": {"a": 1}, "b": 2}
    assert "E101" in [one.code for one in check_text("x", EVERYTHING.read_text() + "<<: {a: b}\n")[1]]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("no", "no"),
        ("on", "on"),
        ("Yes", "Yes"),
        ("1:30", "1:30"),
        ("010", "010"),
        ("0x1F", "0x1F"),
        ("0o17", "0o17"),
        ("1_000", "1_000"),
        ("2026-11-24", "2026-11-24"),
        ("2026-11-24 10:00:00", "2026-11-24 10:00:00"),
        ("=", "="),
        ("1e5", "1e5"),
        (".inf", ".inf"),
        ("9" * 400, "9" * 400),
        ("12", 12),
        ("-3", -3),
        ("0", 0),
        ("1.5", 1.5),
        ("true", True),
        ("FALSE", False),
        ("null", None),
        ("~", None),
        ("", None),
        ('"12"', "12"),
        ("'true'", "true"),
        ('""', ""),
    ],
)
def test_scalars_are_those_of_yaml_1_2(written: str, read: Any) -> None:
    loaded, findings = load_text("x", f"a: {written}\n")
    assert loaded is not None, findings
    assert loaded.data == {"a": read} and type(loaded.data["a"]) is type(read)


def test_places_of_values_and_keys() -> None:
    loaded, _ = load_text("x", "a: 1\nb:\n  - c: 2\n    d: {e: 3}\n")
    assert loaded is not None
    assert loaded.values["b", 0, "d", "e"] == (4, 12)
    assert loaded.keys["b", 0, "d"] == (4, 5)
    assert loaded.flow == {("b", 0, "d")}
    assert loaded.finding("E101", "", ("b", 0, "d", "gone", "far")).line == 4


def test_windows_line_ends_and_byte_order_mark() -> None:
    loaded, findings = load_bytes("x", b"\xef\xbb\xbfa: |\r\n  one\r\n  two\r\nb: 1\r\n")
    assert findings == [] and loaded is not None
    assert loaded.data == {"a": "one\ntwo\n", "b": 1}
    assert loaded.keys["b",] == (4, 1)


@pytest.mark.parametrize(
    ("content", "line", "column"), [(b"a: b\nc: x: \xe9\n", 2, 7), ("a: b".encode("utf-16"), 1, 1), (b"\xc3", 1, 1)]
)
def test_what_is_not_utf_8_is_told_with_its_place(content: bytes, line: int, column: int) -> None:
    loaded, findings = load_bytes("x", content)
    assert loaded is None
    assert [(one.code, one.line, one.column) for one in findings] == [("E003", line, column)]


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    assert [one.code for one in load_file(tmp_path / "gone.yaml")[1]] == ["E001"]
    assert [one.code for one in load_file(tmp_path)[1]] == ["E001"]
    large = tmp_path / "large.yaml"
    large.write_bytes(b"a" * (loading.LARGEST * 3))
    assert [one.code for one in load_file(large)[1]] == ["E002"]


def test_limits_are_not_off_by_one() -> None:
    deepest = "[" * loading.DEEPEST + "]" * loading.DEEPEST
    assert load_text("x", deepest)[0] is not None
    assert load_text("x", f"[{deepest}]")[0] is None
    most = "[" + ", ".join(["1"] * (loading.MOST_VALUES - 1)) + "]"
    assert load_text("x", most)[0] is not None
    assert load_text("x", most[:-1] + ", 1]")[0] is None
    assert load_text("x", "a: " + "x" * loading.LONGEST)[0] is not None


def test_several_duplicates_are_told_at_once() -> None:
    _, findings = load_text("x", "a: 1\na: 2\n3: 4\na: 5\n")
    assert [(one.code, one.line) for one in findings] == [("E010", 2), ("E011", 3), ("E010", 4)]


def sound(text: str) -> None:
    """Hold a checked text to what is promised of every text."""
    data, findings = check_text("fuzz.yaml", text)
    assert len(findings) <= MOST
    lines = text.replace("\r\n", "\n").count("\n") + 2
    assert all(1 <= one.line <= lines and one.column >= 1 and one.message for one in findings)
    assert (data is None) == any(one.level == "error" for one in findings)


@settings(deadline=None)
@given(st.binary(max_size=400))
@example(b"\x00")
@example(b"? a\n? b")
def test_random_bytes_give_findings_and_nothing_else(content: bytes) -> None:
    loaded, findings = load_bytes("fuzz", content)
    assert (loaded is None) == bool(findings)


@settings(deadline=None)
@given(st.text(alphabet="abq:?-[]{}&*!|>'\"%@`# \n\t,~0.1é\\<", max_size=300))
def test_random_signs_give_findings_and_nothing_else(text: str) -> None:
    sound(text)


@settings(deadline=None)
@given(st.lists(st.sampled_from(["[", "{a: ", "- ", "? ", "a: ", "]", "}", "\n", " ", '"', "|\n"]), max_size=200))
def test_nested_brackets_give_findings_and_nothing_else(parts: list[str]) -> None:
    sound("".join(parts))


WHOLE = EVERYTHING.read_text(encoding="utf-8")
LINES = WHOLE.split("\n")


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(
            st.integers(0, len(WHOLE)),
            st.integers(0, 12),
            st.text(alphabet="abq:?-[]{}&*!|>'\"# \n,~01é\\\u202e\x1b$", max_size=6),
        ),
        min_size=1,
        max_size=4,
    )
)
def test_changed_sheets_give_findings_and_nothing_else(changes: list[tuple[int, int, str]]) -> None:
    text = WHOLE
    for start, length, put in changes:
        text = text[:start] + put + text[start + length :]
    sound(text)


@settings(deadline=None)
@given(st.data())
def test_moved_and_lost_lines_give_findings_and_nothing_else(data: st.DataObject) -> None:
    lines = list(LINES)
    for _ in range(data.draw(st.integers(1, 3))):
        line = lines.pop(data.draw(st.integers(0, len(lines) - 1)))
        if data.draw(st.booleans()):
            lines.insert(data.draw(st.integers(0, len(lines))), line)
    sound("\n".join(lines))


PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**6), 10**6) | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=20,
)


@settings(deadline=None)
@given(st.data())
def test_odd_values_in_place_of_a_part_give_findings_and_nothing_else(data: st.DataObject) -> None:
    whole = yaml.safe_load(WHOLE.replace("2020-01-31", '"2020-01-31"'))
    spot: Any = whole
    while True:
        keys = list(spot) if isinstance(spot, dict) else list(range(len(spot)))
        key = data.draw(st.sampled_from(keys))
        if not isinstance(spot[key], dict | list) or not spot[key] or data.draw(st.integers(0, 3)) == 0:
            break
        spot = spot[key]
    spot[key] = data.draw(PLAIN)
    sound(yaml.safe_dump(whole, allow_unicode=True, sort_keys=False))
