"""A note: words to read, in one of three tones."""

from __future__ import annotations

from textual.app import ComposeResult

from ..drawings.picture import Role
from ..worksheet.model import Note
from .base import QuestionWidget
from .drawn import Drawn, Line, Marks, Piece, flow, paragraphs


class _Words(Drawn):
    DEFAULT_CSS = "_Words { padding: 0 1 0 2; }"

    def __init__(self, note: Note, marks: Marks) -> None:
        super().__init__()
        self.note = note
        self.marks = marks

    def draw(self, width: int) -> list[Line]:
        """Wrap the paragraphs; a safety note stands between hairlines, a caring one beside a mark."""
        role: Role = "text" if self.note.tone == "plain" else "care"
        lines: list[Line] = []
        for part in paragraphs(self.note.label):
            item, words = (part[:2], part[2:]) if part[:2] in ("- ", "* ", "• ") else ("", part)
            lead = (Piece(f"{self.marks.dash if item == '- ' else item.strip()} ", role),) if item else ()
            lines += flow(lead, [Piece(words, role)], width) if part else [Line()]
        if self.note.tone == "safety":
            rule = Line((Piece(self.marks.rule * width, "care"),))
            return [rule, *lines, rule]
        return lines


class NoteWidget(QuestionWidget):
    """Shows the text of a note. The screen moves it with the page keys where it is long."""

    question: Note

    def compose(self) -> ComposeResult:
        """Only the words."""
        yield _Words(self.question, self.context.marks)
