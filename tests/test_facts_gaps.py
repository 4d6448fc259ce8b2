"""Sentences that seem to tell a fact but gave none are kept, and no others."""

from __future__ import annotations

import pytest
from sentences import read


@pytest.mark.parametrize(
    ("sentence", "signs"),
    [
        ("In totaal ging het om ongeveer 70 officieren.", ("people",)),
        ("Met het plan is € 2,4 miljard gemoeid.", ("money",)),
        ("De kosten daalden met 7 procent.", ("share",)),
        ("Het verslag noemt 31 maatregelen.", ("number",)),
        ("Hongarije beziet nog of een bijdrage aan KFOR mogelijk is.", ("cooperation",)),
        ("Bij de staf in Larissa zijn vier Deense officieren geplaatst.", ("people",)),
        ("Kamerstuk 31 787, nr. 12 meldt dat er 60 mariniers gereedstaan.", ("people",)),
    ],
)
def test_a_sentence_that_seems_to_tell_is_kept_with_what_shows_it(sentence: str, signs: tuple[str, ...]) -> None:
    [gap] = read(sentence).gaps
    assert gap.passage.quote == sentence
    assert set(signs) <= set(gap.signs)


@pytest.mark.parametrize(
    "sentence",
    [
        "Denemarken neemt met zeven officieren deel aan UNMISS.",  # read
        "Denemarken overweegt met zeven officieren deel te nemen aan UNMISS.",  # read as considered
        "Dit is de derde brief over de voortgang.",  # a rank
        "Het kabinet stelt enkele maatregelen voor.",  # a number only of people
        "De samenwerking verloopt goed.",  # nobody is named
        "De Kamer ontvangt in 2031 een nieuwe brief.",  # a year
    ],
)
def test_a_sentence_that_was_read_or_shows_nothing_is_no_gap(sentence: str) -> None:
    assert read(sentence).gaps == ()
