"""Long names with one letter wrong: "Zilveren Mnan" for "Zilveren Maan".

One letter too many, too few, changed or swapped with its neighbour (Damerau 1964: four in five
slips are one of these), in a name of at least eight letters and a word of at least five. Figures
never differ, so that "K-12" stays apart from "K-13"; neither does the first letter, nor an ending
that inflection gives, nor the name of a person, because many surnames differ in one letter only.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from extract.knowledge import Knowledge
from extract.reading import EntityKind

LEAST_LETTERS = 8
LEAST_IN_WORD = 5
_ENDINGS = frozenset({"s", "n", "e", "r"})


class Meant(NamedTuple):
    """The concept that a misspelt name stands for, and the name as it should be."""

    id: str
    kind: EntityKind
    name: str


def one_slip(wrong: str, right: str) -> bool:
    """Do two words differ in one letter, or in the order of two?

    >>> [one_slip(w, "zilveren") for w in ("zilvren", "zilvereen", "zilberen", "zilevren", "zilveren", "zlivern")]
    [True, True, True, True, False, False]
    """
    if abs(len(wrong) - len(right)) > 1 or wrong == right:
        return False
    start = 0
    while start < min(len(wrong), len(right)) and wrong[start] == right[start]:
        start += 1
    a, b = wrong[start:], right[start:]
    return a[1:] == b[1:] or a[1:] == b or a == b[1:] or (a[:2] == b[1::-1] and a[2:] == b[2:])


def meant_by(name: str, knowledge: Knowledge, kind: EntityKind | None = None) -> Meant | None:
    """The listed name that this one misspells, if there is just one thing that it can be.

    Args:
        name: an unlisted name.
        kind: the class that its surroundings give it, or None when they tell nothing.

    >>> from extract.knowledge import Concept
    >>> moon = Concept("mission/zilveren-maan", "Mission", "Zilveren Maan", ("Zilveren Maan",))
    >>> kite = Concept("weapon/kitefisher-12", "WeaponSystem", "Kitefisher-12", ("Kitefisher-12",))
    >>> knowledge = Knowledge({c.id: c for c in (moon, kite)})
    >>> meant_by("Zilvern Maan", knowledge)
    Meant(id='mission/zilveren-maan', kind='Mission', name='Zilveren Maan')
    >>> [meant_by(n, knowledge) for n in ("Zilveren Baan", "Kitefisher-13", "Zilveren Maan", "Zilveren")]
    [None, None, None, None]
    >>> meant_by("Zilvern Maan", knowledge, "Exercise") is None
    True
    """
    words = _folded(name)
    if not _long(words) or any(c.isdigit() for c in name):
        return None
    found: dict[str, Meant] = {}
    for length in range(len("".join(words)) - 1, len("".join(words)) + 2):
        for other, meant in _index(knowledge).get((len(words), length, words[0][0]), ()):
            if (kind is None or meant.kind == kind) and _one_word_slips(words, other):
                found.setdefault(meant.id, meant)
    return next(iter(found.values())) if len(found) == 1 else None


def _one_word_slips(wrong: Sequence[str], right: Sequence[str]) -> bool:
    differing = [(a, b) for a, b in zip(wrong, right, strict=True) if a != b]
    if len(differing) != 1 or not one_slip(*differing[0]):
        return False
    a, b = differing[0]
    inflected = (a.startswith(b) and a[len(b) :] in _ENDINGS) or (b.startswith(a) and b[len(a) :] in _ENDINGS)
    return min(len(a), len(b)) >= LEAST_IN_WORD and a[0] == b[0] and not inflected


@lru_cache(maxsize=4)
def _index(knowledge: Knowledge) -> Mapping[tuple[int, int, str], list[tuple[tuple[str, ...], Meant]]]:
    """The long listed names by their number of words, of letters and their first letter."""
    index: dict[tuple[int, int, str], list[tuple[tuple[str, ...], Meant]]] = defaultdict(list)
    for concept in knowledge.concepts.values():
        if concept.kind == "Person" or concept.generic:
            continue
        for name in (*concept.names, *concept.adjectives):
            words = _folded(name)
            if _long(words) and name[0].isupper() and not any(c.isdigit() for c in name):
                entry = Meant(concept.id, concept.kind, name)
                index[len(words), len("".join(words)), words[0][0]].append((words, entry))
    return index


def _long(words: Sequence[str]) -> bool:
    return sum(map(len, words)) >= LEAST_LETTERS and max(map(len, words)) >= LEAST_IN_WORD


def _folded(name: str) -> tuple[str, ...]:
    plain = "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))
    return tuple(re.findall(r"[^\W_]+", plain)) or ("",)
