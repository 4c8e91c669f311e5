"""What holds a key or the words of a person: it lives in the memory of this process and is never written down as it is.

- Its fields are kept out of its repr where they are declared. Pickling and copying it raise TypeError.
"""

from __future__ import annotations

from typing import NoReturn, SupportsIndex


class Secret:
    """The base of such a class."""

    __slots__ = ()

    def __reduce_ex__(self, _protocol: SupportsIndex) -> NoReturn:
        raise TypeError("this is never written down")
