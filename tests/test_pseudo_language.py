"""Every page, in a language nobody speaks: a word of ASCII letters on a page was written past the catalogue.

- The sheets speak that language too, and what a person writes is digits, so that nothing has to be excused but paths,
  the endings of files, the words of a passphrase and the names that languages give themselves.
- Where no page can be opened to look at, the source is looked at: no sentence stands outside `_`, `n_`, `p_`, `mark`.
"""

from __future__ import annotations

import ast
import contextlib
import re
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, get_args
from xml.etree import ElementTree

import pytest
from textual.pilot import Pilot

from ciworkbook import launcher, words
from ciworkbook.answers.answer import Answer
from ciworkbook.answers.given import Given, Head, Lines, Rows
from ciworkbook.answers.visit import Visit
from ciworkbook.drawings.picture import Picture
from ciworkbook.drawings.picture import Sheet as Drawing
from ciworkbook.errors import WorkbookError
from ciworkbook.guard import terminal
from ciworkbook.guard.outcomes import TROUBLES, Found, Leads, Queue, Refused
from ciworkbook.guard.outlet import Outlet
from ciworkbook.guard.printers import JOB
from ciworkbook.languages import NAMES as LANGUAGES
from ciworkbook.linear import door
from ciworkbook.preferences import Settings
from ciworkbook.quiet import EXERCISES
from ciworkbook.screens.again import Again
from ciworkbook.screens.app import WorkbookApp
from ciworkbook.screens.first_evening import FirstEvening
from ciworkbook.screens.given_page import GivenList, GivenPage
from ciworkbook.screens.hand_over import HandOver
from ciworkbook.screens.help import Help
from ciworkbook.screens.home import Home
from ciworkbook.screens.look_back import LookBack, SheetVisits
from ciworkbook.screens.names_page import NamesPage
from ciworkbook.screens.pause import Pause
from ciworkbook.screens.people import PeoplePage, PersonPage
from ciworkbook.screens.pick import DaysPage, MeetingsPage, QuestionsPage
from ciworkbook.screens.preview import Preview, ToReader
from ciworkbook.screens.printing import BeforePrinting, Printed, PrintPage
from ciworkbook.screens.read import ReadThrough
from ciworkbook.screens.reader_page import ReaderPage
from ciworkbook.screens.room import RoomPage
from ciworkbook.screens.saving import BeforeSaving, PageText, Saved, SavePage
from ciworkbook.screens.settings import SettingsPage
from ciworkbook.screens.sheet import Sheet
from ciworkbook.screens.sheets import Sheets
from ciworkbook.screens.skip import Skip
from ciworkbook.screens.summary import Summary
from ciworkbook.screens.take_in import LookThrough, TakeIn
from ciworkbook.screens.unsaved import Unsaved
from ciworkbook.screens.visit_page import VisitPage
from ciworkbook.settings import ROOMS
from ciworkbook.summary import as_html, as_markdown, as_text
from ciworkbook.summary.blank import Around, Wanted, blank, booklet
from ciworkbook.summary.choosing import meetings
from ciworkbook.summary.document import Boxes, Document, Figure, Heading, Line, Rule, Table
from ciworkbook.summary.draft import Draft
from ciworkbook.summary.page_data import Setting, page_data
from ciworkbook.summary.printer_words import refused_words, trouble_words
from ciworkbook.vault import Vault
from ciworkbook.vault.errors import SaveFailed
from ciworkbook.widgets.menu import Menu, MenuEntry
from ciworkbook.workbook import Workbook
from ciworkbook.worksheet.model import DOORS, Door

from . import pseudo
from .making import CHEAP, PASSPHRASE, Clock, cheap_keys, screen_text

SIZE = (90, 70)
DOOR: Door = "helping"
ENDINGS = (".pdf", ".html", ".txt", ".md", ".locked")


@pytest.fixture(autouse=True)
def other_language(tmp_path: Path) -> Iterator[None]:
    pseudo.write_catalogue(tmp_path)
    words.use(pseudo.TAG, tmp_path)
    yield
    words.use("en")


