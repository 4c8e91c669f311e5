"""Sheets of one's own: what is taken in, and how what means harm is refused, with nothing written anywhere."""

from __future__ import annotations

import io
import json
import os
import stat
import struct
import time
import tracemalloc
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ciworkbook.text import has_controls
from ciworkbook.worksheet import pack_files, pack_zip
from ciworkbook.worksheet.loading import LARGEST
from ciworkbook.worksheet.model import build
from ciworkbook.worksheet.pack import Pack
from ciworkbook.worksheet.pack_files import MOST_BYTES, MOST_FILES, gather
from ciworkbook.worksheet.pack_summary import by_door, summary_of
from ciworkbook.worksheet.packs import id_from
from ciworkbook.worksheet.pieces import mark
from ciworkbook.worksheet.preview import preview

from .packing import ABOUT, GOOD, checked, folder, shipped, small, tree, zip_at, zipped

BUILT_IN = "danger-signs-now"
BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{there}: &{there} [{', '.join('*' + here for _ in range(9))}]\n"
    for here, there in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.fixture(autouse=True)
def nothing_is_written(tmp_path: Path, home: Path) -> Iterator[None]:
    """Checking changes nothing in the folder of the test, and makes nothing in the home or where it runs."""
    shipped()
    here = Path.cwd()
    before = tree(home), sorted(os.listdir(here))
    yield
    assert (tree(home), sorted(os.listdir(here))) == before


def look(path: Path) -> Any:
    """Check the pack at `path`, and that the files around it are as they were."""
    before = tree(path.parent)
    found = checked(path)
    assert tree(path.parent) == before
    for said in (*found.refused, *found.notes, found.pack.title):
        assert not has_controls(said) and "\n" not in said
        assert str(path.parent) not in said  # no path in what is told
    return found


def only_reason(path: Path) -> str:
    """Return why nothing of the pack at `path` is taken."""
    found = look(path)
    assert found.pack.sheets == () and len(found.refused) == 1
    return str(found.refused[0])


# What is taken


def test_a_folder_of_sheets_is_taken(tmp_path: Path) -> None:
    found = look(folder(tmp_path / "Our sheets 2", {"small.yaml": GOOD, "other.yaml": small("other")}))
    assert (found.refused, found.notes) == ((), ())
    assert (found.pack.id, found.pack.title, found.pack.authors) == ("our-sheets-2", "Our sheets 2", ())
    assert [one.id for one in found.pack.sheets] == ["our-sheets-2/other", "our-sheets-2/small"]
    assert not (found.pack.read or found.pack.enabled)
    assert build(found.pack.sheets[1].data, "helping").title == "Small"


def test_pack_yaml_says_whose_it_is(tmp_path: Path) -> None:
    found = look(folder(tmp_path / "x", {"pack.yaml": ABOUT, "small.yaml": GOOD}))
    assert (found.pack.id, found.pack.title, found.pack.authors) == ("small-steps", "Small steps", ("A group",))
    assert [one.id for one in found.pack.sheets] == ["small-steps/small"]


@pytest.mark.parametrize("around", ["", "x/"])
def test_a_zip_is_the_same_as_its_folder(tmp_path: Path, around: str) -> None:
    files = {
        "pack.yaml": ABOUT,
        "small.yaml": GOOD,
        "stories/small.yaml": "format: 1\nof: small\nstories: [{name: a}]\n",
    }
    packed = zip_at(tmp_path / "x.zip", zipped({around + name: content for name, content in files.items()}))
    assert look(packed) == look(folder(tmp_path / "x", files))
    assert look(packed).pack.sheets


def test_the_same_sheets_have_the_same_digest_wherever_they_lie(tmp_path: Path) -> None:
    one, two = (look(folder(tmp_path / name, {"pack.yaml": ABOUT, "small.yaml": GOOD})).pack for name in ("a", "b"))
    assert one.same_as(two)
    other = look(folder(tmp_path / "c", {"pack.yaml": ABOUT, "small.yaml": GOOD.replace("Small", "Tiny")})).pack
    assert not one.same_as(other)


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("Our Sheets", "our-sheets"),
        ("Réseau d’été", "reseau-d-ete"),
        ("2026", "sheets-2026"),
        ("../..", "sheets-0cfd1c96"),
        ("x" * 90, "x" * 40),
    ],
)
def test_the_name_of_a_folder_makes_an_id(name: str, made: str) -> None:
    assert id_from(name) == made


