"""Names that no list and no head types, by what stands around them in the whole letter.

Each place where an unknown acronym or capitalised stretch stands gives clues: the noun grown to
it ("PACT-lidstaten"), the words before it ("bijdrage aan OSFOR"), the noun that explains it
("OSFOR, de missie van ..."), the names in one row with it. The clues of all places are added up
and the class with most weight is taken, if it weighs enough. The words are data
(``ontology/heads.ttl``); the weights say how far a clue may be trusted. Offsets are characters.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, Protocol

from extract.annotate.headed import name_end
from extract.annotate.lexicon import (
    Lexicon,
    Proposal,
    Word,
    in_capitals,
    is_designation,
    is_function,
    is_name_word,
    words_of,
)
from extract.annotate.number_words import CARDINALS, fold
from extract.annotate.people import function_spans
from extract.annotate.taken import Taken
from extract.knowledge import KINDS, Head
from extract.reading import EntityKind

SURE, FAIR, SLIGHT = 2.0, 1.0, 0.4
ENOUGH = 0.8
_ANY = re.compile(r"(?s).*")
_ARTICLE = re.compile(r"(?:\b(de|het|De|Het|een)\s+)?[‘'“\"]?$")
_EXPLAINS = re.compile(r"(?:\s*\([^()]*\))?(?:,\s+|\s+is\s+|\s+was\s+)(?:de|het|een)\s+(?=[\w-])")
_JOINS = re.compile(r",\s+|\s+(?:en|of|&)\s+|\s?/\s?|,?\s+(?:en|alsmede)\s+(?:aan|de|het)\s+|\s+\(")
_POSTCODE = re.compile(r"\b\d{4}\s+$")
_TOWN = re.compile(r"\b\d{4}\s+[A-Z]{2}\s+$")
_AMOUNT = re.compile(r"(?:\d|miljoen|miljard|mln\.?|mld\.?)\s+$")
_COUNT = re.compile(r"(?:(?<![\d.,])(?!1\s|(?:19|20)\d\d\b)\d[\d.]*|\b(?P<word>[a-zé]{3,}))\s+$")
_ADJECTIVE = re.compile(r"(?:(?:se|sche|ische|talige)$|(?:aams|aals|aans|isch|talig)$)")
_DATELINE = re.compile(r",\s+\d{1,2}\s+[a-z]+\s+\d{4}\b")


class Named(Protocol):
    """A name that has been found: where it stands and of what class it is."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def kind(self) -> EntityKind: ...


class Clue(NamedTuple):
    """What one place says of a name: its class, None for "no name", with how much weight and why.

    A ``plain`` clue rests on the form of the name alone, so that more of them say no more than one.
    """

    name: str
    kind: EntityKind | None
    weight: float
    reason: str
    plain: bool = False


def is_acronym(word: str) -> bool:
    """Two capitals or more, at most two small letters before them ("eNRX"), no Roman number.

    >>> [is_acronym(w) for w in ("PACT", "OS", "eNRX", "OSFOR's", "Oldrup", "XIV", "K-12", "A", "OSRX-NET")]
    [True, True, True, True, False, False, False, False, True]
    """
    bare = re.sub(r"['’]?s$", "", word)
    return bool(re.fullmatch(r"[a-z]{0,2}[A-Z][A-Z&]+(?:-[A-Z]{2,})?", bare)) and not re.fullmatch(r"[IVXLC]+", bare)


def clues(text: str, names: Sequence[Named], lexicon: Lexicon, rows: Sequence[Named] | None = None) -> Iterator[Clue]:
    """The clues that one block gives about the names in it that nobody found.

    ``rows`` are the names that may tell of what class another one in their row is; ``names`` if left out.

    >>> from extract.annotate.lexicon import lexicon_of
    >>> from extract.knowledge import Head, Knowledge
    >>> heads = (Head("h/j", "JoinedNoun", ("lidstaten",), "Organisation"),
    ...          Head("h/c", "CueBefore", ("bijdrage aan",), "Mission"), Head("h/n", "JoinedNoun", ("capaciteit",)),
    ...          Head("h/l", "LeadingHead", ("missie",), "Mission"))
    >>> lexicon = lexicon_of(Knowledge({}, heads))
    >>> text = "Alle PACT-lidstaten leveren een bijdrage aan OSFOR, de missie in zee, met QRZ-capaciteit."
    >>> for clue in clues(text, (), lexicon):
    ...     print(clue.name, clue.kind, clue.weight)
    PACT Organisation 2.0
    OSFOR Mission 2.0
    OSFOR Mission 2.0
    QRZ None 2.0
    """
    if in_capitals(text):
        return
    words = words_of(text)
    taken = Taken([*((n.start, n.end) for n in names), *function_spans(text, lexicon)])
    for start, end, tail in stretches(text, words, lexicon, taken):
        name = re.sub(r"['’]s$", "", " ".join(text[start:end].split()))
        found = list(_at(text, start, end, tail, names if rows is None else rows, lexicon))
        for kind, weight, reason in found:
            yield Clue(name, kind, weight, reason)
        if not found:
            for kind, weight, reason in _by_form(text, start, name, tail):
                yield Clue(name, kind, weight, reason, plain=True)


