"""Places and companies that nobody listed, by what stands around them.

"in Monteluz", "Monteluz (Xanadu)", "besteld bij Veldkamp", "de Kite van Veldkamp": tried only
on words that no other finder wants. Offsets are characters, end exclusive.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extract.annotate.headed import name_end
from extract.annotate.lexicon import Lexicon, Proposal, Word, is_designation
from extract.annotate.people import STREET

_ANY = re.compile(r"(?s).*")


def by_surroundings(
    text: str, words: Sequence[Word], lexicon: Lexicon, weapons: frozenset[int] = frozenset()
) -> Iterator[Proposal]:
    """Capitalised words after a preposition of place, or in a sentence about deliveries.

    ``weapons`` are the offsets where the name of a weapon ends: after "van" its maker follows.

    >>> from extract.annotate.lexicon import lexicon_of, words_of
    >>> from extract.knowledge import Concept, Head, Knowledge
    >>> land = Concept("country/XA", "Country", "Xanadu", ("Xanadu",))
    >>> heads = (Head("h/p", "PlaceWord", ("in", "te", "bij")), Head("h/s", "SupplyWord", ("besteld",)),
    ...          Head("h/v", "SupplierVerb", ("levert",)))
    >>> def found(text):
    ...     lexicon = lexicon_of(Knowledge({land.id: land}, heads))
    ...     return [(text[p.start:p.end], p.kind) for p in by_surroundings(text, words_of(text), lexicon)]
    >>> found("te Monte Luz en in Oldrup (Xanadu). Bij Veldkamp zijn er zes besteld.")
    [('Monte Luz', 'Place'), ('Oldrup', 'Place'), ('Veldkamp', 'Organisation')]
    >>> found("op zee en aan Rode Raaf 2031")
    [('Rode Raaf 2031', 'Exercise')]
    >>> found("in Oldrup en Monte Luz, en Veldkamp")
    [('Oldrup', 'Place'), ('Monte Luz', 'Place')]
    >>> found("in Oldrup 46 Kites")
    [('Oldrup', 'Place')]
    >>> found("zes K-12's in GRXL")
    [("K-12's", 'WeaponSystem')]
    >>> found("in het najaar; bij de oefening; Veldkamp levert er zes")
    [('Veldkamp', 'Organisation')]
    """
    last_place = -1
    for at, word in enumerate(words):
        if is_designation(word.text) and re.search(r"-\d|s$", word.text):
            yield Proposal(word.start, word.end, "WeaponSystem", "typeaanduiding", None, score=0.6)
            nickname = name_end(text, words, at + 1, lexicon)
            if nickname is not None:
                end = words[nickname].end
                yield Proposal(word.start, end, "WeaponSystem", "typeaanduiding met bijnaam", None, score=0.6)
            continue
        before = words[at - 1].text.casefold() if at else ""
        last = name_end(text, words, at, lexicon, after=_ANY)
        acronym = word.text.isupper() and (len(word.text) < 7 or last != at)
        if last is None or (acronym and before not in ("bij", "door", "van")):
            continue
        if before in lexicon.place_words:
            last = _before_number(words, at, last)
        end = words[last].end
        bracket = re.match(r"\s\(([^()]+)\)", text[end:])
        in_land = bracket is not None and bracket[1] in lexicon.lands
        supply = any(w.casefold() in lexicon.supply for w in re.findall(r"\w+", sentence_at(text, word.start)))
        following = (
            words[last + 1].text if last + 1 < len(words) and text[end : words[last + 1].start].isspace() else ""
        )
        if following in lexicon.suppliers and before not in lexicon.place_words:
            yield Proposal(word.start, end, "Organisation", f"naam voor {following!r}", following, score=0.6)
        elif before == "van" and len(text[: words[at - 1].start].rstrip(" \n)")) in weapons:
            yield Proposal(word.start, end, "Organisation", "maker, na de naam van een wapen", None, score=0.6)
        elif supply and before in ("bij", "door"):
            yield Proposal(
                word.start, end, "Organisation", f"naam na {before!r} in een zin over levering", before, score=0.6
            )
        elif (before in lexicon.place_words or _joined(text, words, at, last_place)) and not acronym:
            last_place = last
            yield Proposal(word.start, end, "Place", f"naam na {before!r}", before, score=0.6)
        elif last > at + 1 and re.fullmatch(r"(?:20)?\d\d", words[last].text) and not bracket:
            if STREET.match(text, words[last - 1].start):
                continue
            yield Proposal(word.start, end, "Exercise", "naam van twee woorden met een jaar", None, score=0.6)
        elif in_land and before not in ("van", "door"):
            yield Proposal(word.start, end, "Place", "naam met een land tussen haakjes", None, score=0.6)


def _before_number(words: Sequence[Word], at: int, last: int) -> int:
    """The last word before a number that more of the name would follow: "in Oldrup 46 Kites" is a place and a count."""
    return next((n - 1 for n in range(at + 1, last) if words[n].text.isdigit()), last)


def _joined(text: str, words: Sequence[Word], at: int, last: int) -> bool:
    """Do only spaces and "en" or "of" stand between word ``last`` and word ``at``?"""
    return last >= 0 and re.fullmatch(r"\s(?:en|of)\s", text[words[last].end : words[at].start]) is not None


def regions(words: Sequence[Word], lexicon: Lexicon) -> Iterator[Proposal]:
    """Parts of a country or region by a point of the compass.

    >>> from extract.annotate.lexicon import lexicon_of, words_of
    >>> from extract.knowledge import Concept, Head, Knowledge
    >>> land = Concept("country/XA", "Country", "Xanadu", ("Xanadu",))
    >>> lexicon = lexicon_of(Knowledge({land.id: land}, (Head("h/d", "Direction", ("Noord",)),)))
    >>> [(p.start, p.end) for p in regions(words_of("in Noord-Xanadu en Noord-Holland"), lexicon)]
    [(3, 15)]

    The second word of a pair has the part that the first leaves out:

    >>> names = ("Noord-Xanadu", "Zuid-Xanadu")
    >>> states = {n: Concept(f"country/{n[0]}", "Country", n, (n,)) for n in names}
    >>> lexicon = lexicon_of(Knowledge(states, (Head("h/d", "Direction", ("Noord", "Zuid")),)))
    >>> [(p.end, p.kind, p.candidates) for p in regions(words_of("Noord- en Zuid-Xanadu"), lexicon)]
    [(6, 'Country', ('country/N',))]
    """
    for at, word in enumerate(words):
        direction, _, land = word.text.partition("-")
        if direction.casefold() in lexicon.directions and land in lexicon.lands:
            yield Proposal(word.start, word.end, "Place", "streek van een land", None, score=0.9)
        elif word.text.casefold() in lexicon.directions and at + 2 < len(words):
            joint, other = words[at + 1 : at + 3]
            whole = f"{word.text}-{other.text.partition('-')[2]}"
            if joint.text in ("en", "of") and joint.start == word.end + 2 and whole in lexicon.states:
                reason = f"weggelaten deel van {other.text!r}"
                yield Proposal(word.start, word.end + 1, "Country", reason, None, (lexicon.states[whole],), 0.9)


def sentence_at(text: str, at: int) -> str:
    """The sentence around a character: to the nearest full stop before a capital, on both sides.

    >>> sentence_at("Eerst dit. Dan dat, nr. 3. En dit.", 14)
    'Dan dat, nr. 3.'
    """
    start = 0
    for match in re.finditer(r"[.?!;:•](?=\s+[A-ZÀ-Þ‘“])|\n\s*\n", text):
        if match.end() > at:
            return text[start : match.end()].strip()
        start = match.end()
    return text[start:].strip()
