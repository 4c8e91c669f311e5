"""Printing with a real print server, through the outlet as a session uses it."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from ciworkbook.guard import printers
from ciworkbook.guard.outcomes import Queue, Refused
from ciworkbook.guard.outlet import Outlet

from ..spooler import ONLY_HERE, Spooler
from ..terminal.tracing import CALLS, Trace
from .test_outlet import Joined

PAGE = b"%PDF-1.7\n\x00\xff a page of canary-on-paper \r\n" + os.urandom(300_000)


@pytest.fixture(scope="module")
def spooler() -> Iterator[Spooler]:
    with Spooler() as made:
        made.add("Desk", "usb://Maker/Model")
        made.add("Office", "socket://192.0.2.1:9100")
        made.add("Archive", f"file:{made.folder}/archive")
        made.add("Shut", "usb://Maker/Shut")
        made.refuse("Shut")
        yield made


@pytest.fixture
def joined(spooler: Spooler, monkeypatch: pytest.MonkeyPatch) -> Iterator[Joined]:
    monkeypatch.setenv("CUPS_SERVER", str(spooler.socket))
    made = Joined()
    yield made
    made.end()


class TestWithAPrintServer:
    pytestmark = ONLY_HERE

    def test_queues_are_named_with_where_they_lead(self, joined: Joined) -> None:
        found = joined.outlet.queues()
        assert (found.problem, found.said) == (None, "")
        assert [(one.name, one.leads) for one in found.queues] == [
            ("Archive", "file"),
            ("Desk", "plugged"),
            ("Office", "network"),
            ("Shut", "plugged"),
        ]

    def test_bytes_arrive_as_they_are_under_a_neutral_name_and_the_queue_keeps_them(
        self, joined: Joined, spooler: Spooler
    ) -> None:
        assert joined.outlet.print(Queue("Desk", "plugged"), PAGE) is None
        assert spooler.came("Desk") == PAGE
        said = spooler.called("Desk")
        assert said["title"] == "document"
        assert "canary" not in "".join(said.values())
        # What the person is told before is true: the copy is still there.
        assert PAGE in spooler.copies()

    def test_what_stands_in_the_way_is_told_and_the_next_page_is_printed(
        self, joined: Joined, spooler: Spooler
    ) -> None:
        before = spooler.copies()
        refused = joined.outlet.print(Queue("Shut", "plugged"), b"x")
        assert refused == Refused("refused", 'Destination "Shut" is not accepting jobs.')
        for queue in (
            Queue("Nowhere", "plugged"),
            Queue("Desk", "network"),  # not what the person was told
            Queue("-d", "plugged"),
            Queue("--help", "plugged"),
            Queue("Desk ", "plugged"),
            Queue("Desk/draft", "plugged"),
            Queue("Desk\n", "plugged"),
            Queue("", "plugged"),
        ):
            assert joined.outlet.print(queue, b"x") == Refused("queue"), queue.name
        assert spooler.copies() == before
        assert joined.outlet.print(Queue("Office", "network"), b"y") is None
        assert spooler.came("Office") == b"y"

    @pytest.mark.needs("strace")
    def test_no_file_is_opened_for_writing_and_only_lp_and_lpstat_are_started(
        self, spooler: Spooler, tmp_path: Path
    ) -> None:
        page, record = tmp_path / "page", tmp_path / "record"
        page.write_bytes(PAGE)
        code = (
            "import sys; from pathlib import Path; from ciworkbook.guard import printers;"
            "sys.exit(printers.print_page('Desk', 'plugged', Path(sys.argv[1]).read_bytes()) is not None)"
        )
        strace = ["strace", "-f", "-qq", "-xx", "-y", "-s", "1000000", "-o", str(record), "-e", f"trace={CALLS},execve"]
        done = subprocess.run(
            [*strace, sys.executable, "-B", "-c", code, page],
            env={**os.environ, **spooler.variables, "PYTHONPATH": str(Path(printers.__file__).parents[2])},
            timeout=120,
            check=False,
        )
        assert done.returncode == 0
        trace = Trace(record.read_text(encoding="ascii", errors="replace"))
        assert trace.opened_for_writing() == []
        assert [line.split("/")[-1].split()[0] for line in trace.started()[1:]] == ["lpstat", "lpstat", "lp"]
        assert trace.started()[-1].endswith(" -d Desk -t document -")
        # The record was not blind: the page went through the pipe, and on to the server.
        assert {one.path.partition(":")[0] for one in trace.writes() if b"canary-on-paper" in one.data} == {
            "pipe",
            "socket",
        }

    def test_a_session_that_ends_in_the_middle_prints_nothing(self, joined: Joined, spooler: Spooler) -> None:
        before = spooler.copies()
        os.write(joined.to_launcher, b'{"do": "print", "queue": "Desk", "leads": "plugged", "size": 900}\n' + b"x" * 10)
        joined.end()
        assert spooler.copies() == before


@pytest.mark.parametrize(
    ("address", "leads"),
    [
        ("usb://Brother/HL-1210W?serial=1", "plugged"),
        ("parallel:/dev/lp0", "plugged"),
        ("serial:/dev/ttyS0?baud=9600", "plugged"),
        ("/dev/usb/lp0", "plugged"),
        ("hp:/usb/OfficeJet?serial=1", "plugged"),
        ("hp:/net/OfficeJet?ip=192.0.2.1", "network"),
        ("USB://Maker/Model", "plugged"),
        ("/dev/null", "file"),
        ("/srv/out", "file"),
        ("file:///srv/out", "file"),
        ("cups-pdf:/", "file"),
        ("ipp://localhost:60000/ipp/print", "network"),
        ("ipps://printer.local/ipp/print", "network"),
        ("dnssd://Kitchen._ipp._tcp.local/", "network"),
        ("implicitclass://Kitchen/", "network"),
        ("socket://192.0.2.1", "network"),
        ("lpd://192.0.2.1/q", "network"),
        ("smb://office/printer", "network"),
        ("beh:/1/3/5/usb://Maker/Model", "network"),
        ("something-new", "network"),
    ],
)
def test_where_a_queue_leads_follows_from_its_address(address: str, leads: str) -> None:
    assert printers.where(address) == leads


def script(folder: Path, name: str, text: str) -> None:
    (folder / name).write_text(f"#!/bin/sh\n{text}\n")
    (folder / name).chmod(0o755)


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Other programs in the place of `lpstat` and `lp`."""
    place = tmp_path / "programs"
    place.mkdir()
    monkeypatch.setattr(printers, "_PATH", f"{place}:/usr/bin:/bin")
    script(place, "lpstat", '[ "$1" = -H ] && echo "${CUPS_SERVER:-localhost}" || echo "device for One: usb://a/b"')
    script(place, "lp", 'cat > "$HOME/came"; env > "$HOME/env"; tty > "$HOME/tty"; echo "$@" > "$HOME/words"')
    return place


