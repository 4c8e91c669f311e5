"""A finished page in lines: heard as it will read, saved to a file, printed, or given to another workbook.

- One warning, with the destination in it, before anything leaves; Enter alone hands out nothing.
- Nothing that is there already is written over. What goes wrong is said, and everything can be tried again.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from .. import giving
from ..answers.given import LONGEST_NAME
from ..guard.outcomes import Found, Queue
from ..summary import handing_out
from ..summary.document import Document
from ..summary.given import to_give_or_refuse
from ..summary.handing_out import After, Before, Place, Wish
from ..summary.page_files import ENDINGS, PAPERS, Kind, Paper, home_folder, paper_words, trouble_with, why_not
from ..summary.page_files import destination as named
from ..summary.pages import pages
from ..summary.printer_words import leads_words, none_found
from ..text import clean_line
from ..words import _, n_, p_
from .changed import got
from .choices import Choice
from .face import Face
from .going import Home
from .heard import page_lines


def hand_out(face: Face, way: str, document: Document) -> None:
    """Go one `way` with a page: "read", "print", "save" or "give"."""
    ways = {"read": read_page, "print": print_page, "save": save_page, "give": give_page}
    face.open(partial(ways[way], document=document))


def read_page(face: Face, document: Document) -> None:
    """Say the whole page as it will be printed; where a page ends on paper is said too."""
    talk = face.talk
    paper: Paper = "a4"
    while True:
        made = got(face, partial(face.work, _("One moment."), partial(pages, document, paper)))
        talk.page(_("The page as it will read"))
        if not made or document.form != "page":  # it is told without its pages
            talk.say(*page_lines(document))
            return
        talk.say(n_("It is {n} page {paper}.", "It is {n} pages {paper}.", len(made[0]), paper=paper_words(paper)))
        for one in made[0]:
            if len(made[0]) > 1:
                talk.part(one.name)
            talk.say(*page_lines(one.document))
        other: Paper = "us-letter" if paper == "a4" else "a4"
        words = _("Hear where the pages end {paper}").format(paper=paper_words(other))
        if talk.choose([Choice("back", _("Back")), Choice("paper", words)], usual="back") == "back":
            return
        paper = other


# A file


def save_page(face: Face, document: Document) -> None:
    """Ask as what and where, warn, and have the file written."""
    talk, wish = face.talk, Wish()
    if trouble := handing_out.trouble_printing(document):
        talk.say(trouble)
        return
    talk.page(_("Save it as"))
    kinds = [Choice(kind, handing_out.kind_words(kind)) for kind in ("text", "html", "markdown", "pdf")]
    wish.kind = _one_of(str(talk.choose(kinds, usual="text")))
    if wish.kind == "pdf":
        _ask_paper(face, wish)
    usual = home_folder() / handing_out.usual_name(wish.kind)

    def look(typed: str) -> Place:
        return handing_out.place_for(typed, wish, document, face.workbook.folder)

    place = _ask_place(face, usual, look, _("Folder and name, or Enter to save nothing:"))
    if place is None:
        return
    made = face.do(_("One moment."), lambda: handing_out.make_it(document, wish, handing_out.could_not_save()))
    if made is None or not _warned(face, handing_out.before_saving(place, made[0].missing)):
        return
    problem = face.work(_("One moment."), lambda: handing_out.save(face.outlet, place, made[0]))
    if problem:
        talk.say(problem)
    else:
        _after(face, handing_out.after_saving(place))


def _one_of(chosen: str) -> Kind:
    return next(one for one in ENDINGS if one == chosen)


def _ask_paper(face: Face, wish: Wish) -> None:
    papers = [Choice(one, paper_words(one)) for one in PAPERS]
    chosen = face.talk.choose(papers, usual=wish.paper)
    wish.paper = next(one for one in PAPERS if one == chosen)
    wish.large = face.talk.yes(_("In large print?"), usual=False)


def _ask_place(face: Face, usual: Path, look: Callable[[str], Place], prompt: str) -> Path | None:
    """Ask for the place of a new file until it can be there; None for Enter alone."""
    face.talk.part(
        _("Where"),
        _("A stick that you can take with you may be a better place than this computer."),
        _("Type a folder and the name of a new file, such as {name}. Nothing is written over.").format(name=usual),
    )
    while True:
        typed = face.talk.ask(prompt, path=True).text
        if not typed.strip():
            return None
        place = look(typed)
        if not place.trouble:
            return place.path
        face.talk.say(place.trouble)


def _warned(face: Face, before: Before) -> bool:
    """Say where the page goes and what stays behind; Enter alone keeps it here."""
    face.talk.part(before.lead, before.where, *(text for text, _role in before.told))
    return face.talk.choose([Choice("keep", before.keep), Choice("do", before.do)], usual="keep") == "do"


def _after(face: Face, after: After) -> None:
    face.talk.part(after.lead, after.where, *(text for text, _role in after.told))
    ways = [Choice("lines", _("Back to the page")), Choice("home", _("Home"))]
    if face.talk.choose(ways, usual="lines") == "home":
        raise Home


# Paper


def print_page(face: Face, document: Document) -> None:
    """Ask for the printer and the paper, warn, and hand the page over."""
    talk, wish = face.talk, Wish()
    if trouble := handing_out.trouble_printing(document):
        talk.say(trouble)
        return
    before: Queue | None = None
    while True:
        found: Found = face.work(_("Looking for printers."), face.outlet.queues)
        queue = _ask_queue(face, found, handing_out.usual_queue(found, before))
        if queue is None:
            return
        before = queue
        if queue not in found.queues:  # to look again
            continue
        talk.part(_("Paper"))
        _ask_paper(face, wish)
        made = face.do(_("One moment."), lambda: handing_out.make_it(document, wish, handing_out.could_not_print()))
        if made is None or not _warned(face, handing_out.before_printing(queue, made[0].missing)):
            return
        work = partial(handing_out.print_it, face.outlet, queue, made[0])
        refused, look = face.work(_("Handing the page to the printer."), work)
        if not refused:
            _after(face, handing_out.after_printing(queue))
            return
        talk.say(refused)
        if not look:
            return


def _ask_queue(face: Face, found: Found, usual: Queue | None) -> Queue | None:
    """Ask which printer; None to print nothing, and one that is not there to look again."""
    if not found.queues:
        face.talk.page(_("Print"), *(text for text, _role in none_found(found)))
        ways = [Choice("look", _("Look again for printers")), Choice("back", _("Print nothing"))]
        return Queue("", "plugged") if face.talk.choose(ways, usual="back") == "look" else None
    face.talk.page(_("Which printer"))
    queues = [
        Choice(str(number), handing_out.queue_name(one), leads_words(one.leads))
        for number, one in enumerate(found.queues)
    ]
    begin = next((str(number) for number, one in enumerate(found.queues) if one == usual), "0")
    chosen = str(face.talk.choose([*queues, Choice("back", _("Print nothing"))], usual=begin))
    return None if chosen == "back" else found.queues[int(chosen)]


# Another workbook


def give_page(face: Face, document: Document) -> None:
    """Make one locked file of the page, and say the words that open it, once."""
    talk = face.talk
    if trouble := handing_out.trouble_printing(document):
        talk.say(trouble)
        return
    talk.page(*handing_out.about_giving(document))
    by = clean_line(talk.ask(_("Given by: the name they will see. It can be any name, or none:")).text)[:LONGEST_NAME]
    usual = home_folder() / (p_("the usual name of a saved file", "page") + giving.ENDING)

    def look(typed: str) -> Place:
        path = named(typed, giving.ENDING, home_folder())
        if path is None:
            return Place(trouble=_("Type the name of a file, such as {name}.").format(name=usual))
        return Place(path, trouble_with(path, face.workbook.folder))

    place = _ask_place(face, usual, look, _("Folder and name, or Enter to give nothing:"))
    if place is None:
        return
    made, words = to_give_or_refuse, giving.new_words()
    on = face.workbook.now().date().isoformat()
    said = _("One moment. The file is made, read back and opened.")
    done = face.do(said, lambda: giving.make(face.outlet.write, place, made(document, by=by, on=on), words))
    if done is None:
        return
    if done[0] is not None:
        talk.say(why_not(done[0]))
        return
    talk.page(
        _("The file is made, and it opens:"),
        clean_line(str(place)),
        _("With these words:"),
        words,
        *handing_out.about_the_words(),
    )
    try:
        talk.choose([Choice("close", _("The person has the words"))])
    finally:  # however it is left, nobody reads them later
        face.wipe()
