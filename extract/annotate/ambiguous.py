"""Which of the things that bear one name is meant here, and why.

A sure label stands for its concept, unless a context word of another concept stands right beside
the name ("patrouilleschip Zeeland", "de Belgische Kamer"), or the concept is an institution of
another country than the letter's and the letter's own has one of that name. A risky label needs
support: a context word beside it, in its sentence or, for a name with a capital, in its paragraph,
or a sure label of its concept elsewhere in the letter. Of several supported ones that with most
support is meant; when that decides nothing all are given, so that the reader can say so. Offsets
are characters.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from extract.annotate.gazetteer import Label, Match
from extract.annotate.places import sentence_at
from extract.knowledge import KINDS, Knowledge

BESIDE, IN_SENTENCE, KNOWN, IN_PARAGRAPH = 9, 4, 2, 1


class Meant(NamedTuple):
    """The concepts that a name may stand for, whether it needed support, and the reason in words."""

    ids: tuple[str, ...]
    risky: bool
    reason: str


NOBODY = Meant((), True, "")
AMBIGUOUS = "dubbelzinnige naam"
"""How the reason begins where context had to decide."""


def meant(match: Match, text: str, knowledge: Knowledge, sure: frozenset[str], home: str | None = None) -> Meant:
    """Decide what a matched name stands for.

    Args:
        match: the name and the labels that are spelled like it.
        text: the block in which it stands.
        knowledge: all concepts.
        sure: ids of the concepts that the letter names beyond doubt.
        home: the country in which the letter was written, if it tells.

    >>> from extract.annotate.gazetteer import matches, trie_of
    >>> from extract.knowledge import Concept
    >>> town = Concept("place/oldrup", "Place", "Oldrup", ("Oldrup",))
    >>> ship = Concept("weapon/hms-oldrup", "WeaponSystem", "HMS Oldrup", ("HMS Oldrup",), risky=("Oldrup",),
    ...                context=("patrouilleschip",))
    >>> concepts = {c.id: c for c in (town, ship)}
    >>> def told(text):
    ...     match = next(iter(matches(trie_of(concepts.values()), text)))
    ...     return meant(match, text, Knowledge(concepts), frozenset())
    >>> told("in Oldrup ligt een patrouilleschip").ids, told("het patrouilleschip Oldrup").ids
    (('place/oldrup',), ('weapon/hms-oldrup',))
    >>> told("het patrouilleschip Oldrup").reason
    "dubbelzinnige naam; 'patrouilleschip' staat ernaast"
    """
    owners = tuple(dict.fromkeys(label.owner for label in match.labels if not label.risky))
    rivals = [label for label in match.labels if label.risky and label.owner not in owners]
    if not rivals:
        return Meant(_in_order(owners, knowledge), False, "staat in de namenlijst")
    reason = "staat in de namenlijst"
    own = _of_home([label.owner for label in match.labels], home, knowledge)
    if own and owners and not set(own) & set(owners):
        rivals = [label for label in match.labels if label.owner not in own]
        owners, reason = own, f"{AMBIGUOUS}; die van het land van de brief"
    beside = _beside(text, match)
    votes: dict[str, tuple[int, str]] = {}
    for label in rivals:
        weight, why = _support(label, match, text, beside, knowledge, sure)
        if label.owner in own and not owners:
            weight, why = weight + KNOWN, why or "die van het land van de brief"
        if weight > votes.get(label.owner, (0, ""))[0]:
            votes[label.owner] = weight, why
    most = max((weight for weight, _ in votes.values()), default=0)
    if owners and most < BESIDE:
        return Meant(_in_order(owners, knowledge), False, reason)
    if not votes:
        return _undecided(match, text, rivals, knowledge)
    ids = [owner for owner, (weight, _) in votes.items() if weight == most]
    return Meant(_in_order(ids, knowledge), True, f"{AMBIGUOUS}; {votes[ids[0]][1]}")


def _of_home(ids: Sequence[str], home: str | None, knowledge: Knowledge) -> tuple[str, ...]:
    """The institutions of the letter's own country among those of several countries that bear one name."""
    concepts = [knowledge.concepts[i] for i in dict.fromkeys(ids)]
    if not all(c.kind == "Organisation" and c.country for c in concepts) or len({c.country for c in concepts}) < 2:
        return ()
    return tuple(c.id for c in concepts if home in c.country)


