"""What the reader remembers on its way through a letter, to know what a word points back at.

The author's country, the countries of the section's heading, the names met so far, and what
the words that point ("deze missie", "beide landen", "hieraan") were found to point at.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from extract.facts.phrases import Phrase
from extract.facts.wordings import Lexicon
from extract.link import Linked
from extract.reading import Ref, Value


@dataclass(frozen=True, slots=True)
class Filled:
    """A role value and the characters of a block's clean text that it was read from."""

    value: Value
    block: int
    start: int
    end: int
    inherited: bool = False
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Pointed:
    """Characters of a block's clean text that point at things named elsewhere ("beide landen"), and those things."""

    block: int
    start: int
    end: int
    found: tuple[Filled, ...]


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
    pointed: dict[tuple[int, int], Pointed] = field(default_factory=dict)

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
        """What a phrase without a name points at, if that is clear and of one of the kinds."""
        words = phrase.words
        if words and words[0] in ("wij", "we", "ik") and self.author and "Country" in kinds:
            return [self._at(self.author, block, phrase)]
        return self.pointed_at(phrase.start, kinds, block) if words else []

    def pointed_at(self, start: int, kinds: frozenset[str], block: int) -> list[Filled]:
        """What the words from an offset point at: all of it, if of these kinds."""
        pointed = self.pointed.get((block, start))
        fits = pointed is not None and all(filled.kind in kinds for filled in pointed.found)
        return list(pointed.found) if pointed is not None and fits else []

    def pair(self, before: tuple[int, int]) -> list[Filled]:
        """The two countries spoken of last."""
        return self._countries(2, before)

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