@pytest.mark.skipif(sys.platform == "win32", reason="has no lp")
class TestWithOtherPrograms:
    @pytest.mark.parametrize(
        ("server", "leads"),
        [
            ("/run/cups/cups.sock", "plugged"),
            ("localhost:631", "plugged"),
            ("127.0.0.1:631", "plugged"),
            ("[::1]:631", "plugged"),
            ("printers.example.org:631", "server"),
            ("localhost.example.org", "server"),
            ("192.0.2.1", "server"),
        ],
    )
    def test_all_queues_of_another_computer_lead_there(self, programs: Path, server: str, leads: str) -> None:
        assert printers.find({"CUPS_SERVER": server}).queues == (Queue("One", leads),)  # type: ignore[arg-type]

    def test_the_program_gets_few_variables_and_no_terminal(self, programs: Path, home: Path) -> None:
        given = {"HOME": str(home), "LANG": "C.UTF-8", "LD_PRELOAD": "/x.so", "SECRET": "x", "PATH": "/elsewhere"}
        assert printers.print_page("One", "plugged", b"page", given) is None
        assert (home / "came").read_bytes() == b"page"
        assert (home / "words").read_text() == "-d One -t document -\n"
        assert (home / "tty").read_text() == "not a tty\n"
        names = {line.partition("=")[0] for line in (home / "env").read_text().splitlines()}
        assert names - {"PWD", "SHLVL", "_", "OLDPWD"} == {"HOME", "LANG", "PATH"}

    def test_names_that_could_be_taken_for_options_or_places_are_not_listed(self, programs: Path) -> None:
        script(
            programs,
            "lpstat",
            "printf 'device for %s: usb://a/b\\n' -x a/b 'a b' a#b Fine\necho 'something else'\necho 'device for'",
        )
        assert [one.name for one in printers.find({}).queues] == ["Fine"]

    def test_a_program_that_hangs_is_ended_and_told(self, programs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(printers, "PRINTING", 0.2)
        script(programs, "lp", "exec sleep 60")
        assert printers.print_page("One", "plugged", b"x" * 200_000, {}) == Refused("time")
        monkeypatch.setattr(printers, "LOOKING", 0.2)
        script(programs, "lpstat", "exec sleep 60")
        assert printers.find({}).problem == "time"
        assert printers.print_page("One", "plugged", b"x", {}) == Refused("time")

    def test_what_the_program_says_is_cut_short(self, programs: Path) -> None:
        script(programs, "lp", "cat > /dev/null; yes 'no \033[2J paper' | head -c 100000 >&2; exit 3")
        refused = printers.print_page("One", "plugged", b"x", {})
        assert refused is not None
        assert refused.problem == "refused"
        assert 100 < len(refused.said) <= 400

    def test_without_lp_it_is_missing(self, programs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(printers, "_PATH", str(programs))
        (programs / "lp").unlink()
        assert printers.find({}).problem == "missing"
        assert printers.print_page("One", "plugged", b"x", {}) == Refused("missing")

    def test_a_page_that_is_far_too_large_is_let_go(self, programs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(printers, "LARGEST", 1000)
        joined = Joined()
        assert joined.outlet.print(Queue("One", "plugged"), b"x" * 200_000) == Refused("other")
        assert joined.outlet.queues().queues == (Queue("One", "plugged"),)
        joined.end()


def test_without_a_launcher_there_is_no_printer() -> None:
    assert Outlet(None, None).queues().problem == "other"
    assert Outlet(None, None).print(Queue("One", "plugged"), b"x") == Refused("other")


@pytest.mark.parametrize(
    "said", [b"{}", b'{"ok": true, "queues": [["One", "elsewhere"]]}', b'{"problem": "new"}', b"[]"]
)
def test_answers_that_are_not_understood_are_no_printer(said: bytes) -> None:
    from_session, to_launcher = os.pipe()
    from_launcher, to_session = os.pipe()
    outlet = Outlet(to_launcher, from_launcher)
    outlet.listen()
    answering = threading.Thread(target=lambda: os.read(from_session, 1000) and os.write(to_session, said + b"\n"))
    answering.start()
    assert outlet.queues().queues == ()
    answering.join()
    for number in (to_launcher, from_session, to_session):
        os.close(number)
