"""Computers laid out in a folder: the few files of /proc, /sys and a home that the program looks at."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from ciworkbook.guard.keeping import Machine

SWAPS = "Filename\t\t\t\tType\t\tSize\t\tUsed\t\tPriority\n"


class Computer:
    """A Linux computer below `place`, with nothing on it yet but one disk for everything."""

    def __init__(self, place: Path) -> None:
        self.root = place / "root"
        self.home = place / "home"
        self.environ: dict[str, str] = {"SHELL": "/bin/bash"}
        self.names: tuple[str, ...] = ("ciworkbook", "workbook")
        self._mounts: list[str] = []
        self._swaps: list[str] = []
        self.home.mkdir(parents=True)
        self.write("proc/swaps", SWAPS)
        self.write("sys/power/state", "freeze mem\n")
        self.write("proc/sys/kernel/core_pattern", "core\n")
        self.device("sda")
        self.device("sda1", inside="sda")
        self.mount("/", "ext4", "/dev/sda1", "8:1")

    def write(self, path: str, text: str) -> Path:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
        return file

    def of_home(self, path: str, text: str) -> Path:
        file = self.home / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
        return file

    def device(
        self, name: str, *, inside: str = "", uuid: str = "", mapped: str = "", on: tuple[str, ...] = (), **files: str
    ) -> None:
        """A block device; `uuid` and `mapped` are what the device mapper says of it, `on` what it is made of."""
        bus = files.pop("bus", "pci")
        real = f"sys/devices/{bus}/{inside + '/' if inside else ''}{name}"
        (self.root / real).mkdir(parents=True, exist_ok=True)
        for file, text in files.items():
            self.write(f"{real}/{file}", text + "\n")
        if uuid or mapped:
            self.write(f"{real}/dm/uuid", uuid + "\n")
            self.write(f"{real}/dm/name", mapped + "\n")
        for one in on:
            (self.root / real / "slaves" / one).mkdir(parents=True)
        link = self.root / "sys/class/block" / name
        link.parent.mkdir(parents=True, exist_ok=True)
        link.symlink_to(self.root / real)

    def mount(self, point: str, kind: str, source: str, device: str = "0:40") -> None:
        number = len(self._mounts) + 20
        self._mounts.append(f"{number} 1 {device} / {point} rw,relatime shared:1 - {kind} {source} rw\n")
        self.write("proc/self/mountinfo", "".join(self._mounts))

    def swap(self, name: str, kind: str = "partition") -> None:
        self._swaps.append(f"{name}                       {kind}\t8388604\t\t0\t\t-2\n")
        self.write("proc/swaps", SWAPS + "".join(self._swaps))

    def hibernates(self) -> None:
        self.write("sys/power/state", "freeze mem disk\n")
        self.write("sys/power/disk", "[platform] shutdown reboot\n")

    def processes(self, *names: str) -> None:
        """Who started whom, the program itself first."""
        for number, name in enumerate(names):
            self.write(f"proc/{100 - number}/stat", f"{100 - number} ({name}) S {99 - number} 1 1 0\n")

    def machine(self, environ: Mapping[str, str] | None = None, system: str = "linux") -> Machine:
        return Machine(self.home, {**self.environ, **(environ or {})}, self.root, system, 100, self.names)
