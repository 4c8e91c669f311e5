"""From a question to the widget that asks it."""

from __future__ import annotations

from ..answers.answer import Answer
from ..worksheet import model
from .base import Context, QuestionWidget
from .checklist import ChecklistWidget
from .choosing import ChoicesWidget, ChoiceWidget
from .date import DateWidget
from .long_text import LongTextWidget
from .note import NoteWidget
from .people import PeopleWidget
from .ring_map import RingMapWidget
from .scale import ScaleWidget
from .short_text import ShortTextWidget
from .staircase import StaircaseWidget
from .table import TableWidget


def widget_for(question: model.Question, answer: Answer | None, context: Context) -> QuestionWidget:
    """Return a widget that asks `question` and shows `answer`; raises TypeError for a type it does not know."""
    match question:
        case model.Note():
            return NoteWidget(question, answer, context)
        case model.ShortText():
            return ShortTextWidget(question, answer, context)
        case model.LongText():
            return LongTextWidget(question, answer, context)
        case model.Choice():
            return ChoiceWidget(question, answer, context)
        case model.Choices():
            return ChoicesWidget(question, answer, context)
        case model.Scale():
            return ScaleWidget(question, answer, context)
        case model.Checklist():
            return ChecklistWidget(question, answer, context)
        case model.Date():
            return DateWidget(question, answer, context)
        case model.Table():
            return TableWidget(question, answer, context)
        case model.PeopleQuestion():
            return PeopleWidget(question, answer, context)
        case model.RingMap():
            return RingMapWidget(question, answer, context)
        case model.Staircase():
            return StaircaseWidget(question, answer, context)
    raise TypeError(type(question).__name__)