def test_two_names_in_another_script_make_two_ids() -> None:
    assert id_from("우리 모임") != id_from("우리 가족")


def test_other_files_are_named_and_never_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at = folder(tmp_path / "x", {"small.yaml": GOOD, "README.md": "x", "small.es.yaml": "x", ".git/config": "x"})
    opened: list[str] = []
    usual = os.open

    def noted(path: Any, flags: int, mode: int = 0o777, *, dir_fd: int | None = None) -> int:
        opened.append(str(path))
        return usual(path, flags, mode, dir_fd=dir_fd)

    monkeypatch.setattr(os, "open", noted)
    found = checked(at)
    monkeypatch.undo()
    assert [one.id for one in found.pack.sheets] == ["x/small"]
    assert found.notes[:2] == ("Left alone: .git/", "Left alone: README.md")
    assert found.notes[2].startswith("small.es.yaml:1:1: E104")
    assert sorted(Path(one).name for one in opened) == ["small.es.yaml", "small.yaml", "x"]


def test_a_translation_is_taken_with_its_sheet_and_one_that_is_wrong_is_left_out(tmp_path: Path) -> None:
    head = "format: 1\nof: {of}\nlanguage: {tag}\nstatus: draft\n"
    said = f'text: {{title: Pequeña}}\nbased_on: {{title: "{mark("Small")}"}}\n'
    wrong = said.replace("Pequeña", '"${oops|x}"')
    files = {
        "small.yaml": GOOD,
        "small.es.yaml": head.format(of="small", tag="es") + said,
        "small.ko.yaml": head.format(of="small", tag="ko") + wrong,
        "gone.es.yaml": head.format(of="gone", tag="es") + said,
    }
    found = checked(folder(tmp_path / "x", files))
    assert found.refused == ()
    assert found.notes[0] == "Left alone: gone.es.yaml" and "E606" in found.notes[1]
    assert found.pack.translations == {"es": {"sheet": {"x/small": {"title": "Pequeña"}}}}
    again = Pack.from_data(json.loads(json.dumps(found.pack.to_data())))
    assert again.same_as(found.pack)
    spanish = shipped().in_language("es").with_packs([again])
    assert spanish.worksheet("x/small", "harmed").title == "Pequeña"
    assert spanish.with_packs([]).in_language("en").worksheet("x/small", "harmed").title == "Small"
    other = Pack.from_data({**again.to_data(), "translations": {"es": {"sheet": {"danger-signs-now": {"title": "X"}}}}})
    assert other.translations == {"es": {"sheet": {}}}


def test_sheets_name_each_other_and_those_of_the_program(tmp_path: Path) -> None:
    more = f"suggests: [{{sheet: two, why: x}}, {{sheet: {BUILT_IN}, why: x}}]\n"
    pulled = "- {id: wish, type: long_text, label: W, pull_from: [{sheet: one, q: wish}]}\n"
    found = look(folder(tmp_path / "x", {"one.yaml": small("one", top=more), "two.yaml": small("two", pulled)}))
    assert found.refused == ()
    one, two = (sheet.data for sheet in found.pack.sheets)
    assert [each["sheet"] for each in one["suggests"]] == ["x/two", BUILT_IN]
    assert two["sections"][0]["questions"][0]["pull_from"][0]["sheet"] == "x/one"
    assert summary_of(found.pack.sheets[1]).takes_from == ("x/one",)


def test_what_a_sheet_would_ask_is_told_before_it_is_used(tmp_path: Path) -> None:
    text = """
- {id: a, type: note, tone: safety, label: Call someone.}
- {id: b, type: short_text, label: B, share: private}
- {id: c, type: choice, label: C, options: [{id: x, label: X}], share: ok, content_note: {topics: [fear]}}
- id: d
  type: table
  label: D
  row_label: row
  share: private
  columns: [{id: e, type: date, label: E, share: ok}]
"""
    top = "content_note: {text: It can wait.}\n"
    top += "summary: [{id: s, show: message, tone: safety, text: {harmed: H, helping: P}}]\n"
    made = small("one", text, top).replace("minutes: 5", "minutes: {harmed: 5, helping: 9}")
    said = summary_of(look(folder(tmp_path / "x", {"one.yaml": made})).pack.sheets[0])
    assert (said.titles, said.doors, said.minutes, said.questions) == (("Small",), ("harmed", "helping"), (5, 9), 3)
    assert said.shares == {"private": 1, "ask": 0, "ok": 2}
    assert (said.topics, said.content_notes) == (("fear",), ("It can wait.",))
    assert said.safety == ("Call someone.", "H", "P")


