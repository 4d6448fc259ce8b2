"""Names that nobody listed, typed by the noun beside them: "operatie X", "X Task Group", "X-verdrag".

The nouns are data (``ontology/heads.ttl``). Every finder takes the text of one block and
proposes stretches; offsets are characters of that text, end exclusive.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from extract.annotate.lexicon import Lexicon, Proposal, Word, is_designation, is_name_word
from extract.knowledge import Head

_LINKS = frozenset(
    {"of", "for", "the", "and", "on", "to", "against", "du", "del", "la", "al", "y", "der", "des", "und", "für"}
)
_PARTICLES = frozenset({"de", "der", "den", "van"})
_AND = frozenset({"en", "voor"})
_CALLED = frozenset({"genaamd", "genoemd", "geheten", "getiteld"})
_TAIL_KINDS = ("Mission", "Exercise", "Programme")
_NUMBER = re.compile(r"\d{1,4}")
_YEAR = re.compile(r"(?:19|20)\d\d(?:[-–](?:19|20)?\d\d)?")
_ORDINALS = frozenset({"eerste", "tweede", "derde", "vierde", "vijfde", "1e", "2e", "3e", "1ste"})


def led_names(text: str, words: Sequence[Word], lexicon: Lexicon) -> Iterator[Proposal]:
    """Names after their head, and further names joined to them with "en".

    >>> from extract.annotate.lexicon import lexicon_of, words_of
    >>> from extract.knowledge import Head, Knowledge
    >>> heads = (Head("h/1", "LeadingHead", ("operatie",), "Mission"),
    ...          Head("h/2", "LeadingHead", ("Zr.Ms.",), "WeaponSystem", in_name=True))
    >>> def led(text):
    ...     lexicon = lexicon_of(Knowledge({}, heads))
    ...     return [(text[p.start:p.end], p.kind) for p in led_names(text, words_of(text), lexicon)]
    >>> led("de PACT-operatie Blue Heron 24 en Zr.Ms. Witte Raaf en Bries")
    [('Blue Heron 24', 'Mission'), ('Zr.Ms. Witte Raaf', 'WeaponSystem'), ('Bries', 'WeaponSystem')]
    >>> led("de operatie, genaamd Blue Heron")
    [('Blue Heron', 'Mission')]
    >>> led("de operatie. Blauw is een kleur; de operatie is klaar")
    []

    Between quotation marks stands the whole name, in whatever case:

    >>> led("de operatie ‘Een veilige kust’ en de operatie 'Heron'")
    [('Een veilige kust', 'Mission'), ('Heron', 'Mission')]
    """
    for at, word in enumerate(words):
        head, start = _leading_head(text, words, at, lexicon)
        if head is None or head.kind is None:
            continue
        quoted = _QUOTED.match(text, word.end)
        if quoted and not head.in_name and head.kind not in ("Person", "Place"):
            yield Proposal(*quoted.span("name"), head.kind, f"naam na {word.text!r}", word.text)
            continue
        called = at + 1 < len(words) and words[at + 1].text in _CALLED
        first = start if head.in_name and not called else None
        place = at + 1 + (called or _two_words(words, at, lexicon))
        ship = head.kind == "WeaponSystem"
        of = first is not None and _two_words(words, at, lexicon)
        if of and place < len(words) and words[place].text in ("de", "het"):
            place += 1
        while place < len(words):
            particles = _PARTICLES if ship or head.kind == "Organisation" else frozenset()
            particles |= _AND if of and head.kind == "Organisation" else frozenset()
            gap = _SHIP_GAP if first is not None and ship else _NEXT_GAP if place > at + 2 else _NAME_GAP
            last = name_end(text, words, place, lexicon, gap, particles, titled=first is not None and ship)
            if last is None:
                break
            begin = words[place].start if first is None else first
            yield Proposal(begin, words[last].end, head.kind, f"naam na {word.text!r}", word.text)
            if not re.fullmatch(r"\s+(?:en|of)\s+|,\s+", _gap(text, words, last, skip_word=True)):
                break
            place, first = last + (1 if _gap(text, words, last).startswith(",") else 2), None
            own_head = place < len(words) and _leading_head(text, words, place, lexicon)[0] is not None
            if own_head or head.kind not in ("WeaponSystem", "Mission", "Exercise"):
                break


_QUOTED = re.compile(r"""\s[‘“'"](?P<name>[A-ZÀ-Þ\d][^‘’“”'"\n]{2,70})[’”'"](?!\w)""")
_SHIP_GAP = re.compile(r"\.?\s+|-")
_NAME_GAP = re.compile(r"[^\S\t]+[‘'“\"«]?")
_NEXT_GAP = re.compile(r",?[^\S\t]+[‘'“\"«]?")


def _leading_head(text: str, words: Sequence[Word], at: int, lexicon: Lexicon) -> tuple[Head | None, int]:
    word = words[at]
    whole = word.text.casefold().replace("’", "'")
    dotted = whole + "." if text[word.end : word.end + 1] == "." else ""
    pair = f"{whole} {words[at + 1].text.casefold()}" if at + 1 < len(words) else ""
    for head in (lexicon.leading.get(pair), lexicon.leading.get(dotted) or lexicon.leading.get(whole)):
        if head is not None and not (head.in_name and head.words[0][0].isupper() and not word.text[0].isupper()):
            return head, word.start
    if whole in lexicon.leading:
        return None, 0
    tail = re.split(r"[-‐‑–]", whole)[-1]
    head = lexicon.leading.get(tail)
    if head is not None and not head.in_name:
        return head, word.start
    for length in range(6, len(whole) - 2):
        head = lexicon.leading.get(whole[-length:])
        if head is not None and head.kind in _TAIL_KINDS:
            return head, word.start
    return None, 0


def _two_words(words: Sequence[Word], at: int, lexicon: Lexicon) -> bool:
    """Is the head at ``at`` one of two words ("top van")?"""
    return at + 1 < len(words) and f"{words[at].text} {words[at + 1].text}".casefold() in lexicon.leading


def _gap(text: str, words: Sequence[Word], at: int, skip_word: bool = False) -> str:
    if at + 1 >= len(words):
        return text[words[at].end :]
    gap = text[words[at].end : words[at + 1].start]
    if skip_word and gap.isspace() and at + 2 < len(words) and words[at + 1].text in ("en", "of"):
        return f"{gap}{words[at + 1].text}{text[words[at + 1].end : words[at + 2].start]}"
    return gap


def name_end(
    text: str,
    words: Sequence[Word],
    at: int,
    lexicon: Lexicon,
    after: re.Pattern[str] = _NAME_GAP,
    particles: frozenset[str] = frozenset(),
    titled: bool = False,
) -> int | None:
    """Index of the last word of the name that begins at word ``at``, or None when none begins.

    ``particles`` may stand between two capitalised words, besides the English linking words.
    A ``titled`` name may begin with an article or preposition ("Zr.Ms. De ...").
    """
    if at >= len(words) or not (at == 0 or after.fullmatch(text[words[at - 1].end : words[at].start])):
        return None
    first = words[at].text
    if not is_name_word(first):
        return None
    if first.casefold() in lexicon.outside:
        more = titled and at + 1 < len(words) and re.fullmatch(r"\s", _gap(text, words, at))
        if not (more and (is_name_word(words[at + 1].text) or words[at + 1].text in particles)):
            return None
    last = at
    while last + 1 < len(words):
        gap, word = _gap(text, words, last), words[last + 1].text
        if gap == " & " and is_name_word(word):
            last += 1
        elif not re.fullmatch(r"[^\S\t]", gap) or is_designation(word):
            break
        elif is_name_word(word) or _NUMBER.fullmatch(word):
            last += 1
        elif word in _LINKS | particles and _link_leads_on(text, words, last + 1):
            last += 2 if is_name_word(words[last + 2].text) else 3
        else:
            break
    return last


def _link_leads_on(text: str, words: Sequence[Word], at: int) -> bool:
    """Does a capital follow this linking word, at most one more link between ("of the X")?"""
    for step in (1, 2):
        if at + step >= len(words) or not re.fullmatch(r"\s", _gap(text, words, at + step - 1)):
            return False
        word = words[at + step].text
        if is_name_word(word):
            return True
        if word not in _LINKS:
            return False
    return False


def closed_names(text: str, words: Sequence[Word], lexicon: Lexicon) -> Iterator[Proposal]:
    """Capitalised sequences that end in a typing head.

    >>> from extract.annotate.lexicon import lexicon_of, words_of
    >>> from extract.knowledge import Concept, Head, Knowledge
    >>> heads = (Head("h/1", "ClosingHead", ("Task Group", "Group"), "Organisation"),
    ...          Head("h/2", "ClosingHead", ("Fund",), "Programme"), Head("h/3", "OutsideWord", ("de",)))
    >>> land = Concept("country/XA", "Country", "Xanadu", ("Xanadu",), adjectives=("Xanadese",))
    >>> def closed(text):
    ...     lexicon = lexicon_of(Knowledge({land.id: land}, heads))
    ...     return [(text[p.start:p.end], p.kind) for p in closed_names(text, words_of(text), lexicon)]
    >>> closed("De Xanadese Coastal Watch (CW) Task Group 2 en het Fund for Peace")
    [('Coastal Watch (CW) Task Group 2', 'Organisation')]
    >>> closed("de Kust (Reach Fund)")
    [('Reach Fund', 'Programme')]
    >>> closed("Search, Rescue and Salvage Fund Xanadu")
    [('Search, Rescue and Salvage Fund Xanadu', 'Programme')]
    >>> closed("het Coastal Group Fund")
    [('Coastal Group Fund', 'Programme')]
    """
    covered = 0
    for at in range(len(words)):
        for length in (3, 2, 1):
            head = lexicon.closing.get(tuple(re.sub(r"['’]s$", "", w.text) for w in words[at : at + length]))
            if head is None or head.kind is None or not covered < at + length <= len(words):
                continue
            if not _adjoining(text, words[at : at + length]):
                continue
            first = _opening(text, words, at, lexicon)
            if first is None:
                break
            last = _closing_tail(text, words, at + length - 1, lexicon)
            final = lexicon.closing.get((words[last].text,))
            kind = final.kind if final is not None and final.kind is not None else head.kind
            noun = " ".join(w.text for w in words[at : at + length])
            end = words[last].end + (text[words[last].end : words[last].end + 1] == "." and noun.count(".") > 0)
            yield Proposal(words[first].start, end, kind, f"naam op {noun!r}", noun)
            covered = last + 1
            break


def _adjoining(text: str, words: Sequence[Word]) -> bool:
    return all(re.fullmatch(r"[^\S\t]+", text[a.end : b.start]) for a, b in pairwise(words))


def _opening(text: str, words: Sequence[Word], at: int, lexicon: Lexicon) -> int | None:
    """Index of the first word of the capitalised run that leads up to word ``at``."""
    first, joined = at, False
    while first > 0:
        gap, word = text[words[first - 1].end : words[first].start], words[first - 1].text
        own = is_name_word(word) or (word.isdigit() and len(word) <= 3)
        if re.fullmatch(r"\s", gap) and word in _LINKS and first >= 2:
            before = words[first - 2].text
            if not (is_name_word(before) or before in _LINKS) or before.casefold() in lexicon.outside:
                break
            joined = joined or word == "and"
        elif not own or word.casefold() in lexicon.outside:
            break
        elif gap == " & ":
            joined = True
        elif not (re.fullmatch(r"\s|\)\s|\s\(", gap) or (gap == ", " and joined)):
            break
        first -= 1
    while first < at and (words[first].text in _LINKS or words[first].text in lexicon.adjectives):
        first += 1
    while first < at and not _balanced(text[words[first].start : words[at].start]):
        first += 1
    return first if first < at else None


def _balanced(text: str) -> bool:
    return text.count("(") == text.count(")")


def _closing_tail(text: str, words: Sequence[Word], last: int, lexicon: Lexicon) -> int:
    """A number, further capitals ("Command North") or an English "of X", "on X" after the head belong to the name."""
    if last + 1 < len(words) and re.fullmatch(r"\s", _gap(text, words, last)):
        word = words[last + 1].text
        if re.fullmatch(r"\d{1,3}", word):
            return last + 1
        while last + 1 < len(words) and _adjoining(text, words[last : last + 2]) and _goes_on(words[last + 1], lexicon):
            last += 1
        word = words[last + 1].text if last + 1 < len(words) else ""
        if word in _LINKS - {"and", "the"} and _link_leads_on(text, words, last + 1):
            last += 2 if is_name_word(words[last + 2].text) else 3
            while (
                last + 1 < len(words) and _gap(text, words, last) in (" ", "\n") and is_name_word(words[last + 1].text)
            ):
                last += 1
    return last


def _goes_on(word: Word, lexicon: Lexicon) -> bool:
    known = word.text.casefold() in lexicon.outside or word.text in lexicon.adjectives
    return is_name_word(word.text) and not known and not is_designation(word.text)


def hyphen_names(text: str, words: Sequence[Word], lexicon: Lexicon) -> Iterator[Proposal]:
    """A name joined by a hyphen to a head that makes it another name.

    >>> from extract.annotate.lexicon import lexicon_of, words_of
    >>> from extract.knowledge import Head, Knowledge
    >>> heads = (Head("h/1", "HyphenHead", ("verdrag",), "Agreement"), Head("h/2", "OutsideWord", ("het",)))
    >>> text = "Het Open Shores-verdrag en de PACT-verdragspartijen"
    >>> [text[p.start:p.end] for p in hyphen_names(text, words_of(text), lexicon_of(Knowledge({}, heads)))]
    ['Open Shores-verdrag']
    """
    for at, word in enumerate(words):
        match = re.fullmatch(r"(.+)[-‐‑–](\w+)", word.text) or _closed_compound(word.text, lexicon)
        if match is None:
            continue
        head = lexicon.hyphen.get(match[2].casefold())
        if head is None or head.kind is None or not any(c.isupper() for c in match[1]):
            continue
        if not (is_name_word(match[1]) or match[1] in lexicon.lands):
            continue
        first = at
        while first > 0 and joins_left(text, words, first, lexicon):
            first -= 1
        last = _closing_tail(text, words, at, lexicon) if head.takes_country else at
        if not head.after_owner:
            yield Proposal(words[first].start, words[last].end, head.kind, f"naam met {match[2]!r}", "-" + match[2])
        else:
            yield Proposal(words[first].start, words[last].end, head.kind, f"naam met {match[2]!r}", match[2])


def _closed_compound(word: str, lexicon: Lexicon) -> re.Match[str] | None:
    """A capitalised compound without hyphen that ends in one of the longer heads: "Kustconferentie"."""
    for length in range(7, len(word) - 2):
        head = lexicon.hyphen.get(word[-length:])
        if head is not None and head.after_owner and word[0].isupper() and word.isalpha():
            return re.fullmatch(rf"(.+)(\w{{{length}}})", word)
    return None


def joins_left(text: str, words: Sequence[Word], first: int, lexicon: Lexicon) -> bool:
    """Does the word before word ``first`` belong to the same capitalised name?"""
    word = words[first - 1].text
    if not re.fullmatch(r"\s", text[words[first - 1].end : words[first].start]):
        return False
    lands = word in lexicon.adjectives or all(part in lexicon.adjectives for part in re.split(r"[-‐‑–]", word))
    return is_name_word(word) and word.casefold() not in lexicon.outside and not lands


def unit_names(text: str, words: Sequence[Word], lexicon: Lexicon) -> Iterator[Proposal]:
    """Numbered units, the number before or after.

    >>> from extract.annotate.lexicon import lexicon_of, words_of
    >>> from extract.knowledge import Head, Knowledge
    >>> heads = (Head("h/1", "UnitHead", ("Brigade", "Panzerdivision", "Bataljon", "Squadron", "Regiment"),
    ...               "Organisation"),)
    >>> def units(text):
    ...     lexicon = lexicon_of(Knowledge({}, heads))
    ...     return [text[p.start:p.end] for p in unit_names(text, words_of(text), lexicon)]
    >>> units("de 21 Rode Brigade, 3. Panzerdivision, Tankbataljon 101 en het 555 Squadron")
    ['21 Rode Brigade', '3. Panzerdivision', 'Tankbataljon 101', '555 Squadron']
    >>> units("in 2016 kwam de Brigade; een brigade van 4000 man")
    []
    >>> units("het 4de Bataljon Kustjagers en het Regiment Ruiters 31")
    ['4de Bataljon Kustjagers', 'Regiment Ruiters 31']
    """
    for at, word in enumerate(words):
        key = word.text.casefold()
        head = lexicon.units.get(key)
        tail = head or next((lexicon.units[key[i:]] for i in range(1, len(key) - 4) if key[i:] in lexicon.units), None)
        if tail is None or tail.kind is None:
            continue
        first = at
        while first > 0 and at - first < 4 and joins_left(text, words, first, lexicon):
            first -= 1
        numbered = first > 0 and re.fullmatch(r"\.?\s", text[words[first - 1].end : words[first].start])
        number = words[first - 1].text if numbered else ""
        if word.text[0].isupper() and re.fullmatch(r"\d{1,3}(?:e|ste|de)?", number):
            end = words[_unit_tail(words, at, text, lexicon)].end
            yield Proposal(words[first - 1].start, end, tail.kind, f"genummerde eenheid op {word.text!r}", key)
        elif first < at and words[first].text.casefold() in _ORDINALS:
            yield Proposal(words[first].start, word.end, tail.kind, f"genummerde eenheid op {word.text!r}", key)
        elif at + 1 < len(words) and re.fullmatch(r"\s\d{2,3}", text[word.end : words[at + 1].end]):
            yield Proposal(word.start, words[at + 1].end, tail.kind, f"genummerde eenheid op {word.text!r}", key)
        elif word.text[0].isupper() and first == at and (last := _unit_tail(words, at, text, lexicon)) > at:
            yield Proposal(word.start, words[last].end, tail.kind, f"eenheid op {word.text!r}", key)


def _unit_tail(words: Sequence[Word], at: int, text: str, lexicon: Lexicon) -> int:
    """Capitalised words after the noun of a unit belong to its name, and a number behind these."""
    last = at
    while last + 1 < len(words) and _adjoining(text, words[last : last + 2]) and _goes_on(words[last + 1], lexicon):
        last += 1
    if last > at and last + 1 < len(words) and re.fullmatch(r"\s\d{1,3}", text[words[last].end : words[last + 1].end]):
        last += 1
    return last
