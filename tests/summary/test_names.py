"""One names rule for the whole document."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ciworkbook.answers.people import People, Person
from ciworkbook.summary import seeking
from ciworkbook.summary.names import Names, Rule

from .sheets import PEOPLE


def test_aliases_stay_as_they_are() -> None:
    names = Names("alias", PEOPLE)
    assert names("p1") == "Tom"
    assert names.replace_in("tom and Ines Moreau") == "tom and Ines Moreau"


def test_letters_in_order_of_first_use_and_stable() -> None:
    names = Names("letters", PEOPLE)
    assert [names("p3"), names("p1"), names("p3"), names("p2")] == ["Person A", "Person B", "Person A", "Person C"]


def test_letters_go_on_after_z() -> None:
    names = Names("letters", People(tuple(Person(str(n), f"Name{n}") for n in range(28))))
    assert [names(str(n)) for n in range(28)][-3:] == ["Person Z", "Person AA", "Person AB"]


def test_roles_and_a_letter_where_there_is_none() -> None:
    names = Names("role", PEOPLE)
    assert [names("p3"), names("p1"), names("p2")] == ["Person A", "my brother", "my neighbor"]


def test_two_people_of_one_role_stay_two() -> None:
    names = Names("role", People((Person("1", "Ada", "a friend"), Person("2", "Bo", "a friend"))))
    assert [names("1"), names("2"), names("1")] == ["a friend", "a friend 2", "a friend"]


def test_a_role_that_names_someone_is_not_used() -> None:
    names = Names("role", People((Person("1", "Ada", ""), Person("2", "Bo", "Ada's sister"))))
    assert names("2") == "Person A"


def test_someone_taken_out_has_no_name() -> None:
    assert Names("letters", PEOPLE)("gone") == ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("TOM said tom.", "Person A said Person A."),
        ("Tomorrow, atom", "Tomorrow, atom"),
        ("Tom's car, (Tom), Tom-Tom", "Person A's car, (Person A), Person A-Person A"),
        ("ines\n moreau called", "Person A called"),
        ("Ines Moreau told Tom", "Person A told Person B"),
    ],
)
def test_aliases_in_text_are_found_as_whole_words(text: str, expected: str) -> None:
    assert Names("letters", PEOPLE).replace_in(text) == expected


@given(st.text(st.sampled_from("aZ z`é\u0301ßﬁ…\u200d’王가कि\n\x7fЁ"), max_size=30))
def test_a_text_is_compared_as_its_characters_are_and_each_knows_its_place(text: str) -> None:
    folded, places = seeking._folded(text)
    by_one = [(part, at) for at, one in enumerate(text) for part in seeking._compared(one)]
    assert (list(folded), list(places)) == ([part for part, _at in by_one], [at for _part, at in by_one])


def test_a_name_is_found_beside_names_that_begin_alike_and_hold_signs_of_a_pattern() -> None:
    people = People(
        (Person("p1", "To"), Person("p2", "T[o]*m"), Person("p3", "Tomás"), Person("p4", "王小"), Person("p5", "]a"))
    )
    said = Names("letters", people).replace_in("Tomas, t[O]*m, Into, to 王小, ]A, T[o]*")
    assert said == "Person A, Person B, Into, Person C Person D, Person E, T[o]*"


def test_the_longest_alias_goes_first() -> None:
    names = Names("letters", People((Person("1", "Ada"), Person("2", "Ada Lovelace"))))
    assert names.replace_in("Ada Lovelace met Ada") == "Person A met Person B"


def test_one_letter_is_replaced_only_as_it_was_written() -> None:
    names = Names("letters", People((Person("1", "M"),)))
    assert names.replace_in("M met m in Maine") == "Person A met m in Maine"


def test_scripts_without_space_between_words() -> None:
    names = Names("letters", People((Person("1", "민아"), Person("2", "王芳"), Person("3", "José"))))
    assert names.replace_in("민아는 왔다") == "Person A는 왔다"
    assert names.replace_in("我和王芳说") == "我和Person B说"
    assert names.replace_in(unicodedata.normalize("NFD", "José came")) == "Person C came"


@pytest.mark.parametrize(
    ("alias", "written"),
    [
        ("Tom", "Tom's Toms TOM'S _Tom_ *tom* Tom2 (tom) #Tom T\u200bom T\u00adom Ｔｏｍ tom\u2060"),
        ("José", "José Jose JOSÉ José's Jos\u0065\u0301 jose\u0301 José"),
        ("Quartz", "Quartz Quartzes quartzen Quartz’s Quart\u200dz Ⓠuartz"),
        (
            "Ines Moreau",
            "Ines Moreau, Ines\u00a0Moreau, INES-MOREAU, Ines_Moreau, Inés Moreaus, Ines, Moreau's, Moreau",
        ),
        ("Jean-Luc", "Jean-Luc Jean Luc Jean‑Luc jean—luc Jean Luc's"),
        ("O'Brien", "O'Brien O’Brien O`Brien OʼBriens"),
        ("Анна", "Анна Анны Анне Анну Анной АННА Анною"),
        ("Иван", "Иван Ивана Ивану Иваном Иване"),
        ("Γιώργος", "Γιώργος Γιώργου Γιώργο ΓΙΩΡΓΟΣ Γιωργος"),
        ("سارة", "سارة وسارة لسارة بسارة سَارَة"),
        ("राम", "राम राम, राम-"),
        ("민아", "민아는 민아가 민아"),
        ("王芳", "王芳 我和王芳说 王\u200b芳"),
        ("J.D.", "J.D. JD J. D."),
        ("R.", "R. (R.) R R's"),
        ("will", "will Will WILL will's"),
        ("Straße", "Straße STRASSE Strasse"),
    ],
)
@pytest.mark.parametrize("rule", ["letters", "role", "initials"])
def test_a_name_is_found_however_it_is_written(alias: str, written: str, rule: Rule) -> None:
    said = Names(rule, People((Person("1", alias, "my neighbor"),))).replace_in(f"so {written} then")
    for name in ("Person A", "my neighbor", Names(rule, People((Person("1", alias),)))("1")):
        said = said.replace(name, "")
    rest = "".join(
        one for one in unicodedata.normalize("NFKD", said).casefold() if unicodedata.category(one) in ("Ll", "Lo")
    )
    for one in ("و", "ل", "ب", "는", "가", "我和", "说"):  # other words, written without a space
        rest = rest.replace(unicodedata.normalize("NFKD", one), "")
    assert rest.replace("s", "") == "othen", said


@pytest.mark.parametrize(
    ("alias", "text"),
    [
        ("Tom", "Tomorrow, atoms, tomato, custom"),
        ("Ann", "announce, anniversary, Hannover, annex"),
        ("M", "m in Maine, A4M, M5"),
        ("राम", "रामू रामा"),
        ("Hòa", "hoà hoạ"),
        ("May Li", "I may go, a maybe, li"),
        ("Big Sister", "my sister is big"),
        ("A.", "A dog and a cat"),
    ],
)
def test_other_words_stay(alias: str, text: str) -> None:
    assert Names("letters", People((Person("1", alias),))).replace_in(text) == unicodedata.normalize("NFC", text)


def test_a_word_of_two_names_is_nobody_s() -> None:
    names = Names("letters", People((Person("1", "Ines Moreau"), Person("2", "Paul Moreau"))))
    assert names.replace_in("Paul and Moreau and Ines") == "Person A and someone and Person B"


def test_initials_and_numbers_where_two_have_the_same() -> None:
    people = People(
        (Person("1", "Ines Moreau"), Person("2", "ivo Mann"), Person("3", "王芳"), Person("4", "राम"), Person("5", "7"))
    )
    names = Names("initials", people)
    assert [names(one.id) for one in people] == ["I. M.", "I. M. 2", "Person A", "रा.", "Person B"]
    assert names.replace_in("Ivo Mann's car") == "I. M. 2's car"


@pytest.mark.parametrize(
    ("rule", "word", "text"),
    [
        ("alias", "Maya", "Maya asked Maya's friend"),
        ("letters", "", "the person who was harmed asked the person who was harmed's friend"),
        ("initials", "M.", "M. asked M.'s friend"),
    ],
)
def test_own_words_that_are_names_follow_the_rule(rule: Rule, word: str, text: str) -> None:
    names = Names(rule, People(), {"harmed": "Maya", "caused_harm": "my ex", "what_happened": "what Maya told"})
    assert names.word("harmed") == word
    assert names.replace_in("Maya asked Maya's friend") == text
    assert names.replace_in("my ex") == "my ex"
    assert ("Maya" in names.word("what_happened")) == (rule == "alias")


def test_who_came_up_is_remembered() -> None:
    names = Names("letters", PEOPLE)
    names.replace_in("Kwame was there")
    assert (names("p1"), names.used) == ("Person B", {"p3": "Person A", "p1": "Person B"})


def test_a_replacement_is_not_replaced_again() -> None:
    names = Names("letters", People((Person("1", "Person"), Person("2", "A"))))
    assert names.replace_in("Person") == "Person A"


# Letters of which "Person A", "Person B", … hold none, so that a replacement can never spell an alias.
alias = st.text("cdfghijklmqtuvwxyz -.'1", min_size=2, max_size=9).map(lambda s: " ".join(s.split())).filter(len)


@given(st.lists(alias, min_size=1, max_size=6), st.lists(st.text(max_size=6), min_size=7, max_size=7), st.data())
def test_no_alias_is_left_as_a_whole_word(aliases: list[str], between: list[str], data: st.DataObject) -> None:
    people = People(tuple(Person(f"i{n}", one) for n, one in enumerate(aliases)))
    rule: Rule = data.draw(st.sampled_from(["letters", "role"]))
    text = ""
    for one, gap in zip(aliases, between, strict=False):
        text += data.draw(st.sampled_from([one, one.upper(), one.title()])) + " " + gap + " "
    said = Names(rule, people).replace_in(text)
    for one in aliases:
        if len(one.strip(".-' ")) > 1:
            inner = r"\s+".join(map(re.escape, one.split()))
            before, after = (r"(?<!\w)" if one[0].isalnum() else "", r"(?!\w)" if one[-1].isalnum() else "")
            assert not re.search(f"(?i){before}{inner}{after}", said)
