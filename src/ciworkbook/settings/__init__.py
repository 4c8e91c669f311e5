"""What a person can choose for a workbook, room by room, without any screen.

- A room is a few settings that belong together. It gives their words, what can be chosen, and how a choice becomes
  `Settings`; each face shows rooms in its own way, and keeps what was chosen with `Workbook.save_settings`.
- A new setting is a field of `workbook.Settings`, and a `Choice` or `Texts` in the module of its room. Nothing else
  has to know it: the list, the page of the room, and its tests go through `ROOMS`.
- Words are made when they are asked for, so that they follow the language.
"""

from __future__ import annotations

from .choices import Room
from .language import LANGUAGE
from .locking import LOCKING
from .looks import LOOKS
from .me import DOOR, WORDS
from .pages import PAGES

ROOMS: dict[str, Room] = {room.id: room for room in (LOOKS, LANGUAGE, LOCKING, PAGES, DOOR, WORDS)}
"""The rooms by id, in the order in which they are shown."""
