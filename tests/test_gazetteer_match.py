"""Known names in a text: spelling variants that count and look-alikes that do not."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.annotate.gazetteer import Trie, matches, tokens, trie_of
from extract.knowledge import Concept

CONCEPTS = (
    Concept("weapon/k-12", "WeaponSystem", "K-12", ("K-12", "K-12 Kite")),
    Concept("weapon/torpedo", "WeaponSystem", "torpedo", ("torpedo", "torpedo's", "zwaar wapen"), generic=True),
    Concept("organisation/kwo", "Organisation", "KWO", ("KWO", "Kust Wacht Organisatie", "Ministerie van Kusten")),
    Concept("place/siva", "Place", "Šiva", ("Šiva", "'s-Heerenkust")),
    Concept("country/XA", "Country", "Xanadu", ("Xanadu",), adjectives=("Xanadees", "Xanadese")),
    Concept("weapon/samp", "WeaponSystem", "ZAMP/T", ("ZAMP/T",)),
    Concept("weapon/boss", "WeaponSystem", "Baas", (), risky=("Baas",)),
)
TRIE = trie_of(CONCEPTS)


def found(text: str, trie: Trie = TRIE) -> list[tuple[str, str]]:
    return [(text[m.start : m.end], m.labels[0].owner) for m in matches(trie, text)]


@pytest.mark.parametrize(
    ("text", "surface", "owner"),
    [
        ("de K-12 vliegt", "K-12", "weapon/k-12"),
        ("de K12 vliegt", "K12", "weapon/k-12"),
        ("de K\u201112 vliegt", "K\u201112", "weapon/k-12"),
        ("vier K–12’s vliegen", "K–12’s", "weapon/k-12"),
        ("vier K-12s vliegen", "K-12s", "weapon/k-12"),
        ("Torpedo’s varen", "Torpedo’s", "weapon/torpedo"),
        ("een ZWAAR WAPEN", "ZWAAR WAPEN", "weapon/torpedo"),
        ("het zware wapen", "zware wapen", "weapon/torpedo"),
        ("de KWO-lidstaten", "KWO", "organisation/kwo"),
        ("het ministerie van Kusten", "ministerie van Kusten", "organisation/kwo"),
        ("MINISTERIE VAN KUSTEN", "MINISTERIE VAN KUSTEN", "organisation/kwo"),
        ("de Kust\nWacht\nOrganisatie", "Kust\nWacht\nOrganisatie", "organisation/kwo"),
        ("in Siva", "Siva", "place/siva"),
        ("te ’s-Heerenkust", "’s-Heerenkust", "place/siva"),
        ("XANADU tekent", "XANADU", "country/XA"),
        ("Xanadu's vloot", "Xanadu's", "country/XA"),
        ("de ZAMP/T schiet", "ZAMP/T", "weapon/samp"),
    ],
)
def test_a_name_is_found_in_its_usual_spellings(text: str, surface: str, owner: str) -> None:
    assert (surface, owner) in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "de BK-12 en de K-120",
        "de k-12",
        "een xanadese vloot",
        "torpedojager",
        "de kust wacht organisatie",
        "de Kust, Wacht Organisatie",
        "KWOX en XKWO",
        "ZAMP T",
        "K\t12",
    ],
)
def test_a_look_alike_is_not_found(text: str) -> None:
    assert found(text) == []


def test_a_version_is_marked_as_such() -> None:
    (match,) = matches(TRIE, "de K-12C’s")
    assert (match.start, match.end, match.version) == (3, 10, True)


def test_a_risky_label_says_so() -> None:
    (match,) = matches(TRIE, "de Baas schiet")
    assert [label.risky for label in match.labels] == [True]


def test_an_empty_label_is_refused() -> None:
    with pytest.raises(ValueError, match="the name '--' has no letter or digit"):
        trie_of([Concept("place/x", "Place", "--", ("--",))])


PIECES = st.sampled_from(
    ["K-12", "K12", "KWO", "Xanadese", " ", "-", "’s", "s", "é", "\n", "x", "9", "Kust Wacht", "."]
)


@given(st.lists(PIECES, max_size=12).map("".join))
def test_matches_lie_in_the_text_on_word_boundaries(text: str) -> None:
    for match in matches(TRIE, text):
        assert 0 <= match.start < match.end <= len(text)
        assert match.start == 0 or not text[match.start - 1].isalnum()
        assert match.end == len(text) or not text[match.end].isalnum()


@given(st.text(max_size=60))
def test_tokens_are_in_order_and_never_overlap(text: str) -> None:
    parts = tokens(text)
    assert all(text[part.start : part.end] == part.text for part in parts)
    assert all(a.end <= b.start for a, b in pairwise(parts))
