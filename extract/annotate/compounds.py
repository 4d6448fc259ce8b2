"""Names grown together with ordinary words: "Kite-systemen", "Xanadese krijgsmacht", "QX9-raketten".

Of most compounds only the name is a mention ("PACT-missies"); the name of a weapon takes its
noun with it, and a country's adjective makes one name with the noun for its forces. The
nouns are data (``ontology/heads.ttl``). Offsets are characters, end exclusive.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from extract.annotate.lexicon import Lexicon, Proposal, Word, is_designation, is_name_word
from extract.knowledge import Head

_NUMERAL = re.compile(r"\s(?:[IVX]{1,4}|Mk\.?\s?[IVX\d]+|Block\s\d+)(?!\w)")
_JOINT = re.compile(r"[-‐‑–]\s?|\s(?![-–])")


def with_noun(text: str, end: int, lexicon: Lexicon) -> int:
    """Where the mention of a weapon ends whose name ends at ``end``: after a noun for weapons, else there.

    >>> from extract.annotate.lexicon import lexicon_of
    >>> from extract.knowledge import Head, Knowledge
    >>> lexicon = lexicon_of(Knowledge({}, (Head("h/m", "MaterialNoun", ("systeem", "helikopters")),)))
    >>> [text[: with_noun(text, 4, lexicon)] for text in
    ...  ("K-12-luchtsysteem", "K-12 II-helikopters", "K-12-vliegers", "K-12 en helikopters")]
    ['K-12-luchtsysteem', 'K-12 II-helikopters', 'K-12', 'K-12']
    """
    numeral = _NUMERAL.match(text, end)
    joint = _JOINT.match(text, numeral.end() if numeral else end)
    if joint is None:
        return end
    noun = lexicon.joined_material.match(text, joint.end())
    if noun is None or text[noun.end() : noun.end() + 1].isalnum() or text[joint.end()].isupper():
        return end
    if re.match(r"[-‐‑–]\w", text[noun.end() : noun.end() + 2]):
        return end
    return noun.end()


def named_materiel(text: str, words: Sequence[Word], lexicon: Lexicon) -> Iterator[Proposal]:
    """A name nobody listed, joined to a noun for weapons: that makes it a weapon.

    >>> from extract.annotate.lexicon import lexicon_of, words_of
    >>> from extract.knowledge import Head, Knowledge
    >>> lexicon = lexicon_of(Knowledge({}, (Head("h/m", "MaterialNoun", ("drones", "boten", "auto's")),)))
    >>> text = "de Kite-drones, QX9-patrouilleboten, Zeeleeuwklasse-boten en Muilezel-vrachtauto’s, geen PACT-lidstaten"
    >>> [text[p.start:p.end] for p in named_materiel(text, words_of(text), lexicon)]
    ['Kite-drones', 'QX9-patrouilleboten', 'Zeeleeuwklasse-boten', 'Muilezel-vrachtauto’s']
    >>> text = "zes Kite 3B2-drones"
    >>> [text[p.start:p.end] for p in named_materiel(text, words_of(text), lexicon)]
    ['Kite 3B2-drones']
    """
    for at, word in enumerate(words):
        match = re.match(r"((?:[^\W_]|['’.&/])+(?:-[\dA-Z][^\W_]*)*)[-‐‑–]\s?(?=[a-zà-ÿ])", word.text)
        if match is None or not any(c.isupper() or c.isdigit() for c in match[1]):
            continue
        version = at > 0 and re.fullmatch(r"\d{1,2}[A-Z]\d?", match[1]) and is_name_word(words[at - 1].text)
        if not is_name_word(match[1]) and not version:
            continue
        end = with_noun(text, word.start + match.end(1), lexicon)
        if end <= word.start + match.end(1) or match[1].casefold() in lexicon.outside:
            continue
        first = at
        if (
            first > 0
            and re.fullmatch(r"\s", text[words[at - 1].end : word.start])
            and (is_designation(words[at - 1].text) or version)
        ):
            first -= 1
        noun = text[word.start + match.end() : end]
        yield Proposal(words[first].start, end, "WeaponSystem", f"naam met {noun!r}", "-" + noun)


def materiel(words: Sequence[Word], lexicon: Lexicon) -> Iterator[Proposal]:
    """Compounds of ordinary words that name a class of weapons by themselves.

    >>> from extract.annotate.lexicon import lexicon_of, words_of
    >>> from extract.knowledge import Head, Knowledge
    >>> lexicon = lexicon_of(Knowledge({}, (Head("h/m", "MaterialNoun", ("helikopters",), alone=True),)))
    >>> text = "transporthelikopters en helikopters boven de helikopterdekken"
    >>> [text[p.start:p.end] for p in materiel(words_of(text), lexicon)]
    ['transporthelikopters', 'helikopters']
    """
    for word in words:
        if word.text.isalpha() and lexicon.lone_material.fullmatch(word.text):
            yield Proposal(word.start, word.end, "WeaponSystem", "soort materieel", word.text.casefold())


def forces(text: str, words: Sequence[Word], lexicon: Lexicon) -> Iterator[Proposal]:
    """A country's adjective and a noun for its forces or institutions make one name.

    So does a ministry with "van" and a country. A noun that its list prints with a capital must have one.

    >>> from extract.annotate.lexicon import lexicon_of, words_of
    >>> from extract.knowledge import Concept, Head, Knowledge
    >>> land = Concept("country/XA", "Country", "Xanadu", ("Xanadu",), adjectives=("Xanadese",))
    >>> heads = (Head("h/f", "ForceNoun", ("krijgsmacht", "strijdkrachten"), slug="armed-forces"),
    ...          Head("h/k", "ForceNoun", ("Kamer", "ministerie van Kusten"), slug="house"))
    >>> lexicon = lexicon_of(Knowledge({land.id: land}, heads))
    >>> text = "de Xanadese krijgsmacht en de Xanadese Strijdkrachten; de Xanadese krijgsmachtdelen"
    >>> [(text[p.start:p.end], p.candidates) for p in forces(text, words_of(text), lexicon)]
    [('Xanadese krijgsmacht', ('organisation/xa-armed-forces',)), ('Xanadese Strijdkrachten', \
('organisation/xa-armed-forces',))]
    >>> text = "de Xanadese Kamer, een Xanadese kamer, het ministerie van Kusten van Xanadu"
    >>> [(text[p.start:p.end], p.candidates) for p in forces(text, words_of(text), lexicon)]
    [('Xanadese Kamer', ('organisation/xa-house',)), ('ministerie van Kusten van Xanadu', ('organisation/xa-house',))]
    """
    for at, word in enumerate(words):
        country = lexicon.adjectives.get(word.text)
        first = at if country is None else at + 1
        for length in (5, 4, 3, 2, 1):
            noun = words[first : first + length]
            head = lexicon.forces.get(tuple(w.text.casefold() for w in noun))
            if head is None or len(noun) < length:
                continue
            printed = _printed(noun, head)
            if any(p[0].isupper() and not w.text[0].isupper() for w, p in zip(noun, printed, strict=True)):
                continue
            if length == 1 and re.match(r"\svan\s[A-Z]", text[noun[0].end :]) and country:
                continue  # "Kamer van Koophandel" is another thing than "Kamer"
            last, owner = first + length - 1, country
            if owner is None:
                after = words[last + 1 : last + 3]
                plain = length < 3 and not printed[0][0].isupper()
                if plain or len(after) < 2 or after[0].text != "van":
                    continue
                owner, last = lexicon.states.get(after[1].text), last + 2
            if owner is None or not all(text[a.end : b.start].isspace() for a, b in pairwise(words[at : last + 1])):
                continue
            own = f"organisation/{owner.partition('/')[2].lower()}-{head.slug}"
            ids = (lexicon.known_forces.get((owner, head.slug or ""), own),)
            name = " ".join(w.text for w in noun).casefold()
            reason = f"{'adjectief van een land met' if country else 'land achter'} {name!r}"
            yield Proposal(word.start, words[last].end, "Organisation", reason, name, ids, 0.95)
            break


def _printed(noun: Sequence[Word], head: Head) -> list[str]:
    """The words of a noun as its list prints them."""
    folded = [w.text.casefold() for w in noun]
    return next(w.split() for w in head.words if w.casefold().split() == folded)
