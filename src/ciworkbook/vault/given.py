"""One file that a person gives to another: locked with words spoken aloud, and no part of any workbook.

- Bytes in, bytes out. What stands in it is `answers.given`; who writes and reads the file is `giving`.
- The words become a key as a passphrase does in a folder, with a salt of its own: the file says in clear how, and
  nothing else. It opens with these words only, and no key of a workbook has to do with it.
- Reading trusts nothing: size and cost are bounded before anything is done, and what would not be written is refused.

    FILE    one line of JSON in ASCII, then an age file, binary, to the X25519 identity that the words give
            {"format":1,"scrypt":[{"n":131072,"r":8,"p":1,"salt":"<64 hex>"}],"checksum":"<64 hex>"}
                    as in `parameters`, without spaces, with one set
    inside  the content, UTF-8, then spaces up to the next step (`sealing.step`)
"""

# ruff: noqa: N818 - each error is named for what happened, as a person would say it

from __future__ import annotations

import json

from ..errors import WorkbookError
from ..words import _
from . import parameters
from .errors import Unfit, WrongPassphrase
from .keys import derive
from .parameters import Cost, Scrypt
from .sealing import decrypt, encrypt, step

MOST = 2**20
"""Bytes of content."""
MOST_IN_FILE = 2 * MOST
_LONGEST_HEAD = 1_000


class NotGiven(WorkbookError):
    """The bytes are no file that was made to be given."""

    def __init__(self) -> None:
        super().__init__(
            _("This is not a file that was made to be given from one workbook to another."),
            _("Check its name. A backup is brought back in another way, on the first page."),
        )


class GivenTooLarge(WorkbookError):
    """There is more than such a file can hold."""

    def __init__(self) -> None:
        super().__init__(
            _("This is too much for one file."), _("Leave some lines off the page, or give it in two parts.")
        )


class GivenDamaged(WorkbookError):
    """The file was such a file once."""

    def __init__(self) -> None:
        super().__init__(_("This file is damaged. Nothing was taken in."), _("Ask for it again, with new words."))


class GivenNewer(WorkbookError):
    """The file was made by a later version of the program."""

    def __init__(self) -> None:
        super().__init__(
            _("This file was made by a newer version of the program."), _("Take it in with the newer version.")
        )


class GivenNotOpened(WrongPassphrase):
    """The words do not open the file."""

    def __init__(self) -> None:
        super().__init__(
            _("These words do not open this file."),
            _("Check each word with the person who gave it to you. They belong to this one file only."),
        )


def lock(content: bytes, words: str, cost: Cost | None = None) -> bytes:
    """Return the file that holds `content`, UTF-8, for `words`. Slow: for a thread.

    Raises GivenTooLarge, PassphraseUnusable, NotEnoughMemory; ValueError for a cost out of bounds.
    """
    if len(content) > MOST:
        raise GivenTooLarge
    scrypt = parameters.new_set(cost or Cost())
    identity = derive(words, scrypt).identity()
    head = json.dumps(json.loads(parameters.render((scrypt,))), separators=(",", ":")).encode("ascii")
    try:
        return head + b"\n" + encrypt(content.ljust(step(len(content)), b" "), [identity.to_public()])
    except Unfit:
        raise GivenDamaged from None


def check(data: bytes) -> None:
    """Look whether `data` begins as such a file does; raises NotGiven, GivenTooLarge, GivenNewer."""
    _apart(data)


def unlock(data: bytes, words: str) -> bytes:
    """Return what the file `data` holds. Slow: for a thread.

    Raises NotGiven, GivenTooLarge, GivenNewer, GivenNotOpened, GivenDamaged, PassphraseUnusable, NotEnoughMemory.
    """
    scrypt, locked = _apart(data)
    try:
        clear = decrypt(locked, derive(words, scrypt).identity())
    except Unfit as unfit:
        # A changed header looks to age like one for somebody else.
        raise (GivenNotOpened if unfit.reason == "locked" else GivenDamaged) from None
    content = clear.rstrip(b" ")
    if len(content) > MOST or len(clear) != step(len(content)):
        raise GivenDamaged
    return content


def _apart(data: bytes) -> tuple[Scrypt, bytes]:
    """Return how the words become a key, and the age file."""
    if len(data) > MOST_IN_FILE:
        raise GivenTooLarge
    head, line_break, locked = data.partition(b"\n")
    if not line_break or len(head) > _LONGEST_HEAD:
        raise NotGiven
    try:
        sets = parameters.parse(head)
    except Unfit as unfit:
        if unfit.reason == "newer":
            raise GivenNewer from None
        raise NotGiven from None
    if len(sets) != 1 or not locked.startswith(b"age-encryption.org/v1\n"):
        raise NotGiven
    return sets[0], locked
