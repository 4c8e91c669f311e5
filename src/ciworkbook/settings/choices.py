"""The kinds of settings: one of several, or texts of the person's own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from ..preferences import Settings
from ..text import clean, clean_line

Said = Callable[[], str]


@dataclass(frozen=True, repr=False)
class Choice:
    """One of several.

    Attributes:
        name: The field of `Settings` that it sets.
        label: What it is called.
        options: Each value that can be chosen, with its words.
        note: What is said below the options.
        now: How it is now, in words; the words of the option by default.
        there: Whether it can be chosen at all, as things are.
    """

    name: str
    label: Said
    options: Callable[[], list[tuple[Any, str]]]
    note: Said | None = None
    now: Callable[[Settings], str] | None = None
    there: Callable[[Settings], bool] = lambda _settings: True

    def said(self, settings: Settings) -> str:
        """Return how it is now, in words."""
        if self.now is not None:
            return self.now(settings)
        value = getattr(settings, self.name)
        return next((said for one, said in self.options() if one == value), "" if value is None else str(value))


@dataclass(frozen=True, repr=False)
class Text:
    """A text of the person's own, `longest` characters at most; in several lines if `long`."""

    key: str
    longest: int
    label: Said | None = None
    long: bool = False


@dataclass(frozen=True, repr=False)
class Texts:
    """One or more texts of the person's own.

    Attributes:
        name: The field of `Settings` that holds them: a text, or a mapping from the keys of `texts`.
        told: What is said above the lines.
        now: How it is now, in words.
    """

    name: str
    label: Said
    told: Said
    texts: tuple[Text, ...]
    now: Callable[[Settings], str]

    def said(self, settings: Settings) -> str:
        """Return how it is now, in words."""
        return self.now(settings)

    def value(self, settings: Settings, key: str) -> str:
        """Return the text called `key`."""
        held = getattr(settings, self.name)
        return str(held.get(key, "") if isinstance(held, Mapping) else held)

    def changed(self, settings: Settings, typed: Mapping[str, str]) -> dict[str, Any]:
        """Return the fields of `Settings` that are other than they were, once `typed` stands in place of the texts."""
        held = getattr(settings, self.name)
        if not isinstance(held, Mapping):
            text = clean(next(iter(typed.values()))).strip("\n")
            return {} if text == held else {self.name: text}
        before = {key: one for key, one in held.items() if one}
        after = {key: one for key, one in {**before, **{k: clean_line(v) for k, v in typed.items()}}.items() if one}
        return {} if after == before else {self.name: after}


@dataclass(frozen=True, repr=False)
class Room:
    """Settings that belong together.

    Attributes:
        now: How it is now, in a few words, for the list of rooms; those of its first setting by default.
    """

    id: str
    title: Said
    settings: tuple[Choice | Texts, ...]
    now: Callable[[Settings], str] | None = None

    def said(self, settings: Settings) -> str:
        """Return how it is now, in a few words."""
        return self.now(settings) if self.now is not None else self.settings[0].said(settings)

    def shown(self, settings: Settings) -> list[Choice | Texts]:
        """Return the settings that can be chosen, as things are; at least one."""
        return [one for one in self.settings if isinstance(one, Texts) or one.there(settings)]

    def find(self, name: str) -> Choice | Texts:
        """Return the setting called `name`; raises KeyError."""
        for one in self.settings:
            if one.name == name:
                return one
        raise KeyError(name)
