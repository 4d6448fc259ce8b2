"""Persons after their title or rank, and the functions in which a ministry's name is no name.

Offsets are characters, end exclusive; titles are data (``ontology/heads.ttl``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extract.annotate.lexicon import Lexicon, Proposal, Word, is_name_word

_PARTICLES = frozenset(
    {"van", "der", "de", "den", "ter", "ten", "te", "von", "al", "el", "bin", "ibn", "di", "da", "dos"}
)
STREET = re.compile(r"\w{3,}(?:straat|laan|plein|(?:weg|kade|singel|gracht|dreef|park)(?=\s+\d))(?!\w)")


def persons(text: str, words: Sequence[Word], lexicon: Lexicon) -> Iterator[Proposal]:
    """Names after a title: one capitalised word suffices, two after a looser phrase.

    >>> from extract.annotate.lexicon import lexicon_of, words_of
    >>> from extract.knowledge import Head, Knowledge
    >>> heads = (Head("h/t", "PersonTitle", ("generaal-majoor", "secretaris-generaal", "onder leiding van"), "Person"),
    ...          Head("h/f", "FunctionTitle", ("minister",)))
    >>> def found(text):
    ...     return [text[p.start:p.end] for p in persons(text, words_of(text), lexicon_of(Knowledge({}, heads)))]
    >>> found("generaal-majoor Anna de Wit, PACT-secretaris-generaal Bo Sand, onder leiding van Jan van der Meer")
    ['Anna de Wit', 'Bo Sand', 'Jan van der Meer']
    >>> found("generaal-majoor Van der Meer en secretaris-generaal Ter Horst")
    ['Van der Meer', 'Ter Horst']
    >>> found("de minister van Kusten, Jan Sand, en minister van Kusten, Xanadu")
    ['Jan Sand']
    >>> found("de secretaris-generaal PACT, de generaal-majoor der Mariniers, onder leiding van Xanadu")
    []
    """
    for at in range(len(words)):
        for length in (4, 3, 2, 1):
            title = [w.text.casefold() for w in words[at : at + length]]
            if length == 1:
                title = [re.sub(r"^[^-]*[A-Z][^-]*-", "", words[at].text).casefold()]
            if len(title) < length or tuple(title) not in lexicon.titles:
                continue
            head = lexicon.titles[tuple(title)]
            span = _full_name(text, words, at + length, lexicon, two=title[0] == "onder", place=not head.loose)
            if span is not None:
                reason = f"naam na {' '.join(title)!r}"
                yield Proposal(words[span[0]].start, words[span[1]].end, "Person", reason, " ".join(title))
            break
    for _, end in function_spans(text, lexicon):
        at = next((n for n, w in enumerate(words) if w.start >= end), len(words))
        if at < len(words) and text[end : words[at].start] in (", ", ",\n"):
            span = _full_name(text, words, at, lexicon, two=True, place=True)
            after = text[words[span[1]].end :] if span else ""
            if span and re.match(r"\s*[,.;)]|\s+en\s", after):
                yield Proposal(words[span[0]].start, words[span[1]].end, "Person", "naam na een functie", "functie")


_LETTERED = re.compile(r"\b(?i:bijlage|lid|nr\.|no\.|nummer|onderdeel|sub|categorie|variant|optie|deel|fase)\s+$")
_NAME_WITH_INITIALS = re.compile(
    r"(?<![\w.])(?P<initials>(?:(?:[A-Z]|Th|Ch|Chr|Ph|IJ)\.[ -]?)+)(?:[a-z’']{1,4} ){0,3}"
    r"(?P<surname>[A-ZÀ-Þ][a-zà-ÿ’']+(?:-(?:[a-z]{2,4} )*[A-ZÀ-Þ][a-zà-ÿ’']+)?)(?!\w|-[a-z])"
)


def initialled(text: str, lexicon: Lexicon) -> Iterator[Proposal]:
    """Names of persons with initials; letters that a listed acronym has too are no initials.

    >>> from extract.annotate.lexicon import lexicon_of
    >>> from extract.knowledge import Concept, Knowledge
    >>> lexicon = lexicon_of(Knowledge({"o/p": Concept("o/p", "Organisation", "PQ", ("PQ",))}))
    >>> text = "J.P. de Wit-van Loon en A. Sand van het P.Q. Agentschap"
    >>> [text[p.start:p.end] for p in initialled(text, lexicon)]
    ['J.P. de Wit-van Loon', 'A. Sand']
    """
    for match in _NAME_WITH_INITIALS.finditer(text):
        letters = re.sub(r"[^A-Za-z]", "", match["initials"]).casefold()
        node = lexicon.trie.next.get(letters)
        surname = match["surname"]
        known = surname.casefold() in lexicon.outside or surname in lexicon.adjectives or surname in lexicon.states
        if not known and not _LETTERED.search(text[: match.start()]) and (node is None or not node.ends):
            whole = re.sub(r"^" + re.escape(match["initials"]), "", match[0]).strip()
            listed = lexicon.persons.get((letters[0], " ".join(whole.split()).casefold()))
            ids, reason = ((listed,), "; voorletter en achternaam van de namenlijst") if listed else ((), "")
            score = 0.85 if listed else 0.8
            yield Proposal(
                match.start(), match.end(), "Person", f"naam met voorletters{reason}", "voorletters", ids, score
            )


def _full_name(
    text: str, words: Sequence[Word], at: int, lexicon: Lexicon, two: bool, place: bool
) -> tuple[int, int] | None:
    """The words of the name; with ``place`` it may be that of a town too, because persons are called after towns."""
    last, capitals = at - 1, 0
    for nth in range(at, min(at + 7, len(words))):
        gap = text[words[nth - 1].end : words[nth].start]
        word = words[nth].text
        comma = nth == at and gap == ", "
        two = two or comma
        if not (gap.isspace() or comma or (gap == ". " and len(words[nth - 1].text) == 1 and nth > at)):
            break
        if word.casefold() in _PARTICLES and word[0].isupper():
            continue
        if is_name_word(word) and word.casefold() not in lexicon.outside and not (word.isupper() and len(word) > 1):
            capitals, last = capitals + 1, nth
        elif word not in _PARTICLES or nth == at:
            break
    if last < at or capitals < (2 if two else 1) or STREET.match(text, words[last].start):
        return None
    lands = lexicon.states if place else lexicon.lands
    known = any(w.text in lands or w.text in lexicon.adjectives for w in words[at : last + 1])
    return None if known else (at, last)


def function_spans(text: str, lexicon: Lexicon) -> Iterator[tuple[int, int]]:
    """Where a ministry's name is part of somebody's function.

    >>> from extract.annotate.lexicon import lexicon_of
    >>> from extract.knowledge import Head, Knowledge
    >>> lexicon = lexicon_of(Knowledge({}, (Head("h/f", "FunctionTitle", ("minister", "ministers")),)))
    >>> text = "de minister van Defensie, ministers van Defensie en van Buitenlandse Zaken, het ministerie van Defensie"
    >>> [text[a:b] for a, b in function_spans(text, lexicon)]
    ['minister van Defensie', 'ministers van Defensie en van Buitenlandse Zaken']
    """
    if not lexicon.functions:
        return
    nouns = "|".join(re.escape(word) for word in lexicon.functions)
    name = r"(?:[A-ZÀ-Þ][\w&-]*|defensie)(?:\s+[A-Z][\w&-]*)*"
    of = r"(?:(?i:van|voor)\s+)"
    more = rf"(?:,\s+{of}{name}|(?:,\s+{name})*,?\s+(?i:en)\s+{of}?{name})"
    pattern = rf"\b(?i:{nouns})\s+{of}{name}{more}*"
    for match in re.finditer(pattern, text):
        yield match.span()
