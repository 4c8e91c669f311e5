"""Where each person stands, from near to far. Value: {person id: ring id}.

- Left brings nearer, Right takes further; somebody who stands nowhere comes in at the outer ring.
- People who were taken out of the workbook keep their place in the value and are not shown.
"""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult

from ..answers.answer import Answer
from ..answers.around import as_mapping, as_text
from ..answers.offering import people_in
from ..drawings.picture import Picture
from ..drawings.ring_map import Placed, Ring, ring_map
from ..words import _, p_
from ..worksheet.model import RingMap
from .base import Context, Keys, QuestionWidget, Said
from .checklist import StateRows
from .drawn import Line, Piece, flow
from .listing import Listing
from .picture import Beside, PictureView

_AROUND = 10  # rows of the screen that are not the drawing, with the question in one row
_LOWEST, _HIGHEST = 14, 22
_LOW = 20  # rows of a window below which the drawing gives up its rings rather than be scrolled


class RingMapWidget(QuestionWidget):
    """People on rings, as a list and as a drawing."""

    question: RingMap

    def __init__(self, question: RingMap, answer: Answer | None, context: Context) -> None:
        super().__init__(question, answer, context)
        self.places = {id: ring for id, one in as_mapping(self.given).items() if (ring := as_text(one))}
        self.order = [one.id for one in question.rings]
        self.rings = StateRows(question.rings)
        self.listing = Listing(self._people(), self._row)
        self.drawing = PictureView(self._picture, self.listing)
        self.both = Beside(self.listing, self.drawing, context.marks)

    def _people(self) -> list[str]:
        return [id for id in people_in(self.context.values(self.question.people)) if self.context.people.get(id)]

    def compose(self) -> ComposeResult:
        """The list and the drawing, and what the keys do."""
        if not self.listing.keys:
            yield Said(_("Nobody is on that list yet. You can go on, and come back."))
        yield self.both
        if self.listing.keys:
            yield Keys(
                (_("Up Down"), _("choose a person")),
                (_("Left"), _("nearer")),
                (_("Right"), p_("away from me", "further")),
                (_("Backspace"), _("take off the map")),
            )

    def first(self) -> Listing | PictureView:
        """What is shown of the two, the list where both are."""
        return self.drawing if self.both.drawn and not self.both.wide else self.listing

    @property
    def value(self) -> dict[str, str]:
        """The ring of each person who stands on one."""
        return dict(self.places)

    def _then(self, id: str) -> str:
        return as_text(as_mapping(self.before).get(id))

    def _row(self, key: str, width: int, here: bool) -> list[Line]:
        marks, ring, before = self.context.marks, self.places.get(key, ""), self._then(key)
        pointer = Piece(f"{marks.here} " if here and self.listing.has_focus else "  ", "accent", bold=True)
        mark = Piece(f"{marks.now if ring else marks.dot} ", "accent" if ring else "muted")
        said = Piece(self.rings.label(ring) or _("not on the map yet"), "accent" if ring else "muted")
        words = [Piece(self.context.name(key)), Piece(marks.dot, "muted"), said]
        if before and before != ring:
            told = _("last time: {ring}").format(ring=self.rings.label(before))
            words += [Piece(marks.dot, "muted"), Piece(told, "muted")]
        lines = flow((pointer, mark), words, width, key=key)
        if here and self.listing.has_focus:
            lines += self.rings.offer(ring, self.context, width, indent=2)
            hint = next((one.hint for one in self.question.rings if one.id == ring), "")
            if hint:
                lines += flow((Piece("    "),), [Piece(hint, "muted")], width, key=key)
        return lines

    def _picture(self, width: int) -> Picture:
        rings = [Ring(one.id, one.label) for one in self.question.rings]
        people = [
            Placed(
                id,
                self.context.name(id),
                ring if (ring := self.places.get(id, "")) in self.order else "",
                self._then(id),
            )
            for id in self.listing.keys
        ]
        rows = self.app.size.height
        height = max(_LOWEST if rows >= _LOW else 1, min(_HIGHEST, rows - _AROUND))
        return ring_map(
            rings, people, width=width, height=height, selected=self.both.pointed, ascii_only=self.context.ascii
        )

    def _put(self, id: str, ring: str) -> None:
        if ring:
            self.places[id] = ring
        else:
            self.places.pop(id, None)
        self.both.redraw_both()
        self.listing.show_at()
        self.changed()

    @on(Listing.Asked)
    def _asked(self, event: Listing.Asked) -> None:
        event.stop()
        ring = self.places.get(event.row, "")
        # Whoever is not on the map yet comes in at the first ring offered, whichever way one turns.
        at = self.order.index(ring) if ring in self.order else -1
        match event.what:
            case "turn":
                self._put(event.row, self.order[max(0, min(at + event.by, len(self.order) - 1))])
            case "number" if event.by <= len(self.order):
                self._put(event.row, self.order[event.by - 1])
            case "clear":
                self._put(event.row, "")
            case "press" if event.part.startswith("state:"):
                chosen = event.part.removeprefix("state:")
                self._put(event.row, "" if chosen == ring else chosen)
            case "space" | "enter":
                # One step nearer; from the nearest, out to the furthest again.
                self._put(event.row, self.order[at - 1 if at >= 0 else 0])

    @on(Listing.Moved)
    def _moved(self, event: Listing.Moved) -> None:
        event.stop()
        self.both.point()

    def refresh_context(self, context: Context) -> None:
        """Show people as they are now."""
        super().refresh_context(context)
        self.run_worker(self.listing.renew(self._people()), exclusive=True)
        self.drawing.redraw()