def test_a_sheet_made_to_be_slow_is_still_told_whole(tmp_path: Path) -> None:
    options = ", ".join(f"{{id: o{n}, label: 'words, so many {n}', hint: 'and more {n}'}}" for n in range(50))
    asked = "\n".join(f"- {{id: q{n}, type: choices, label: Q{n}, options: [{options}]}}" for n in range(50))
    (sheet,) = look(folder(tmp_path / "x", {"one.yaml": small("one", asked)})).pack.sheets
    start = time.perf_counter()
    ((doors, worksheet, more),) = by_door(sheet)
    assert time.perf_counter() - start < 5
    assert doors == ("harmed", "helping") and more == ()
    assert "words, so many 49" in "\n".join(preview(worksheet))


def test_sheets_for_high_safety_are_private_unless_they_say_otherwise(tmp_path: Path) -> None:
    made = small("one", top="safety: high\ncontent_note: {text: x}\n")
    assert summary_of(look(folder(tmp_path / "x", {"one.yaml": made})).pack.sheets[0]).shares["private"] == 1


# One sheet is left out


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("bad.yaml", GOOD.replace("type: long_text", "type: long_txt"), "bad.yaml:15:"),
        ("bad.yaml", BOMB, "bad.yaml:1:4: E008"),
        ("bad.yaml", "[" * 100_000, "E006"),
        ("bad.yaml", "a: !!python/object/apply:os.system [id]\n", "E009"),
        ("bad.yaml", GOOD.replace("Small", '"\\e[2J\\e]52;c;eA==\\a"'), "E004"),
        ("bad.yaml", GOOD.replace("Small", "Sm\x1b[2Jall"), "bad.yaml:5:10: E004"),
        ("bad.yaml", GOOD.replace("Small", "\u202esmall"), "E004"),
        ("bad.yaml", GOOD.replace("Small", "x\u2066y"), "E004"),
        ("bad.yaml", b"\xff\xfe\x00", "E003"),
        ("bad.yaml", "", "E013"),
        ("bad.yaml", small(BUILT_IN), "bad.yaml:2:5: E225"),
        ("bad.yaml", small("small"), "E219"),
        ("bad.yaml", small("small/other"), "E106"),
        ("bad.yaml", small("bad", top="suggests: [{sheet: gone, why: x}]\n"), "E221 there is no worksheet 'gone'"),
        ("bad.yaml", small("bad", top="suggests: [{sheet: x/small, why: x}]\n"), "E106"),
        ("bad.yaml", small("bad", top="cards: [gone]\n"), "E223 there is no card 'gone'"),
        ("bad.yaml", small("bad", "- {id: a, type: short_text, label: Sign here}\n"), "E502"),
    ],
)
def test_a_sheet_that_is_wrong_is_left_out_with_its_line(tmp_path: Path, name: str, text: Any, said: str) -> None:
    found = look(folder(tmp_path / "x", {name: text, "fine.yaml": small("fine"), "small.yaml": GOOD}))
    assert any(said in one for one in found.refused), found.refused
    kept = [one.id for one in found.pack.sheets]
    assert "x/fine" in kept and all(one in ("x/fine", "x/small") for one in kept)
    assert ("x/small" in kept) is ("E219" not in said)  # of two with one id neither is taken


def test_no_string_anywhere_in_a_sheet_may_hold_an_escape(tmp_path: Path) -> None:
    lines = GOOD.splitlines()
    for number, line in enumerate(lines):
        for sign in ("\x1b[2J", "\u202e", "\x9b", "\x07"):
            text = "\n".join([*lines[:number], line + sign, *lines[number + 1 :]])
            found = checked(folder(tmp_path / "x", {"small.yaml": text}))
            assert found.pack.sheets == () and f"small.yaml:{number + 1}:" in found.refused[0]
            assert not any(has_controls(one) for one in found.refused)


