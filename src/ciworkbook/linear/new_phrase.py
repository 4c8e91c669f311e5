"""A new passphrase on the bare terminal: five words by chance, or one of the person's own, then once more blind.

- The same words, floor and check as on the screens. What was shown is erased with the next line.
"""

from __future__ import annotations

from .. import phrase_words
from ..guard import passphrase
from ..reasons import reason_words
from ..words import _
from . import door


def make() -> str | None:
    """Return a new passphrase that was typed twice; None if the person leaves."""
    phrase = passphrase.suggest()
    while True:
        door.say(_("A new passphrase. These five words were picked by chance:"), phrase)
        door.say(_("Write them on paper, and keep it where only you look."))
        way = door.ask_line(_("Enter uses them, 2 picks five others, 3 is for words of your own:"), shown=True)
        match way.strip() if way is not None else None:
            case None:
                return None
            case "":
                if not _same(phrase, phrase_words.again(own=False)):
                    continue
                return phrase
            case "3":
                own = _own()
                if own is not None:
                    return own
            case _other:
                phrase = passphrase.suggest()


def _own() -> str | None:
    """Return a passphrase of the person's own; None to go back to five words."""
    door.say(phrase_words.own_words()[1].text)
    while True:
        typed = door.ask_line(_("A passphrase of your own:"), _("What you type stays hidden. Enter alone goes back."))
        if not typed:
            return None
        with door.one_moment():
            judged = passphrase.judge(typed, phrase_words.known_names())
        if not judged.ok:
            door.say(reason_words(judged.reason))
        elif _same(typed, phrase_words.again(own=True)):
            return typed


def _same(phrase: str, asked: str) -> bool:
    typed = door.ask_line(_("Once more:"), asked) or ""
    if phrase_words.same(typed, phrase):
        return True
    door.say(_("This was not the same. Begin again."))
    return False
