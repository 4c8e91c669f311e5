"""The first evening, walked through by keys and by mouse; the workbook it makes is a real one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from ciworkbook import first_words
from ciworkbook.answers.people import People
from ciworkbook.errors import WorkbookError
from ciworkbook.guard import passphrase, places
from ciworkbook.guard.outlet import Outlet
from ciworkbook.guard.places import Place
from ciworkbook.preferences import Settings
from ciworkbook.reasons import reason_words
from ciworkbook.screens.app import WorkbookApp
from ciworkbook.screens.base import Foot, Head
from ciworkbook.screens.cover import Cover
from ciworkbook.screens.first_evening import FirstEvening
from ciworkbook.screens.home import Home
from ciworkbook.vault import Cost, PassphraseTaken, SaveFailed, Vault, making, parameters
from ciworkbook.widgets.fields import TextLine
from ciworkbook.widgets.menu import MenuEntry
from ciworkbook.workbook import Workbook
from ciworkbook.worksheet.catalogue import Catalogue

from .seen import SIZES, same_as_before
from .walking import choose, here, seen, told, write

FIVE = "copper lantern seven frogs walking"
OWN = "marble teapot under nine clouds"
SUBJECT = ("harm", "abuse", "safety", "violence", "worksheet")


@pytest.fixture(autouse=True)
def cheap_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keys that cost next to nothing, five words that are known."""
    cost = Cost(n=2**4, p=1)
    monkeypatch.setattr(parameters, "LEAST_N", cost.n)
    monkeypatch.setattr(making, "measured_cost", lambda: cost)
    monkeypatch.setattr(passphrase, "suggest", lambda words=5: FIVE)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "kept"


@pytest.fixture
def app(folder: Path) -> Iterator[WorkbookApp]:
    made = WorkbookApp(Catalogue.load(), folder, Outlet(None, None))
    yield made
    if made._workbook is not None:
        made.workbook.close()


def page(app: WorkbookApp) -> FirstEvening:
    assert isinstance(app.screen, FirstEvening)
    return app.screen


async def to_words(pilot: Pilot[Any]) -> None:
    await pilot.pause()
    for entry in ("about", "limits", "words"):
        await choose(pilot, entry)


async def to_place(pilot: Pilot[Any]) -> None:
    await to_words(pilot)
    await choose(pilot, "again")
    await write(pilot, FIVE)
    await pilot.press("enter")
    await pilot.pause()


async def to_door(pilot: Pilot[Any]) -> None:
    await to_place(pilot)
    await choose(pilot, "keep")


async def made(pilot: Pilot[Any]) -> None:
    """Wait for the thread that makes the workbook, and for what follows."""
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()
    await pilot.pause()


def opens(folder: Path, phrase: str) -> Settings:
    """Return the settings of the workbook that `phrase` opens."""
    with Vault.open(folder, phrase) as vault:
        assert not vault.findings
        return Workbook(vault, Catalogue.load()).settings


@pytest.mark.parametrize("size", SIZES)
async def test_by_keys(app: WorkbookApp, folder: Path, size: tuple[int, int]) -> None:
    async with app.run_test(size=size) as pilot:
        await to_words(pilot)
        await choose(pilot, "again")
        await write(pilot, FIVE, by_keys=True)
        await pilot.press("enter")
        await choose(pilot, "keep")
        assert not folder.exists()
        await choose(pilot, "caused_harm")
        await made(pilot)
        assert isinstance(app.screen, Home)
        assert len(app.screen_stack) == 2
        assert app.workbook.settings.door == "caused_harm"
        app.workbook._vault._folder.unlock()  # type: ignore[attr-defined]  # as after a session that ended without another word
        assert opens(folder, FIVE).door == "caused_harm"