def test_what_names_a_sheet_that_was_left_out_is_left_out_too(tmp_path: Path) -> None:
    files = {
        "a.yaml": small("a", top="suggests: [{sheet: b, why: x}]\n"),
        "b.yaml": small("b", top="suggests: [{sheet: c, why: x}]\n"),
        "c.yaml": small("c", top="cards: [gone]\n"),
        "d.yaml": small("d"),
    }
    found = look(folder(tmp_path / "x", files))
    assert [one.id for one in found.pack.sheets] == ["x/d"]
    assert [one.split(":")[0] for one in found.refused] == ["c.yaml", "b.yaml", "a.yaml"]


PULL = """
- id: rows
  type: table
  label: T
  row_label: row
  %s
  columns: [{id: what, type: short_text, label: W%s}]
  pull_from: [{sheet: secret, q: rows, take: {what: what}}]
"""
SECRET = """
- id: rows
  type: table
  label: T
  row_label: row
  columns: [{id: what, type: short_text, label: W, share: private}]
"""


@pytest.mark.parametrize(
    ("share", "column", "taken"),
    [
        ("share: ok", "", False),
        ("share: ask", "", False),
        ("share: private", "", True),
        ("share: private", ", share: ok", False),
        ("share: ok", ", share: private", True),
    ],
)
def test_what_is_private_stays_private_when_it_is_taken_over(
    tmp_path: Path, share: str, column: str, taken: bool
) -> None:
    files = {"secret.yaml": small("secret", SECRET), "taker.yaml": small("taker", PULL % (share, column))}
    found = look(folder(tmp_path / "x", files))
    assert ("x/taker" in [one.id for one in found.pack.sheets]) is taken
    assert any("E226" in one for one in found.refused) is not taken


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("format: 1\nid: Small\ntitle: x\n", "pack.yaml:2:5: E106"),
        ("format: 1\nid: a/b\ntitle: x\n", "E106"),
        ("format: 1\nid: ../x\ntitle: x\n", "E106"),
        ("format: 1\nid: x\ntitle: x\nrun: me\n", "pack.yaml:4:1: E101"),
        ('format: 1\nid: x\ntitle: "\\e[31mx"\n', "E004"),
        ("format: 1\nid: x\ntitle: x\nauthors: [\u202ex]\n", "E004"),
        ("", "E013"),
    ],
)
def test_a_wrong_pack_yaml_refuses_all(tmp_path: Path, text: str, said: str) -> None:
    assert said in only_reason(folder(tmp_path / "x", {"pack.yaml": text, "small.yaml": GOOD}))


def test_wrong_stories_are_told_and_keep_no_sheet_out(tmp_path: Path) -> None:
    files = {"small.yaml": GOOD, "stories/a.yaml": "format: 1\nof: gone\nstories: [{name: x}]\n", "stories/b.yaml": "-"}
    found = look(folder(tmp_path / "x", files))
    assert len(found.pack.sheets) == 1 and found.refused == ()
    assert "stories/a.yaml:2:5: E401" in found.notes[0] and "stories/b.yaml" in found.notes[1]


def test_a_folder_without_sheets_says_so(tmp_path: Path) -> None:
    assert only_reason(folder(tmp_path / "x", {"README": "x"})) == "There is no worksheet in it."


# All is refused


def link(at: Path) -> None:
    outside = at.parent / "outside.yaml"
    outside.write_text(GOOD)
    (at / "small.yaml").symlink_to(outside)


def link_to_nothing(at: Path) -> None:
    (at / "notes.txt").symlink_to("/nowhere")


def link_among_stories(at: Path) -> None:
    folder(at, {"stories/a.yaml": "x"})
    (at / "stories" / "b.yaml").symlink_to("/etc/hostname")


def stories_are_a_link(at: Path) -> None:
    (at / "stories").symlink_to("/etc")


def pipe(at: Path) -> None:
    os.mkfifo(at / "small.yaml")


def pipe_of_another_kind(at: Path) -> None:
    os.mkfifo(at / "notes.txt")


def connection(at: Path) -> None:
    import socket

    os.chdir(at)  # the name of a connection is short
    with socket.socket(socket.AF_UNIX) as made:
        made.bind("small.yaml")


