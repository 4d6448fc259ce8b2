"""Acronyms that a letter explains: "Open Shores Initiative (OSI)".

The long form is found as in A. S. Schwartz and M. A. Hearst, "A simple algorithm for
identifying abbreviation definitions in biomedical text", PSB 2003: the letters of the
acronym must occur in order, from the right, the first one at the start of a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_SHORT = re.compile(
    r"\(\s*(?:(?:hierna|verder|afgekort|kortweg|ook wel)[: ]+)?[‘'“\"]?"
    r"(?P<short>[^\W_][\w&/+-]*(?:\s[A-Z][\w&/+-]+)?)(?P<plural>['’]?s)?[’'”\"]?\s*\)"
)


class Definition(NamedTuple):
    """Where a long form and its acronym stand; ``acronym`` is without plural s."""

    long_start: int
    long_end: int
    start: int
    end: int
    acronym: str


def definitions(text: str) -> Iterator[Definition]:
    """Yield each acronym in brackets for which the words before it are the long form.

    >>> text = "het Open Shores Initiative (OSI) en vier Kust Wacht Teams (KWT’s)"
    >>> [(text[d.long_start:d.long_end], d.acronym) for d in definitions(text)]
    [('Open Shores Initiative', 'OSI'), ('Kust Wacht Teams', 'KWT')]

    A country or a remark in brackets is no acronym, and an acronym of ordinary words no name:

    >>> list(definitions("in Monteluz (Xanadu), 2 procent van het bruto binnenlands product (BBP) (zie boven)"))
    []
    """
    for end, short, tail, acronym in bracketed(text):
        start = long_form(text[:end], acronym)
        if start is not None:
            yield Definition(start, end, short, tail, acronym)


def bracketed(text: str) -> Iterator[tuple[int, int, int, str]]:
    """Yield each acronym that stands alone in brackets: end of what precedes, start, end, acronym.

    >>> list(bracketed("het Kustverdrag (KV), 2 procent (zie boven) in Oldrup (Xanadu)"))
    [(15, 17, 19, 'KV')]
    """
    for match in _SHORT.finditer(text):
        acronym = match["short"]
        if acronym.endswith("s") and acronym[:-1].isupper() and len(acronym) > 3:
            acronym = acronym[:-1]
        if sum(c.isupper() for c in acronym) >= 2 and len(acronym) <= 12:
            tail = match.end("plural") if match["plural"] else match.end("short")
            yield len(text[: match.start()].rstrip()), match.start("short"), tail, acronym


def stands_for(acronym: str, name: str) -> bool:
    """Do the acronym's letters occur in the name, in order?

    >>> stands_for("KVG", "Verdrag inzake Kustvaart in Gent"), stands_for("XY", "Kustverdrag")
    (True, False)
    """
    rest = iter(name.casefold())
    return all(letter in rest for letter in acronym.casefold() if letter.isalnum())


def nearly_stands_for(acronym: str, name: str) -> bool:
    """Do both begin alike and most of the acronym's letters occur in the name, in order?

    A Dutch long form often stands beside the acronym of the English one.

    >>> nearly_stands_for("CRAFO", "Constante rotatie van fregatten"), nearly_stands_for("UNKA", "Missies op zee")
    (True, False)
    """
    letters = [c for c in acronym.casefold() if c.isalnum()]
    at, found = 0, 0
    for letter in letters:
        place = name.casefold().find(letter, at)
        if place >= 0:
            at, found = place + 1, found + 1
    return name[:1].casefold() == letters[0] and 4 * found >= 3 * len(letters)


def long_form(before: str, acronym: str) -> int | None:
    """Where in the text before the bracket the long form begins, if there is one.

    >>> long_form("leden van de Kust Wacht Groep", "KWG")
    13
    >>> long_form("leden van de kust wacht groep", "KWG") is None
    True
    """
    letters = [c.casefold() for c in acronym if c.isalnum()]
    at = len(before)
    for rank, letter in enumerate(reversed(letters)):
        last = rank == len(letters) - 1
        at -= 1
        while at >= 0 and (
            before[at].casefold() != letter or (last and at > 0 and (before[at - 1].isalnum() or before[at - 1] == "’"))
        ):
            at -= 1
        if at < 0:
            return None
    long = before[at:]
    weighty = [
        word for word in long.split() if word not in ("of", "the", "for", "and", "&", "van", "voor", "de", "het")
    ]
    if re.search(r"[.;:()?!]\s", long) or len(weighty) > min(len(acronym) + 5, 2 * len(acronym)):
        return None
    capitals = sum(word[0].isupper() for word in weighty)
    if capitals < max(1, len(long.split()) // 3) or (not long[0].isupper() and capitals < 2):
        return None
    return at if len(long) > len(acronym) else None
