"""Sentences that stay on a page whatever is taken off it, so that nobody misreads it.

They are paragraphs without lines: the preview has nothing to untick there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..words import _
from .document import Block, Paragraphs


def credit() -> str:
    """Return the short credit."""
    return _(
        "Worksheets newly written; some ideas are adapted from the Creative Interventions Toolkit, "
        "www.creative-interventions.org."
    )


def reflection_sentence() -> str:
    """Return what stands on every page by someone who caused harm."""
    return _("This was written to think about one's own acts. It does not show that anything has changed.")


def made_up_sentence() -> str:
    """Return what stands on every page from practice."""
    return _("This is a made-up case, for practice. Nobody in it is real.")


def safety_sentence() -> str:
    """Return what every page from a sheet of high safety says."""
    return _("This page is for thinking and planning. It cannot make anyone safe by itself.")


def own_view_sentence() -> str:
    """Return what every page by someone who caused harm says."""
    return _("This page is one person's own view. It is not proof of change.")


def once(blocks: Iterable[Block]) -> Iterator[Block]:
    """Say a lasting sentence once, although a sheet has it too as a message of its own."""
    kept = list(blocks)
    fixed = {block.label for block in kept if isinstance(block, Paragraphs) and not block.lines}
    said: set[str] = set()
    for block in kept:
        if isinstance(block, Paragraphs):
            words = block.label or " ".join(line.text for line in block.lines)
            if words in fixed and (block.lines or words in said):
                continue
            said.add(words)
        yield block
