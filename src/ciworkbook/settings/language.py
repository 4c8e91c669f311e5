"""Language: in which one the program and the worksheets speak, and how it speaks of the person.

- A language is told with how much of it there is, and that it is a draft if it is one.
- The form is offered only where the language has more than the neutral one.
"""

from __future__ import annotations

from .. import languages
from ..bidi import is_right_to_left
from ..words import _
from .choices import Choice, Room


def _draft_words() -> str:
    return _(
        "A draft is a translation that no one who speaks the language has read whole yet. What is not translated "
        "stands in its own language. Your answers stay as they are."
    )


LANGUAGE = Room(
    "language",
    lambda: _("Language"),
    (
        Choice(
            "language",
            lambda: _("Language"),
            lambda: [(one.tag, languages.described(one)) for one in languages.offered()],
            note=lambda: " ".join(one for one in (_draft_words(), languages.made_by()) if one),
            now=lambda now: languages.own_name(now.language),
        ),
        Choice(
            "form",
            lambda: _("How it speaks of me"),
            lambda: [
                ("", _("In neutral words")),
                ("f", _("As to a woman, where a word has to be chosen")),
                ("m", _("As to a man, where a word has to be chosen")),
            ],
            note=lambda: _("This is kept in your workbook, and told to no one."),
            there=lambda now: languages.has_forms(now.language),
        ),
        Choice(
            "bidi",
            lambda: _("Lines from right to left"),
            lambda: [
                ("program", _("The program puts them in order")),
                ("terminal", _("The terminal puts them in order")),
                ("off", _("They stay as they are typed")),
            ],
            note=lambda: _(
                "The first is right for most terminals. Choose the second if words stand back to front. "
                "Worksheets and printed pages are made for this language. The pages of the program are a preview: "
                "while you type, the cursor may not stand where you expect it."
            ),
            there=lambda now: is_right_to_left(now.language),
        ),
    ),
)
