"""One question on a page: its words above, the control, and what the page has to say about the answer below.

- Texts are shown as they are, never as markup.
- A single heavy question stands behind its content note until the person opens it.
- The block asks the desk nothing and keeps nothing: the sheet gives it the answer and hears `Answered`.
"""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message

from .. import keys
from ..answers.answer import Answer, is_blank
from ..answers.around import taken_from
from ..answers.flow import Flow, messages
from ..answers.reading import note_text
from ..sitting_words import LEFT_WORDS
from ..widgets.base import Context, QuestionWidget
from ..widgets.making import widget_for
from ..widgets.menu import Entry, MenuEntry
from ..words import _
from ..worksheet.model import Note, Question, Worksheet
from .base import Words
from .card import CardLine, Cards


class More(MenuEntry):
    """A line that opens and closes a longer help text."""

    class Toggled(Message):
        """The line was chosen."""

    def action_choose(self) -> None:
        """Open or close."""
        self.post_message(self.Toggled())


class QuestionBlock(Vertical):
    """A question, with earlier answers already filled into its words, and its control."""

    DEFAULT_CSS = """
    QuestionBlock { height: auto; margin-bottom: 1; }
    QuestionBlock .label { text-style: bold; margin-bottom: 0; }
    QuestionBlock .hint { color: $muted; }
    QuestionBlock .check { color: $care; }
    QuestionBlock .beside { padding-left: 2; }
    QuestionBlock #control { height: auto; margin: 1 0; }
    QuestionBlock .gone { display: none; }
    QuestionBlock #left { margin: 1 0 0 0; }
    QuestionBlock #left.past { visibility: hidden; }
    """

    class Opened(Message):
        """The person chose to see a question that stood behind its content note."""

        def __init__(self, question: str) -> None:
            super().__init__()
            self.question = question

    def __init__(
        self,
        question: Question,
        answer: Answer | None,
        context: Context,
        *,
        open_: bool,
        cards: Sequence[CardLine] = (),
        note: str = "",
    ) -> None:
        super().__init__()
        self.note = note
        """What is to be said of the words of the question themselves; empty where there is nothing."""
        self.cards = cards
        self.question = question
        self.answer = answer
        self.context = context
        self.open = open_ or question.content_note is None or (answer is not None and answer.given)
        self.control: QuestionWidget | None = None
        self.was_left = False
        """Whether the question stood without an answer, by choice, since the page was put in."""

    def compose(self) -> ComposeResult:
        """Yield the words, the control, and a place for what checks say."""
        question = self.question
        if question.content_note is not None:
            yield Words(note_text(question.content_note), "care")
        if not self.open:
            yield MenuEntry(Entry("open", _("Show this question")), 0)
            yield Words(_("Or go on to the next one. Nothing is lost by that."), "muted")
            return
        if not isinstance(question, Note):
            yield Words(question.label, "label")
            if question.hint:
                yield Words(question.hint, "hint", close=True)
        if self.note:
            yield Words(self.note, "muted", close=True)
        yield Words("", "muted", id="left")
        self.control = widget_for(question, self.answer, self.context)
        with Vertical(id="control"):
            yield self.control
        yield Words("", "check", id="checks")
        for one in self.context.pulled:
            if one.lines:
                yield Words(taken_from(one), "muted", close=True)
                if one.label != question.label:
                    yield Words(one.label, "muted", close=True)
                yield Words("\n".join(one.lines), "beside")
        if self.cards:
            yield Cards(self.cards)
        if question.guidance:
            yield More(Entry("more", _("more about this question")), 0)
            yield Words(question.guidance, "muted gone", id="guidance")

    def on_menu_chosen(self, event: Message) -> None:
        """Open the question behind its content note."""
        event.stop()
        self.post_message(self.Opened(self.question.id))

    def on_more_toggled(self, event: More.Toggled) -> None:
        """Show or hide the longer help."""
        event.stop()
        self.query_one("#guidance").toggle_class("gone")

    def say(self, answer: Answer | None, worksheet: Worksheet, now: Flow) -> None:
        """Show how the question was left and what its checks say."""
        if not self.open:
            return
        left = LEFT_WORDS[answer.state]() if answer is not None and answer.state in LEFT_WORDS else ""
        if left and answer is not None and not is_blank(answer.value):
            left += " " + _("{key} can bring back what you wrote.").format(key=keys.shown("skip"))
        said = "\n".join(check.message for check in messages(worksheet, self.question, now))
        for words in self.query("#left").results(Words):  # none yet while the page is being put in
            # Once answered, the line keeps its place, so that nothing moves under the person.
            words.set_class(not left, "past")
            if left:
                words.say(left)
                self.was_left = True
            words.set_class(not self.was_left, "gone")
        for words in self.query("#checks").results(Words):
            words.say(said)
            words.set_class(not said, "gone")

    def focus_first(self, *, scroll_visible: bool = True) -> None:
        """Put the focus where the person can answer."""
        place = self.control if self.control is not None else self.query(MenuEntry).first()
        place.focus(scroll_visible)