HOSTILE: list[tuple[Callable[[Path], object], str]] = [
    (link, "a link in it: small.yaml"),
    (link_to_nothing, "a link in it: notes.txt"),
    (link_among_stories, "a link in it: b.yaml"),
    (stories_are_a_link, "a link in it: stories"),
    (pipe, "a pipe, a device or the like: small.yaml"),
    (pipe_of_another_kind, "a pipe, a device or the like: notes.txt"),
    (connection, "a pipe, a device or the like: small.yaml"),
    (lambda at: folder(at, {"sub/small.yaml": GOOD}), "a folder in it: sub"),
    (lambda at: folder(at, {"stories/sub/small.yaml": GOOD}), "a folder in it: sub"),
    (lambda at: folder(at, {"large.yaml": "#" * (LARGEST + 1)}), "larger than 256 KiB: large.yaml"),
    (lambda at: folder(at, {"film.bin2": b"\0" * (MOST_BYTES + 1)}), "larger than 4 MiB in all"),
    (lambda at: folder(at, {f"{n}.txt": "" for n in range(MOST_FILES + 1)}), "more than 200 files"),
    (lambda at: folder(at, {"run.sh": "x"}), "a program in it: run.sh"),
    (lambda at: folder(at, {"setup.PY": "x"}), "a program in it: setup.PY"),
    (lambda at: folder(at, {"more.zip": zipped({"small.yaml": GOOD})}), "another archive in it: more.zip"),
    (lambda at: folder(at, {"a\x1b[2Jb.yaml": GOOD}), "do not belong in a name, or leads out of it: a[2Jb.yaml"),
    (lambda at: folder(at, {"a\nb.yaml": GOOD}), "do not belong in a name"),
    (lambda at: folder(at, {"lmay.\u202eb.yaml": GOOD}), "do not belong in a name"),
    (lambda at: folder(at, {os.fsdecode(b"\xff.yaml"): GOOD}), "do not belong in a name"),
    (lambda at: folder(at, {"..\\x.yaml": GOOD}), "do not belong in a name"),
    (lambda at: folder(at, {"x" * 130 + ".yaml": GOOD}), "too long"),
]


@pytest.mark.skipif(os.name != "posix", reason="makes pipes and links")
@pytest.mark.parametrize(("make", "said"), HOSTILE)
def test_a_folder_that_means_harm_is_refused_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, make: Callable[[Path], object], said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    at = folder(tmp_path / "x", {"a.yaml": small("a")})
    make(at)
    monkeypatch.chdir(tmp_path)
    assert said in only_reason(at)


def test_ten_thousand_files_are_refused_fast_and_unread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at = folder(tmp_path / "x", {f"{n}.yaml": "" for n in range(10_000)})
    looked: list[str] = []
    usual = os.stat

    def noted(path: Any, *, dir_fd: int | None = None, follow_symlinks: bool = True) -> os.stat_result:
        looked.append(str(path))
        return usual(path, dir_fd=dir_fd, follow_symlinks=follow_symlinks)

    monkeypatch.setattr(os, "stat", noted)
    monkeypatch.setattr(pack_files._Folder, "read", None)
    start = time.perf_counter()
    assert gather(at).refused == "There are more than 200 files in it."
    assert time.perf_counter() - start < 1
    assert len(looked) <= 1  # the folder itself


@pytest.mark.skipif(os.name != "posix", reason="needs links")
@pytest.mark.parametrize("swap", ["link", "pipe", "other file", "gone", "link to a link"])
def test_a_file_that_becomes_something_else_before_it_is_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, swap: str
) -> None:
    at = folder(tmp_path / "x", {"small.yaml": GOOD})
    outside = tmp_path / "outside.yaml"
    outside.write_text(small("outside"))
    usual = os.open
    swapped = False

    def swapping(path: Any, flags: int, mode: int = 0o777, *, dir_fd: int | None = None) -> int:
        nonlocal swapped
        if Path(path).name == "small.yaml":
            swapped = True
            (at / "small.yaml").unlink()
            if swap == "pipe":
                os.mkfifo(at / "small.yaml")
            elif swap == "other file":
                os.link(outside, at / "small.yaml")
            elif swap != "gone":
                (at / "small.yaml").symlink_to(outside)
        return usual(path, flags, mode, dir_fd=dir_fd)

    monkeypatch.setattr(os, "open", swapping)
    found = gather(at)
    assert swapped and found.files == {}
    assert found.refused == "This could not be read, or became something else while it was read: small.yaml."


