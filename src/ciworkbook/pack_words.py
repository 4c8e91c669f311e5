"""What is said of worksheets that did not come with the program, without any screen: what they ask, how they stand.

- A face shows these words, and what a sheet says about safety, in full, before anything is added.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .answers.dates import day_in_words, day_of
from .doors import door_words
from .paragraphs import Paragraph, Role
from .text import clean_line
from .words import _, n_, series
from .worksheet.catalogue import Catalogue
from .worksheet.pack import Pack
from .worksheet.pack_summary import SheetSummary, summary_of

MOST_SHOWN = 30
"""Reasons and notes that are shown; more would not be read."""


def what_it_is() -> str:
    """Say what sheets of one's own are, and that nothing comes in by itself."""
    return _(
        "Worksheets that did not come with this program. They are checked first. Then you read them on this "
        "screen. Then you decide."
    )


def state_words(pack: Pack) -> str:
    """Say in a word or two how a pack stands."""
    if pack.enabled:
        return _("offered")
    return _("not offered") if pack.read else _("not read yet")


def stands(pack: Pack) -> str:
    """Say how a pack stands, and when it was added."""
    added = _("Added on {date}.").format(date=day_in_words(day_of(pack.added)))
    if pack.enabled:
        state = _("These worksheets are offered under “All worksheets”.")
    elif pack.read:
        state = _("You have read these worksheets. They are not offered.")
    else:
        state = _("You have not read these worksheets yet. They are not offered.")
    return f"{state} {added}"


def takes_the_place(before: Pack) -> str:
    """Say that adding takes the place of a pack that is there."""
    told = _("This takes the place of “{title}”, added on {date}. It is offered only once you have read it.")
    return told.format(title=before.title, date=day_in_words(day_of(before.added)))


def adding() -> str:
    """Say what adding does."""
    return _("Adding keeps a copy in your workbook. The worksheets are not offered yet: you read them first.")


def taking_out() -> tuple[str, str]:
    """Return the question before a pack is taken out, and what happens to what was written."""
    return (
        _("Take these worksheets out of the workbook?"),
        _("What you wrote in them stays, and you can go on reading it. You can add the worksheets again."),
    )


def listed(title: str, lines: Sequence[str], role: Role) -> Iterator[Paragraph]:
    """Yield `lines` below `title`, as many as anyone would read; nothing where there are none."""
    if not lines:
        return
    yield Paragraph(title, "strong", close=True)
    shown = [clean_line(one) for one in lines[:MOST_SHOWN]]
    if len(lines) > MOST_SHOWN:
        shown.append(n_("and {n} more", "and {n} more", len(lines) - MOST_SHOWN))
    yield Paragraph("\n".join(shown), role)


def sheet_words(one: SheetSummary, pack: Pack, catalogue: Catalogue) -> Iterator[Paragraph]:
    """Yield what one sheet would ask; what it says about safety is in `one.safety`, and is for the face to say."""
    yield Paragraph("\n".join(one.titles), "strong", close=True)
    low, high = one.minutes
    about = n_("About {n} minute.", "About {n} minutes.", high)
    if low != high:
        about = _("About {low} to {high} minutes.").format(low=low, high=high)
    doors = _("For: {doors}.").format(doors=series(f"“{door_words(door).title}”" for door in one.doors))
    told = [f"{doors} {about} {n_('{n} question.', '{n} questions.', one.questions)}", _shares(one)]
    if one.takes_from:
        named = series(f"“{_title(id_, pack, catalogue)}”" for id_ in one.takes_from)
        told.append(_("It shows what you wrote in {sheets} beside its own questions.").format(sheets=named))
    coming = [_("This is about: {topics}.").format(topics=series(one.topics))] if one.topics else []
    yield Paragraph("\n".join(told), close=bool(coming or one.content_notes))
    if coming or one.content_notes:
        yield Paragraph("\n".join([*coming, *one.content_notes]), "care")


def _shares(one: SheetSummary) -> str:
    said = {
        "private": n_(
            "{n} answer never goes into a summary.", "{n} answers never go into a summary.", one.shares["private"]
        ),
        "ask": n_(
            "{n} answer goes in only if you choose it.",
            "{n} answers go in only if you choose them.",
            one.shares["ask"],
        ),
        "ok": n_(
            "{n} answer goes in unless you take it out.",
            "{n} answers go in unless you take them out.",
            one.shares["ok"],
        ),
    }
    return " ".join(text for name, text in said.items() if one.shares[name])


def _title(id_: str, pack: Pack, catalogue: Catalogue) -> str:
    inside = next((one for one in pack.sheets if one.id == id_), None)
    if inside is not None:
        return summary_of(inside).titles[0]
    try:
        data = catalogue.data(id_)
    except KeyError:
        return id_
    title = data["title"]
    return str(next(iter(title.values())) if isinstance(title, dict) else title)
