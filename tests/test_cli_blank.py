"""`blank` through the real command line: no workbook, no passphrase, nothing written over."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from ciworkbook import cli
from ciworkbook.worksheet.catalogue import Catalogue

from .summary.test_pdf import pdftotext, text_of
from .test_cli import LOADED, run
from .worksheet.packing import ABOUT, folder, small


def test_a_worksheet_goes_to_standard_output(tmp_path: Path) -> None:
    done = run("blank", "start-here", "--door", "harmed", HOME=str(tmp_path))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("Where do I start?\n") and "1. What brings you here today?" in done.stdout
    assert max(len(line) for line in done.stdout.splitlines()) <= 76
    assert "ciworkbook" not in done.stdout
    assert list(tmp_path.iterdir()) == []  # no workbook was looked for or made


def test_it_loads_no_textual_and_typst_only_for_a_pdf(tmp_path: Path) -> None:
    path = os.pathsep.join(sys.path)
    text = run("blank", "start-here", "-o", str(tmp_path / "page.txt"), code=LOADED, PYTHONPATH=path)
    assert text.stdout.rstrip().endswith("loaded: []"), text.stdout + text.stderr
    page = run("blank", "start-here", "-o", str(tmp_path / "page.pdf"), code=LOADED, PYTHONPATH=path)
    assert page.stdout.rstrip().endswith("loaded: ['typst']"), page.stdout + page.stderr


@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("page.txt", b"Where do I start?\n"),
        ("page.md", b"# Where do I start?\n"),
        ("page.html", b"<!DOCTYPE html>\n"),
        ("page.pdf", b"%PDF-"),
        ("page", b"Where do I start?\n"),
    ],
)
def test_the_ending_of_a_file_says_as_what(
    name: str, start: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / name
    assert cli.main(["blank", "start-here", "-o", str(target)]) == 0
    assert target.read_bytes().startswith(start)
    said = capsys.readouterr()
    assert said.out == "" and str(target) in said.err
    if os.name == "posix":
        assert target.stat().st_mode & 0o077 == 0


def test_nothing_is_written_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "page.txt"
    target.write_text("mine")
    assert cli.main(["blank", "start-here", "-o", str(target)]) == 1
    assert target.read_text() == "mine"
    assert "something at that place already" in capsys.readouterr().err
    assert cli.main(["blank", "start-here", "-o", str(tmp_path / "no" / "page.txt")]) == 1
    assert "That folder is not there." in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["safety-plna"], "There is no worksheet named safety-plna - did you mean 'safety-plan'?"),
        (["ally-self-check", "--door", "harmed"], "ally-self-check is not for the door harmed, only for helping"),
        ([], "Name worksheets, or a section with --section."),
        (["start-here", "--section", "goals"], "Name worksheets, or a section with --section."),
        (["start-here", "--large"], "Large print is for a PDF. Add --format pdf."),
    ],
)
def test_what_cannot_be_made_is_said(arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["blank", *arguments]) == 2
    said = capsys.readouterr()
    assert said.out == "" and words in said.err


def test_a_width_out_of_reach_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    for width in ("39", "201", "many", "-1"):
        with pytest.raises(SystemExit) as ended:
            cli.main(["blank", "start-here", "--width", width])
        assert ended.value.code == 2
        assert "a number from 40 to 200" in capsys.readouterr().err


def test_a_pdf_is_not_for_a_terminal(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr(sys, "stdout", Terminal())
    assert cli.main(["blank", "start-here", "--format", "pdf"]) == 2
    assert "A PDF is not for a terminal." in capsys.readouterr().err


def test_a_pdf_goes_through_a_pipe() -> None:
    command = [sys.executable, "-I", "-m", "ciworkbook", "blank", "start-here", "--format", "pdf"]
    done = subprocess.run(command, capture_output=True, check=False)
    assert done.returncode == 0 and done.stdout.startswith(b"%PDF-") and done.stderr == b""
    assert b"ciworkbook" not in done.stdout.lower()


@pytest.mark.parametrize("mark", [pytest.param(None, marks=pdftotext)])
def test_a_section_is_a_booklet_on_the_paper_that_is_named(tmp_path: Path, mark: None) -> None:
    target = tmp_path / "book.pdf"
    arguments = ["--section", "goals", "--door", "facilitating", "--paper", "us-letter", "--large", "--more-room"]
    assert cli.main(["blank", *arguments, "-o", str(target)]) == 0
    pages = text_of(target.read_bytes()).split("\f")
    entries = [one for one in Catalogue.load().entries("facilitating") if one.topic == "goals"]
    assert "What do I want?" in pages[0] and "In this booklet" in pages[0]
    assert all(any(page.strip().startswith(one.title[:20]) for page in pages[1:]) for one in entries)
    info = subprocess.run(["pdfinfo", str(target)], capture_output=True, text=True, check=True).stdout
    assert "612 x 792" in info and "Worksheet" in info


def test_several_worksheets_are_one_booklet_each_in_words_that_fit(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    with_stdout = ["blank", "start-here", "ally-self-check", "start-here"]
    assert cli.main(with_stdout) == 0
    said = capsysbinary.readouterr().out.decode()
    assert said.startswith("Worksheets\n") and said.count("Where do I start?\n═") == 1
    assert "In this booklet" in said


def test_the_small_print_is_as_wished(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    said = []
    for wishes in ([], ["--no-credit"], ["--program"]):
        assert cli.main(["blank", "start-here", *wishes]) == 0
        said.append(capsysbinary.readouterr().out.decode())
    assert ["License:" in one for one in said] == [True, False, True]
    assert ["ciworkbook" in one for one in said] == [False, False, True]


def test_sheets_of_ones_own_can_be_chosen(tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    own = folder(tmp_path / "own", {"pack.yaml": ABOUT, "wishes.yaml": small("wishes")})
    assert cli.main(["blank", "small-steps/wishes", "--sheets", str(own)]) == 0
    assert "1. What would be good" in capsysbinary.readouterr().out.decode()
    assert cli.main(["blank", "small-steps/wish", "--sheets", str(own)]) == 2
    assert "did you mean 'small-steps/wishes'?" in capsysbinary.readouterr().err.decode()
    empty = folder(tmp_path / "empty", {})
    assert cli.main(["--sheets", str(empty), "blank", "start-here"]) == 1
    assert "There are no worksheets to take" in capsysbinary.readouterr().err.decode()