@pytest.mark.skipif(not pack_files._BY_HANDLE, reason="no names beside an open folder here")
def test_a_folder_that_is_swapped_for_another_is_not_followed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at = folder(tmp_path / "x", {"small.yaml": GOOD})
    other = folder(tmp_path / "other", {"small.yaml": small("secret")})
    usual = pack_files._listed

    def swapping(*arguments: Any) -> Any:
        found = usual(*arguments)
        at.rename(tmp_path / "away")
        at.symlink_to(other)
        return found

    monkeypatch.setattr(pack_files, "_listed", swapping)
    assert gather(at).files == {"small.yaml": GOOD.encode()}


def test_a_file_that_grows_while_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at = folder(tmp_path / "x", {"small.yaml": GOOD})
    usual = os.fstat

    def growing(handle: int) -> os.stat_result:
        with (at / "small.yaml").open("ab") as file:
            file.write(b"#" * LARGEST)
        return usual(handle)

    monkeypatch.setattr(os, "fstat", growing)
    assert "larger than 256 KiB" in gather(at).refused


@pytest.mark.parametrize(
    "what", ["/dev/zero", "/dev/tty", "/nowhere", "/proc/self/mem", "/etc/hostname", "\0", "a" * 5000]
)
def test_a_place_that_is_no_folder(what: str) -> None:
    found = gather(Path(what))
    assert found.refused and found.files == {}


@pytest.mark.skipif(os.name != "posix", reason="makes a pipe")
def test_a_pipe_in_place_of_a_zip_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "x.zip")
    assert "neither a folder nor a zip" in gather(tmp_path / "x.zip").refused


# Zip files


def bomb() -> bytes:
    """Small, with a sheet that says it is small and is not."""
    content = bytearray(zipped({"small.yaml": b"#" * (64 * 2**20)}))
    real, said = struct.pack("<L", 64 * 2**20), struct.pack("<L", 1000)
    return bytes(content).replace(real, said)


def many() -> bytes:
    return zipped({f"{n}.yaml": b"" for n in range(10_000)})


def twice() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as out, pytest.warns(UserWarning, match="Duplicate"):
        out.writestr("small.yaml", GOOD)
        out.writestr("small.yaml", small("other"))
    return made.getvalue()


def locked() -> bytes:
    content = bytearray(zipped({"small.yaml": GOOD}))
    content[content.index(b"PK\x01\x02") + 8] |= 1
    return bytes(content)


def packed_otherwise() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_LZMA) as out:
        out.writestr("small.yaml", GOOD)
    return made.getvalue()


ZIPS: list[tuple[str, Callable[[], bytes], str]] = [
    ("out of it", lambda: zipped({"../small.yaml": GOOD}), "leads out of it: .."),
    ("out of it further on", lambda: zipped({"x/../../small.yaml": GOOD}), "leads out of it"),
    ("absolute", lambda: zipped({"/etc/small.yaml": GOOD}), "leads out of it"),
    ("a drive", lambda: zipped({"C:/small.yaml": GOOD}), "leads out of it"),
    ("the other slash", lambda: zipped({"..\\small.yaml": GOOD}), "leads out of it"),
    ("an escape", lambda: zipped({"\x1b]0;x\x07.yaml": GOOD}), "do not belong in a name"),
    ("a link", lambda: zipped({"a.yaml": "/etc/hostname"}, modes={"a.yaml": stat.S_IFLNK | 0o777}), "a link in it"),
    ("a pipe", lambda: zipped({"a.yaml": ""}, modes={"a.yaml": stat.S_IFIFO | 0o777}), "a link in it"),
    ("a zip", lambda: zipped({"a.zip": zipped({"small.yaml": GOOD})}), "another archive in it: a.zip"),
    ("a program", lambda: zipped({"x/a.yaml": GOOD, "x/run.exe": "MZ"}), "a program in it: run.exe"),
    ("a folder", lambda: zipped({"a.yaml": GOOD, "sub/b.yaml": small("b")}), "a folder in it: sub"),
    ("two folders", lambda: zipped({"a/a.yaml": GOOD, "b/b.yaml": small("b")}), "a folder in it: a"),
    ("one that says it is large", lambda: zipped({"a.yaml": b"#" * (LARGEST + 1)}), "larger than 256 KiB: a.yaml"),
    ("all too large", lambda: zipped({f"{n}.txt": b"#" * 2**20 for n in range(5)}), "larger than 4 MiB in all"),
    ("a bomb", bomb, "not a zip file that can be read"),
    ("many files", many, "more than 200 files"),
    ("one twice", twice, "A name stands twice in it: small.yaml"),
    ("locked", locked, "It is locked"),
    ("packed otherwise", packed_otherwise, "packed in a way that is not taken here"),
    ("nothing", lambda: b"", "not a zip file"),
    ("half of one", lambda: zipped({"small.yaml": GOOD})[:-30], "not a zip file"),
    ("no sheet", lambda: zipped({"a.txt": "x"}), "There is no worksheet in it."),
    ("the file itself too large", lambda: b"PK" + b"\0" * MOST_BYTES, "larger than 4 MiB"),
]


