from __future__ import annotations

import sys
from typing import Any

import pytest

from ciworkbook.guard import network

from . import apart

PRELUDE = """
import asyncio, os, socket, sys
before = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
from ciworkbook.guard import network
network.refuse()
def attempt():
"""

WAYS = {
    "a connection": "socket.socket(socket.AF_INET, socket.SOCK_STREAM)",
    "a connection over IPv6": "socket.socket(socket.AF_INET6, socket.SOCK_STREAM)",
    "a default connection": "socket.socket()",
    "one made below the wrapper": "__import__('_socket').socket(-1)",
    "one that was there before, connected": "before.connect(('127.0.0.1', 9))",
    "one that was there before, connected quietly": "before.connect_ex(('127.0.0.1', 9))",
    "one that was there before, bound": "before.bind(('127.0.0.1', 0))",
    "one that was there before, sent through": "before.sendto(b'x', ('127.0.0.1', 9))",
    "a name": "socket.getaddrinfo('localhost', 80)",
    "a name the old way": "socket.gethostbyname('localhost')",
    "a name with its others": "socket.gethostbyname_ex('localhost')",
    "an address": "socket.gethostbyaddr('127.0.0.1')",
    "an address and a port": "socket.getnameinfo(('127.0.0.1', 80), 0)",
    "a browser": "__import__('webbrowser').GenericBrowser('true').open('about:blank')",
    "a page": "__import__('urllib.request').request.urlopen('http://localhost/')",
    "mail": "__import__('smtplib').SMTP('localhost')",
    "a program": "__import__('subprocess').run(['true'])",
    "a program through the shell": "os.system('true')",
    "a program read from": "os.popen('true')",
    "a program in this place": "os.execv('/bin/true', ['true'])",
    "a program beside": "os.posix_spawn('/bin/true', ['true'], {})",
    "a program beside, the old way": "os.spawnv(os.P_WAIT, '/bin/true', ['true'])",
    "a copy of this one": "os.fork()",
    "a program on a terminal": "__import__('pty').spawn(['true'])",
    "a program from a loop": "asyncio.run(asyncio.create_subprocess_exec('true'))",
}


@pytest.mark.parametrize("way", WAYS)
def test_ways_out_are_refused(way: str) -> None:
    said = apart.run(
        PRELUDE
        + f"    {WAYS[way]}\n"
        + "try:\n    attempt()\nexcept network.NotAllowedError as error:\n    print(error)\n"
        + "finally:\n    before.close()"
    )
    assert said.startswith("not allowed here: ")
    assert said.removeprefix("not allowed here: ").strip() in {
        *network.REFUSED,
        "socket.__new__",
        "socket.connect",
        "socket.bind",
        "socket.sendto",
    }


def test_tls_is_not_read_and_pages_go_on_without() -> None:
    said = apart.run(
        "import sys\nfrom ciworkbook.guard import network\nnetwork.refuse()\n"
        "import asyncio, textual.app\nasyncio.run(asyncio.sleep(0))\nprint('_ssl' in sys.modules)"
    )
    assert said.strip() == "False"


def test_what_a_session_does_itself_goes_on() -> None:
    said = apart.run(
        PRELUDE
        + """
    one, two = socket.socketpair()
    one.sendall(b"here")
    print(two.recv(4), socket.gethostname() != "")
    one.close(), two.close()
    async def wait():
        await asyncio.sleep(0)
        return await asyncio.to_thread(lambda: "threads work")
    print(asyncio.run(wait()))
    os.close(os.open(os.devnull, os.O_WRONLY))
attempt()
before.close()
"""
    )
    assert said == "b'here' True\nthreads work\n"


@pytest.mark.parametrize(
    ("event", "arguments", "windows", "allowed"),
    [
        ("socket.__new__", (None, 1, 1, 0), False, True),
        ("socket.__new__", (None, 2, 1, 0), False, False),
        ("socket.__new__", (None, -1, -1, -1), False, False),
        ("socket.__new__", (None, 2, 1, 0), True, True),
        ("socket.connect", (None, ("127.0.0.1", 5000)), True, True),
        ("socket.connect", (None, ("192.0.2.1", 5000)), True, False),
        ("socket.connect", (None, ("127.0.0.1", 5000)), False, False),
        ("socket.connect", (None, "/run/some"), False, True),
        ("socket.gethostname", (), False, True),
        ("open", ("/etc/hosts", "r", 0), False, True),
        ("import", ("socket", None, None, None, None), False, True),
    ],
)
def test_what_is_told_apart(event: str, arguments: tuple[Any, ...], windows: bool, allowed: bool) -> None:
    assert network.allows(event, arguments, windows=windows) is allowed


