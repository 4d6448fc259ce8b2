"""Units grouped into phrases: a preposition with its noun phrase, and what stands in it.

A shallow chunker, not a parser: Dutch noun phrases have a fixed order (determiner, number,
adjectives, noun, name) and end where a verb, a preposition or a mark stands. What a noun
phrase holds between its determiner and its noun ("de door X geleide missie Y") becomes a
participle clause of its own whose object is that noun phrase.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from extract.annotate.dates import Date
from extract.annotate.quantities import Quantity
from extract.facts.dutch import (
    CONJUNCTIONS,
    DETERMINERS,
    FILLERS,
    LONG_PREPOSITIONS,
    NO_VERBS,
    PARTICLES,
    POINTING_BACK,
    POSSESSIVES,
    PREPOSITIONS,
)
from extract.facts.units import Unit
from extract.link import Linked


@dataclass(slots=True)
class Phrase:
    """A noun phrase with its preposition, if any.

    ``names`` are the names that head it (several when coordinated), ``owners`` the countries
    named by an adjective in front, ``parts`` names that only begin a compound ("VN-missies"),
    ``noun`` its last common noun in lower case, ``nouns`` all of them, ``asides`` what stands
    in brackets behind it, ``link`` the comma or conjunction right before it,
    ``kin`` the phrase it is coordinated with; ``borrowed`` says that its noun stands in a later one of these
    ("zestig Deense en dertig Poolse *genisten*").
    """

    units: list[Unit] = field(default_factory=list)
    prep: str | None = None
    prep_unit: Unit | None = None
    names: list[Linked] = field(default_factory=list)
    owners: list[Linked] = field(default_factory=list)
    parts: list[Linked] = field(default_factory=list)
    amount: Quantity | None = None
    amount_unit: Unit | None = None
    dates: list[Date] = field(default_factory=list)
    nouns: list[Unit] = field(default_factory=list)
    asides: list[Phrase] = field(default_factory=list)
    kin: Phrase | None = None
    order: int = 0
    link: str = ""
    borrowed: bool = False

    @property
    def start(self) -> int:
        return self.units[0].start if self.units else (self.prep_unit.start if self.prep_unit else 0)

    @property
    def end(self) -> int:
        return self.units[-1].end if self.units else (self.prep_unit.end if self.prep_unit else 0)

    @property
    def noun(self) -> str | None:
        """The last common noun, in lower case without the hyphen that ties it to a name."""
        return self.nouns[-1].low.strip("-–") if self.nouns else None

    @property
    def words(self) -> list[str]:
        return [unit.low for unit in self.units]

    @property
    def filled(self) -> bool:
        """Whether a noun, name, date or amount stands in it."""
        return bool(self.names or self.nouns or self.dates or self.amount or self.owners)


Element = Phrase | Unit
_GENITIVE = ("’s", "'s", "s")
_PREFIXES = ("ge", "be", "ver", "ont", "her", "aan", "af", "in", "op", "uit", "over")


def is_participle(unit: Unit, following: Unit | None) -> bool:
    """Whether a unit is an attributive participle ("geleide", "opgerichte", "staande")."""
    if unit.kind != "word" or following is None or following.kind == "mark" or following.pos in ("ADP", "AUX"):
        return False
    low = unit.low
    if unit.finite and not low.startswith(_PREFIXES):
        return False
    if unit.tied or len(low) < 5 or not low.endswith(("de", "te", "en", "nd")):
        return False
    return unit.pos in ("VERB", "ADJ", "AUX") and (
        following.kind == "name"
        or following.kind == "amount"
        or following.pos in ("NOUN", "PROPN", "ADJ", "NUM", "X", "VERB")
    )


def long_preposition(units: Sequence[Unit], at: int) -> int:
    """How many units from ``at`` form one fixed preposition ("in het kader van"); 0 for none."""
    return next((len(words) for words in LONG_PREPOSITIONS if _starts(units, at, words)), 0)


def _starts(units: Sequence[Unit], at: int, words: Sequence[str]) -> bool:
    return [unit.low for unit in units[at : at + len(words)]] == list(words)


def is_verb(unit: Unit) -> bool:
    return unit.kind == "word" and unit.pos in ("VERB", "AUX") and not unit.tied and unit.low not in NO_VERBS


def _is_land(unit: Unit) -> bool:
    """A country or place by its noun: no bare noun behind it belongs to it ("is Peru | lid", "in Lima | troepen")."""
    return unit.name is not None and unit.name.kind in ("Country", "Place") and unit.pos != "ADJ"


def _retagged(units: Sequence[Unit], at: int) -> Unit:
    """Pronouns told from determiners by what follows: "ons land", but "die met drie schepen deelneemt"."""
    unit = units[at]
    if unit.low in POSSESSIVES and unit.pos == "PRON" and at + 1 < len(units):
        after = units[at + 1]
        return replace(unit, pos="DET") if after.kind == "name" or after.pos in ("NOUN", "ADJ", "PROPN") else unit
    if unit.low not in ("die", "dat") or unit.pos == "PRON" or at == 0 or at + 1 == len(units):
        return unit
    after = units[at + 1]
    alone = after.kind in ("name", "date", "amount") or after.low in DETERMINERS or after.pos in ("ADP", "ADV", "AUX")
    return replace(unit, pos="PRON") if alone and after.pos != "ADJ" else unit


class Chunker:
    """Groups the units of one sentence; :meth:`run` gives the elements in order."""

    def __init__(self, units: Sequence[Unit]) -> None:
        self.units = [_retagged(units, at) for at in range(len(units))]
        self.out: list[Element] = []
        self.open: Phrase | None = None
        self.stack: list[tuple[Phrase, int]] = []
        self.inner: list[tuple[Phrase, Unit, list[Phrase]]] = []

    def run(self) -> list[Element]:
        at = 0
        while at < len(self.units):
            at = self._step(at)
        self._close()
        while self.stack:
            outer, _ = self.stack.pop()
            if outer.filled:
                self.out.append(outer)
        for order, element in enumerate(self.out):
            if isinstance(element, Phrase):
                element.order = order
        return self.out

    def _close(self) -> None:
        if self.open is not None:
            last = self.open.units[-1] if self.open.units else None
            counted = bool(self.open.amount or self.open.owners) and not self.open.nouns and not self.open.names
            if counted and last is not None and last.kind == "word" and last.pos == "ADJ":
                self.open.nouns.append(last)
            if self.open.filled or self.open.prep or self.open.units:
                self.out.append(self.open)
            self.open = None

    def _step(self, at: int) -> int:
        unit = self.units[at]
        after = self.units[at + 1] if at + 1 < len(self.units) else None
        if unit.kind == "mark":
            return self._mark(at)
        length = long_preposition(self.units, at) if unit.kind == "word" else 0
        joined = " ".join(u.low for u in self.units[at : at + length])
        if unit.kind == "word" and any(_starts(self.units, at, filler) for filler in FILLERS):
            return at + 2
        if unit.low == "respectievelijk" and at and self.units[at - 1].low in PREPOSITIONS:
            return at + 1
        if unit.low == "om" and self._infinitive_follows(at):
            self._close()
            self.out.append(unit)
            return at + 1
        preposition = unit.kind == "word" and unit.low in PREPOSITIONS and not unit.tied
        if preposition and any(_starts(self.units, at + 1, filler) for filler in FILLERS):
            after = self.units[at + 3] if at + 3 < len(self.units) else None
        if preposition and after is not None and after.low == "respectievelijk":
            after = self.units[at + 2] if at + 2 < len(self.units) else None
        if length or (preposition and self._governs(unit, after)):
            return self._preposition(at, max(length, 1), joined or unit.low)
        if preposition:
            self._close()
            self.out.append(unit)
            return at + 1
        if unit.finite and not self.stack and is_verb(unit) and (self.open is None or self.open.filled):
            self._close()
            self.out.append(unit)
            return at + 1
        if self.stack and is_participle(unit, after) and not self._has_noun():
            return self._resume(at)
        if self.stack and is_participle(unit, after) and self.open is not None and self.open.filled:
            return self._resume(at)
        if is_verb(unit) and not is_participle(unit, after):
            self._close()
            self.out.append(unit)
            return at + 1
        if unit.kind == "word" and unit.low in CONJUNCTIONS:
            self._close()
            self.out.append(unit)
            return at + 1
        if unit.kind == "word" and unit.pos in ("ADV", "SCONJ", "INTJ") and unit.low not in DETERMINERS:
            waits = self.open is not None and not self.open.filled
            if waits and self.open is not None and not any(u.pos == "PRON" for u in self.open.units[:1]):
                self.open.units.append(unit)
            else:
                self._close()
                self.out.append(unit)
            return at + 1
        return self._member(at)

    def _infinitive_follows(self, at: int) -> bool:
        """ "om … te versterken": a clause of purpose, no prepositional phrase."""
        following = self.units[at + 1 :]
        return any(unit.low == "te" and is_verb(after) for unit, after in pairwise(following))

    @staticmethod
    def _governs(unit: Unit, after: Unit | None) -> bool:
        """A preposition before a mark or a verb is a verb's particle ("draagt … bij.")."""
        if after is None or (after.kind == "mark" and after.text not in "(‘“\"'"):
            return False
        if after.kind == "word" and (after.low in CONJUNCTIONS or after.low in PREPOSITIONS):
            return False
        if is_verb(after) and not is_participle(after, after):
            return unit.low == "te" or after.pos != "AUX"
        return True

    def _has_noun(self) -> bool:
        return self.open is not None and bool(self.open.nouns or self.open.names)

    def _preposition(self, at: int, length: int, prep: str) -> int:
        first = self.units[at]
        if first.low == "te" and at + 1 < len(self.units) and is_verb(self.units[at + 1]):
            self._close()
            self.out.append(first)
            return at + 1
        current = self.open
        if current is not None and not current.nouns and not current.names and not current.dates and current.units:
            first_word, last = current.units[0], current.units[-1]
            points = last.pos == "PRON" or last.low in POINTING_BACK
            counted = current.amount is not None and current.amount.unit is None
            begun = first_word.low in DETERMINERS and (counted or bool(current.owners)) and len(current.units) > 1
            one_of = prep == "van" and len(current.units) == 1 and last.low in ("een", "één")
            if not points and not one_of and ((last.low in DETERMINERS and last.kind == "word") or begun):
                self.stack.append((current, len(self.out)))
                self.open = None
        self._close()
        self.open = Phrase(prep=prep, prep_unit=first)
        return at + length

    def _resume(self, at: int) -> int:
        self._close()
        outer, since = self.stack.pop()
        inside = [element for element in self.out[since:] if isinstance(element, Phrase)]
        del self.out[since:]
        self.inner.append((outer, self.units[at], inside))
        outer.units.append(self.units[at])
        self.open = outer
        return at + 1

    def _mark(self, at: int) -> int:
        unit = self.units[at]
        host = self.open or next((e for e in reversed(self.out) if isinstance(e, Phrase)), None)
        if unit.text == "(" and host is not None:
            close = next(
                (
                    i
                    for i in range(at + 1, len(self.units))
                    if self.units[i].kind == "mark" and self.units[i].text == ")"
                ),
                None,
            )
            if close is not None:
                inside = Chunker(self.units[at + 1 : close]).run()
                host.asides.extend(element for element in inside if isinstance(element, Phrase))
                return close + 1
        if unit.text in "‘’“”\"'":
            return at + 1
        if unit.text in ("/", "-", "–") and self.open is not None and (self.open.names or self.open.owners):
            return at + 1
        self._close()
        self.out.append(unit)
        return at + 1

    def _member(self, at: int) -> int:
        unit = self.units[at]
        current = self.open
        if current is not None and self._breaks(current, unit):
            self._close()
            current = None
        if current is None:
            current = self.open = Phrase()
        current.units.append(unit)
        if unit.kind == "name" and unit.name is not None:
            self._take_name(current, at)
        elif unit.kind == "amount":
            current.amount, current.amount_unit = unit.amount, unit
        elif unit.kind == "date" and unit.date is not None:
            current.dates.append(unit.date)
        elif unit.pos in ("NOUN", "PROPN", "X", "SYM", "VERB") or unit.tied:
            current.nouns.append(unit)
        return at + 1

    def _take_name(self, current: Phrase, at: int) -> None:
        unit = self.units[at]
        after = self.units[at + 1] if at + 1 < len(self.units) else None
        assert unit.name is not None
        if unit.pos == "ADJ":
            current.owners.append(unit.name)
        elif (after is not None and after.tied and after.kind == "word" and after.low not in _GENITIVE) or (
            after is not None
            and after.kind == "word"
            and after.pos == "NOUN"
            and not after.tied
            and after.low not in PARTICLES
            and unit.name.kind not in ("Country", "Place")
        ):
            current.parts.append(unit.name)
        else:
            current.names.append(unit.name)

    @staticmethod
    def _breaks(current: Phrase, unit: Unit) -> bool:
        """Whether a unit cannot belong to the phrase that is open."""
        if not current.units:
            return False
        if current.units[0].pos == "PRON" or (unit.low in PARTICLES and (current.names or current.nouns)):
            return True
        last = current.units[-1]
        if unit.kind == "word" and unit.pos == "NOUN" and not unit.tied and _is_land(last):
            return True
        if unit.kind == "date":
            return bool(current.filled) and not current.nouns and not current.dates
        if current.dates and not current.nouns:
            return True
        if unit.kind == "word" and unit.low in DETERMINERS and current.filled and not unit.tied:
            return True
        if unit.kind == "word" and unit.pos == "PRON":
            return True
        if unit.kind == "amount":
            return current.filled
        if unit.kind == "name" and unit.pos == "ADJ":
            return bool(current.names or current.nouns)
        if unit.kind == "name" and current.names and not unit.tied:
            return current.names[-1].kind != unit.name.kind if unit.name else True
        return unit.kind == "word" and unit.pos == "ADJ" and bool(current.names)


def chunk(units: Sequence[Unit]) -> tuple[list[Element], list[tuple[Phrase, Unit, list[Phrase]]]]:
    """The elements of a sentence and the participle clauses inside its noun phrases.

    Each participle clause is the noun phrase that it stands in, the participle, and the
    phrases between.
    """
    chunker = Chunker(units)
    elements = chunker.run()
    return elements, chunker.inner
