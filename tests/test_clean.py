"""Cleaning: what each rule does and leaves alone, and the thread back to the input."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from extract.clean import UNSEEN, broken_words, clean, composed, ligatures, line_breaks, rules_for, unseen, wide_spaces

PARTS = "samen werking ge be informeerd eigend * ** - NAVO F-16 ’s ﬁ ² (VN) 1 12 . , ; en € 2,5 miljard / – [3] 1) é"
BLANKS = ["\n", " ", "  ", "\u00a0", "\u00ad", "e\u0301", "\t", "\r\n", "\u200b"]
LETTERLIKE = st.lists(st.sampled_from([*PARTS.split(), *BLANKS]), max_size=40).map("".join)


@pytest.mark.parametrize(
    ("printed", "text"),
    [
        ("de gezamen-\nlijke inzet", "de gezamenlijke inzet"),
        ("in Noor-\nwegen, dat Noorwegen", "in Noorwegen, dat Noorwegen"),
        ("Bel-\ngische en Belgie", "Belgische en Belgie"),
        ("de COVID-\nmaatregelen", "de COVID-maatregelen"),
        ("de EU-\nlidstaten", "de EU-lidstaten"),
        ("de EU- \n lidstaten", "de EU-lidstaten"),
        ("de NAVO-\nRusland Raad", "de NAVO-Rusland Raad"),
        ("de Hercules-\ntoestellen", "de Hercules-toestellen"),
        ("de F-\n35", "de F-35"),
        ("vijf CV90-\nvoertuigen", "vijf CV90-voertuigen"),
        ("de M-\nfregatten", "de M-fregatten"),
        ("Noord-\nBrabant", "Noord-Brabant"),
        ("de lucht-\nen zeemacht", "de lucht- en zeemacht"),
        ("NAVO-\nof VN-verband", "NAVO- of VN-verband"),
        ("in EU-, NAVO-\nen VN-verband", "in EU-, NAVO- en VN-verband"),
        ("de defensie-\nuitgaven", "de defensie-uitgaven"),
        ("de oud-\nminister", "de oud-minister"),
        ("non-proliferatie en non-\nproliferatie", "non-proliferatie en non-proliferatie"),
        ("stand-\nby", "stand-by"),
        ("een plan -\nhet derde", "een plan - het derde"),
        ("vloot\u00ad\nverband", "vlootverband"),
        ("van 2012–\n2014", "van 2012–2014"),
        ("en/\nof", "en/of"),
        ("is ge-\ninformeerd", "is geïnformeerd"),
        ("een ge-\neigende, be-\neindigde inzet", "een geëigende, beëindigde inzet"),
        ("coördinatie en co-\nordinatie", "coördinatie en coördinatie"),
        ("financiële, de financi-\nele", "financiële, de financiële"),
        ("is ge-\nuit en ge-\nijkt", "is geuit en geijkt"),
        ("is be-\noordeeld", "is beoordeeld"),
        ("is ge-\ne-maild", "is ge-e-maild"),
        ("tussen € 1 en €\n2,5 miljard", "tussen € 1 en € 2,5 miljard"),
    ],
)
def test_line_ends(printed: str, text: str) -> None:
    assert clean(printed).text == text


@pytest.mark.parametrize(
    ("printed", "text"),
    [
        ("de missie (UNAMID)3 in Darfur", "de missie (UNAMID) in Darfur"),
        ("zes landen¹ doen mee", "zes landen doen mee"),
        ("de raketten,4 en", "de raketten, en"),
        ("is verlengd.12 De", "is verlengd. De"),
        ("€ 3 miljoen7 is", "€ 3 miljoen is"),
        ("de ‘inzet’2 van", "de ‘inzet’ van"),
        ("de afspraken[3] zijn", "de afspraken zijn"),
        ("de afspraken\n5\nvan de top", "de afspraken van de top"),
    ],
)
def test_footnote_marks_go(printed: str, text: str) -> None:
    assert clean(printed).text == text


@pytest.mark.parametrize(
    "text",
    [
        "de C-130, de F-16 en de A400M",
        "Kamerstuk 33 400, nr. 1 en artikel 100",
        "in 2014. Op 3 mei 2015, om 12.30 uur",
        "van 2,5 tot 3,5 procent; 40 km² en 10 m²",
        "het 1e bataljon, groep 1 en COVID19",
        "SNMCMG1 en 1GNC",
        "art.5 van het verdrag",
    ],
)
def test_numbers_stay(text: str) -> None:
    assert clean(text) == clean(text, [])


def test_marks_that_only_the_footnotes_tell() -> None:
    with_notes = rules_for(lambda _: False, notes=frozenset({3}))
    assert clean("in 2016.3 Daarna", with_notes).text == "in 2016. Daarna"
    assert clean("in 2016.3 Daarna", rules_for(lambda _: False)).text == "in 2016.3 Daarna"


def test_ligatures_point_at_one_character() -> None:
    cleaned = clean("een oﬃcier", [ligatures])
    assert cleaned.text == "een officier"
    assert cleaned.origin[4:9] == (4, 5, 5, 5, 6)


def test_accents_after_their_letter_become_one_character() -> None:
    cleaned = clean("Sy\u0072ie\u0308 en", [composed])
    assert cleaned.text == "Syrië en"
    assert cleaned.origin[-3:] == (6, 7, 8)


def test_a_rule_sees_what_the_one_before_it_left() -> None:
    assert clean("ﬁre-\nteam", [ligatures, broken_words({"fireteam"}.__contains__)]).text == "fireteam"


@pytest.mark.parametrize("rule", [composed, ligatures, unseen, line_breaks, wide_spaces])
def test_plain_text_is_left_alone(rule: object) -> None:
    text = "Zr.Ms. Tromp en de NAVO-missie: ’s morgens, € 3,5 miljoen (2014–2016)."
    assert clean(text, [rule]).origin == tuple(range(len(text)))  # type: ignore[list-item]


@given(st.one_of(st.text(), LETTERLIKE))
@example("a-\n-\nb")
def test_origin_stays_inside_and_in_order(text: str) -> None:
    cleaned = clean(text)
    assert len(cleaned.origin) == len(cleaned.text)
    assert all(0 <= at < len(text) for at in cleaned.origin)
    assert list(cleaned.origin) == sorted(cleaned.origin)


@given(st.one_of(st.text(), LETTERLIKE))
def test_each_character_is_its_own_or_comes_from_a_known_edit(text: str) -> None:
    cleaned = clean(text)
    for char, at in zip(cleaned.text, cleaned.origin, strict=True):
        made = unicodedata.normalize("NFKC", text[at])
        accent = unicodedata.normalize("NFC", text[at : at + 8])
        is_space = char == " " and (text[at].isspace() or text[at] in "-‐\u00ad" or UNSEEN.match(text[at]))
        trema = unicodedata.normalize("NFD", char) == text[at] + "\u0308"
        assert char == text[at] or is_space or char in made or accent.startswith(char) or trema


@given(st.one_of(st.text(), LETTERLIKE))
def test_the_changes_tell_all_that_was_done(text: str) -> None:
    cleaned = clean(text)
    told = {at: change for change in cleaned.changes for at in range(change.start, change.end)}
    assert set(range(len(text))) - set(cleaned.origin) <= set(told)
    for char, at in zip(cleaned.text, cleaned.origin, strict=True):
        assert char == text[at] or char in "".join(c.new for c in cleaned.changes if c.start <= at < c.end)
    assert all(change.old != change.new for change in cleaned.changes)


def test_changes_carry_the_name_of_their_rule() -> None:
    cleaned = clean("de samen-\nwerking (VN)3 is oﬃcieel\nge-\ninformeerd  nu")
    assert [(change.rule, change.start, change.end, change.old, change.new) for change in cleaned.changes] == [
        ("ligatures", 28, 29, "ﬃ", "ffi"),
        ("broken_words", 8, 10, "-\n", ""),
        ("broken_words", 37, 39, "-\n", ""),
        ("broken_words", 39, 40, "i", "ï"),
        ("marks", 22, 23, "3", ""),
        ("line_breaks", 34, 35, "\n", " "),
        ("wide_spaces", 49, 51, "  ", " "),
    ]


@given(st.one_of(st.text(), LETTERLIKE))
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    once = clean(text).text
    assert clean(once).text == once


@given(st.one_of(st.text(), LETTERLIKE))
def test_no_run_of_spaces_is_left(text: str) -> None:
    assert not re.search(r"\s\s|[^\S ]", clean(text).text)