# Every event that Python 3.11 to 3.14 raise about other computers, other programs, and places where others read, with
# what becomes of it. Those about files are not here: the system and `tests/terminal/leaky.py` look at these.
EVENTS = {
    "refused": """
        socket.getaddrinfo socket.gethostbyaddr socket.gethostbyname socket.getnameinfo socket.sethostname
        ftplib.connect ftplib.sendcmd http.client.connect http.client.send imaplib.open imaplib.send nntplib.connect
        nntplib.putline poplib.connect poplib.putline smtplib.connect smtplib.send telnetlib.Telnet.open
        telnetlib.Telnet.write urllib.Request webbrowser.open _winapi.CreateProcess os.exec os.fork os.forkpty
        os.posix_spawn os.spawn os.startfile os.startfile/2 os.system pty.spawn subprocess.Popen
        cpython.remote_debugger_script sys.remote_exec syslog.openlog syslog.syslog
    """,
    "by its family or address": "socket.__new__ socket.bind socket.connect socket.sendto socket.sendmsg",
    # Read from a file or from this process alone, or meant for this process: nothing leaves by them.
    "let be": """
        socket.gethostname socket.getservbyname socket.getservbyport syslog.closelog syslog.setlogmask os.kill os.killpg
        signal.pthread_kill fcntl.ioctl fcntl.fcntl fcntl.flock fcntl.lockf
    """,
}


def test_every_event_is_named() -> None:
    assert set(EVENTS["refused"].split()) == network.REFUSED
    for event in EVENTS["by its family or address"].split():
        assert not network.allows(event, (None, 2)), event
        assert network.allows(event, (None, 1) if event == "socket.__new__" else (None, None)), event
    for event in EVENTS["let be"].split():
        assert network.allows(event, ()), event


def test_no_event_of_this_python_is_forgotten() -> None:
    """What the standard library and the interpreter of this very Python can raise."""
    import re
    import sysconfig
    from pathlib import Path

    named = set(" ".join(EVENTS.values()).split())
    places = [Path(sysconfig.get_paths()["stdlib"]), Path(sys.executable).resolve()]
    raised: set[str] = set()
    for file in places[0].rglob("*.py"):
        if not {"test", "tests", "site-packages", "dist-packages", "idlelib"} & set(file.parts):
            raised |= set(re.findall(r'sys\.audit\(\s*"([^"]+)"', file.read_text(encoding="utf-8", errors="replace")))
    for file in [places[1], *places[0].rglob("*.so")]:
        raised |= {found.decode() for found in re.findall(rb"(?<=\0)socket\.[a-z_]+(?=\0)", file.read_bytes())}
    about = re.compile(
        r"(socket|ftplib|http|imaplib|nntplib|poplib|smtplib|telnetlib|urllib|webbrowser|subprocess|pty|syslog)\."
        r"|os\.(exec|fork|posix_spawn|spawn|startfile|system|popen)"
    )
    no_events = {"socket.h", "socket.error", "socket.gaierror", "socket.herror", "socket.timeout", "socket.socket"}
    assert {event for event in raised if about.match(event)} - named - no_events == set()
    assert "socket.connect" in raised
    assert "subprocess.Popen" in raised


def test_the_number_of_the_family() -> None:
    import socket

    if sys.platform != "win32":
        assert socket.AF_UNIX == network.AF_UNIX


def test_no_part_of_the_program_imports_a_way_out() -> None:
    """Textual is let be: what it imports and never uses is stopped by the hook."""
    said = apart.run("""
        import sys
        from ciworkbook import launcher
        from ciworkbook.guard import crash, environment, memory, network, outlet, terminal
        print(sorted({"socket", "ssl", "urllib.request", "http.client", "webbrowser", "asyncio"} & set(sys.modules)))
    """)
    assert said == "[]\n"