def _support(
    label: Label, match: Match, text: str, beside: Sequence[str], knowledge: Knowledge, sure: frozenset[str]
) -> tuple[int, str]:
    """How much speaks for this concept, and the strongest thing that does."""
    concept = knowledge.concepts[label.owner]
    context = concept.context
    common = text[match.start + 1 : match.end].islower() and "".join(label.tokens).islower()
    lands = [
        knowledge.concepts[i] for i in concept.country if concept.kind == "Organisation" and i in knowledge.concepts
    ]
    near = (*context, *(adjective for land in lands for adjective in land.adjectives))
    next_to = next((word for word in near if word.casefold() in beside), None)
    sentence = _hits(context, sentence_at(text, match.start))
    paragraph = [] if common else _hits(context, text)
    weight, reason = 0, ""
    if paragraph:
        weight, reason = IN_PARAGRAPH, f"{paragraph[0]!r} staat in de alinea"
    if sentence:
        weight, reason = IN_SENTENCE + len(sentence) - 1, f"{sentence[0]!r} staat in de zin"
    if label.owner in sure and (label.any_case or not common):
        weight += KNOWN
        reason = reason if sentence else f"elders in de brief staat {concept.label!r}"
    if next_to is not None:
        weight, reason = weight + BESIDE, f"{next_to!r} staat ernaast"
    return weight, reason


def _hits(context: Sequence[str], text: str) -> list[str]:
    """The context words that a text holds, also as the start of a longer word if they are longer than an acronym.

    >>> _hits(("schip", "EU"), "De schepen en het schipbreukproject in Europa"), _hits(("EU",), "een EU-missie")
    (['schip'], ['EU'])
    """
    lower = text.casefold()
    ends = ((word, r"(?!\w)" if len(word) <= 3 else "") for word in context)
    return [word for word, end in ends if re.search(rf"\b{re.escape(word.casefold())}{end}", lower)]


def _beside(text: str, match: Match) -> list[str]:
    """The one and two words before the name, the word after it, and what stands in brackets behind it.

    Also the name that lies in it: "Oldrup in Xanadu", "Oldrup, Xanadu", "Oldrup (Xanadu".
    """
    start = text[max(0, match.start - 60) : match.start].casefold()
    before = re.search(r"(?:([\w-]+)\s+)?([\w-]+)\s+$", start)
    within = re.search(r"([\w-]+)(?:\s+in\s+|,\s+|\s+\()$", start)
    after = re.match(r"\s+([\w-]+)|\s*\(([^()]+)\)", text[match.end : match.end + 60].casefold())
    found = [" ".join(filter(None, before.groups())), before[2]] if before else []
    found += [within[1]] if within else []
    return found + ([after[1] or after[2]] if after else [])


def _undecided(match: Match, text: str, rivals: Sequence[Label], knowledge: Knowledge) -> Meant:
    """Nothing supports a risky name: no name, but one that several things of a class bear is surely one of them."""
    ids = tuple(dict.fromkeys(label.owner for label in rivals))
    kinds = {knowledge.concepts[i].kind for i in ids}
    opens = not text[: match.start].strip() or text[: match.start].rstrip()[-1] in ".:?!;•"
    if len(ids) > 1 and kinds == {"Country"} and not opens:
        return Meant(_in_order(ids, knowledge), True, f"{AMBIGUOUS} zonder aanwijzing")
    return NOBODY


def _in_order(ids: Sequence[str], knowledge: Knowledge) -> tuple[str, ...]:
    return tuple(sorted(ids, key=lambda i: (KINDS.index(knowledge.concepts[i].kind), i)))
