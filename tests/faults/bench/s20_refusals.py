"""A passphrase that opens nothing: the same words and the same time, whatever else is in the folder.

- Three folders: one workbook and a wrong passphrase; two workbooks and a wrong passphrase; no workbook at all, only the
  parameters and fillers. Nobody who types learns which of them it is.
- A damaged root is another case, and is told in words of its own. Whoever sees them learns that this passphrase once
  opened a workbook here; but then they have the passphrase, and to a person who lost what they wrote "wrong passphrase"
  would be a lie that costs them the way back: the recovery sheet. The truth is worth more.
- Time is the processor's, taken in turns, and medians are compared: other programs disturb both alike.
- Control: a folder with two sets of parameters takes twice as long, and has to be told apart.
"""

from __future__ import annotations

import statistics
import time
from pathlib import Path

from ciworkbook.errors import WorkbookError
from ciworkbook.vault import Cost, Vault, WrongPassphrase, derive_for, fillers, parameters
from ciworkbook.vault.errors import RootDamaged
from ciworkbook.vault.folder import Folder
from ciworkbook.vault.keys import ROOT, name_of
from ciworkbook.workbook import Workbook
from ciworkbook.worksheet.catalogue import Catalogue

from . import Measured, Row, Size

RIGHT, OTHER, WRONG = "five plain words that open", "five other words of another", "five words that open nothing"
CLOSE = 0.05


def measure(size: Size) -> Measured:
    """Refuse in turns."""
    cost = Cost() if size.full else Cost(n=2**15)
    rounds = size.count(ci=5, full=41)
    catalogue = Catalogue.load()
    places = {name: size.work / name for name in ("one workbook", "two workbooks", "no workbook", "twice the work")}
    for name, count in (("one workbook", 1), ("two workbooks", 2), ("twice the work", 1)):
        for passphrase in (RIGHT, OTHER)[:count]:
            Vault.create(places[name], passphrase, cost=cost).close()
    _only_fillers(places["no workbook"], cost)
    _second_set(places["twice the work"], cost)
    said: dict[str, set[tuple[str, str, str]]] = {name: set() for name in places}
    took: dict[str, list[float]] = {name: [] for name in places}
    for number in range(rounds):
        for name in list(places)[number % 4 :] + list(places)[: number % 4]:
            began = time.process_time()
            said[name].add(_refused(places[name], WRONG, catalogue))
            took[name].append(time.process_time() - began)
    medians = {name: statistics.median(values) for name, values in took.items()}
    alike = [name for name in places if name != "twice the work"]
    slowest, fastest = (pick(medians[name] for name in alike) for pick in (max, min))
    apart = slowest / fastest - 1
    same = len(set().union(*(said[name] for name in alike))) == 1
    control = medians["twice the work"] / fastest - 1
    damaged = _damaged(places["one workbook"], catalogue)
    assert same and damaged, said  # the words are no matter of time
    met = apart < CLOSE and control > CLOSE
    return Measured(
        f"{rounds} refusals each of {len(alike)} folders: {'the same' if same else 'other'} words, medians "
        f"{apart * 100:.1f} % apart ({fastest * 1000:.0f} ms); control, twice the work: {control * 100:.0f} %; a "
        f"damaged root is {'told' if damaged else 'NOT told'} as such",
        met=met,
    )


def _refused(folder: Path, passphrase: str, catalogue: Catalogue) -> tuple[str, str, str]:
    """Try to open, and return what is said."""
    try:
        Workbook.unlock(folder, derive_for(folder, passphrase), catalogue).close()
    except WorkbookError as error:
        return type(error).__name__, error.message, error.hint
    return "opened", "", ""


def _only_fillers(folder: Path, cost: Cost) -> None:
    """A folder in which there is no workbook."""
    folder.mkdir()
    place = Folder(folder)
    parameters.write(place, (parameters.new_set(cost),), parameters.FILES)
    fillers.add(place, 12)


def _second_set(folder: Path, cost: Cost) -> None:
    place = Folder(folder)
    parameters.write(place, (*parameters.read(place).sets, parameters.new_set(cost)), parameters.FILES)


def _damaged(folder: Path, catalogue: Catalogue) -> bool:
    """Tell whether a workbook whose root is damaged is told as such, and a wrong passphrase there as ever."""
    key = derive_for(folder, RIGHT)
    for generation in (0, 1):
        (folder / name_of(key.naming, ROOT, generation)).write_bytes(b"no age file")
    with_right, with_wrong = (_refused(folder, one, catalogue)[0] for one in (RIGHT, WRONG))
    return (with_right, with_wrong) == (RootDamaged.__name__, WrongPassphrase.__name__)


ROW = Row(
    "S20",
    "wrong passphrase beside one workbook, beside two, and beside none; a damaged root",
    "wrong and absent: same words, time < 5 % apart; damaged is told",
    measure,
    timed=True,
)
