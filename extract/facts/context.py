"""What the reader remembers on its way through a letter, to know what a word points back at.

The author's country, the countries of the section's heading, and the names met so far. A word
that points back ("deze missie", "beide landen", "hieraan") is resolved when the nearest fitting
name is clear, else it is left alone.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from extract.facts.phrases import Phrase
from extract.facts.wordings import Lexicon
from extract.link import Linked
from extract.reading import Ref, Value

_POINTING = frozenset(
    {"de", "het", "deze", "dit", "die", "dat", "dezelfde", "hetzelfde", "genoemde", "laatstgenoemd", "laatstgenoemde"}
)
_SETS = {"beide": 2, "twee": 2, "drie": 3, "vier": 4, "vijf": 5, "zes": 6}


@dataclass(frozen=True, slots=True)
class Filled:
    """A role value and the characters of a block's clean text that it was read from."""

    value: Value
    block: int
    start: int
    end: int
    inherited: bool = False
    kind: str = ""


@dataclass(slots=True)
class Context:
    """Memory of one letter, moved on sentence by sentence."""

    lexicon: Lexicon
    author: Filled | None = None
    written: dt.date | None = None
    section: list[Filled] = field(default_factory=list)
    seen: list[Filled] = field(default_factory=list)
    subjects: list[Filled] = field(default_factory=list)
    units: set[str] = field(default_factory=set)
    alliances: set[str] = field(default_factory=set)

    def enter_section(self, countries: Iterable[Filled]) -> None:
        """A heading opens a section; the countries in it are what the section is about.

        Nothing in it points back over the heading.
        """
        self.section = list(countries)
        self.subjects = []
        self.seen = []

    def remember(self, names: Sequence[Linked], block: int) -> None:
        """Add the names of a sentence to what words may point back at."""
        self.seen.extend(Filled(Ref(n.entity), block, n.start, n.end, True, n.kind) for n in names)

    def last(self, kinds: Iterable[str], before: tuple[int, int] | None = None) -> Filled | None:
        """The nearest name of one of the kinds, before a block and offset if given."""
        wanted = frozenset(kinds)
        for found in reversed(self.seen):
            if found.kind in wanted and (before is None or (found.block, found.start) < before):
                return found
        return None

    def last_joined(self, kinds: Iterable[str], before: tuple[int, int]) -> Filled | None:
        """The nearest name of a thing that one takes part in: states, parliaments and alliances are none."""
        wanted = frozenset(kinds) - {"Country"}
        for found in reversed(self.seen):
            unit = isinstance(found.value, Ref) and found.value.id in self.units
            fits = found.kind in wanted and (unit or found.kind != "Organisation")
            if fits and (found.block, found.start) < before:
                return found
        return None

    def resolve(self, phrase: Phrase, kinds: frozenset[str], block: int) -> list[Filled]:
        """What a phrase without a name points back at, if clear."""
        words = phrase.words
        if not words:
            return []
        here = (block, phrase.start)
        if words[0] in ("ons", "onze") and phrase.noun == "land" and "Country" in kinds and self.author:
            return [self._at(self.author, block, phrase)]
        if phrase.units[0].pos == "PRON" and len(phrase.units) == 1:
            return self._pronoun(words[0], kinds, block, phrase)
        if phrase.noun in ("landen", "lidstaten", "partners") and "Country" in kinds:
            count = next((_SETS[word] for word in words if word in _SETS), 0)
            return self._countries(count, here) if count else []
        pointed = self.lexicon.anaphor(phrase.noun) & kinds
        if pointed and words[0] in _POINTING and not phrase.owners:
            found = self.last(pointed, here)
            return [found] if found else []
        return []

    def pair(self, before: tuple[int, int]) -> list[Filled]:
        """The two countries spoken of last."""
        return self._countries(2, before)

    def _pronoun(self, word: str, kinds: frozenset[str], block: int, phrase: Phrase) -> list[Filled]:
        if word in ("wij", "we", "ik") and self.author and "Country" in kinds:
            return [self._at(self.author, block, phrase)]
        if word in ("het", "zij", "ze", "hij", "deze", "dit", "die"):
            return [found for found in self.subjects if found.kind in kinds]
        return []

    def _countries(self, count: int, before: tuple[int, int]) -> list[Filled]:
        """The last ``count`` distinct countries named in the paragraph; else the author's and the section's."""
        found: dict[Value, Filled] = {}
        near = [entry for entry in self.seen if entry.kind == "Country" and (entry.block, entry.start) < before]
        here = {entry.value for entry in near if entry.block == before[0]}
        about = [country for country in self.section if self.author and country.value != self.author.value]
        if len(here) < count == 2 and len(about) == 1 and self.author is not None:
            return [replace(filled, inherited=True) for filled in (about[0], self.author)]
        for entry in reversed(near):
            found.setdefault(entry.value, entry)
            if len(found) == count:
                return list(reversed(found.values()))
        return []

    @staticmethod
    def _at(filled: Filled, block: int, phrase: Phrase) -> Filled:
        """The same value, read from the words in hand."""
        return Filled(filled.value, block, phrase.start, phrase.end, False, filled.kind)