def stretches(text: str, words: Sequence[Word], lexicon: Lexicon, taken: Taken) -> Iterator[tuple[int, int, str]]:
    """Unclaimed acronyms and capitalised stretches: start, end, and the noun grown to it or nothing.

    A single capitalised word that opens a sentence may be any word, so it is left out.
    """
    at = 0
    while at < len(words):
        word = words[at]
        at += 1
        match = re.fullmatch(r"(.+?)[-‐‑–]([a-zà-ÿ]\w*)", word.text)
        stem, tail = (match[1], match[2]) if match else (word.text, "")
        if not is_acronym(stem) and not (is_name_word(stem) and len(stem) > 1 and not stem.isupper()):
            continue
        opens = not text[: word.start].strip(" \n‘“\"'(") or text[: word.start].rstrip(" \n‘“\"'(")[-1] in ".:?!;•–-"
        if not _may_be_name(stem, lexicon, opens) or _POSTCODE.search(text[: word.start]):
            continue
        end = word.start + len(stem)
        if not tail and not is_acronym(stem):
            last = name_end(text, words, at - 1, lexicon, after=_ANY, titled=not opens)
            if last is None:
                continue
            while last > at - 1 and (is_acronym(words[last].text) or taken.meets(words[last].start, words[last].end)):
                last -= 1
            while words[last].text.islower() or words[last].text.isdigit():
                last -= 1
            end, at = words[last].end, last + 1
        if is_function(" ".join(text[word.start : end].split()), lexicon):
            continue
        single = not re.search(r"\s", text[word.start : end])
        if single and not tail and _ADJECTIVE.search(stem) and re.match(r"\s(?:[a-z]{4,}|[A-Z][a-z]{3})", text[end:]):
            continue
        bare = opens and not is_acronym(stem) and single
        if taken.meets(word.start, end) or (bare and not _DATELINE.match(text, end)):
            continue
        yield word.start, end, tail


def _may_be_name(stem: str, lexicon: Lexicon, opens: bool) -> bool:
    folded = stem.casefold()
    if folded in lexicon.outside and (opens or is_acronym(stem)):
        return False
    if re.sub(r"['’]?s$", "", folded) in lexicon.abbreviations or folded in lexicon.abbreviations:
        return False
    if folded in lexicon.not_names or (folded,) in lexicon.titles:
        return False
    return not (stem in lexicon.adjectives or stem in lexicon.lands or is_designation(stem) or stem.isdigit())


def _at(
    text: str, start: int, end: int, tail: str, names: Sequence[Named], lexicon: Lexicon
) -> Iterator[tuple[EntityKind | None, float, str]]:
    """The clues of one place, as class, weight and reason."""
    acronym = is_acronym(text[start:end])
    if _TOWN.search(text[:start]) or (not acronym and _DATELINE.match(text, end)):
        yield "Place", SURE, "na een postcode of voor een datum"
    elif acronym and _AMOUNT.search(text[:start]):
        yield None, SURE, "na een bedrag of aantal"
    elif not tail and re.fullmatch(r"\w+s", text[start:end]) and _counted(text[:start]):
        yield "WeaponSystem", FAIR, "meervoud na een aantal"
    if tail:
        noun = next((lexicon.joined[tail[i:]] for i in range(len(tail) - 3) if tail[i:] in lexicon.joined), None)
        if noun is not None:
            yield noun.kind, SURE, f"met {tail!r}"
    elif acronym and text[start - 1 : start] == "(" and text[end : end + 1] == ")":
        if re.search(r"[a-z]{2,}\s$", text[: start - 1]):
            yield None, FAIR, "afkorting van gewone woorden"
    else:
        if _holds_title(text[end : end + 60], lexicon):
            yield "Person", SURE, "titel erachter"
        explained = _EXPLAINS.match(text, end)
        noun = _noun_after(text, explained.end(), lexicon) if explained else None
        if noun is not None and noun.kind is not None:
            yield noun.kind, SURE, f"verklaard als {noun.words[0]!r}"
    article = _ARTICLE.search(text[:start])
    before = re.findall(r"[\w’'-]+", text[max(0, start - 60) : article.start() if article else start].casefold())
    for length in (4, 3, 2, 1):
        cue = lexicon.cues.get(tuple(before[-length:])) if len(before) >= length else None
        if cue is not None and not tail:
            yield cue.kind, SURE if length > 1 else FAIR, f"na {' '.join(before[-length:])!r}"
            break
    if article and article[1] in ("de", "het") and not acronym and not tail and before and before[-1] in ("in", "op"):
        slight = " " in text[start:end] or article[1] == "het"
        yield "Place", SLIGHT if slight else FAIR, f"na {before[-1]!r} met lidwoord"
    for name in names:
        near = (name.end, start) if name.end <= start else (end, name.start)
        other = name.kind == "Country" or (name.kind == "Person" and acronym)
        if near[1] - near[0] <= 12 and not other and not tail and _JOINS.fullmatch(text, *near):
            bracket = text[slice(*near)].strip() == "("
            if not bracket or name.kind == "Place":
                yield name.kind, FAIR, "in een rij met een naam van die klasse"


