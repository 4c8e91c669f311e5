"""What goes into a document, and what never does."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ciworkbook.answers.answer import Answer
from ciworkbook.summary import as_markdown, as_text
from ciworkbook.summary.build import build
from ciworkbook.summary.document import Document, Figure, Heading, Line, Paragraphs, Table
from ciworkbook.summary.lasting import own_view_sentence, safety_sentence
from ciworkbook.summary.names import Names
from ciworkbook.summary.page_data import Setting, page_data
from ciworkbook.summary.part import Part

from .sheets import PEOPLE, RINGS, STATES, STEPS, THEN, document, sheet, visit, whole


def everything(made: Document) -> str:
    """All that any form of the document can show."""
    page = json.dumps(page_data(made, Setting()), ensure_ascii=False)
    return "\n".join([page, as_text.render(made, 500), as_markdown.render(made), *(line.text for line in made.lines())])


def labels(made: Document) -> list[str]:
    return [
        block.text if isinstance(block, Heading) else block.label
        for block in made.blocks
        if not isinstance(block, Figure)
    ]


def ticked_off(made: Document) -> Document:
    return made.without({line.key for line in made.lines() if line.share == "ask"})


SHARES = ("private", "ask", "ok")


@st.composite
def shared_sheets(draw: st.DrawFn) -> tuple[Any, dict[str, str]]:
    """A sheet with drawn shares and a filled visit; tokens by what becomes of them: private, ask, ok."""
    tokens: dict[str, str] = {}
    values: dict[str, Any] = {}
    questions: list[dict[str, Any]] = []
    summary: list[dict[str, Any]] = []

    def token(name: str, share: str) -> str:
        made = f"TOKEN{len(tokens)}x{name}"
        tokens[made] = share
        return made

    def strict(*shares: str) -> str:
        return "private" if "private" in shares else "ask" if "ask" in shares else "ok"

    def columns() -> list[dict[str, Any]]:
        found = []
        for name in ("c1", "c2", "c3"):
            column: dict[str, Any] = {"id": name, "type": "short_text", "label": name.upper()}
            if own := draw(st.sampled_from([None, *SHARES])):
                column["share"] = own
            found.append(column)
        return found

    shares = {
        name: draw(st.sampled_from(SHARES)) for name in ("gate", "text", "note", "table", "who", "stairs", "rest")
    }
    questions.append({"id": "gate", "type": "choice", "label": "Gate", "options": STATES, "share": shares["gate"]})
    values["gate"] = "yes"
    # What rests may have any share: it stays where it is.
    hidden = {"q": "gate", "is": "partly"}
    questions.append({"id": "rest", "type": "short_text", "label": "R", "share": shares["rest"], "relevant": hidden})
    values["rest"] = token("rest", "private")
    questions.append({"id": "text", "type": "short_text", "label": "T", "share": shares["text"]})
    values["text"] = token("text", shares["text"])
    label = "Then ${text|nothing} and ${rest|nothing}?"
    questions.append({"id": "note", "type": "long_text", "label": label, "share": shares["note"], "core": True})
    values["note"] = "a\n" + token("note", shares["note"])
    for name, kind, more in (
        ("table", "table", {"row_label": "row"}),
        ("who", "people", {}),
        ("stairs", "staircase", {"steps": STEPS, "states": STATES, "note_each": True}),
    ):
        own = columns()
        key = "columns" if kind == "table" else "fields"
        questions.append({"id": name, "type": kind, "label": name, "share": shares[name], key: own, **more})
        row = {}
        for column in own:
            effective = column.get("share", shares[name])
            if kind != "table":
                effective = strict(effective, shares[name])
            row[column["id"]] = token(f"{name}.{column['id']}", effective)
        if kind == "table":
            values[name] = [{"id": "r1", **row}]
        elif kind == "people":
            values[name] = [{"person": "p1", **row}]
        else:
            row["note"] = token("stairs.note", shares["stairs"])
            values[name] = {"place": ["see"], "steps": {"stop": {"state": "partly", **row}}}
        if draw(st.booleans()):
            where = draw(st.sampled_from([None, {"q": name, "field": "c1", "answered": True}]))
            fields = draw(st.sampled_from([[], ["c2"]]))
            # What the sheet's own summary narrows need not go out; what may not go out still must not.
            tokens.update({one: "any" for one, share in tokens.items() if f"x{name}." in one and share == "ok"})
            item = {"id": f"{name}_rows", "show": "rows", "q": name, "fields": fields, "label": "Rows", "empty": "none"}
            summary.append(item | ({"where": where} if where else {}))
    for name in ("gate", "text", "rest", "stairs"):
        text = token(f"message.{name}", shares[name] if name != "rest" else "private")
        summary.append({"id": f"m_{name}", "show": "message", "text": text, "relevant": {"q": name, "answered": True}})
    piped = token("piped", "ok") + " ${text|none}"
    summary.append({"id": "m_piped", "show": "message", "text": piped})
    if draw(st.booleans()):
        # Then beside now is one line for a table or for people: it asks as soon as one column does.
        rows = ("xtable.", "xwho.")
        tokens.update({one: "any" for one, share in tokens.items() if share == "ok" and any(r in one for r in rows)})
        summary.append({"id": "moved", "show": "changes", "q": ["text", "note", "stairs", "table", "who", "rest"]})
    if draw(st.booleans()):
        summary.append({"id": "text_shown", "show": "answer", "q": "text", "label": "Shown", "empty": "none"})
    summary.append({"id": "open", "show": "open"})
    worksheet = sheet([{"id": "one", "title": "One", "questions": questions}], summary)
    earlier = None
    if draw(st.booleans()):
        past: dict[str, Any] = {
            "gate": "yes",
            "rest": token("old.rest", "private"),
            "text": token("old", shares["text"]),
        }
        earlier = visit(past, THEN)
    return document(worksheet, visit(values), earlier, rule=draw(st.sampled_from(["alias", "letters"]))), tokens


@settings(deadline=None, max_examples=150)
@given(shared_sheets())
def test_private_and_resting_never_come_in_and_ask_goes_when_it_is_not_ticked(made: tuple[Any, dict[str, str]]) -> None:
    whole_document, tokens = made
    full, left = everything(whole_document), everything(ticked_off(whole_document))
    for one, share in tokens.items():
        if share == "private":
            assert one not in full
        elif share == "ask":
            assert one not in left
        elif share == "ok" and not one.endswith("old"):
            assert one in left


@pytest.mark.parametrize("state", ["skipped", "not_now", "does_not_fit", "rather_not_say"])
def test_an_answer_left_open_on_purpose_does_not_go_out(state: Any) -> None:
    worksheet = sheet([{"id": "s", "title": "S", "questions": [{"id": "q", "type": "short_text", "label": "LABEL"}]}])
    assert "LABEL" not in everything(document(worksheet, visit({"q": Answer(state)})))


def test_keys_are_each_there_once_and_the_same_every_time() -> None:
    keys = [line.key for line in whole().lines()]
    assert len(keys) == len(set(keys))
    assert keys == [line.key for line in whole().lines()]


def test_the_order_is_title_date_summary_then_the_rest() -> None:
    assert [label for label in labels(whole()) if label] == [
        "Steps towards change",
        "The steps",
        "Then and now",
        "Where does each one stand?",
        "Still open",
        "Names",
        "Who comes to mind?",
        "Who asks for what?",
        "What could you say to them?",
    ]


def test_two_parts_stand_under_their_own_titles() -> None:
    worksheet = sheet([{"id": "s", "title": "S", "questions": [{"id": "q", "type": "short_text", "label": "Q"}]}])
    parts = [Part(worksheet, visit({"q": "one"})), Part(worksheet, visit({"q": "two"}, THEN))]
    made = build(parts, Names("alias", PEOPLE), title="Both", intro="For you.\n\nPlease read.")
    assert [(block.level, block.text) for block in made.blocks if isinstance(block, Heading)] == [
        (1, "Both"), (2, "Steps towards change"), (3, "S"), (2, "Steps towards change"), (3, "S"),
    ]  # fmt: skip
    assert [line.text for line in made.lines()] == [
        "For you.", "Please read.", "24 November 2026", "one", "27 October 2026", "two",
    ]  # fmt: skip


def test_a_staircase_is_a_list_and_a_drawing_with_where_one_stood() -> None:
    figure = next(block for block in whole().blocks if isinstance(block, Figure))
    drawn = "\n".join(figure.picture.lines())
    assert "● Seeing that it was harm · now" in drawn
    assert "● The harm stops · now, as before · Here now" in drawn
    assert figure.line.text == figure.picture.alt == figure.sheet.alt
    assert figure.line.share == "ok"
    assert [line for line in whole().lines() if line.text == "a step up"]


def test_a_column_that_asks_is_a_line_of_its_own() -> None:
    lines = {line.text: line.share for line in whole().lines()}
    assert lines["The harm stops: Here now · What shows it: Person A asks every Friday."] == "ok"
    assert lines["The harm stops: What makes it hard: Nights."] == "ask"


def test_names_are_one_rule_in_lists_drawings_and_text() -> None:
    for rule in ("letters", "role"):
        told = everything(whole(rule=rule))
        assert not [name for name in ("Tom", "Ines", "Kwame") if name in told]
    assert "my brother" in everything(whole(rule="role"))
    assert "Ines Moreau" in everything(whole(rule="alias"))


def test_a_page_by_someone_who_caused_harm_says_what_it_is_and_cannot_be_made_to_stop() -> None:
    made = whole("caused_harm")
    bare = made.without({line.key for line in made.lines()})
    assert own_view_sentence() in labels(bare)
    assert own_view_sentence() not in labels(whole("helping"))


def test_a_page_of_high_safety_promises_nothing_once() -> None:
    section = {"id": "s", "title": "S", "questions": [{"id": "q", "type": "short_text", "label": "Q", "share": "ok"}]}
    same = [{"id": "own", "show": "message", "text": safety_sentence()}]
    made = document(sheet([section], same, safety="high"), visit({"q": "x"}))
    assert everything(made.without({line.key for line in made.lines()})).count(safety_sentence()) == 3
    assert as_text.render(made).replace("\n", " ").count(safety_sentence()) == 1


def test_high_safety_is_private_unless_it_says_otherwise() -> None:
    questions = [
        {"id": "a", "type": "short_text", "label": "A"},
        {"id": "b", "type": "short_text", "label": "B", "share": "ask"},
    ]
    made = document(
        sheet([{"id": "s", "title": "S", "questions": questions}], safety="high"), visit({"a": "x", "b": "y"})
    )
    assert [line.text for line in made.lines()] == ["24 November 2026", "y"]


def test_rows_where_a_condition_holds_with_the_fields_named() -> None:
    question = {
        "id": "who",
        "type": "people",
        "label": "Who",
        "share": "ok",
        "fields": [
            {"id": "good", "type": "short_text", "label": "Good at"},
            {"id": "agreed", "type": "choice", "label": "Agreed", "options": STATES},
        ],
    }
    rows = {"id": "r", "show": "rows", "q": "who", "label": "Yes", "fields": ["good"], "empty": "No one yet."}
    where = {"where": {"q": "who", "field": "agreed", "is": "yes"}}
    worksheet = sheet([{"id": "s", "title": "S", "questions": [question]}], [rows | where])
    people = [{"person": "p1", "good": "rides", "agreed": "yes"}, {"person": "p2", "good": "talk", "agreed": "partly"}]
    assert [line.text for line in document(worksheet, visit({"who": people})).lines()][1:] == ["Tom – Good at: rides"]
    none = document(worksheet, visit({"who": people[1:]}))
    assert [line.text for line in none.lines()][1:] == ["No one yet."]


def test_the_words_for_nothing_are_not_said_of_what_may_not_go_out() -> None:
    columns = [
        {"id": "a", "type": "short_text", "label": "A", "share": "private"},
        {"id": "b", "type": "short_text", "label": "B", "share": "ok"},
    ]
    question = {"id": "t", "type": "table", "label": "T", "row_label": "row", "columns": columns}
    for show in ("rows", "answer"):
        item = {"id": "i", "show": show, "q": "t", "label": "L", "empty": "Nothing is written."}
        worksheet = sheet([{"id": "s", "title": "S", "questions": [question]}], [item])
        assert "Nothing is written." in everything(document(worksheet, visit({})))
        assert "Nothing" not in everything(document(worksheet, visit({"t": [{"id": "1", "a": "x"}]})))


def test_a_ring_map_goes_out_as_asked() -> None:
    question = {"id": "map", "type": "ring_map", "label": "Map", "people": "who", "rings": RINGS}
    made = document(sheet([{"id": "s", "title": "S", "questions": [question]}]), visit({"map": {"p1": "near"}}))
    assert {line.share for line in made.lines() if "Tom" in line.text} == {"ask"}
    assert any(isinstance(block, Figure) for block in made.blocks)


def test_a_table_has_a_header_and_a_line_a_row() -> None:
    table = next(one for one in whole().blocks if isinstance(one, Table) and one.header[0] == "Who")
    assert table.header == ("Who", "What they could do")
    assert [cells for _line, cells in table.rows] == [
        ("Person B", "A bed for two nights"),
        ("Person C", "Talk with Person B"),
    ]


def test_the_credit_stands_only_where_it_is_asked_for() -> None:
    assert "creative-interventions" not in everything(whole())
    assert "creative-interventions" in everything(whole(attribution=True))


def test_nothing_that_was_written_shows_in_a_repr() -> None:
    made = whole(rule="alias", intro="INTRO")
    for one in (made, *made.blocks, *made.lines()):
        assert not [word for word in ("Tom", "Ines", "Friday", "INTRO") if word in repr(one)]


def test_fixed_sentences_are_paragraphs_without_lines() -> None:
    fixed = Paragraphs("k", "It stays.", ())
    line = Paragraphs("l", "", (Line("x", "It goes."),))
    assert Document("t", "en", (fixed, line)).without({"x"}).blocks == (fixed,)