@pytest.mark.parametrize("size", SIZES)
async def test_by_mouse(app: WorkbookApp, folder: Path, size: tuple[int, int]) -> None:
    async with app.run_test(size=size) as pilot:
        await pilot.pause()

        async def click(entry: str) -> None:
            await pilot.pause()
            await pilot.click(next(one for one in app.screen.query(MenuEntry) if one.entry.id == entry))
            await pilot.pause()

        for entry in ("about", "limits", "words", "again"):
            await click(entry)
        await pilot.click("#typed")
        await write(pilot, FIVE)
        for entry in ("typed", "keep", "helping"):
            await click(entry)
        await made(pilot)
        assert isinstance(app.screen, Home)
        assert app.workbook.settings.door == "helping"


@pytest.mark.parametrize("size", SIZES)
async def test_snapshots(app: WorkbookApp, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "look_at", lambda path: Place(Path("/home/me/notes-data"), "missing"))
    app.folder = Path("/home/me/notes-data")
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        for name, entry in (("hello", "about"), ("about", "limits"), ("limits", "words"), ("words", "own")):
            await pilot.pause()
            await same_as_before(lambda: seen(app), f"first-{name}", size)
            await choose(pilot, entry)
        await same_as_before(lambda: seen(app), "first-own", size)
        await write(pilot, OWN)
        await pilot.press("enter")
        await pilot.pause()
        await same_as_before(lambda: seen(app), "first-again", size)
        await write(pilot, OWN)
        await pilot.press("enter")
        await pilot.pause()
        await pilot.pause()
        await same_as_before(lambda: seen(app), "first-place", size)
        await choose(pilot, "keep")
        await same_as_before(lambda: seen(app), "first-door", size)


