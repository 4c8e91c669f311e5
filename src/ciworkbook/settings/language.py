"""Language: in which one the program speaks."""

from __future__ import annotations

from .. import words
from ..words import _
from .choices import Choice, Room

LANGUAGES = {
    "en": "English",
    "es": "Español",
    "ko": "한국어",
    "ar": "العربية",
    "hi": "हिन्दी",
    "zh": "中文",
    "vi": "Tiếng Việt",
}

LANGUAGE = Room(
    "language",
    lambda: _("Language"),
    (
        Choice(
            "language",
            lambda: _("Language"),
            lambda: [(tag, LANGUAGES.get(tag, tag)) for tag in words.available()],
            note=lambda: _("A new language is used the next time you open the workbook."),
            now=lambda now: LANGUAGES.get(now.language, now.language),
        ),
    ),
)
