"""The control below each question: one module a question type, and the pieces they share."""

from .base import Answered, Context, PersonChanged, PersonWanted, QuestionWidget
from .making import widget_for

__all__ = ["Answered", "Context", "PersonChanged", "PersonWanted", "QuestionWidget", "widget_for"]
