"""All names of a block: the finders' proposals, sorted out so that none overlap.

The longest stretch wins; of equal ones a listed name, then one that the letter itself
defines, then one typed by its head. A name with two candidates stays, so that
:mod:`extract.link` can say that it could not decide.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from extract.annotate.acronyms import bracketed, definitions, nearly_stands_for, stands_for
from extract.annotate.around import Clue, clues, stretches, weighed
from extract.annotate.choice import OWNERS, as_meeting, beside_listed, cut, free, sorted_out
from extract.annotate.compounds import forces, materiel, named_materiel
from extract.annotate.gazetteer import Trie, add, matches
from extract.annotate.headed import closed_names, hyphen_names, led_names, unit_names
from extract.annotate.home import home_of
from extract.annotate.lexicon import Lexicon, Proposal, Word, in_capitals, is_function, lexicon_of, words_of
from extract.annotate.listed import LetterNames, listed_names
from extract.annotate.misspelt import meant_by
from extract.annotate.papers import find_papers, find_resolutions
from extract.annotate.people import initialled, persons
from extract.annotate.places import by_surroundings, regions, sentence_at
from extract.annotate.taken import Taken
from extract.annotate.titled import capital_compounds, motions, pacts
from extract.knowledge import Knowledge
from extract.reading import EntityKind

__all__ = ["LetterNames", "Name", "find_names", "read_letter_names"]

_PRINTED_AS_MEANT = ("motie", "paper", "resolutie")
_WEAK = 0.6  # the score of a name that only the words around one place type


@dataclass(frozen=True, slots=True)
class Name:
    """A name in a block's clean text; ``candidates`` are concept ids, none for an unlisted name.

    ``head`` is the noun that typed it, after a hyphen when it is grown to the name. An
    ``acronym`` stands in brackets behind the name that it is short for; a ``misspelt`` name is
    one letter away from the listed one that it is taken for.
    """

    start: int
    end: int
    kind: EntityKind
    text: str
    candidates: tuple[str, ...]
    reason: str
    head: str | None = None
    score: float = 0.8
    acronym: bool = False
    misspelt: bool = False


def read_letter_names(texts: Sequence[str], knowledge: Knowledge, head: Sequence[str] = ()) -> LetterNames:
    """First pass over all blocks: acronyms, names introduced by a head, concepts named beyond doubt.

    Args:
        texts: the clean text of every block.
        knowledge: all concepts.
        head: those of the letter's head and signature, which tell in what country it was written.
    """
    sure: set[str] = set()
    lexicon = lexicon_of(knowledge)
    home = home_of(head, lexicon.trie, knowledge)
    for text in texts:
        for match in matches(lexicon.trie, text):
            owners = {label.owner for label in match.labels if not label.risky}
            sure |= owners if len(owners) == 1 else set()
    before = LetterNames(sure=frozenset(sure), home=home)
    known: dict[str, Proposal] = {}
    told: list[Clue] = []
    for text in texts:
        names = find_names(text, knowledge, before)
        placed = [name for name in names if not _by_one_place(name)]
        known.update(_misspelt(text, placed, knowledge, lexicon))
        told += clues(text, placed, lexicon, names)
        for _, start, end, acronym in bracketed(text):
            name = next((n for n in names if n.start <= start < end <= n.end), None)
            if name is not None and name.acronym:
                known[acronym] = _known(name, name.reason)
        for name in names:
            if _by_one_place(name):
                told.append(Clue(name.text, "Place", 1.0, name.reason))
            elif not name.candidates and name.text not in known and _worth_knowing(name):
                known[name.text] = _known(name, f"eerder in de brief: {name.reason}")
                surname = re.search(r"(?:(?:[Vv]an|[Dd]e|[Dd]er|[Dd]en|[Tt]er)\s)*\S+$", name.text)
                if name.kind == "Person" and surname and surname.start() and len(surname[0]) >= 4:
                    known.setdefault(surname[0], _known(name, f"achternaam van {name.text!r}"))
    for text, proposal in weighed(told).items():
        known.setdefault(text, proposal)
    trie = Trie()
    for text in known:
        add(trie, text, text)
    return LetterNames(MappingProxyType(known), trie, before.sure, home)


def _misspelt(
    text: str, names: Sequence[Name], knowledge: Knowledge, lexicon: Lexicon
) -> Iterator[tuple[str, Proposal]]:
    """Unlisted names and unclaimed stretches of a block that are one letter away from a listed name."""
    unlisted: list[tuple[str, EntityKind | None]] = [
        (" ".join(n.text.split()), n.kind) for n in names if not n.candidates and n.head not in _PRINTED_AS_MEANT
    ]
    taken = Taken((n.start, n.end) for n in names)
    free = stretches(text, words_of(text), lexicon, taken)
    unlisted += [(" ".join(text[start:end].split()), None) for start, end, _ in free]
    for name, kind in unlisted:
        right = meant_by(name, knowledge, kind)
        if right is not None:
            reason = f"één letter anders dan {right.name!r}"
            yield name, Proposal(0, 0, right.kind, reason, None, (right.id,), 0.7, misspelt=True)


def _by_one_place(name: Name) -> bool:
    """Is this a place for no other reason than the words around it here?"""
    return name.kind == "Place" and name.score <= _WEAK and not name.candidates


def _known(name: Name, reason: str) -> Proposal:
    return Proposal(0, 0, name.kind, reason, name.head, name.candidates, 0.9 if name.candidates else 0.75)


def _worth_knowing(name: Name) -> bool:
    return len(name.text) >= 4 and name.text[0].isupper() and name.kind not in ("Country", "Agreement")


def find_names(text: str, knowledge: Knowledge, known_here: LetterNames) -> list[Name]:
    """The names of one block, in order, without overlap or nesting.

    >>> from extract.knowledge import Concept, Head
    >>> land = Concept("country/XA", "Country", "Xanadu", ("Xanadu",), adjectives=("Xanadese",))
    >>> kite = Concept("weapon/k-12", "WeaponSystem", "K-12", ("K-12",))
    >>> heads = (Head("h/1", "ClosingHead", ("Task Group",), "Organisation"),
    ...          Head("h/2", "MaterialNoun", ("drones",), alone=True))
    >>> knowledge = Knowledge({c.id: c for c in (land, kite)}, heads)
    >>> for n in find_names("Xanadese K-12-drones bij de Coastal Watch Task Group (CWTG)", knowledge, LetterNames()):
    ...     print(n.text, n.kind, n.candidates)
    Xanadese Country ('country/XA',)
    K-12-drones WeaponSystem ('weapon/k-12',)
    Coastal Watch Task Group Organisation ()
    CWTG Organisation ()
    """
    lexicon = lexicon_of(knowledge)
    words = words_of(text)
    listed = list(listed_names(text, knowledge, lexicon, known_here))
    weapons = [p for p in listed if p.kind == "WeaponSystem" and p.candidates]
    proposals = [*listed, *(cut(p, text, weapons) for p in _headed(text, words, lexicon, listed))]
    proposals += _explained(text, sorted_out(proposals, knowledge), lexicon)
    names = [as_meeting(p, text, lexicon) for p in sorted_out(proposals, knowledge)]
    if not in_capitals(text):
        weapons_end = frozenset(p.end for p in names if p.kind == "WeaponSystem")
        around = by_surroundings(text, words, lexicon, weapons_end)
        names = sorted_out([*names, *free(around, names)], knowledge)
    return [
        Name(
            p.start,
            p.end,
            p.kind,
            text[p.start : p.end],
            p.candidates,
            p.reason,
            p.head,
            p.score,
            p.acronym,
            p.misspelt,
        )
        for p in names
    ]


def _headed(text: str, words: Sequence[Word], lexicon: Lexicon, listed: Sequence[Proposal]) -> Iterator[Proposal]:
    yield from forces(text, words, lexicon)
    yield from regions(words, lexicon)
    for start, end, number in find_resolutions(text):
        ids = (f"document/vnvr-{number}",)
        yield Proposal(start, end, "Document", "resolutie met nummer", "resolutie", ids, 0.95)
    for start, end, identifier, _ in find_papers(text):
        yield Proposal(start, end, "Document", "Kamerstuk of kenmerk", "paper", (f"document/{identifier}",), 0.95)
    if in_capitals(text):
        return
    yield from motions(text, lexicon)
    led = list(led_names(text, words, lexicon))
    starts = {proposal.start for proposal in led}
    for proposal in led:
        ship = lexicon.ships.get(text[proposal.start : proposal.end]) if proposal.kind == "WeaponSystem" else None
        yield replace(proposal, candidates=(ship,), score=0.9) if ship else proposal
    heads = (p for p in hyphen_names(text, words, lexicon) if p.end + 1 not in starts)
    for proposal in (*closed_names(text, words, lexicon), *heads):
        made = beside_listed(text, proposal, listed)
        if made is not None and not is_function(text[proposal.start : proposal.end], lexicon):
            yield made
    yield from unit_names(text, words, lexicon)
    yield from capital_compounds(text, words, lexicon)
    yield from pacts(text, words, lexicon)
    yield from persons(text, words, lexicon)
    yield from initialled(text, lexicon)
    for proposal in named_materiel(text, words, lexicon):
        stem = proposal.end - len((proposal.head or "").removeprefix("-")) - 1
        if not any(p.start <= proposal.start and p.end == stem and p.kind in (*OWNERS, "Mission") for p in listed):
            yield proposal
    yield from materiel(words, lexicon)


def _explained(text: str, names: Sequence[Proposal], lexicon: Lexicon) -> Iterator[Proposal]:
    """Acronyms in brackets, of the class of the name before them; and that name, when only its acronym is known."""
    before = {n.end: n for n in names if n.kind not in ("Place", "Country")}
    long_forms = {definition.start: definition for definition in definitions(text)}
    for long_end, start, end, acronym in bracketed(text):
        own = next((n for n in names if n.start == start and n.end <= end), None)
        named, defined = before.get(long_end), long_forms.get(start)
        if named is not None and (defined or stands_for(acronym, text[named.start : named.end])):
            ids = named.candidates or (own.candidates if own is not None and own.kind == named.kind else ())
            if ids and not named.candidates:
                yield replace(named, candidates=ids, reason=f"{named.reason}; afkorting staat in de namenlijst")
            reason = f"afkorting van {text[named.start : named.end]!r}"
            yield Proposal(start, end, named.kind, reason, None, ids, max(named.score, 0.9), True)
        elif own is not None and own.candidates and named is None and _is_title(text[:long_end], acronym):
            yield replace(own, start=0, end=long_end, reason=f"voluit geschreven {acronym}")
        elif defined is None or any(n.end == long_end and n.start <= defined.long_start for n in names):
            continue
        elif own is not None and own.kind not in ("Place", "Country"):
            yield replace(own, start=defined.long_start, end=long_end, reason=f"voluit geschreven {acronym}")
        elif own is None and not is_function(text[defined.long_start : long_end], lexicon):
            long = text[defined.long_start : long_end]
            own_head = lexicon.closing.get((long.split()[0],))
            kind = own_head.kind if own_head is not None else None
            kind = kind or _kind_by_context(sentence_at(text[:long_end], long_end - 1), lexicon)
            own_words = [w for w in long.split() if w[0].isupper() and w not in lexicon.adjectives]
            if long[0].isupper() and (len(own_words) > 1 or " " not in long):
                yield Proposal(defined.long_start, long_end, kind, f"verklaard als {acronym}", None, (), 0.6)
                yield Proposal(start, end, kind, f"afkorting van {long!r}", None, (), 0.6, True)


def _is_title(text: str, acronym: str) -> bool:
    """Is this, up to the bracket, a heading that only gives the acronym's long form?"""
    return text[0].isupper() and len(text.split()) <= 6 and text.isprintable() and nearly_stands_for(acronym, text)


def _kind_by_context(sentence: str, lexicon: Lexicon) -> EntityKind:
    """The class of an explained name: that of the last typing noun before it in its sentence, else Organisation."""
    for word in reversed(re.findall(r"\w+", sentence.casefold())):
        head = lexicon.leading.get(word)
        if head is not None and head.kind is not None and not head.in_name:
            return head.kind
    return "Organisation"