@pytest.fixture
def place(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder whose path holds no word that could hide one."""
    with tempfile.TemporaryDirectory(prefix="0") as name:
        monkeypatch.setenv("HOME", name)
        yield Path(name)


def answers(person: str) -> dict[str, Any]:
    """One answer to every question of the sheet, all digits."""
    return {
        "name": "12",
        "mood": "hard",
        "more": "34",
        "parts": ["one", "two"],
        "fear": 3,
        "tasks": {"bag": {"state": "done", "note": "5"}},
        "day": "2026-03",
        "signs": {"phone": {"how_often": "often", "last": "6", "seen": "2026-03-01", "who": [person]}},
        "events": [{"id": "a1", "what": "7"}],
        "people": [{"person": person, "bond": "8", "agreed": "often"}],
        "near": {person: "close"},
        "ask_one": person,
        "ask_all": [person],
        "stairs": {"place": ["stop", "name_it"], "steps": {"stop": {"state": "begun", "note": "9", "proof": "10"}}},
    }


def fill(workbook: Workbook, clock: Clock, sheet: str = "everything") -> Visit:
    """Keep three visits of `sheet`, so that there is a then, a now, and something that moved; return the last."""
    everyone, one = workbook.people.add("17", "18")
    everyone, two = everyone.add("19")
    workbook.save_people(everyone)
    then = answers(one.id) | {
        "fear": 2,
        "near": {one.id: "far", two.id: "close"},
        "stairs": {"place": ["stop"], "steps": {}},
        "people": [{"person": two.id}],
    }
    last = answers(one.id)
    visit = None
    for given in (then, then, last):
        visit = workbook.begin(sheet, DOOR)
        for id_, value in given.items():
            visit = visit.answer(id_, Answer(value=value), workbook.stamp())
        visit = workbook.save(visit.answer("hello", Answer("skipped"), workbook.stamp()))
        clock.later(days=40)
    assert visit is not None
    return visit


def made(place: Path, **settings: Any) -> tuple[WorkbookApp, Visit]:
    clock = Clock()
    catalogue = pseudo.sheets()
    with cheap_keys():
        workbook = Workbook(Vault.create(place / "1", PASSPHRASE, cost=CHEAP), catalogue, clock)
    workbook.save_settings(replace(Settings(door=DOOR), **settings))
    visit = fill(workbook, clock)
    return WorkbookApp(catalogue, place / "1", Outlet(None, None), workbook), visit


class Looker:
    """Looks at the screen after each step, and remembers nothing but what is wrong."""

    def __init__(self, app: WorkbookApp, pilot: Pilot[Any], *fine: str) -> None:
        self.app, self.pilot = app, pilot
        self.fine = (str(app.folder), str(Path.home()), *ENDINGS, *LANGUAGES.values(), *fine)
        self.seen: set[str] = set()

    async def look(self) -> str:
        """Check what stands on the screen now."""
        await self.pilot.pause()
        shown = screen_text(self.app)
        assert shown.strip(), type(self.app.screen)
        assert not pseudo.strange(shown, *self.fine), (type(self.app.screen).__name__, shown)
        self.seen.add(shown)
        return shown

    async def press(self, *keys: str) -> None:
        """Press each key and look."""
        for key in keys:
            await self.pilot.press(key)
            await self.look()

    async def open(self, page: Any) -> None:
        """Open a page and look at it, from its top to its end."""
        await self.app.push_screen(page)
        await self.look()

    async def close(self) -> None:
        """Close the page on top."""
        await self.app.pop_screen()
        await self.pilot.pause()


async def test_home_and_the_list_of_sheets(place: Path) -> None:
    app, _visit = made(place)
    for size in (SIZE, (60, 20)):
        async with app.run_test(size=size) as pilot:
            looker = Looker(app, pilot)
            await pilot.pause()
            assert isinstance(app.screen, Home)
            await looker.look()
            await looker.open(Sheets())
            await looker.press("f4")
            await looker.close()
        app, _visit = made(place / str(size[0]))


@pytest.mark.parametrize("paging", ["question", "section"])
@pytest.mark.parametrize("written", [False, True])
async def test_every_page_of_a_sheet(place: Path, paging: str, written: bool) -> None:
    app, visit = made(place, paging=paging)
    workbook = app.workbook
    if not written:
        visit = workbook.begin("again", DOOR)
        value = {
            "mood": "hard",
            "tasks": {"bag": {"state": "done"}},
            "people": [{"person": next(iter(workbook.people)).id}],
        }
        for id_, one in value.items():
            visit = visit.answer(id_, Answer(value=one), workbook.stamp())
    async with app.run_test(size=(90, 80)) as pilot:
        looker = Looker(app, pilot)
        await pilot.pause()
        app.screen.open_visit(visit)  # type: ignore[attr-defined]
        await pilot.pause()
        sheet = app.screen
        assert isinstance(sheet, Sheet)
        sheet.asking.long = True
        kinds: set[str] = set()
        for leaf in sheet.asking.leaves():
            await sheet.show(leaf)
            await looker.look()
            kinds.add(leaf.kind)
            for block in sheet.query("QuestionBlock"):
                kinds.add(type(block.question).__name__)  # type: ignore[attr-defined]
        assert {"in", "out", "pause"} <= kinds
        assert len(kinds - {"in", "out", "pause", "question", "section"}) == 12, kinds


async def test_every_control_opened_and_used(place: Path) -> None:
    app, visit = made(place)
    async with app.run_test(size=(90, 80)) as pilot:
        looker = Looker(app, pilot)
        await pilot.pause()
        app.screen.open_visit(visit)  # type: ignore[attr-defined]
        await pilot.pause()
        sheet = app.screen
        assert isinstance(sheet, Sheet)
        sheet.asking.long = True
        depth = len(app.screen_stack)
        for leaf in [one for one in sheet.asking.leaves() if one.kind == "question"]:
            for keys in (("space", "down", "1"), ("enter", "tab"), ("backspace",)):
                if leaf not in sheet.asking.leaves():
                    continue  # an answer that was taken back hides it
                await sheet.show(leaf)
                await pilot.pause()
                sheet._focus_first()
                await pilot.pause()
                for key in keys:
                    await looker.press(key)
                    while len(app.screen_stack) > depth:
                        await looker.close()


async def test_leaving_a_question_without_an_answer(place: Path) -> None:
    app, visit = made(place)
    async with app.run_test(size=SIZE) as pilot:
        looker = Looker(app, pilot)
        await pilot.pause()
        for answer in (None, Answer(value="12"), Answer("not_now", "12")):
            await looker.open(Skip(answer))
            await looker.close()
        app.screen.open_visit(visit)  # type: ignore[attr-defined]
        await pilot.pause()
        sheet = app.screen
        assert isinstance(sheet, Sheet)
        for state in ("skipped", "not_now", "does_not_fit", "rather_not_say"):
            sheet._skipped("name", state)
            await pilot.pause()
            leaf = sheet.asking.leaf_with("name")
            assert leaf is not None
            await sheet.show(leaf)
            await looker.look()
        await looker.open(ReadThrough(sheet.asking.worksheet, sheet.asking.visit))


async def test_reading_through_what_rests(place: Path) -> None:
    app, visit = made(place)
    resting = visit.answer("mood", Answer("skipped"), app.workbook.stamp()).answer(
        "people", Answer(value=[]), app.workbook.stamp()
    )
    async with app.run_test(size=(90, 200)) as pilot:
        looker = Looker(app, pilot)
        await pilot.pause()
        sheet = app.workbook.worksheet_of(visit)
        await looker.open(ReadThrough(sheet, resting))
        assert words._("Resting") in screen_text(app)
        erase = next(one for one in app.screen.query(MenuEntry) if one.entry.id.startswith("erase:"))
        erase.action_choose()
        await looker.look()
        await looker.close()
        await looker.open(ReadThrough(sheet, app.workbook.begin("third", DOOR)))
        await looker.close()
        await looker.open(VisitPage(app.workbook.save(resting)))


async def test_people(place: Path) -> None:
    app, _visit = made(place)
    async with app.run_test(size=SIZE) as pilot:
        looker = Looker(app, pilot)
        await pilot.pause()
        await looker.open(PeoplePage())
        app.screen.query_one("#new").focus()
        await looker.press("1", "7", "enter", "enter", "2", "enter")
        for one in list(app.workbook.people)[:2]:
            await looker.open(PersonPage(one.id))
            await looker.press("3", "enter")
            await pilot.pause(1.1)
            await looker.look()
            app.screen.query_one("#alias").load("")  # type: ignore[attr-defined]
            app.screen.keep()  # type: ignore[attr-defined]
            await looker.look()
            list(app.screen.query(MenuEntry))[-1].action_choose()
            await looker.look()
            await looker.close()
            await looker.close()


async def test_looking_back(place: Path) -> None:
    app, visit = made(place)
    async with app.run_test(size=(90, 200)) as pilot:
        looker = Looker(app, pilot)
        await pilot.pause()
        await looker.open(LookBack())
        await looker.open(SheetVisits("everything"))
        await looker.press("left", "right")
        everything = next((one for one in app.screen.query(MenuEntry) if one.entry.id == "everything"), None)
        if everything is not None:
            everything.action_choose()
            await looker.look()
        await looker.open(VisitPage(visit))


async def test_looking_back_on_nothing_and_on_one_visit(place: Path) -> None:
    catalogue = pseudo.sheets()
    with cheap_keys():
        workbook = Workbook(Vault.create(place / "1", PASSPHRASE, cost=CHEAP), catalogue, Clock())
    workbook.save_settings(Settings(door=DOOR))
    app = WorkbookApp(catalogue, place / "1", Outlet(None, None), workbook)
    async with app.run_test(size=SIZE) as pilot:
        looker = Looker(app, pilot)
        await looker.look()
        for page in (LookBack(), PeoplePage(), Summary()):
            await looker.open(page)
            await looker.close()
        visit = workbook.begin("third", DOOR).answer("name", Answer(value="1"), workbook.stamp())
        workbook.save(visit)
        await looker.open(LookBack())
        await looker.open(SheetVisits("third"))


async def test_a_summary_from_choosing_to_saving(place: Path) -> None:
    app, visit = made(place)
    async with app.run_test(size=(90, 200)) as pilot:
        looker = Looker(app, pilot)
        await pilot.pause()
        await looker.open(Summary([visit]))
        draft = Draft(app.workbook, [visit])
        for page in (DaysPage(), MeetingsPage(meetings(draft.choices)), QuestionsPage(draft), ReaderPage(draft)):
            await looker.open(page)
            await looker.close()
        await looker.open(NamesPage(draft))
        await looker.press("down", "space", "down", "space", "down", "space")
        for rule in ("letters", "alias"):
            draft.rule = rule
            await looker.open(Preview(draft))
            await looker.press("space")
            await looker.close()
        await looker.open(ToReader(draft))
        await looker.close()
        for line in draft.document()[0].lines():
            draft.turn(line, True)
        await looker.open(PageText(draft))
        await looker.close()
        await looker.open(SavePage(draft))
        for entry in ("kind.text", "kind.markdown", "kind.html", "kind.pdf", "paper.us-letter", "large."):
            next(one for one in app.screen.query("Tick") if one.key == entry).action_turn()  # type: ignore[attr-defined]
            await looker.look()
        for typed in ("", str(place / "0" / "1.pdf"), str(app.folder / "1.pdf"), str(place / "1")):
            app.screen.query_one("#where").load(typed)  # type: ignore[attr-defined]
            app.screen._prepare()  # type: ignore[attr-defined]
            looker.fine += (typed,)
            await looker.look()
        await looker.open(BeforeSaving(place / "1.pdf", ("☂",)))
        await looker.open(Saved(place / "1.pdf"))


async def test_printing_with_and_without_printers(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app, visit = made(place)
    queues = tuple(Queue(str(number), leads) for number, leads in enumerate(get_args(Leads)))
    given = iter([Found(queues), Found(said="123"), Found(problem="missing")])
    monkeypatch.setattr(app.outlet, "queues", lambda: next(given))
    async with app.run_test(size=(90, 60)) as pilot:
        looker = Looker(app, pilot, JOB)
        await pilot.pause()
        draft = Draft(app.workbook, [visit])
        for _each in range(3):
            await looker.open(PrintPage(draft.page, "1"))
            await app.workers.wait_for_complete()
            await looker.look()
        for queue in queues:
            await looker.open(BeforePrinting(queue, ("☂",), "1"))
            await looker.open(Printed(queue, "1"))
        for problem in TROUBLES:
            for platform in ("linux", "win32"):
                assert not pseudo.strange(trouble_words(problem, platform))
            assert not pseudo.strange(refused_words(Refused(problem, "123")))


async def test_giving_and_taking_in(place: Path) -> None:
    app, visit = made(place)
    given = Given("12", "en", "34", "2026-03-01", (Head("5"), Lines("6", ("7", "8")), Rows("9", ("10",), (("11",),))))
    async with app.run_test(size=(90, 60)) as pilot:
        looker = Looker(app, pilot)
        await pilot.pause()
        await looker.open(GivenList())
        app.workbook.given.keep(given, app.workbook.stamp())
        nameless = app.workbook.given.keep(replace(given, title="", by=""), app.workbook.stamp())
        await looker.open(GivenList())
        await looker.open(GivenPage(nameless))
        for entry in ("remove",):
            app.screen.post_message(Menu.Chosen(entry))
            await looker.look()
        await looker.open(LookThrough(given))
        for entry in ("none", "keep"):
            app.screen.post_message(Menu.Chosen(entry))
            await looker.look()
        await looker.open(HandOver(Draft(app.workbook, [visit]).page))
        await pilot.pause()
        for page in ("about", "place", "done"):
            await app.screen.show(page)  # type: ignore[attr-defined]
            await looker.look()
        await looker.open(TakeIn())
        await pilot.pause()
        for page in ("file", "phrase"):
            await app.screen.show(page)  # type: ignore[attr-defined]
            await looker.look()


async def test_settings_with_every_line_opened(place: Path) -> None:
    app, _visit = made(place)
    async with app.run_test(size=SIZE) as pilot:
        looker = Looker(app, pilot)
        await pilot.pause()
        page = SettingsPage()
        await looker.open(page)
        for line in [one.entry.id for one in page.query_one("#list").query(MenuEntry)]:
            await looker.open(page.page_of(line))
            if line in ROOMS:
                for one in ROOMS[line].settings:
                    assert isinstance(app.screen, RoomPage)
                    await app.screen.open(one.name)
                    await looker.look()
            await looker.close()


async def test_help_pause_cover_and_what_could_not_be_saved(place: Path) -> None:
    app, visit = made(place)
    async with app.run_test(size=SIZE) as pilot:
        looker = Looker(app, pilot)
        await pilot.pause()
        await looker.open(Help())
        await looker.close()
        await looker.open(Pause())
        for _exercise in EXERCISES[1:]:
            app.screen.query(MenuEntry).first().focus()
            await looker.press("enter")
        await looker.close()
        for how in SaveFailed.__subclasses__() or [SaveFailed]:
            problem = _raised(how)
            await looker.open(Unsaved(problem))
            app.screen.query(MenuEntry).last().action_choose()
            await looker.look()
            await looker.close()
        await looker.open(Again(visit))
        await looker.close()
        app.cover()
        await looker.look()


def _raised(kind: type[WorkbookError]) -> WorkbookError:
    return kind(OSError(28, "no space"))  # type: ignore[arg-type]


async def test_the_first_evening(place: Path) -> None:
    app = WorkbookApp(pseudo.sheets(), place / "1", Outlet(None, None))
    async with app.run_test(size=SIZE) as pilot:
        looker = Looker(app, pilot, "workbook --folder")
        await pilot.pause()
        page = app.screen
        assert isinstance(page, FirstEvening)
        looker.fine += (page._phrase,)
        for name in ("hello", "about", "limits", "words", "own", "again", "place", "door"):
            await page.show(name)
            await looker.look()
        for typed in ("", "1", "1111 1111 1111", "2" * 3000):
            await page.show("own")
            page.query_one("#typed").load(typed)  # type: ignore[attr-defined]
            await page._take_typed()
            await looker.look()
        (place / "2").mkdir()
        (place / "3").mkdir()
        (place / "3" / "4").write_text("5", encoding="utf-8")
        for where in ("", "1", "2", "3", "3/4", "Dropbox/5"):
            await page.show("place")
            looker.fine += ("Dropbox",)
            page.query_one("#path").load(str(place / where) if where else "")  # type: ignore[attr-defined]
            page._look()
            await looker.look()


# Without a screen


def test_the_door(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    shown: list[str] = []
    monkeypatch.setattr(door, "_write", shown.append)
    door.ask(Path("1"))
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    monkeypatch.setattr(door, "_quiet", contextlib.nullcontext)
    monkeypatch.setattr(door, "_read", lambda _line, _shown=None: None)
    monkeypatch.setattr(terminal, "size", lambda _number: (80, 24))
    monkeypatch.setattr(sys.stdout, "fileno", lambda: 1, raising=False)
    door.ask(Path("1"))
    with door.one_moment():
        pass
    text = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", " ".join(shown))
    assert words._("Passphrase:") in text
    assert words._("One moment.") in text
    assert not pseudo.strange(text), text


def test_the_launcher(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys.stdout, "fileno", lambda: 1, raising=False)
    monkeypatch.setattr(terminal, "size", lambda _number: (20, 5))
    said = [launcher._refusal()]
    launcher._Session(["1"])._say_fault()
    said.append(capsys.readouterr().err)
    assert all(said)
    assert not pseudo.strange(" ".join(said)), said


def test_what_a_page_says_by_itself() -> None:
    """Every kind of block without a word of its own, as each of the four outputs."""
    blocks = (
        Heading("1", "1", 1),
        Figure(Line("2", ""), Picture((), ""), Drawing(1, 1, (), "")),
        Boxes("3", "3", "", ("3",)),
        Rule("4", "4", "", "5", "6", 3),
        Rule("4", "4", "", "5" * 60, "6" * 60, 3, first=0),
        Table("7", "7", ("8", "9"), ((Line("7", ""), ("1" * 200, "2" * 2000)),)),
    )
    for form in ("page", "card"):
        made = Document("", pseudo.TAG, blocks, form)
        page = ElementTree.fromstring(as_html.render(made))
        for style in page.iter("style"):
            style.text = ""
        data = page_data(made, Setting(form=form))
        said = [*page.itertext(), as_text.render(made), as_markdown.render(made).replace("```text", "")]
        said += [data[name] for name in ("name", "private", "pages", "cards", "folding")]
        said += [part["alt"] for part in data["blocks"] if "alt" in part]
        assert len("".join(said)) > 400
        assert not pseudo.strange(" ".join(said), "{page}", "{pages}"), said


def test_worksheets_to_write_on_by_hand() -> None:
    """Every key of the format at every door, alone and as a booklet; the rules of when to answer among it."""
    catalogue = pseudo.sheets()
    titles = Around({}, {"small": "1", "everything": "2"})
    for at in DOORS:
        sheets = [catalogue.worksheet(id_, at) for id_ in ("everything", "again")]
        wanted = Wanted(program=True, more_room=True)
        for made in (blank(sheets[0], wanted, titles), blank(sheets[1], wanted), booklet("", sheets, wanted, titles)):
            said = as_text.render(made, 76)
            assert len(said) > 2000
            assert not pseudo.strange(said, "CC-BY-4.0"), said


# The source

_FACES = ("screens", "widgets", "linear", "drawings", "summary", "answers")
_SAYING = ("_", "n_", "p_", "mark")
_SENTENCE = re.compile(r"[A-Za-z]{2,}[,;:.]? [a-z]{2,}")
_MARKUP = re.compile(r"<[^<>]*>?")
_NO_SENTENCE = re.compile(r"[#.]?[\w-]+ [A-Z.#]\w+|muted gone|row_tell\(.*|tell\(.*")


def loose_sentences(source: str) -> list[str]:
    """Return the texts of a module that read like a sentence and are no words of the catalogue."""
    tree = ast.parse(source)
    known: set[ast.AST] = set()
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if isinstance(body, list):
            known |= {one.value for one in body if isinstance(one, ast.Expr) and isinstance(one.value, ast.Constant)}
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _SAYING:
            known |= {inner for one in node.args for inner in ast.walk(one)}
        if isinstance(node, ast.Assign | ast.AnnAssign):
            names = node.targets if isinstance(node, ast.Assign) else [node.target]
            if any(isinstance(one, ast.Name) and "CSS" in one.id for one in names):
                known |= set(ast.walk(node))
    texts = [one.value for one in ast.walk(tree) if isinstance(one, ast.Constant) and one not in known]
    words = [one for one in texts if isinstance(one, str) and _SENTENCE.search(_MARKUP.sub("", one))]
    return [one for one in words if not _NO_SENTENCE.fullmatch(one)]


def said_at_import(source: str) -> list[int]:
    """Return the lines in which a word is said while the module is read: it would stay in the first language."""

    def calls(node: ast.AST) -> Iterator[int]:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.Lambda):
                continue
            if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
                for early in (*child.decorator_list, *child.args.defaults):
                    yield from calls(ast.Expr(early))
                continue
            if isinstance(child, ast.Call) and isinstance(child.func, ast.Name) and child.func.id in _SAYING[:3]:
                yield child.lineno
            yield from calls(child)

    return list(calls(ast.parse(source)))


def modules() -> list[Path]:
    source = pseudo.ROOT / "src" / "ciworkbook"
    # What stories tell is for those who write worksheets, like everything on the command line.
    found = (path for face in _FACES for path in (source / face).glob("*.py"))
    return sorted(path for path in found if path.name != "story_walk.py")


def test_no_sentence_stands_outside_the_catalogue() -> None:
    found = {path.name: loose_sentences(path.read_text(encoding="utf-8")) for path in modules()}
    for name in ("stories.py", "moved_stories.py"):  # for people who write worksheets, on the command line
        found.pop(name, None)
    found.pop("as_html.py", None)  # markup; what it says is read back from a page below
    assert {name: texts for name, texts in found.items() if texts} == {}


def test_no_word_is_said_while_a_module_is_read() -> None:
    paths = sorted((pseudo.ROOT / "src" / "ciworkbook").rglob("*.py"))
    found = {path.name: said_at_import(path.read_text(encoding="utf-8")) for path in paths}
    assert {name: lines for name, lines in found.items() if lines} == {}


def test_these_tests_can_fail() -> None:
    assert pseudo.strange(f"{pseudo.pseudo('Save it {name}')} Save /tmp/a1", "/tmp/a1") == ["name", "Save"]
    assert loose_sentences('def f():\n    "It says so."\n    return Words("Nothing was saved.")') == [
        "Nothing was saved."
    ]
    assert loose_sentences('def f():\n    return Words(_("Nothing was saved."))') == []
    assert said_at_import('class A:\n    KEYS = [("F2", _("skip"))]\n    def f(self, x=_("a")): return _("b")') == [
        2,
        3,
    ]