async def test_nothing_of_the_subject_before_going_on(app: WorkbookApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        first = seen(app).lower()
        assert "private workbook" in first
        assert not [word for word in SUBJECT if word in first]
        await choose(pilot, "about")
        assert "harmed" in seen(app)
        await choose(pilot, "limits")
        for limit in (
            "nothing this program does can hide your typing from it",
            "can itself be noticed",
            "you can still be made to open it",
        ):
            assert limit in " ".join(seen(app).split())


@pytest.mark.parametrize("size", SIZES)
async def test_ways_on_are_always_in_view(app: WorkbookApp, size: tuple[int, int]) -> None:
    async with app.run_test(size=size) as pilot:
        await to_door(pilot)
        page(app).tell("A long sentence. " * 12)
        await pilot.pause()
        foot = app.screen.query_one(Foot).region
        for entry in app.screen.query("#next MenuEntry"):
            assert entry.region.height
            assert entry.region.bottom <= foot.y
        await pilot.resize_terminal(60, 20)
        await pilot.pause()
        assert app.screen.query_one("#next").region.bottom <= app.screen.query_one(Foot).region.y
        assert "PgDn" in str(app.screen.query_one(Foot).render())


async def test_escape_goes_a_page_back(app: WorkbookApp, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ciworkbook.screens.hiding.TWICE", 0.0)
    async with app.run_test(size=(80, 24)) as pilot:
        await to_door(pilot)
        for before in ("place", "again", "words", "limits", "about", "hello", "hello"):
            await pilot.press("escape")
            await pilot.pause()
            assert page(app).page == before
        assert "Step 1 of 4" in str(app.screen.query_one(Head).render())


async def test_leaving(app: WorkbookApp, folder: Path) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await choose(pilot, "leave")
    assert app.return_code == 0
    assert not folder.exists()


async def test_other_words(app: WorkbookApp, monkeypatch: pytest.MonkeyPatch) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await to_words(pilot)
        assert here(app) == "again"
        monkeypatch.setattr("secrets.choice", lambda _words: "teapot")
        await choose(pilot, "word-2")
        assert here(app) == "word-2"
        assert page(app)._phrase == "copper lantern teapot frogs walking"
        assert "teapot" in seen(app)
        monkeypatch.setattr(passphrase, "suggest", lambda words=5: OWN)
        await choose(pilot, "other")
        assert all(word in seen(app) for word in OWN.split())
        await choose(pilot, "again")
        await write(pilot, FIVE)
        await pilot.press("enter")
        await pilot.pause()
        assert page(app).page == "again"
        assert "not the same words" in told(app)
        await write(pilot, OWN)
        assert not told(app)
        await pilot.press("enter")
        await pilot.pause()
        assert page(app).page == "place"


async def test_own_passphrase(app: WorkbookApp, folder: Path) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await to_words(pilot)
        await choose(pilot, "own")
        for typed, why in (("", "empty"), ("ilovemydog2019", "too short"), ("qwertyuiopasdfghjkl", "easy to find")):
            await write(pilot, typed)
            await pilot.press("enter")
            await pilot.pause()
            assert page(app).page == "own"
            assert why in told(app)
            assert app.screen.query_one("#typed", TextLine).value == ""
        await write(pilot, OWN)
        await pilot.press("enter")
        await pilot.pause()
        await write(pilot, OWN + "x")
        await pilot.press("enter")
        await pilot.pause()
        assert "not the same as before" in told(app)
        await pilot.press("enter")
        await pilot.pause()
        assert "empty" in told(app)
        await write(pilot, OWN)
        await choose(pilot, "typed")
        await choose(pilot, "keep")
        await choose(pilot, "harmed")
        await made(pilot)
        app.workbook.close()
        assert opens(folder, OWN).door == "harmed"


async def test_what_is_typed_shows_only_when_asked(app: WorkbookApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await to_words(pilot)
        await choose(pilot, "own")
        await write(pilot, OWN)
        assert "marble" not in seen(app)
        await choose(pilot, "see")
        assert OWN in seen(app)
        await choose(pilot, "see")
        assert "marble" not in seen(app)
        await choose(pilot, "see")
        await pilot.press("f8")
        await pilot.pause()
        assert isinstance(app.screen, Cover)
        await pilot.press("enter")
        await pilot.pause()
        app.uncover()
        await pilot.pause()
        assert "marble" not in seen(app)
        assert app.screen.query_one("#typed", TextLine).value == OWN


async def test_another_place(app: WorkbookApp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "default_folder", lambda: tmp_path / "usual")
    (tmp_path / "file").touch()
    async with app.run_test(size=(80, 24)) as pilot:
        await to_place(pilot)
        assert "will be made" in seen(app)
        assert "workbook --folder" not in seen(app)
        field = app.screen.query_one("#path", TextLine)

        async def type_path(path: Path | str) -> None:
            field.focus()
            field.value = str(path)
            await pilot.pause()
            await pilot.pause()

        await type_path("")
        await choose(pilot, "keep")
        assert "empty" in told(app)
        await type_path(tmp_path / "file")
        assert "file, not a folder" in seen(app)
        await pilot.press("enter")
        await pilot.pause()
        assert "cannot be kept there" in told(app)
        await type_path(tmp_path / "Dropbox")
        assert "Dropbox copies this folder" in " ".join(seen(app).split())
        await choose(pilot, "usual")
        assert field.value == str(tmp_path / "usual")
        assert "workbook --folder" in seen(app)
        await choose(pilot, "keep")
        await choose(pilot, "harmed")
        await made(pilot)
        assert app.folder == tmp_path / "usual"
        assert Vault.exists(tmp_path / "usual")


async def test_enter_twice_in_a_hurry_skips_no_page(app: WorkbookApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await to_words(pilot)
        await choose(pilot, "again")
        await write(pilot, FIVE)
        field = app.screen.query_one("#typed", TextLine)
        await pilot.pause()
        field.post_message(TextLine.Submitted(field, field.value))
        field.post_message(TextLine.Submitted(field, field.value))
        await pilot.pause()
        await pilot.pause()
        assert page(app).page == "place"
        entry = next(one for one in app.screen.query(MenuEntry) if one.entry.id == "keep")
        entry.action_choose()
        entry.action_choose()
        await pilot.pause()
        await pilot.pause()
        assert page(app).page == "door"


async def test_a_folder_that_cannot_be_used(app: WorkbookApp, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    create = Vault.create
    errors: list[Exception] = [WorkbookError("The disk is full.", "Make room."), RuntimeError("hidden words")]

    def failing(*given: Any, **named: Any) -> Vault:
        if errors:
            raise errors.pop(0)
        return create(*given, **named)

    monkeypatch.setattr(Vault, "create", failing)
    async with app.run_test(size=(60, 20)) as pilot:
        await to_door(pilot)
        await choose(pilot, "harmed")
        await made(pilot)
        assert page(app).page == "door"
        assert told(app) == "The disk is full. Make room."
        await choose(pilot, "place")
        assert app.screen.query_one("#path", TextLine).value == str(folder)
        await choose(pilot, "keep")
        await choose(pilot, "harmed")
        await made(pilot)
        assert "could not be made" in told(app)
        assert "hidden" not in seen(app)
        await choose(pilot, "harmed")
        await made(pilot)
        assert isinstance(app.screen, Home)


async def test_a_passphrase_that_is_taken(app: WorkbookApp, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Vault.create(folder, FIVE).close()
    async with app.run_test(size=(80, 24)) as pilot:
        await to_door(pilot)
        await choose(pilot, "harmed")
        await made(pilot)
        assert PassphraseTaken().message in told(app)
        await choose(pilot, "words")
        assert page(app).page == "words"
        monkeypatch.setattr(passphrase, "suggest", lambda words=5: OWN)
        await choose(pilot, "other")
        await choose(pilot, "again")
        await write(pilot, OWN)
        await pilot.press("enter")
        await choose(pilot, "keep")
        await choose(pilot, "facilitating")
        await made(pilot)
        app.workbook.close()
        assert opens(folder, OWN).door == "facilitating"
        assert opens(folder, FIVE).door is None


async def test_settings_that_cannot_be_kept_are_tried_again(
    app: WorkbookApp, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put = Vault.put
    failed: list[bool] = []

    def failing(self: Vault, *given: Any, **named: Any) -> int:
        if not failed:
            failed.append(True)
            raise SaveFailed
        return put(self, *given, **named)

    monkeypatch.setattr(Vault, "put", failing)
    async with app.run_test(size=(80, 24)) as pilot:
        await to_door(pilot)
        await choose(pilot, "harmed")
        await made(pilot)
        assert "could not be saved" in told(app)
        await pilot.press("escape")
        await pilot.pause()
        assert page(app).page == "door"
        assert "back" not in [one.entry.id for one in app.screen.query(MenuEntry)]
        await choose(pilot, "helping")
        await made(pilot)
        assert app.workbook.settings.door == "helping"
        assert app.workbook.people == People()


async def test_the_cover_stays_until_it_is_taken_off(app: WorkbookApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await to_door(pilot)
        evening = page(app)
        evening._door = "harmed"
        app.cover()
        await pilot.pause()
        evening._make()
        await made(pilot)
        assert isinstance(app.screen, Cover)
        app.uncover()
        for _turn in range(4):
            await pilot.pause()
        assert isinstance(app.screen, Home)


def test_no_passphrase_in_what_is_logged(app: WorkbookApp) -> None:
    evening = FirstEvening()
    assert FIVE not in repr(evening)
    assert evening._phrase == FIVE


@pytest.mark.parametrize("reason", ["empty", "short", "long", "own", "common"])
def test_every_reason_has_its_own_words(reason: passphrase.Reason) -> None:
    others = {reason_words(one) for one in ("", "empty", "short", "long", "own", "common") if one != reason}
    assert reason_words(reason)
    assert reason_words(reason) not in others


def test_every_state_has_its_own_words() -> None:
    states: list[places.State] = ["missing", "empty", "ours", "others", "not_a_folder", "not_writable"]
    assert len({first_words.place_words(Place(Path("x"), state)) for state in states}) == len(states)
    assert "Dropbox" in first_words.place_words(Place(Path("x"), "empty", "Dropbox"))
    assert "Dropbox" not in first_words.place_words(Place(Path("x"), "not_writable", "Dropbox"))


def test_how_to_start_next_time() -> None:
    assert first_words.start_words(Path("/media/stick/a")).endswith("workbook --folder /media/stick/a")
    assert first_words.start_words(Path("/media/my stick")).endswith('workbook --folder "/media/my stick"')
