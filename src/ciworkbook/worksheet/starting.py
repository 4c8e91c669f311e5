"""A first sheet and its stories, small and whole, for somebody to write over.

- What is written here passes `check` without a finding, and its stories come true, at every door and topic.
- Its questions are real ones: a page that nobody changes is still a page that someone could fill in.
"""

from __future__ import annotations

from collections.abc import Sequence

from .model import Door

_SHEET = """\
# yaml-language-server: $schema=worksheet.schema.json
# Write over everything here. docs/worksheets.md says what each key means; the ids stay once a sheet is published.
format: 1
id: {id}
version: 1
language: en
title: "{title}"
about: |
  A short page for choosing one thing to do this week. You can leave any
  question empty, and you can stop anywhere.
topic: {topic}
minutes: 10
audience: [{doors}]
credit:
  license: CC-BY-4.0
  authors: [Your name or your group]

sections:
  - id: this_week
    title: This week
    questions:
      # A scale has words at both ends. It is never added up.
      - id: energy
        type: scale
        label: How much do you have in you this week?
        min_label: Hardly anything
        max_label: A lot
        revisit: compare
      # A note is read. This one comes up only after some answers.
      - id: rest_first
        type: note
        tone: care
        label: Resting is a step too.
        relevant: {{q: energy, at_most: 2}}

  - id: one_step
    title: One small step
    pause: That is enough for today, if you like.
    questions:
      # core: listed under "still open" while it is empty. Nothing is ever required.
      - id: step
        type: short_text
        core: true
        label: What is one small step?
        hint: Small enough that you would do it on a bad day.
      - id: kind
        type: choice
        label: What is it about?
        relevant: {{q: step, answered: true}}
        other: true
        options:
          - {{id: safety, label: Being safer}}
          - {{id: rest, label: Getting some rest}}
          - {{id: someone, label: Talking with someone}}
          - {{id: dont_know, label: I do not know}}
      - id: who
        type: people
        label: Who could know about it?
        relevant: {{q: step, answered: true}}
        constraints:
          - id: many_people
            level: note
            expect: {{q: who, count_at_most: 5}}
            message: That is a lot of people. One or two may be easier to tell.
      # private: never printed.
      - id: in_the_way
        type: long_text
        share: private
        label: What might get in the way?

summary:
  - {{id: the_step, show: answer, q: step, label: My step}}
  - {{id: who_knows, show: rows, q: who, label: Who could know, empty: Nobody yet. That can change.}}
  - {{id: still_open, show: open, label: Still open}}
"""

_STORIES = """\
# Each story says what someone answered and what the sheet then does: ciworkbook stories stories/{file}.yaml
format: 1
of: {id}
stories:
  - name: someone with little strength reads that resting counts
    door: {door}
    given: {{energy: 1}}
    sees: [energy, rest_first, step]
    does_not_see: [kind, who]
    messages: []
    summary_shows: [still_open]

  - name: a step brings the questions about it
    given: {{energy: 6, step: Call a friend, kind: someone, who: [Blue]}}
    sees: [kind, who, in_the_way]
    does_not_see: [rest_first]
    summary_shows: [the_step, who_knows]
    summary_does_not_show: [still_open]

  - name: a step taken back leaves the people resting
    given: {{who: [Blue]}}
    resting: [who]

  - name: many people bring a soft word, and nothing more
    given: {{step: Tell them, who: [A, B, C, D, E, F]}}
    messages: [many_people]

  - name: leaving everything is fine
    left: {{energy: not_now, step: rather_not_say, in_the_way: skipped}}
    sees: [energy, step, in_the_way]
    messages: []
"""


def sheet_text(name: str, doors: Sequence[Door], topic: str) -> str:
    """Return the file of a new sheet called `name`."""
    title = name.replace("-", " ").strip().capitalize()
    return _SHEET.format(id=_id(name), title=title, topic=topic, doors=", ".join(dict.fromkeys(doors)))


def stories_text(name: str, doors: Sequence[Door]) -> str:
    """Return the file of its stories."""
    return _STORIES.format(id=_id(name), file=name, door=doors[0])


def _id(name: str) -> str:
    """The name as YAML reads it as text."""
    return f'"{name}"' if name in ("true", "false", "null") else name
