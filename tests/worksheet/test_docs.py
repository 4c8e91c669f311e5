"""The page for authors says what the program does: every code, every key, every example."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest
from pydantic import BaseModel

from ciworkbook.answers.stories import tell
from ciworkbook.worksheet import conditions, finding, form, loading, model
from ciworkbook.worksheet.checking import check_text
from ciworkbook.worksheet.diffing import diff
from ciworkbook.worksheet.loading import load_text
from ciworkbook.worksheet.shape import _keys, _models
from ciworkbook.worksheet.starting import sheet_text
from ciworkbook.worksheet.stories import Migrates, Story, load_stories_text
from ciworkbook.worksheet.versions import Grade, Version

from .sheets import HEAD, canonical, sheet

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "worksheets.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
SAID = set(re.findall(r"`([^`\n]+)`", PAGE))
WORDS = {word for one in SAID for word in re.findall(r"[a-z_]+", one)}


def test_every_code_is_explained_and_nothing_else() -> None:
    source = ROOT / "src" / "ciworkbook"
    folders = ("worksheet/*.py", "answers/*.py", "cli*.py", "screens/story_walk.py")
    files = [path for folder in folders for path in source.glob(folder)]
    used = {code for path in files for code in re.findall(r'"([EW]\d{3})"', path.read_text("utf-8"))}
    table = re.findall(r"^\| ([EW]\d{3}) \|", PAGE, re.MULTILINE)
    assert len(table) == len(set(table))
    assert set(table) == used


def test_every_key_is_named() -> None:
    here = [one for one in _models() if one.__module__.startswith("ciworkbook.worksheet.")]
    parts: list[type[BaseModel]] = [*here, Story, Migrates]
    for part in parts:
        missing = {key for key in _keys(part) if key not in WORDS}
        assert not missing, (part.__name__, missing)


def test_every_word_of_the_format_is_named() -> None:
    words = {*model.TOPICS, *model.DOORS, *model.KINDS, *form.SHOWS, *form.STEPS, *conditions.OPERATORS}
    words |= {*get_args(model.Share), *get_args(model.Revisit), *get_args(model.Precision)}
    assert words <= WORDS


def test_the_limits_are_those_of_the_loader() -> None:
    for limit in (
        f"{loading.LARGEST // 1024} KiB",
        f"{loading.DEEPEST} levels",
        f"{loading.MOST_VALUES:,} values",
        f"{loading.LONGEST:,} characters",
    ):
        assert limit in PAGE
    assert finding.MOST == 100 and "a hundred findings" in PAGE


@pytest.mark.parametrize("block", BLOCKS, ids=range(len(BLOCKS)))
def test_every_example_can_be_read(block: str) -> None:
    loaded, findings = load_text("example", block)
    assert loaded is not None, findings


FIRST = BLOCKS[0]


def test_the_first_sheet_and_its_stories_do_what_the_page_says() -> None:
    assert sheet_text("first-step", ["harmed", "helping"], "goals") == FIRST
    data, findings = check_text("first-step.yaml", FIRST)
    assert data is not None and findings == []
    (said,) = re.findall(r"^  (first-step\.yaml:.*)$", PAGE, re.MULTILINE)
    _, findings = check_text("first-step.yaml", FIRST.replace("id: kind", "id: step"))
    assert [str(one) for one in findings] == [said]
    told = next(block for block in BLOCKS if "stories:" in block)
    stories, findings = load_stories_text("stories.yaml", told)
    assert stories is not None, findings
    assert [str(one) for one in tell(stories, data)] == []


def test_diff_tells_what_the_page_says() -> None:
    new = FIRST.replace("in you this week?", "in you?")
    start, end = new.index("      # private"), new.index("summary:")
    versions = []
    for name, text in (("first-step.yaml", FIRST), ("new.yaml", new[:start] + new[end:])):
        loaded, _ = load_text(name, text)
        data, findings = check_text(name, text)
        assert loaded is not None and data is not None, findings
        versions.append(Version(loaded, data))
    said = re.findall(r"^(?:first-step|new)\.yaml:\d.*$", PAGE, re.MULTILINE)
    assert [str(one) for one in diff(*versions)] == said
    grades = set(re.findall(r"^\| `([a-z ]+)` \|", PAGE, re.MULTILINE))
    assert set(get_args(Grade)) <= grades


def test_the_migration_and_its_story_do_what_the_page_says() -> None:
    migrations = next(block for block in BLOCKS if block.startswith("migrations:"))
    story = next(block for block in BLOCKS if "migrates:" in block)
    questions = """
- {id: people, type: people, label: Who, fields: [{id: agreed, type: choice, label: A, options_from: agreed}]}
- {id: plan, type: long_text, label: Plan}
- {id: mood, type: choice, label: Mood, options: [{id: low, label: Low}]}
"""
    lists = "lists:\n  agreed: [{id: said_yes, label: Y}, {id: not_asked, label: N}]\n"
    head = HEAD.replace("version: 1", "version: 2").replace("id: small", "id: who-helps")
    data = canonical(sheet(questions, head=head, top=lists) + migrations)
    stories, findings = load_stories_text("stories.yaml", story)
    assert stories is not None, findings
    assert [str(one) for one in tell(stories, data)] == []


def test_links_inside_the_page_lead_somewhere() -> None:
    heads = {
        re.sub(r"[^a-z0-9 -]", "", head.lower()).replace(" ", "-") for head in re.findall(r"^#+ (.*)$", PAGE, re.M)
    }
    assert set(re.findall(r"\]\(#([^)]+)\)", PAGE)) <= heads
