"""What is told of computers of every kind."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from ciworkbook.guard import disks, habits, keeping, window
from ciworkbook.guard.keeping import Finding, Machine

from .computers import Computer


@pytest.fixture
def computer(tmp_path: Path) -> Computer:
    return Computer(tmp_path)


def ids(found: object) -> list[str]:
    assert isinstance(found, list)
    return [one.id for one in found]


def only(found: list[Finding]) -> Finding:
    assert len(found) == 1, found
    return found[0]


# Swap and sleep


def locked_disk(computer: Computer) -> None:
    """LVM on LUKS, as installers lay it out: swap and root on volumes of an opened disk."""
    computer.device("sda5", inside="sda")
    computer.device("dm-0", uuid="CRYPT-LUKS2-0123-sda5_crypt", mapped="sda5_crypt", on=("sda5",))
    computer.device("dm-1", uuid="LVM-abc", mapped="vg-root", on=("dm-0",))
    computer.device("dm-2", uuid="LVM-def", mapped="vg-swap", on=("dm-0",))


def test_no_swap(computer: Computer) -> None:
    assert only(disks.swap(computer.machine())) == Finding("swap_none")
    assert only(disks.sleep(computer.machine())) == Finding("sleep_none")


def test_swap_on_a_partition_is_open(computer: Computer) -> None:
    computer.device("sda2", inside="sda")
    computer.swap("/dev/sda2")
    assert only(disks.swap(computer.machine())) == Finding("swap_open", {"where": "/dev/sda2"}, open=True)


def test_swap_in_memory(computer: Computer) -> None:
    computer.device("zram0", backing_dev="none")
    computer.swap("/dev/zram0")
    computer.hibernates()
    assert only(disks.swap(computer.machine())).id == "swap_memory"
    assert only(disks.sleep(computer.machine())).id == "sleep_none"


def test_swap_in_memory_that_goes_on_to_a_disk_is_open(computer: Computer) -> None:
    computer.device("zram0", backing_dev="/dev/sda2")
    computer.swap("/dev/zram0")
    assert only(disks.swap(computer.machine())).id == "swap_open"


@pytest.mark.parametrize("name", ["/dev/dm-2", "/dev/mapper/vg-swap"])
def test_swap_on_a_locked_disk(computer: Computer, name: str) -> None:
    locked_disk(computer)
    computer.swap(name)
    computer.hibernates()
    assert only(disks.swap(computer.machine())).id == "swap_locked"
    assert only(disks.sleep(computer.machine())) == Finding("sleep_locked")


def test_swap_beside_a_locked_disk_is_open(computer: Computer) -> None:
    locked_disk(computer)
    computer.device("dm-3", uuid="LVM-ghi", mapped="vg-both", on=("dm-0", "sda1"))
    computer.swap("/dev/dm-2")
    computer.swap("/dev/dm-3")
    assert only(disks.swap(computer.machine())).values == {"where": "/dev/dm-3"}


@pytest.mark.parametrize(("source", "expected"), [("/dev/mapper/vg-root", "swap_locked"), ("/dev/sda1", "swap_open")])
def test_a_file_for_swap_is_as_locked_as_the_disk_under_it(computer: Computer, source: str, expected: str) -> None:
    locked_disk(computer)
    computer.mount("/swap", "btrfs", source, "0:30")
    computer.swap("/swap/swap\\040file", "file")
    found = only(disks.swap(computer.machine()))
    assert found.id == expected
    if found.open:
        assert found.values == {"where": "/swap/swap file"}


def test_a_device_is_found_by_its_numbers_where_its_name_says_nothing(computer: Computer) -> None:
    locked_disk(computer)
    (computer.root / "sys/dev/block").mkdir(parents=True)
    (computer.root / "sys/dev/block/253:1").symlink_to("../../devices/virtual/block/dm-1")
    computer.mount("/swap", "ext4", "/dev/root", "253:1")
    computer.swap("/swap/file", "file")
    assert only(disks.swap(computer.machine())).id == "swap_locked"


def test_sleep_onto_an_open_disk(computer: Computer) -> None:
    computer.swap("/dev/sda1")
    computer.hibernates()
    assert only(disks.sleep(computer.machine())) == Finding("sleep_open", open=True)
    computer.write("sys/power/disk", "[disabled]\n")
    assert only(disks.sleep(computer.machine())).id == "sleep_none"


def test_devices_that_stand_on_each_other_in_a_circle_end(computer: Computer) -> None:
    computer.device("dm-7", uuid="LVM-a", mapped="a", on=("dm-8",))
    computer.device("dm-8", uuid="LVM-b", mapped="b", on=("dm-7",))
    computer.swap("/dev/dm-7")
    assert only(disks.swap(computer.machine())).id == "swap_open"


@pytest.mark.parametrize("system", ["darwin", "win32"])
def test_elsewhere_it_is_said_that_it_cannot_be_seen(computer: Computer, system: str) -> None:
    assert only(disks.swap(computer.machine(system=system))) == Finding("swap_unknown")
    assert disks.sleep(computer.machine(system=system)) == []


# The folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "home" / "kept"
    made.mkdir(mode=0o700, parents=True)
    return made


@pytest.fixture
def placed(tmp_path: Path, folder: Path) -> Computer:
    (tmp_path / "home" / "kept").rmdir()
    (tmp_path / "home").rmdir()
    made = Computer(tmp_path)
    folder.mkdir(mode=0o700)
    return made


def test_a_folder_of_ones_own_is_nothing_to_speak_of(placed: Computer, folder: Path) -> None:
    assert list(disks.place(placed.machine(), folder)) == []


def test_a_folder_that_is_not_there(placed: Computer, folder: Path) -> None:
    assert ids(list(disks.place(placed.machine(), folder / "not"))) == ["folder_none"]


def test_a_folder_that_others_can_look_into(placed: Computer, folder: Path) -> None:
    folder.chmod(0o750)
    assert list(disks.place(placed.machine(), folder)) == [Finding("folder_seen", {"folder": str(folder)}, open=True)]
    assert list(disks.place(placed.machine(system="win32"), folder)) == []


def test_a_folder_that_is_copied(placed: Computer, folder: Path) -> None:
    (folder / ".stfolder").mkdir()
    assert list(disks.place(placed.machine(), folder)) == [
        Finding("folder_synced", {"service": "Syncthing"}, open=True)
    ]


@pytest.mark.parametrize("kind", ["nfs4", "cifs", "fuse.sshfs", "9p", "fuse.gvfsd-fuse", "virtiofs"])
def test_a_folder_over_a_network(placed: Computer, folder: Path, kind: str) -> None:
    placed.mount(str(folder), kind, "server:/share")
    assert list(disks.place(placed.machine(), folder)) == [Finding("folder_network", {"kind": kind}, open=True)]


def test_a_folder_in_memory(placed: Computer, folder: Path) -> None:
    placed.mount(str(folder.parent), "tmpfs", "tmpfs")
    assert ids(list(disks.place(placed.machine(), folder))) == ["folder_memory"]


@pytest.mark.parametrize("how", ["removable", "usb", "whole"])
def test_a_folder_on_a_stick(placed: Computer, folder: Path, how: str) -> None:
    if how == "usb":
        placed.device("sdb", bus="pci/usb1", removable="0")
        placed.device("sdb1", inside="sdb", bus="pci/usb1")
    else:
        placed.device("sdb", removable="1")
        placed.device("sdb1", inside="sdb")
    placed.mount(str(folder), "vfat", "/dev/sdb" if how == "whole" else "/dev/sdb1", "8:17")
    assert list(disks.place(placed.machine(), folder)) == [Finding("folder_removable")]


def test_the_file_system_that_hangs_nearest_counts(placed: Computer, folder: Path) -> None:
    placed.mount(str(folder.parent), "tmpfs", "tmpfs")
    placed.mount(str(folder), "ext4", "/dev/sda1", "8:1")
    assert list(disks.place(placed.machine(), folder)) == []
    placed.mount(str(folder) + "-other", "nfs", "server:/")
    assert list(disks.place(placed.machine(), folder)) == []


# After a fault


@pytest.mark.parametrize("closed", [True, False])
def test_a_handler_of_faults(placed: Computer, folder: Path, closed: bool) -> None:
    placed.write("proc/sys/kernel/core_pattern", "|/usr/share/apport/apport -p%p -s%s\n")
    found = keeping.look(placed.machine(), folder, memory_closed=closed)
    crash = [one for one in found if one.id.startswith("crash")]
    expected = "crash_closed" if closed else "crash_open"
    assert crash == [Finding(expected, {"name": "apport"}, open=not closed)]  # type: ignore[arg-type]


@pytest.mark.parametrize("text", ["core", "/var/crash/core.%p", "|", ""])
def test_other_ends_of_a_fault(placed: Computer, folder: Path, text: str) -> None:
    placed.write("proc/sys/kernel/core_pattern", text)
    found = [one for one in keeping.look(placed.machine(), folder, memory_closed=True) if one.id.startswith("crash")]
    assert [one.values for one in found] == ([{"name": "?"}] if text == "|" else [])


# The list of commands


STARTS = [
    "ciworkbook",
    "workbook",
    " workbook --practice",
    "workbook --folder /media/stick",
    "/home/r/.local/bin/workbook",
    "~/.local/bin/ciworkbook doctor",
    "cd notes && workbook",
    "clear;workbook",
    "LANG=es workbook",
    "exec workbook",
    "pipx run ciworkbook",
    "uvx ciworkbook",
    "python3 dev.py run",
    "python3 -I dev.py run --practice",
    "python -m ciworkbook",
    ".venv/bin/python -m ciworkbook --folder x",
    "py -m ciworkbook",
    r"C:\Tools\workbook.exe",
    ": 1700000000:0;workbook --language es",
    "- cmd: workbook",
]
OTHERS = [
    "ls workbook",
    "cat ciworkbook.txt",
    "vim dev.py",
    "python3 dev.py test",
    "workbooks",
    "my-workbook-tool",
    "echo workbook",
    "# workbook",
    "git commit -m 'workbook'",
    "  when: 1700000000",
    "",
]


@pytest.mark.parametrize("line", STARTS)
def test_a_line_that_starts_it_counts(computer: Computer, line: str) -> None:
    computer.of_home(".bash_history", f"ls\n{line}\nexit\n")
    found = next(habits.history(computer.machine()))
    assert found == Finding("history_lines", {"n": "1", "file": "~/.bash_history"}, open=True)


@pytest.mark.parametrize("line", OTHERS)
def test_a_line_that_does_not_start_it_does_not(computer: Computer, line: str) -> None:
    computer.of_home(".bash_history", f"{line}\n" * 3)
    assert [one for one in habits.history(computer.machine()) if one.id == "history_lines"] == []


def test_it_counts_under_the_name_it_was_given(computer: Computer) -> None:
    computer.of_home(".bash_history", "garden\ngarden --practice\nworkbook\n")
    computer.names = ("garden",)
    assert next(habits.history(computer.machine())).values["n"] == "2"


def test_every_list_is_looked_at_and_no_line_is_told(computer: Computer, tmp_path: Path) -> None:
    secret = "mysql -p Geheimnis; workbook"
    computer.of_home(".zsh_history", f": 1700000000:0;{secret}\n")
    computer.of_home(".local/share/fish/fish_history", "- cmd: workbook\n  when: 1\n- cmd: workbook\n  when: 2\n")
    computer.of_home("AppData/Microsoft/Windows/PowerShell/PSReadLine/ConsoleHost_history.txt", "workbook\r\n")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_bytes(b"\xff\xfe broken\nworkbook\n")
    environ = {"HISTFILE": str(elsewhere), "APPDATA": str(computer.home / "AppData")}
    found = [one for one in habits.history(computer.machine(environ)) if one.id == "history_lines"]
    assert [one.values["n"] for one in found] == ["1", "1", "2", "1"]
    assert "Geheimnis" not in repr(found)


@pytest.mark.parametrize(
    ("shell", "file", "text", "expected"),
    [
        ("bash", ".bashrc", "", "history_kept"),
        ("bash", ".bashrc", "HISTCONTROL=ignoreboth\n", "history_space"),
        ("bash", ".bashrc", "export HISTCONTROL='ignoredups:ignorespace'\n", "history_space"),
        ("bash", ".bashrc", "# HISTCONTROL=ignoreboth\n", "history_kept"),
        ("bash", ".bashrc", "HISTCONTROL=ignoredups\n", "history_kept"),
        ("bash", ".profile", "unset HISTFILE\n", "history_off"),
        ("zsh", ".zshrc", "setopt hist_ignore_space\n", "history_space"),
        ("zsh", ".zshrc", "setopt SHARE_HISTORY HIST_IGNORE_SPACE\n", "history_space"),
        ("zsh", ".zshrc", "setopt histignorespace\n", "history_space"),
        ("zsh", ".zshrc", "source $ZSH/oh-my-zsh.sh\n", "history_space"),
        ("zsh", ".zshrc", "setopt SHARE_HISTORY\n", "history_kept"),
        ("fish", ".bashrc", "", "history_space"),
        ("pwsh", ".bashrc", "", "history_kept"),
        ("dash", ".bashrc", "", "history_unknown"),
    ],
)
def test_what_a_shell_does_with_the_next_one(
    computer: Computer, shell: str, file: str, text: str, expected: str
) -> None:
    computer.of_home(file, text)
    found = list(habits.history(computer.machine({"SHELL": f"/usr/bin/{shell}"})))
    assert ids(found) == [expected]
    assert found[0].open == (expected == "history_kept")


def test_the_shell_it_was_started_from_counts(computer: Computer) -> None:
    computer.processes("python3", "python3", "fish", "tmux: server", "systemd")
    assert habits.shell(computer.machine({"SHELL": "/bin/bash"})) == "fish"
    computer.processes("python3", "odd ) name (", "zsh", "bash")
    assert habits.shell(computer.machine()) == "zsh"


def test_for_all_of_bash(computer: Computer) -> None:
    computer.write("etc/bash.bashrc", "HISTCONTROL=ignoreboth\n")
    assert ids(list(habits.history(computer.machine()))) == ["history_space"]
    assert ids(list(habits.history(computer.machine({"HISTCONTROL": "erasedups"})))) == ["history_space"]


def test_without_a_home(computer: Computer) -> None:
    machine = Machine(None, {}, computer.root, "linux", 100)
    assert ids(list(habits.history(machine))) == ["history_unknown"]
    assert ids(window.around(machine)) == ["window_plain"]


# The window


@pytest.mark.parametrize("name", ["script", "asciinema", "ttyrec", "tlog-rec-session"])
def test_a_recorder_around_it(computer: Computer, name: str) -> None:
    computer.processes("python3", "python3", "bash", name, "bash", "konsole")
    assert window.around(computer.machine()) == [Finding("window_recorded", {"name": name}, open=True)]


def test_one_that_only_has_such_a_name_beside_it(computer: Computer) -> None:
    computer.processes("script", "python3", "bash", "scripting", "konsole")
    assert ids(window.around(computer.machine())) == ["window_plain"]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("set -g alternate-screen off\n", True),
        ("set-window-option -g alternate-screen off\n", True),
        ("bind P pipe-pane -o 'cat >>~/log'\n", True),
        ("set -g alternate-screen on\n", False),
        ("# set -g alternate-screen off\n", False),
        ("", False),
    ],
)
def test_tmux(computer: Computer, text: str, kept: bool) -> None:
    computer.of_home(".tmux.conf", text)
    inside = {"TMUX": "/tmp/tmux-1000/default,1,0"}
    found = window.around(computer.machine(inside))
    assert found == [Finding("window_tmux", {"file": "~/.tmux.conf"}, open=True) if kept else Finding("window_plain")]
    assert ids(window.around(computer.machine())) == ["window_plain"]  # not in tmux


def test_screen(computer: Computer) -> None:
    computer.of_home(".screenrc", "startup_message off\ndeflog on\n")
    assert ids(window.around(computer.machine({"STY": "1.pts-0"}))) == ["window_screen"]
    assert ids(window.around(computer.machine())) == ["window_plain"]


@pytest.mark.parametrize(
    ("environ", "name"),
    [
        ({"TERM_PROGRAM": "Apple_Terminal"}, "Terminal"),
        ({"TERM_PROGRAM": "iTerm.app"}, "iTerm2"),
        ({"TERM_PROGRAM": "vscode"}, "Visual Studio Code"),
        ({"WT_SESSION": "guid"}, "Windows Terminal"),
        ({"TERMINAL_EMULATOR": "JetBrains-JediTerm"}, "JetBrains"),
    ],
)
def test_a_window_that_brings_back_its_last_page(computer: Computer, environ: dict[str, str], name: str) -> None:
    assert window.around(computer.machine(environ)) == [Finding("window_restored", {"name": name}, open=True)]


# All together


def test_what_can_be_done_comes_first(placed: Computer, folder: Path) -> None:
    placed.swap("/dev/sda1")
    placed.of_home(".bash_history", "workbook\n")
    found = keeping.look(placed.machine(), folder, memory_closed=True)
    assert [one.open for one in found] == sorted((one.open for one in found), reverse=True)
    assert ids(found) == ["swap_open", "history_lines", "history_kept", "sleep_none", "window_plain"]


def test_looking_changes_nothing_and_reads_this_computer(tmp_path: Path) -> None:
    found = keeping.look(Machine.here(), tmp_path, memory_closed=True)
    assert {one.id.partition("_")[0] for one in found} >= {"swap", "history", "window"}
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32" or os.name != "posix", reason="there are no such files there")
def test_files_that_cannot_be_read_count_as_not_there(computer: Computer) -> None:
    for path in ("proc/swaps", "proc/self/mountinfo", "sys/power/state"):
        (computer.root / path).unlink()
        (computer.root / path).mkdir()
    assert only(disks.swap(computer.machine())).id == "swap_unknown"
    assert disks.mounts(computer.machine()) == []
    computer.write("proc/100/stat", "nonsense")
    assert list(computer.machine().parents()) == []
