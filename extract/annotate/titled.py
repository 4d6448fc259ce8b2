"""Policy papers, motions and agreements known by a noun of their kind.

"Kustnota 2031", "motie-Van Dulken c.s.", "raamverdrag inzake kustbewaking":
the nouns stand in ``ontology/heads.ttl``. Offsets are characters, end exclusive.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extract.annotate.headed import joins_left
from extract.annotate.lexicon import Lexicon, Proposal, Word

_YEAR = re.compile(r"\s(?:19|20)\d\d(?:\s?[-–/]\s?(?:19|20)?\d\d)?(?![\w.,]\d)")
_CAPITAL = r"[A-ZÀ-Þ][\w’']*(?:-[A-ZÀ-Þ][\w’']*)*"
_MOVER = rf"{_CAPITAL}(?:(?:\s+(?:van|de|der|den|ten|ter|te|el|in|[’']t))*\s+{_CAPITAL}){{0,3}}"
_ADJECTIVE = re.compile(r"(?:e|end|isch|air|lijk|ief|ieel)$")
_ENDS = frozenset(
    {"van", "in", "en", "op", "met", "tussen", "dat", "die", "is", "was", "werd", "heeft"}
    | {"niet", "nooit", "nog", "al", "ook", "wel", "reeds", "evenmin", "wordt", "zijn", "hebben", "had"}
)
_PARTICIPLE = re.compile(r"(?:op|af|aan|uit|toe|in)ge\w+[dt]|ge\w+eerd|\w*tekend")
"""Participles that are never nouns: "opgezegd", "geratificeerd", "ondertekend"."""
_LEAVES = frozenset({"de", "het", "een", "van", "der"})


def motions(text: str, lexicon: Lexicon) -> Iterator[Proposal]:
    """Motions by the names of those who moved them.

    >>> from extract.annotate.lexicon import lexicon_of
    >>> from extract.knowledge import Head, Knowledge
    >>> lexicon = lexicon_of(Knowledge({}, (Head("h/m", "LeadingHead", ("motie",), "Document", in_name=True),)))
    >>> text = "de motie-Van Dulken c.s. en de motie van de leden Ter Horst en Bos en de Kustnota"
    >>> [text[p.start:p.end] for p in motions(text, lexicon)]
    ['motie-Van Dulken c.s.', 'motie van de leden Ter Horst en Bos']
    >>> list(motions("de motie is aangehouden; de motie van 3 mei", lexicon))
    []
    """
    if not lexicon.motions:
        return
    nouns = "|".join(re.escape(word) for word in lexicon.motions)
    pattern = re.compile(
        rf"\b(?i:{nouns})(?:[-\s]+(?:van\s+(?:het\s+lid|de\s+leden|het\s+Kamerlid)\s+)?){_MOVER}"
        rf"(?:(?:,\s+|\s+en\s+|/){_MOVER})*(?:\s*c\.s\.)?"
    )
    for match in pattern.finditer(text):
        yield Proposal(match.start(), match.end(), "Document", "motie met de naam van de indiener", "motie")


def capital_compounds(text: str, words: Sequence[Word], lexicon: Lexicon) -> Iterator[Proposal]:
    """Capitalised compounds that end in a typing noun; papers with their year.

    >>> from extract.annotate.lexicon import lexicon_of, words_of
    >>> from extract.knowledge import Head, Knowledge
    >>> lexicon = lexicon_of(Knowledge({}, (Head("h/p", "CompoundHead", ("nota", "visie"), "Document"),)))
    >>> text = "In de Nationale Kustvisie, in de Kustnota 2031-2035 en in de kustnota 2020; een kustnota, de Nota"
    >>> [text[p.start:p.end] for p in capital_compounds(text, words_of(text), lexicon)]
    ['Nationale Kustvisie', 'Kustnota 2031-2035', 'kustnota 2020']
    """
    for at, word in enumerate(words):
        tail = next((t for t in lexicon.compounds if word.text.endswith(t) and len(word.text) > len(t) + 2), None)
        kind = lexicon.compounds[tail].kind if tail else None
        if tail is None or kind is None or "-" in word.text or (word.text,) in lexicon.closing:
            continue
        year = _YEAR.match(text, word.end) if kind == "Document" else None
        if not word.text[0].isupper() and (year is None or len(tail) < 4):
            continue
        first = at
        while word.text[0].isupper() and first > 0 and joins_left(text, words, first, lexicon):
            first -= 1
        if words[first].text.casefold() in lexicon.outside:
            continue
        opens = not text[: words[first].start].strip(" \n‘“\"'") or text[: words[first].start].rstrip()[-1] in ".:?!;•"
        if opens and first == at and year is None:
            continue
        end = year.end() if year else word.end
        yield Proposal(words[first].start, end, kind, f"naam op {tail!r}", tail)


def pacts(text: str, words: Sequence[Word], lexicon: Lexicon) -> Iterator[Proposal]:
    """Agreements by their noun, with the subject after "inzake" or "over".

    >>> from extract.annotate.lexicon import lexicon_of, words_of
    >>> from extract.knowledge import Head, Knowledge
    >>> heads = (Head("h/a", "PactNoun", ("raamverdrag",), "Agreement", alone=True),
    ...          Head("h/b", "PactNoun", ("verdrag",), "Agreement"), Head("h/t", "Topic", ("inzake", "over")))
    >>> def found(text):
    ...     return [text[p.start:p.end] for p in pacts(text, words_of(text), lexicon_of(Knowledge({}, heads)))]
    >>> found("het raamverdrag over gezamenlijke bewaking, het Kust-verdrag inzake de status van troepen te land")
    ['raamverdrag over gezamenlijke bewaking', 'Kust-verdrag inzake de status van troepen']
    >>> found("een raamverdrag inzake grensoverschrijdend militair vervoer gesloten")
    ['raamverdrag inzake grensoverschrijdend militair vervoer']
    >>> found("het Verdrag inzake kustvaart niet opgezegd, het Verdrag inzake bergpas opgezegd")
    ['Verdrag inzake kustvaart', 'Verdrag inzake bergpas']
    >>> found("een raamverdrag, een kustverdrag, het Verdrag, het verdrag en een verdrag over dat onderwerp")
    ['raamverdrag', 'kustverdrag', 'Verdrag']
    """
    for at, word in enumerate(words):
        for length in (3, 2, 1):
            joined = " ".join(w.text for w in words[at : at + length]).casefold()
            head = lexicon.pacts.get(joined)
            compound = head is None and length == 1
            if compound:
                head = next(
                    (h for n, h in lexicon.pacts.items() if joined.endswith(n) and len(joined) > len(n) + 3), None
                )
            if head is None or head.kind is None or at + length > len(words):
                continue
            end = _subject_end(text, words, at + length, lexicon)
            named = "-" in word.text or joined != word.text or length > 1
            capital = word.text[0].isupper() and at > 0 and text[words[at - 1].end : word.start].isspace()
            if end is None and not (head.alone or capital or (compound and head.kind == "Agreement")):
                break
            if (
                end is not None
                and not head.alone
                and not (named or word.text[0].isupper() or _inzake(words, at + length))
            ):
                break
            last = words[at + length - 1].end if end is None else end
            yield Proposal(word.start, last, head.kind, f"overeenkomst, {joined!r}", joined)
            break


def _inzake(words: Sequence[Word], at: int) -> bool:
    return at < len(words) and words[at].text != "over"


def _subject_end(text: str, words: Sequence[Word], at: int, lexicon: Lexicon) -> int | None:
    """End of the subject that begins with a topic word at ``at``: adjectives, a noun, "van" or "in" with a noun."""
    if at >= len(words) or words[at].text not in lexicon.topics or words[at].text in ("tot", "ter", "voor"):
        return None
    end = _noun_end(text, words, at + 1)
    while end is not None and end + 1 < len(words) and words[end + 1].text in ("van", "in", "en"):
        more = _noun_end(text, words, end + 2, capital=words[end + 1].text == "in")
        if words[end + 1].text == "en" and (more != end + 2 or not words[end + 2].text.islower()):
            break
        if more is None:
            break
        end = more
    return None if end is None else words[end].end


def _phrase_ends(text: str, words: Sequence[Word], at: int) -> bool:
    """Is this word the last of its phrase: a sign or a small word behind it?"""
    if at + 1 >= len(words) or not text[words[at].end : words[at + 1].start].isspace():
        return True
    after = words[at + 1].text
    return after in _ENDS or _PARTICIPLE.fullmatch(after) is not None


def _noun_end(text: str, words: Sequence[Word], at: int, capital: bool = False) -> int | None:
    """Index of the noun after articles and adjectives in -e, all on one line of words."""
    while at < len(words) and text[words[at - 1].end : words[at].start].isspace():
        word = words[at].text
        if word in ("dat", "die", "deze", "dit", "hun", "zijn"):
            return None
        if capital and word not in _LEAVES:
            return at if word[0].isupper() else None
        adjective = word[0].islower() and _ADJECTIVE.search(word) and not _phrase_ends(text, words, at)
        if word not in _LEAVES and not adjective:
            return at if word[0].isalpha() else None
        at += 1
    return None
