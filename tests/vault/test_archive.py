"""The archive: what is written is read, stock tar agrees, and nothing else passes."""

from __future__ import annotations

import io
import re
import subprocess
import tarfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ciworkbook.vault import archive
from ciworkbook.vault.errors import Unfit

NAME = re.compile(r"[a-z]{1,32}")
names = st.text("abcdefgh", min_size=1, max_size=8)
files = st.dictionaries(names, st.binary(max_size=2_000), max_size=5)


def refused(data: bytes, most: int = 10_000) -> bool:
    try:
        archive.unpack(data, NAME, most)
    except Unfit as unfit:
        return unfit.reason == "damaged"
    return False


@given(files=files, length=st.integers(0, 20_000))
def test_what_is_packed_comes_back(files: dict[str, bytes], length: int) -> None:
    data = archive.pack(files, length)
    assert archive.unpack(data, NAME, 2_000) == files
    assert list(archive.unpack(data, NAME, 2_000)) == list(files)
    assert len(data) % 512 == 0
    assert len(data) >= max(length, archive.size_of(files))
    assert archive.pack(files, length) == data, "the same files give the same bytes"


@given(files=files)
def test_tar_reads_it_and_it_says_nothing_else(files: dict[str, bytes]) -> None:
    with tarfile.open(fileobj=io.BytesIO(archive.pack(files))) as tar:
        found = tar.getmembers()
        assert {one.name: getattr(tar.extractfile(one), "read", bytes)() for one in found} == files
    for one in found:
        said = (one.mtime, one.mode, one.uid, one.gid, one.uname, one.gname, one.linkname, one.type)
        assert said == (0, 0o600, 0, 0, "", "", "", tarfile.REGTYPE)


@pytest.mark.needs("tar")
def test_the_command_reads_it(tmp_path: Path) -> None:
    files = {"one": b"1" * 700, "empty": b"", "two": bytes(512)}
    (tmp_path / "archive").write_bytes(archive.pack(files, 30_000))
    done = subprocess.run(["tar", "xf", "archive"], cwd=tmp_path, capture_output=True, check=True)
    assert done.stderr == b""
    assert {name: (tmp_path / name).read_bytes() for name in files} == files


def made_by_tar(name: str = "one", data: bytes = b"x", *, gnu: bool = False, **fields: object) -> bytes:
    """Return an archive with one file, made by the standard library, with some fields of its header changed."""
    made = tarfile.TarInfo(name)
    made.size, made.mode = len(data), 0o600
    for field, value in fields.items():
        setattr(made, field, value)
    kind = tarfile.GNU_FORMAT if gnu else tarfile.USTAR_FORMAT
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w", format=kind) as tar:
        tar.addfile(made, io.BytesIO(data))
    return file.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        made_by_tar("/etc/passwd"),
        made_by_tar("../one"),
        made_by_tar("./one"),
        made_by_tar("One"),
        made_by_tar("a" * 33),
        made_by_tar("a" * 120, gnu=True),
        made_by_tar(mtime=1),
        made_by_tar(mode=0o4755),
        made_by_tar(uid=1000),
        made_by_tar(uname="anna"),
        made_by_tar(type=tarfile.SYMTYPE, linkname="/etc/passwd", size=0),
        made_by_tar(type=tarfile.LNKTYPE, linkname="two", size=0),
        made_by_tar(type=tarfile.DIRTYPE, size=0),
        made_by_tar(type=tarfile.FIFOTYPE, size=0),
        made_by_tar(type=tarfile.CHRTYPE, devmajor=1, devminor=3, size=0),
        made_by_tar(gnu=True),
        archive.pack({"one": b"x"}) + b"tail",
        archive.pack({"one": b"x"}) + b"t" * 512,
        archive.pack({"one": b"x"})[:-512],
        archive.pack({"one": b"x"})[:-1],
        archive.pack({"one": b"x"})[:512],
        archive.pack({"one": b"x"})[:600],
        archive.pack({"one": b"x"})[:512] + b"x" + b"y" * 511 + bytes(1_024),
        archive.pack({"one": b"x"})[:1_024] + archive.pack({"one": b"y"}),
        archive.header("one", 8**11 - 1) + bytes(1_024),
        archive.header("one", 10_001) + bytes(20_480),
        b"",
        b"x",
        b"\xff" * 5_120,
        bytes(512),
        archive.header("one", 0),
        b"\xe4" + archive.header("one", 0)[1:] + bytes(1_024),
    ],
)
def test_anything_else_is_refused(data: bytes) -> None:
    assert refused(data)


def test_every_bit_of_a_header_counts() -> None:
    whole = archive.pack({"one": b"x"})
    for bit in range(512 * 8):
        data = bytearray(whole)
        data[bit // 8] ^= 1 << bit % 8
        found = None if refused(bytes(data)) else archive.unpack(bytes(data), NAME, 10_000)
        assert found is None, bit


@given(data=st.binary(max_size=3_000))
def test_noise_is_refused(data: bytes) -> None:
    assert refused(data) or not data.strip(b"\0")
