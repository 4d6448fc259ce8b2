"""Quantities, and the entries of ``ontology/quantities.ttl``, each with its own examples."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest
from babel.numbers import get_currency_name
from hypothesis import given
from hypothesis import strategies as st

from extract.annotate.dates import find_dates
from extract.annotate.papers import find_papers
from extract.annotate.quantities import Quantity, find_quantities, load_qualifiers
from extract.annotate.quantity_words import Wording

WORDINGS = load_qualifiers()


def _name(value: Wording | str) -> str:
    return value.id if isinstance(value, Wording) else value


def shown(text: str, quantity: Quantity) -> tuple[str, str | None, str | None, str | None, str | None]:
    value = None if quantity.value is None else format(quantity.value.normalize(), "f")
    high = None if quantity.high is None else format(quantity.high.normalize(), "f")
    return text[quantity.start : quantity.end], value, high, quantity.unit, quantity.qualifier


def acts(wording: Wording, found: list[Quantity]) -> bool:
    """Whether the entry did its work in what was found."""
    match wording.role:
        case "Qualifier":
            return any(q.qualifier == wording.notation and q.value is not None for q in found)
        case "VagueAmount":
            return any(q.qualifier == wording.notation and q.value is None for q in found)
        case "Percentage" | "Currency":
            return any(q.unit == wording.notation for q in found)
        case "NumberLabel":
            return not found
        case "Homonym":
            return bool(found)
        case "ChangeWord":
            return all(q.high is None for q in found)
    raise AssertionError(f"{wording.id}: no test for entries of class {wording.role}")


@pytest.mark.parametrize(("wording", "text"), [(w, text) for w in WORDINGS for text in w.acts], ids=_name)
def test_entry_acts(wording: Wording, text: str) -> None:
    assert acts(wording, find_quantities(text))


@pytest.mark.parametrize(("wording", "text"), [(w, text) for w in WORDINGS for text in w.refrains], ids=_name)
def test_entry_refrains(wording: Wording, text: str) -> None:
    assert not acts(wording, find_quantities(text))


@pytest.mark.parametrize("wording", [w for w in WORDINGS if w.role == "Qualifier"], ids=lambda w: w.id)
def test_every_wording_before_or_after_a_number_qualifies_it(wording: Wording) -> None:
    for words, text in [
        *((words, f"Er zijn {words} 70 schepen.") for words in wording.before),
        *((words, f"Er zijn 70 {words} te zien.") for words in wording.after),
    ]:
        (found,) = find_quantities(text)
        assert (found.value, found.qualifier) == (70, wording.notation), words
        assert found.cue is not None
        assert text[found.cue[0] : found.cue[1]] == words


@pytest.mark.parametrize("wording", [w for w in WORDINGS if w.role == "Currency"], ids=lambda w: w.notation)
def test_every_currency_is_read_by_code_symbol_and_name(wording: Wording) -> None:
    texts = [f"12,5 miljoen {name} extra" for name in wording.after] + [
        f"{symbol} 12,5 miljoen" for symbol in wording.symbols
    ]
    if wording.notation != "XXX":
        texts += [f"{wording.notation} 12,5 miljoen", f"12,5 miljoen {wording.notation}"]
    for text in texts:
        assert [(q.value, q.unit) for q in find_quantities(text)] == [(12_500_000, wording.notation)], text


@pytest.mark.parametrize(
    "wording", [w for w in WORDINGS if w.role == "Currency" and w.notation != "XXX"], ids=lambda w: w.notation
)
def test_currency_names_are_those_of_cldr(wording: Wording) -> None:
    names = {get_currency_name(wording.notation, count, locale="nl") for count in (1, 2)}
    assert names <= set(wording.after)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("€ 2 miljard tot € 3,5 miljard", [("€ 2 miljard tot € 3,5 miljard", "2000000000", "3500000000", "EUR", None)]),
        ("tussen de 2 en 3 procent", [("tussen de 2 en 3 procent", "2", "3", "%", None)]),
        ("€ 6 à 7 miljard", [("€ 6 à 7 miljard", "6000000000", "7000000000", "EUR", None)]),
        ("ongeveer 30 tot 35 man", [("ongeveer 30 tot 35", "30", "35", None, "about")]),
        ("naar schatting maximaal zestig", [("naar schatting maximaal zestig", "60", None, None, "max")]),
        ("zo’n 90 reservisten", [("zo’n 90", "90", None, None, "about")]),
        ("een twaalftal mariniers", [("een twaalftal", "12", None, None, "about")]),
        ("een paar honderd man", [("een paar honderd", None, None, None, "about")]),
        ("twee of drie kapiteins", [("twee of drie", "2", "3", None, None)]),
        ("1,3 respectievelijk 2,2 procent", [("1,3", "1.3", None, "%", None), ("2,2 procent", "2.2", None, "%", None)]),
        ("ruim 2000 militairen", [("ruim 2000", "2000", None, None, "about")]),
        (
            "PLN 24 mld. (€ 5,5 mld.)",
            [("PLN 24 mld", "24000000000", None, "PLN", None), ("€ 5,5 mld", "5500000000", None, "EUR", None)],
        ),
        ("Het aantal daalde van 90 tot 60.", [("90", "90", None, None, None), ("60", "60", None, None, None)]),
        ("1 250 000 liter", [("1 250 000", "1250000", None, None, None)]),
        ("de eerste drie schepen", [("eerste", "1", None, None, None), ("drie", "3", None, None, None)]),
    ],
)  # fmt: skip
def test_forms(text: str, expected: list[tuple[str, str | None, str | None, str | None, str | None]]) -> None:
    assert [shown(text, quantity) for quantity in find_quantities(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "in 2023 en 2024",
        "artikelen 5 en 6, bijlage 2, resoluties 1701 en 2085",
        "2. Uitgaven\n3) Inkomsten",
        "1234 AB Utrecht",
        "tel. 070 123 45 67",
        "een van de schepen",
        "twee- en driedaagse oefeningen",
        "F-16, P-8A, Class 212CD",
        "een derde van de vloot",
        "beide landen",
    ],
)
def test_what_is_no_quantity(text: str) -> None:
    assert find_quantities(text) == []


def test_dates_and_papers_are_left_to_their_readers() -> None:
    text = "Op 3 maart 2022 zijn 40 voertuigen besteld (Kamerstuk 31 999, nr. 77)."
    skip = [(d.start, d.end) for d in find_dates(text)] + [paper[:2] for paper in find_papers(text)]
    assert [shown(text, q)[:2] for q in find_quantities(text, skip)] == [("40", "40")]


def test_ordinals_carry_no_unit_and_no_qualifier() -> None:
    (found,) = find_quantities("circa derde")
    assert (found.ordinal, found.unit, found.qualifier) == (True, None, None)


@given(
    st.decimals(min_value=1, max_value=999, places=1),
    st.sampled_from(["miljoen", "miljard"]),
    st.sampled_from(["EUR", "NOK", "USD"]),
)
def test_money_is_read_in_full_units(amount: Decimal, magnitude: str, code: str) -> None:
    text = f"een budget van {code} {amount} {magnitude}".replace(".", ",")
    (found,) = find_quantities(text)
    assert found.value == amount * {"miljoen": 10**6, "miljard": 10**9}[magnitude]
    assert found.unit == code
    assert text[found.core[0] : found.core[1]].startswith(code)


@given(st.text(alphabet="circa maximaal twee tien tot en met 1.,0-/ \n%€ euro enkele nr. miljard", max_size=120))
def test_quantities_lie_in_the_text_in_order_and_apart(text: str) -> None:
    found = find_quantities(text)
    for quantity in found:
        assert 0 <= quantity.start <= quantity.core[0] < quantity.core[1] <= quantity.end <= len(text)
        assert quantity.cue is None or quantity.start <= quantity.cue[0] < quantity.cue[1] <= quantity.end
    assert all(left.end <= right.start for left, right in pairwise(found))


@given(st.text(alphabet="twee 10 tot € en\n", max_size=60), st.integers(0, 50), st.integers(1, 20))
def test_nothing_meets_a_span_to_skip(text: str, start: int, length: int) -> None:
    found = find_quantities(text, [(start, start + length)])
    assert all(q.core[1] <= start or q.core[0] >= start + length for q in found)
