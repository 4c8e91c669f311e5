"""Faulty sheets, one a line, and what `check` says of each: a table, so its lines may be long."""

# ruff: noqa: E501
# fmt: off

from __future__ import annotations

from .sheets import HEAD, sheet

MOOD = "- {id: mood, type: choice, label: Mood, options: [{id: low, label: Low}, {id: high, label: High}]}\n"
PEOPLE = "- {id: people, type: people, label: Who, fields: [{id: bond, type: short_text, label: Bond}]}\n"
FEAR = "- {id: fear, type: scale, label: Fear, min_label: a, max_label: b}\n"
STAIRS = "- {id: stairs, type: staircase, label: S, steps: [{id: one, label: One}, {id: two, label: Two}]}\n"
TEXT = "- {id: text, type: long_text, label: Text%s}\n"


def asked(condition: str, before: str = MOOD) -> str:
    return sheet(before + TEXT % f", relevant: {condition}")


def moved(*steps: str) -> str:
    asked_now = sheet(MOOD + PEOPLE + FEAR, head=HEAD.replace("version: 1", "version: 2"))
    return f"{asked_now}migrations: [{{to: 2, note: x, steps: [{', '.join(steps)}]}}]\n"


SAID: list[tuple[str, str, str]] = [
    # name, sheet, what one line ends with
    ("unknown key", sheet("- {id: a, type: date, labl: A, label: A}"), "15:29: E101 unknown key 'labl' - did you mean 'label'?"),
    ("unknown key of a condition", asked("{q: mood, iss: low}"), "E101 unknown key 'iss' - did you mean 'is'?"),
    ("unknown key of an option", sheet(MOOD.replace("{id: low,", "{id: low, hnt: x,")), "E101 unknown key 'hnt' - did you mean 'hint'?"),
    ("unknown key of a list", sheet(MOOD, top="lists:\n  a: [{id: b, labl: c, label: c}]\n"), "E101 unknown key 'labl' - did you mean 'label'?"),
    ("unknown key at the top", sheet(MOOD, top="titl: x\n"), "11:1: E101 unknown key 'titl' - did you mean 'title'?"),
    ("unknown door", sheet("- {id: a, type: date, label: {harmd: x, harmed: x, helping: x}}"), "E101 unknown key 'harmd' - did you mean 'harmed'?"),
    ("unknown type", sheet("- {id: a, type: choic, label: A}"), "15:23: E102 unknown type 'choic' - did you mean 'choice'? (known: note, short_text, long_text, choice, choices, scale, checklist, date, table, people, ring_map, staircase)"),
    ("unknown show", sheet(MOOD) + "summary: [{id: a, show: opened}]\n", "E102 unknown show 'opened' - did you mean 'open'? (known: answer, rows, changes, message, open)"),
    ("missing type", sheet("- {id: a, label: A}"), "E103 the key 'type' is missing"),
    ("missing label", sheet("- {id: a, type: date}"), "15:9: E103 the key 'label' is missing"),
    ("missing top key", sheet(MOOD, head=HEAD.replace("minutes: 5\n", "")), "1:1: E103 the key 'minutes' is missing"),
    ("number for text", sheet("- {id: a, type: date, label: 3}"), "E104 'label' has to be text: put 3 in quotes"),
    ("text for a number", sheet(MOOD, head=HEAD.replace("minutes: 5", "minutes: five")), "8:10: E104 'minutes' has to be a whole number"),
    ("number with a point", sheet(MOOD, head=HEAD.replace("minutes: 5", "minutes: 5.5")), "E104 'minutes' has to be a whole number"),
    ("yes for true", sheet("- {id: a, type: date, label: A, core: yes}"), "E104 'core' has to be true or false"),
    ("list for a map", sheet("- [a]"), "E104 each of 'questions' has to be a map"),
    ("text for a list", sheet("- {id: a, type: choices, label: A, options: b}"), "E104 'options' has to be a list"),
    ("empty value", sheet("- id: a\n  type: date\n  label: A\n  hint:"), "18:9: E104 'hint' is empty: write something or leave the key out"),
    ("empty item", sheet("-\n"), "E104 an empty value stands here"),
    ("operand", asked("{q: mood, is: true}"), "E104 'is' has to be an id or a whole number"),
    ("a list as the file", "- a\n", "1:1: E104 the file has to be a map"),
    ("comma", sheet(MOOD.replace("label: Low}", "label: Mostly, with slips}")), "E105 'with slips' looks like text cut off by a comma inside { }: put the whole text in quotes"),
    ("id of a question", sheet("- {id: My-Date, type: date, label: A}"), "E106 'My-Date' is not an id: small letters, digits and _, 40 at most, a letter first"),
    ("id of a sheet", sheet(MOOD, head=HEAD.replace("id: small", "id: Small_one")), "2:5: E106 'Small_one' is not an id: small letters, digits and -, a letter first"),
    ("id of a list", sheet(MOOD, top="lists:\n  My List: [{id: b, label: c}]\n"), "12:3: E106 'My List' is not an id: small letters, digits and _, 40 at most, a letter first"),
    ("topic", sheet(MOOD, head=HEAD.replace("topic: allies", "topic: alies")), "7:8: E107 'alies' is not one of getting_clear, staying_safe, allies, goals, support, accountability, together, on_track - did you mean 'allies'?"),
    ("format", sheet(MOOD, head=HEAD.replace("format: 1", "format: 2")), "1:9: E107 '2' is not one of 1"),
    ("share", sheet("- {id: a, type: date, label: A, share: never}"), "E107 'never' is not one of private, ask, ok"),
    ("empty text", sheet('- {id: a, type: date, label: "  "}'), "E108 'label' is empty"),
    ("no option", sheet("- {id: a, type: choices, label: A, options: []}"), "E108 'options' is empty"),
    ("language", sheet(MOOD, head=HEAD.replace("language: en", "language: English")), "E108 'English' is not a language tag such as 'en', 'pt-BR' or 'zh-Hant'"),
    ("after", sheet(MOOD, top="revisit: {after: soon, invite: Look}\n"), "E108 'soon' is not a time such as '2 weeks' or '3 months'"),
    ("content note", sheet(MOOD, top="content_note: {}\n"), "11:15: E108 content_note needs 'topics' or 'text'"),
    ("number too small", sheet(MOOD, head=HEAD.replace("minutes: 5", "minutes: 0")), "E109 'minutes' has to be at least 1"),
    ("number too large", sheet(FEAR.replace("min_label", "max: 101, min_label")), "E109 'max' has to be at most 100"),
    ("ends of a scale", sheet(FEAR.replace("min_label", "min: 10, min_label")), "E109 'max' has to be larger than 'min'"),
    ("ends of a count", sheet(PEOPLE.replace("label: Who", "label: Who, count_hint: {from: 9, to: 2}")), "E109 'to' has to be at least 'from'"),
    ("no operator", asked("{q: mood}"), "E110 a test has exactly one operator, this one has no operator"),
    ("two operators", asked("{q: mood, is: low, answered: true}"), "E110 a test has exactly one operator, this one has 2 operators (answered, is)"),
    ("options twice", sheet(MOOD.replace("options:", "options_from: x, options:")), "E112 options come either from 'options' or from 'options_from'"),
    ("options of a date", sheet(PEOPLE.replace("label: Bond", "label: Bond, options: [{id: a, label: b}]")), "E112 short_text has no 'options'"),
    ("rows twice", sheet("- {id: a, type: table, label: A, columns: [{id: b, type: date, label: B}]}"), "E112 a table has either 'rows' or 'row_label'"),
    ("prompts of fixed rows", sheet("- {id: a, type: table, label: A, rows: [{id: r, label: R}], prompts: [{id: p, label: P}], columns: [{id: b, type: date, label: B}]}"), "E112 'prompts' go with 'row_label'"),
    ("note with an answer", sheet("- {id: a, type: note, label: A, core: true}"), "E113 a note takes no answer, so it has no 'core'"),
    ("later question", sheet(TEXT % ", relevant: {q: fear, at_least: 2}" + FEAR), "E201 'fear' is not an earlier question"),
    ("itself", sheet(TEXT % ", relevant: {q: text, answered: true}"), "E201 'text' is not an earlier question"),
    ("unknown question", asked("{q: moood, is: low}"), "E202 there is no question 'moood' - did you mean 'mood'?"),
    ("piped unknown question", sheet(MOOD + "- {id: b, type: date, label: 'A ${moood|x}'}"), "E202 there is no question 'moood' - did you mean 'mood'?"),
    ("id twice", sheet(MOOD + MOOD), "16:14: E203 the id 'mood' is already taken in line 15"),
    ("id of a section", sheet("- {id: part, type: date, label: A}"), "E203 the id 'part' is already taken in line 12"),
    ("option twice", sheet(MOOD.replace("id: high", "id: low")), "E203 the id 'low' is already taken in line 15"),
    ("list and question", sheet(MOOD, top="lists: {mood: [{id: a, label: b}]}\n"), "E203 'mood' is also the id of a question"),
    ("operator of a choice", asked("{q: mood, at_least: 2}"), "E204 'at_least' does not fit choice; it takes answered, is, is_not, is_one_of"),
    ("operator of a text", sheet(TEXT % "" + "- {id: b, type: date, label: A, relevant: {q: text, is: x}}"), "E204 'is' does not fit long_text; it takes answered"),
    ("a person as an option", sheet(PEOPLE + "- {id: b, type: choice, label: B, options_from: people, other: true}\n- {id: c, type: date, label: C, relevant: {q: b, is: anna}}"), "E204 the options are people, so 'is' has nothing to name; use answered"),
    ("unknown option", asked("{q: mood, is: lwo}"), "E205 'lwo' is not an option of 'mood' - did you mean 'low'?"),
    ("unknown option among several", asked("{q: mood, is_one_of: [low, hihg]}"), "E205 'hihg' is not an option of 'mood' - did you mean 'high'?"),
    ("default", sheet(MOOD.replace("label: Mood", "label: Mood, default: lo")), "E205 'lo' is not one of the options - did you mean 'low'?"),
    ("off the scale", asked("{q: fear, at_least: 11}", FEAR), "E205 has to be a whole number from 0 to 10"),
    ("word on a scale", asked("{q: fear, is: low}", FEAR), "E205 has to be a whole number from 0 to 10"),
    ("unknown step", asked("{q: stairs, at_least: tow}", STAIRS), "E205 'tow' is not a step of 'stairs' - did you mean 'two'?"),
    ("too many steps", asked("{q: stairs, at_least: 3}", STAIRS), "E205 has to be a whole number from 1 to 2"),
    ("no date", asked("{q: day, before: 2026-13}", "- {id: day, type: date, label: D}\n"), "E205 has to be a date such as 2026, 2026-11, 2026-autumn or 2026-11-24"),
    ("unknown field", asked("{q: people, field: bondd, answered: true}", PEOPLE), "E206 'bondd' is not a field of 'people' - did you mean 'bond'?"),
    ("no field", asked("{q: mood, field: x, is: low}"), "E206 'mood' has no fields"),
    ("no rows", asked("{q: mood, row: x, is: low}"), "E206 'mood' has no fixed rows"),
    ("row alone", asked("{q: t, row: r, answered: true}", "- {id: t, type: table, label: A, rows: [{id: r, label: R}], columns: [{id: b, type: date, label: B}]}\n"), "E206 'row' needs a 'field' beside it"),
    ("unknown list", sheet("- {id: a, type: choice, label: A, options_from: moodz}", top="lists: {moods: [{id: a, label: b}]}\n"), "E207 there is no list 'moodz' - did you mean 'moods'?"),
    ("people of a choice", sheet(MOOD + "- {id: b, type: ring_map, label: B, people: mood, rings: [{id: a, label: b}]}"), "E208 'mood' is a choice question, not one about people"),
    ("condition on a note", asked("{q: n, answered: true}", "- {id: n, type: note, label: N}\n"), "E208 'n' is a note and takes no answer"),
    ("rows of a choice", sheet(MOOD) + "summary: [{id: a, show: rows, q: mood}]\n", "E208 'mood' (choice) has no rows; use 'show: answer'"),
    ("where of another", sheet(MOOD + PEOPLE) + "summary: [{id: a, show: rows, q: people, where: {q: mood, is: low}}]\n", "E208 'where' picks rows of 'people', so its tests name that question"),
    ("piped table", sheet(PEOPLE + "- {id: b, type: date, label: 'A ${people|x}'}"), "E208 the answer of 'people' (people) does not fit into a sentence"),
    ("missing door", sheet("- {id: a, type: date, label: {harmed: x}}"), "E209 words for the door helping are missing"),
    ("audience beyond the sheet", sheet("- {id: a, type: date, label: A, audience: [harmed, helping, facilitating]}"), "E210 the door facilitating does not come here, so nobody sees this there"),
    ("audience twice", sheet("- {id: a, type: date, label: A, audience: [harmed, helping, harmed]}"), "E210 a door stands twice"),
    ("exclusive first", sheet(MOOD.replace("choice", "choices").replace("Low}", "Low, exclusive: true}")), "E211 an option that is exclusive stands last"),
    ("exclusive in a choice", sheet(MOOD.replace("High}", "High, exclusive: true}")), "E211 'exclusive' is for options of choices"),
    ("piped title", sheet(MOOD, head=HEAD.replace("title: Small", "title: Small ${mood|x}")), "E212 an earlier answer cannot stand in a title, or before anything was asked"),
    ("piped where safety is high", sheet(MOOD + "- {id: b, type: date, label: 'A ${mood|x}'}", top="safety: high\ncontent_note: {text: x}\n"), "E212 with 'safety: high' no answer is put into a sentence"),
    ("broken pipe", sheet(MOOD + "- {id: b, type: date, label: 'A ${mood |x}'}"), "E213 write ${question_id|words if it is empty}"),
    ("unknown own words", sheet("- {id: b, type: date, label: 'A ${words.harm|x}'}"), "E213 there are no words 'words.harm' - did you mean 'words.harmed'?"),
    ("migrations", sheet(MOOD, head=HEAD.replace("version: 1", "version: 3")) + "migrations: [{to: 2, note: x}]\n", "E214 migrations go up one by one from 2 at the earliest and end at version 3"),
    ("a new name nobody asks", moved("{do: rename, q: old, to: mod}"), "18:64: E216 there is no question 'mod' in this version - did you mean 'mood'?"),
    ("a new option nobody offers", moved("{do: recode, q: mood, map: {l: loww}}"), "E216 'loww' is not one of low, high - did you mean 'low'?"),
    ("a new option where there are none", moved("{do: recode, q: fear, map: {a: b}}"), "E216 'fear' has no options of its own in this version"),
    ("a new cell where there is none", moved("{do: recode, q: people, field: bonds, map: {a: b}}"), "E216 'bonds' of 'people' has no options of its own in this version"),
    ("a text that is a scale", moved("{do: to_long_text, q: fear}"), "E216 'fear' is a scale question in this version, not a long_text"),
    ("people that are a scale", moved("{do: into_people, q: old, to: fear}"), "E216 'fear' is a scale question in this version, not one about people"),
    ("retired and asked", moved("{do: retire, q: mood, why: It hurts}"), "E216 'mood' is still asked in this version"),
    ("a new name that a later step loses", moved("{do: rename, q: a, to: b}, {do: rename, q: b, to: c}"), "E216 there is no question 'c' in this version"),
    ("people of another door", sheet(PEOPLE.replace("label: Who", "label: Who, audience: [harmed]") + "- {id: b, type: ring_map, label: B, people: people, rings: [{id: a, label: b}], relevant: {q: people, answered: true}}"), "E215 'people' is not asked at the door helping"),
    ("kept id", sheet("- {id: summary, type: date, label: A}"), "E218 the id 'summary' is kept for the program"),
    ("kept option", sheet(MOOD.replace("id: high", "id: other").replace("label: Mood", "label: Mood, other: true")), "E218 the id 'other' is kept for 'other: true'"),
    ("kept column", sheet(PEOPLE.replace("id: bond", "id: person")), "E218 the id 'person' is kept for the program"),
    ("no words if empty", sheet(MOOD + "- {id: b, type: date, label: 'A ${mood}'}"), "W301 ${mood} has no words for when it is empty; write ${mood|…}"),
    ("no content note", sheet(MOOD, top="safety: high\n"), "11:1: W302 'safety: high' without a content_note: say what is coming"),
    ("is_not", asked("{q: mood, is_not: low}"), "W303 'is_not' is false while 'mood' has no answer; if that matters, test 'answered' too"),
    ("never", asked("{all: [{q: mood, is: low}, {q: mood, is: high}]}"), "W304 this can never hold"),
    ("never on a scale", asked("{all: [{q: fear, at_least: 5}, {q: fear, at_most: 4}]}", FEAR), "W304 this can never hold"),
    ("never on steps", asked("{all: [{q: stairs, at_least: two}, {q: stairs, at_most: one}]}", STAIRS), "W304 this can never hold"),
    ("yes as an id", sheet(MOOD.replace("id: low", "id: no")), "W305 other programs read 'no' as true or false: choose another word"),
    ("link", sheet("- {id: a, type: date, label: 'See https://example.org'}"), "W306 a link cannot be opened from here: name the place in words"),
    ("nobody to choose", sheet(PEOPLE + "- {id: b, type: choice, label: B, options_from: people}"), "W307 nothing to choose while nobody is named: add 'relevant' on 'people' or 'other: true'"),
    ("asked elsewhere", asked("{q: mood, is: low}", MOOD.replace("label: Mood", "label: Mood, audience: [harmed]")), "W308 'mood' is not asked at the door helping: there it has no answer"),
    ("words for nobody", sheet("- {id: a, type: date, label: {harmed: x, helping: y, facilitating: z}}"), "W309 the door 'facilitating' never sees this"),
    ("empty section", sheet("- {id: a, type: date, label: A, audience: [harmed]}"), "12:9: W310 at the door helping this section has no question; give it an 'audience'"),
    ("unused list", sheet(MOOD, top="lists: {a: [{id: b, label: c}]}\n"), "W311 the list 'a' is not used"),
    ("key name", sheet("- {id: a, type: date, label: Press F2 now}"), "W312 the name of a key, 'F2', may change: leave it out"),
]