@pytest.mark.parametrize(("name", "make", "said"), ZIPS, ids=[name for name, _make, _said in ZIPS])
def test_a_zip_that_means_harm_is_refused(tmp_path: Path, name: str, make: Callable[[], bytes], said: str) -> None:
    at = zip_at(tmp_path / "x.zip", make())
    tracemalloc.start()
    reason = only_reason(at)
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert said in reason
    assert most < 32 * 2**20  # a bomb is never unpacked


def test_what_a_zip_says_of_its_size_is_not_believed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zipfile.ZipExtFile, "_update_crc", lambda _self, _data: None)
    found = gather(zip_at(tmp_path / "x.zip", bomb()))
    assert sum(map(len, found.files.values())) <= 1000


# Whatever the bytes

NAMES = st.sampled_from(["a.yaml", "pack.yaml", "b.yaml", "stories/a.yaml", "x.txt", "a.es.yaml"])
ANY_NAMES = NAMES | st.text(max_size=12)
FILE_NAMES = NAMES | st.text(st.characters(exclude_characters="/\0"), min_size=1, max_size=12)
TEXTS = st.one_of(
    st.binary(max_size=300),
    st.text(max_size=300).map(lambda text: text.encode("utf-8", "surrogatepass")),
    st.sampled_from([GOOD, ABOUT, BOMB, small("other")]).map(str.encode),
    st.tuples(st.sampled_from([GOOD, ABOUT]), st.integers(0, 500), st.text(max_size=8)).map(
        lambda cut: (cut[0][: cut[1]] + cut[2] + cut[0][cut[1] :]).encode("utf-8", "surrogatepass")
    ),
)


def told_well(found: Any) -> None:
    for said in (*found.refused, *found.notes, found.pack.title, found.pack.id):
        assert not has_controls(said)
    for sheet in found.pack.sheets:
        assert sheet.id.startswith(found.pack.id + "/")
        summary_of(sheet)
        for door in sheet.data["audience"]:
            assert not any(has_controls(line) for line in preview(build(sheet.data, door)))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(FILE_NAMES, TEXTS, max_size=4))
def test_nothing_in_a_folder_makes_it_raise(tmp_path_factory: pytest.TempPathFactory, files: dict[str, bytes]) -> None:
    at = tmp_path_factory.mktemp("pack")
    for name, content in files.items():
        try:
            folder(at, {name: content})
        except (OSError, ValueError):
            continue
    told_well(checked(at))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.dictionaries(ANY_NAMES, TEXTS, max_size=4),
    st.lists(st.tuples(st.integers(0, 2000), st.binary(max_size=3)), max_size=5),
)
def test_nothing_in_a_zip_makes_it_raise(
    tmp_path_factory: pytest.TempPathFactory, files: dict[str, bytes], cuts: list[tuple[int, bytes]]
) -> None:
    content = zipped({name.encode("utf-8", "replace").decode(): one for name, one in files.items()})
    for at, put in cuts:
        content = content[:at] + put + content[at + len(put) :]
    told_well(checked(zip_at(tmp_path_factory.mktemp("pack") / "x.zip", content)))


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=400))
def test_no_bytes_make_the_zip_reader_raise(content: bytes) -> None:
    with pytest.raises(pack_files.Refused):
        pack_zip.from_zip(content)
