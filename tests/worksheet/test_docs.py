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
from ciworkbook.worksheet.loading import load_text
from ciworkbook.worksheet.shape import _keys, _models
from ciworkbook.worksheet.stories import Story, load_stories_text

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
    parts: list[type[BaseModel]] = [*_models(), Story]
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


def test_the_first_sheet_and_its_stories_do_what_the_page_says() -> None:
    sheet = BLOCKS[0]
    _, findings = check_text("first-step.yaml", sheet)
    assert [str(one) for one in findings] == re.findall(r"^first-step\.yaml:.*$", PAGE, re.MULTILINE)
    data, findings = check_text(
        "first-step.yaml", sheet.replace("  - id: step\n    title", "  - id: the_week\n    title")
    )
    assert data is not None and findings == []
    told = next(block for block in BLOCKS if "stories:" in block)
    stories, findings = load_stories_text("stories.yaml", told)
    assert stories is not None, findings
    assert [str(one) for one in tell(stories, data)] == []


def test_links_inside_the_page_lead_somewhere() -> None:
    heads = {
        re.sub(r"[^a-z0-9 -]", "", head.lower()).replace(" ", "-") for head in re.findall(r"^#+ (.*)$", PAGE, re.M)
    }
    assert set(re.findall(r"\]\(#([^)]+)\)", PAGE)) <= heads
