"""Dutch numerals: whatever is spelt or printed by rule is read back."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.annotate.number_words import fold, read_cardinal, read_ordinal
from extract.annotate.numerals import find_numerals

ONES = ["nul", "één", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf", "twaalf",
        "dertien", "veertien", "vijftien", "zestien", "zeventien", "achttien", "negentien"]  # fmt: skip
TENS = ["twintig", "dertig", "veertig", "vijftig", "zestig", "zeventig", "tachtig", "negentig"]


def spell(number: int) -> str:
    """A whole number below a million as the Woordenlijst spells it, with a space after "duizend"."""
    if number < 20:
        return ONES[number]
    if number < 100:
        ten, one = divmod(number, 10)
        if not one:
            return TENS[ten - 2]
        joint = "ën" if ONES[one].endswith("e") else "en"
        return ONES[one].replace("één", "een") + joint + TENS[ten - 2]
    if number < 1000:
        hundred, rest = divmod(number, 100)
        return ("" if hundred == 1 else ONES[hundred]) + "honderd" + (spell(rest).replace("één", "een") if rest else "")
    thousand, rest = divmod(number, 1000)
    head = "duizend" if thousand == 1 else spell(thousand) + "duizend"
    return head if not rest else f"{head} {spell(rest)}"


def values(text: str) -> list[Decimal]:
    return [numeral.value for numeral in find_numerals(text)]


@given(st.integers(0, 999_999))
def test_a_number_in_words_is_read_back(number: int) -> None:
    text = f"Er zijn {spell(number)} schepen."
    (numeral,) = find_numerals(text)
    assert numeral.value == number
    assert text[numeral.start : numeral.end] == spell(number)
    assert not numeral.ordinal
    assert not numeral.digits


@given(st.integers(1, 9999))
def test_a_number_in_one_word_is_read_with_and_without_diaeresis(number: int) -> None:
    word = spell(number).replace(" ", "").replace("één", "een")
    assert read_cardinal(fold(word)) == number


@given(st.decimals(min_value=0, max_value=10**12, places=2, allow_nan=False))
def test_digits_in_dutch_style_are_read_back(number: Decimal) -> None:
    printed = f"{number:,.2f}".replace(",", "_").replace(".", ",").replace("_", ".")
    text = f"Dat kost {printed} per stuk."
    (numeral,) = find_numerals(text)
    assert numeral.value == number
    assert text[numeral.start : numeral.end] == printed


@given(st.integers(1, 99))
def test_ordinals_are_marked(number: int) -> None:
    irregular = {1: "eerste", 3: "derde", 8: "achtste"}
    word = irregular.get(number) or spell(number) + ("ste" if number >= 20 else "de")
    assert read_ordinal(fold(word)) == number
    (numeral,) = find_numerals(f"het {word} schip")
    assert (numeral.value, numeral.ordinal) == (number, True)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("twee miljard driehonderd miljoen", ["2300000000"]),
        ("2,25 miljard", ["2250000000"]),
        ("2.5 procent", ["2.5"]),
        ("drieënhalf miljoen", ["3500000"]),
        ("een half miljoen", ["500000"]),
        ("drie en een kwart", ["3.25"]),
        ("twaalf komma vijf", ["12.5"]),
        ("min zes graden", ["-6"]),
        ("twaalfhonderd man", ["1200"]),
        ("een vijftiental, een drietal", ["15", "3"]),
        ("12\u202f500 stuks", ["12500"]),
        ("drie schepen en vier vliegtuigen", ["3", "4"]),
        ("in 2019 drie", ["2019", "3"]),
        ("duizend en één nacht", ["1001"]),
        ("vier op de vijf", ["0.8"]),
        ("twee dozijn", ["24"]),
        ("drie kwart", ["0.75"]),
        ("de miljoenste bezoeker", ["1000000"]),
    ],
)
def test_forms(text: str, expected: list[str]) -> None:
    assert values(text) == [Decimal(value) for value in expected]


@pytest.mark.parametrize(
    "text",
    [
        "een schip van de vloot",
        "honderden, duizenden en miljoenen",
        "SM-3, CV9035, Mk41, A400M",
        "twee-\nlingen",
        "tweedaags, vierjarig en zesde-generatie",
        "10.3.1",
        "0031612345678",
        "12:45",
        "https://example.org/?q=30%20",
    ],
)
def test_what_is_no_numeral(text: str) -> None:
    assert find_numerals(text) == []


@given(st.text(alphabet="een twee drie miljoen honderd en half 1.,0-/\n%€’", max_size=120))
def test_numerals_lie_in_the_text_in_order_and_apart(text: str) -> None:
    found = find_numerals(text)
    assert all(0 <= numeral.start < numeral.end <= len(text) for numeral in found)
    assert all(left.end <= right.start for left, right in pairwise(found))
    assert find_numerals(text) == found