def _counted(before: str) -> bool:
    """Does a number above one end this text, in figures or as a word?

    >>> [_counted(text) for text in ("met 40 ", "met veertig ", "in 2031 ", "een ", "oude ")]
    [True, True, False, False, False]
    """
    count = _COUNT.search(before)
    return count is not None and (count["word"] is None or CARDINALS.get(fold(count["word"]), 0) > 1)


def _holds_title(after: str, lexicon: Lexicon) -> bool:
    """Does a title follow after a comma (", de commandant van ...")?"""
    phrase = re.match(
        r",\s+(?:(?:de|het|een|oud|voormalig[e]?|huidige|nieuwe|plaatsvervangend)[\s-]+){0,3}(\w[\w-]*)", after
    )
    return phrase is not None and (phrase[1].casefold(),) in lexicon.titles


def _noun_after(text: str, at: int, lexicon: Lexicon) -> Head | None:
    """The first typing noun among the next words of the phrase."""
    phrase = re.match(r"(?:[\w’'-]+\s+){0,5}[\w’'-]+", text[at : at + 120])
    for word in re.findall(r"[\w’'-]+", phrase[0] if phrase else ""):
        tail = re.split(r"[-‐‑–]", word.casefold())[-1]
        for i in range(1 if tail in lexicon.leading else max(1, len(tail) - 4)):
            head = lexicon.leading.get(tail[i:])
            if (
                head is not None
                and (i == 0 or len(tail) - i >= 6)
                and not (head.in_name and head.words[0][0].isupper())
            ):
                return head
        if word in ("die", "dat", "van", "met", "om", "en", "heeft", "wordt", "zijn"):
            return None
    return None


def _by_form(text: str, start: int, name: str, tail: str) -> Iterator[tuple[EntityKind | None, float, str]]:
    """Where nothing tells more: a name after an article is most often an organisation."""
    article = re.search(r"\b(de|het|De|Het)\s+[‘'“\"]?$", text[:start])
    if tail:
        yield "Organisation", SLIGHT, f"met {tail!r}"
    elif article and article[1] in ("de", "De"):
        yield "Organisation", ENOUGH if is_acronym(name) or " " in name else SLIGHT, "naam na 'de'"
    elif article or is_acronym(name):
        yield "Organisation", SLIGHT, "naam zonder nadere aanwijzing"


def weighed(found: Iterable[Clue]) -> Mapping[str, Proposal]:
    """The names that the clues together are sure enough of, each with its class and reasons.

    >>> told = [Clue("OS", "Organisation", 0.4, "naam"), Clue("OS", "Mission", 2, "na 'bijdrage aan'"),
    ...         Clue("QRZ", "Organisation", 1, "naam"), Clue("QRZ", None, 2, "met 'capaciteit'")]
    >>> [(name, p.kind, p.reason) for name, p in weighed(told).items()]
    [('OS', 'Mission', "volgens de omgeving: na 'bijdrage aan'")]
    """
    weights: dict[str, dict[EntityKind | None, float]] = defaultdict(lambda: defaultdict(float))
    reasons: dict[tuple[str, EntityKind | None], dict[str, None]] = defaultdict(dict)
    for clue in found:
        so_far = weights[clue.name]
        so_far[clue.kind] = max(so_far[clue.kind], clue.weight) if clue.plain else so_far[clue.kind] + clue.weight
        reasons[clue.name, clue.kind][clue.reason] = None
    chosen: dict[str, Proposal] = {}
    for name, by_kind in weights.items():
        order = (*KINDS, None)
        best = max(by_kind, key=lambda kind: (by_kind[kind], -order.index(kind)))
        if best is not None and by_kind[best] >= ENOUGH:
            why = "; ".join(list(reasons[name, best])[:3])
            score = 0.65 if by_kind[best] >= SURE else 0.55
            chosen[name] = Proposal(0, 0, best, f"volgens de omgeving: {why}", score=score)
    return chosen
