"""What both faces can do, as one list, held against what stands in either of them.

- A row names what a person can do, every entry and key of the pages that does it, what does it line by line, and where
  both are tested. An entry of a page that is in no row turns this red, and so does an end that is not there any more.
- `MOVING` is what only moves on a page, or is on every page; line by line there is nothing to move on.
"""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src" / "ciworkbook"

# What can be done; on pages; line by line; tests of the pages; tests of the lines. An end is "module:id"; several of one
# module follow each other with commas.
ABILITIES = [
    row.split("|")
    for row in """
hear what it is and cannot protect|first_pages:about,<after[page]>|first_evening:go_on,on|first_evening|sessions
make a passphrase|first_evening:words phrase_steps:again,other,own,words,word-*,typed|phrase:again,other,one,own|first_evening|sessions
choose where it is kept|first_pages:keep,usual first_evening:place|place:keep,usual,other|first_evening|sessions
choose a door|first_pages:<one> door_page:<one>|first_evening:<one> settings:<one>|first_evening|sessions
look around in a made-up case|first_pages:practice,practice:*|first_evening:practice|first_evening|sessions
bring a backup back|first_pages:backup bring_back:open,load,typed,restore,usual,leave|bring_back:open,leave|backup_page|sessions
choose a language|first_pages:language,language:* help:language|first_evening:language,<one.tag>|first_evening|sessions
go from home to everything|home:<one.id>|home:<one.id>|sheets_list|sessions
begin anew or carry on|again:new,carry_on|sheet:new,carry_on|sheet|questions
find a worksheet|sheets:door,topic,sheet:*|sheets:find,every,door,<one.id>|sheets_list|sessions
say whether now is a good time|ways:next,pause,read,stop,<way>|sheet:next,pause,read,stop,<way>|sheet|questions
answer every type of question|question:open,more|questions/one:<*one>,next,open questions/writing:<one.id> questions/choosing:<one.id>|sheet|questions
write rows, people, rings and stairs|app:key:pause|questions/tables:add,row:*,<id> questions/people:row:*,known:*,out questions/places:<id>,stand,state:*|sheet|questions
leave a question in four ways|sheet:key:skip skip:<way>|questions/asking:/skip|sheet|questions
hear all questions and go to one|sheet:key:read read:go:*|questions/asking:/questions,/read reading:<leaf.id>|read|questions
erase what rests|read:erase:*|reading:erase:*|read|questions
move a visit to the worksheet of today|changed_sheet:move,stay,keep,erase|changed:move,stay,keep,erase|changed_sheet|look_back
read an info card and hide it|card:<self.card.id>,back,hide|cards:<card.id>,back,hide|sheet|questions
say how one leaves and look again|ways:look_again,sheet:* look_again:day:*,day:|sheet:look_again,sheet:*,<day.isoformat()>|sheet|questions
a few quiet minutes|pause:next,first,numbers|pause:next,first,numbers|pause|sessions
numbers and people to call|ways:numbers numbers:<str(at)>|numbers:add,out,<str(at)>,public|numbers|sessions
look back at a worksheet|look_back:<visits[0].worksheet>,read:now,summary,everything,read:then,|look_back:<visits[0].worksheet>,read:now,summary,everything,read:then,two|look_back|look_back
see it over time|look_back:over_time over_time:all:*|look_back:over_time,all:*|over_time|look_back
evening by evening|look_back:*evenings evenings:more|look_back:*evenings,more|evenings|look_back
find what was written|look_back:*find find:more|look_back:*find|find|look_back
read a visit and take it out|visit_page:summary,remove ways:summary|visit:summary,remove,read|look_back|look_back
erase what is kept beside answers|kept:<way>,erase:*|visit:<way>,erase:*|changed_sheet|look_back
keep people|people:<one.id>,out|people:<one.id>,alias,role,out|people|questions
make a summary|summary:questions,days,meeting,next,ready.*,older pick:pick,<str(at)>,all,none|summary:questions,days,meeting,next,ready.*,older,visits|summary|summary
names, lines, reader, words|names_page:next preview:key:read,read,words,reader,all,none ticks:key:turn|summary:<rule>,lines,read,words,reader ticking:/all,/none|choosing|summary
print a page|preview:print printing:print,look saving:print|page_out:do,look summary:print|printing|summary
save a page|preview:save saving:save,paper page_out:keep,<self.does>,<*self.back>,home|summary:save page_out:do,paper|summary|summary
give a page to another workbook|preview:give hand_over:place,make,close|summary:give|given|summary
take in what someone gave|given_page:take,given:*,remove take_in:typed,load,keep,all,none|given:take,given:*,remove,keep|given|summary
a worksheet on paper|sheets:key:paper ways:paper blank_page:read,print,save|blank:read,print,save sheet:paper|blank_page|summary
change settings|room:<one.name>,*=* settings:<room.id>|settings:<room.id>,<one.name>,<str(number)>|settings|sessions
worksheets of my own|settings:packs packs:typed,named,pack:* pack_found:add pack_page:offer,away,stop,next,previous,paper|settings:packs packs:look,named,pack:*,add,offer,away,stop,next,previous,paper|packs|sessions
hear what was given|settings:given|settings:given|given|summary
change the passphrase, lock anew|settings:upkeep upkeep_page:change,anew new_keys:words,check present:typed|settings:upkeep upkeep:change,anew|upkeep|sessions
copy a recovery sheet|upkeep_page:sheet recovery_page:show,salt,lines,check,compare|upkeep:sheet,show,on|recovery_page|sessions
back up and be reminded|upkeep_page:backup backup_page:remind,place,make,close|upkeep:backup,remind|backup_page|sessions
another workbook beside it|upkeep_page:beside beside_page:words|upkeep:beside|upkeep|sessions
check everything|upkeep_page:check check_page:noticed|upkeep:check|noticed|sessions
go on with what was noticed|noticed_page:leave:*:0,look:*:*,on:*:*|noticed:leave,look:*,on:*|noticed|sessions
what this computer may keep|settings:traces upkeep_page:traces|settings:traces upkeep:traces|traces|sessions
hide, lock, leave, help|app:key:cover,key:lock,key:leave,key:help cover:key:app.uncover first_pages:leave|talk:hide,lock,leave,help|cover|sessions
be told what could not be saved|unsaved:again,leave,saved sure:keep,do|face:again,leave|unsaved|sessions
""".strip().splitlines()
]
MOVING = """
app:key:ignore,key:app.focus_next,key:app.focus_previous base:key:back,key:scroll_body(-1),key:scroll_body(1)
chosen_dates:key:step(-1),key:step(1),key:read passages:key:choose,key:walk(-1),key:walk(1),key:ends(-1),key:ends(1)
sheet:key:further,key:previous,key:next skip:key:dismiss steps:key:app.focus_previous,key:app.focus_next
ways:previous steps:see
"""
"""`steps:see` shows a passphrase while it is typed: docs/plain.md says that it cannot be shown line by line."""
BACK = {"back"}


