"""A new passphrase in lines: five words by chance, or one of the person's own, then once more without being shown.

- The words, what is asked of a passphrase and when two are the same are those of the pages.
- What was said of the five words is cleared from the window before they are typed back, where that can be done.
- The passphrase is what `new_phrase` returns, and nowhere else.
"""

from __future__ import annotations

from functools import partial

from .. import phrase_words
from ..guard import passphrase
from ..reasons import reason_words
from ..words import _
from .choices import Choice
from .face import Face
from .going import Back


def new_phrase(face: Face, step: str = "") -> str:
    """Return a passphrase that was typed twice; `step` says where in a longer way this is.

    Raises `Back` where the person goes back from the five words.
    """
    phrase = passphrase.suggest()
    while True:
        face.talk.tell(phrase_words.five_words(), step)
        face.talk.say(*phrase.split(" "))
        match face.talk.choose(
            [
                Choice("again", _("I have written these words down")),
                Choice("other", _("Five other words")),
                Choice("one", _("Another word in place of one of them")),
                Choice("own", _("Use a passphrase of my own")),
                Choice("back", _("Back")),
            ]
        ):
            case "again":
                face.wipe()
                if _typed_again(face, phrase, own=False):
                    return phrase
            case "other":
                phrase = passphrase.suggest()
            case "one":
                phrase = _one_other(face, phrase)
            case "own":
                made = _own(face, step)
                if made is not None:
                    return made
                phrase = passphrase.suggest()
            case "back":
                raise Back


def _one_other(face: Face, phrase: str) -> str:
    words = phrase.split(" ")
    face.talk.part(_("Which word is to be another one?"))
    chosen = face.talk.choose([Choice(str(number), word) for number, word in enumerate(words)])
    return passphrase.reroll(phrase, int(chosen)) if isinstance(chosen, str) else phrase


def _own(face: Face, step: str) -> str | None:
    """Return a passphrase of the person's own; None to go back to five words."""
    face.talk.tell(phrase_words.own_words(), step)
    face.talk.say(_("Without it there is no way back in, for anyone. It stays hidden as you type."))
    while True:
        typed = face.talk.hidden(_("A passphrase of your own, or Enter alone to go back:"))
        if not typed:
            return None
        judged = face.work(_("One moment."), partial(passphrase.judge, typed, phrase_words.known_names()))
        if not judged.ok:
            face.talk.say(reason_words(judged.reason))
        elif _typed_again(face, typed, own=True):
            return typed


def _typed_again(face: Face, phrase: str, *, own: bool) -> bool:
    """Ask for `phrase` once more until it is the same; False where the person goes back."""
    face.talk.part(phrase_words.again(own=own), _("It stays hidden as you type."))
    while True:
        typed = face.talk.hidden(_("Once more, or Enter alone to go back:"))
        if phrase_words.same(typed, phrase):
            return True
        if not typed:
            return False
        face.talk.say(phrase_words.unlike(typed, own=own))