def ends(said: str) -> list[str]:
    """Return each end of a row as "module:id"."""
    found = []
    for one in said.split():
        module, _colon, ids = one.partition(":")
        found += [f"{module}:{id_}" for id_ in ids.split(",")]
    return found


@cache
def offered(face: str, *kinds: str) -> frozenset[str]:
    """Return the ends in the modules of `face`: the first words of every call of one of `kinds`."""
    found = set()
    for path in (SOURCE / face).rglob("*.py"):
        module = path.relative_to(SOURCE / face).with_suffix("").as_posix()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in kinds and node.args:
                sign = {"Binding": "key:", "Command": "/"}.get(node.func.id, "")
                at = 1 if node.func.id == "Binding" else 0
                found.add(f"{module}:{sign}{_said(node.args[at])}")
    return frozenset(found)


def _said(node: ast.expr) -> str:
    if isinstance(node, ast.Constant):
        return str(node.value)
    if isinstance(node, ast.JoinedStr):
        return "".join(str(one.value) if isinstance(one, ast.Constant) else "*" for one in node.values)
    return f"<{ast.unparse(node)}>"


def pages() -> frozenset[str]:
    return offered("screens", "Entry", "Binding")


def lines() -> frozenset[str]:
    from ciworkbook.linear.talk import COMMANDS

    return offered("linear", "Choice", "Command") | {f"talk:{name}" for name in COMMANDS}


def test_every_entry_of_a_page_is_in_a_row() -> None:
    rows = {end for row in ABILITIES for end in ends(row[1])} | set(ends(MOVING))
    left = sorted(end for end in pages() - rows if end.partition(":")[2] not in BACK)
    assert left == [], "say in ABILITIES what this does line by line"


@pytest.mark.parametrize("row", ABILITIES, ids=[row[0] for row in ABILITIES])
def test_a_row_names_what_is_there(row: list[str]) -> None:
    _what, on_pages, in_lines, by_pages, by_lines = row
    assert [end for end in ends(on_pages) if end not in pages()] == []
    assert [end for end in ends(in_lines) if end not in lines()] == []
    assert (ROOT / "tests" / "screens" / f"test_{by_pages}.py").is_file()
    assert (ROOT / "tests" / "linear" / f"test_{by_lines}.py").is_file()
