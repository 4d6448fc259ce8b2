"""Candidates for what a word points at: the things that a letter names, and how far back they stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extract.facts.clauses import Clause
from extract.facts.context import Filled
from extract.facts.drafts import Sentence
from extract.facts.units import Unit
from extract.knowledge import Knowledge
from extract.link import Linked
from extract.reading import Ref

_JOINED = frozenset({"Mission", "Exercise", "Programme", "Agreement"})
"""Kinds that a letter goes on about from one paragraph to the next."""
_NEAR = 3
"""How many sentences back "deze" and "dat" reach."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A candidate: a thing named or pointed at, and how.

    ``start`` is where it is met (``filled`` where it was named); ``plain`` says that its name heads a phrase,
    and is no adjective or front of a compound, ``aside`` that it stands in brackets;
    ``group`` ties what is coordinated, ``words`` are the words of its phrase in lower case.
    """

    filled: Filled
    block: int
    start: int
    sentence: int
    clause: int
    plain: bool = True
    prep: str | None = None
    group: int = 0
    words: frozenset[str] = frozenset()
    heading: bool = False
    aside: bool = False

    @property
    def id(self) -> str:
        return self.filled.value.id if isinstance(self.filled.value, Ref) else ""


@dataclass(frozen=True, slots=True)
class View:
    """What stands before a word that points."""

    before: Sequence[Mention]
    sentence: Sentence
    clause: Clause | None
    number: int
    kind: str
    start: int

    def here(self) -> list[Mention]:
        """Those of its own sentence."""
        return [m for m in self.before if m.sentence == self.number]

    def opens(self, word: Unit) -> bool:
        """Whether a word begins its sentence or clause."""
        return self.sentence.text[: word.start].rstrip()[-1:] in ("", ".", ";", ":", "!", "?")

    def levels(self, kinds: frozenset[str], own: bool = True, close: bool = False) -> Iterator[list[Mention]]:
        """Candidates by distance: its sentence, those before in the paragraph, further ones, the heading.

        ``close``: no further than three sentences back.
        """
        clause = clause_number(self.clause, self.sentence)
        if own:
            beside = (m for m in self.here() if m.start < self.start)
            yield [m for m in beside if m.clause != clause or m.prep is not None or m.filled.kind != "Country"]
        earlier = [m for m in self.before if m.sentence != self.number]
        block = self.sentence.block
        for number in sorted({m.sentence for m in earlier if m.block == block}, reverse=True):
            if close and self.number - number > _NEAR:
                return
            yield [m for m in earlier if m.sentence == number]
        if self.kind == "paragraph" and kinds & _JOINED:
            further = [m for m in earlier if m.block != block and not m.heading]
            for number in sorted({m.sentence for m in further}, reverse=True):
                if close and self.number - number > _NEAR:
                    return
                yield [m for m in further if m.sentence == number]
        yield [m for m in earlier if m.heading]


def filled_by(name: Linked, sentence: Sentence) -> Filled:
    return Filled(Ref(name.entity), sentence.block, name.start, name.end, False, name.kind)


def subjects_of(clause: Clause, sentence: Sentence) -> list[Filled]:
    """The subject of a clause, for a pronoun behind it."""
    for phrase in clause.phrases:
        if phrase.prep is None and phrase.names:
            return [replace(filled_by(phrase.names[0], sentence), inherited=True)]
    return []


def clause_at(start: int, sentence: Sentence) -> Clause | None:
    """The innermost clause around a place: the shortest."""
    around = [clause for clause in sentence.clauses if clause.start <= start < clause.end]
    return min(around, key=lambda clause: clause.end - clause.start, default=None)


def clause_number(clause: Clause | None, sentence: Sentence) -> int:
    return next((at for at, other in enumerate(sentence.clauses) if other is clause), -1)


def mentions_of(sentence: Sentence, number: int, heading: bool, knowledge: Knowledge) -> Iterator[Mention]:
    seen: set[tuple[int, int]] = set()
    for at, clause in enumerate(sentence.clauses):
        for phrase in clause.phrases:
            words = frozenset(word for unit in phrase.units for word in unit.low.strip("-–").split())
            root = phrase
            while root.kin is not None:
                root = root.kin
            aside = [name for inner in phrase.asides for name in (*inner.names, *inner.owners, *inner.parts)]
            for names, plain in ((_specific(phrase.names, knowledge), True), (phrase.owners, False),
                                 (phrase.parts, False), (aside, False)):  # fmt: skip
                for name in names:
                    if (name.start, name.end) in seen:
                        continue
                    seen.add((name.start, name.end))
                    yield Mention(
                        filled_by(name, sentence),
                        sentence.block,
                        name.start,
                        number,
                        at,
                        plain,
                        phrase.prep,
                        id(root) if plain else 0,
                        words,
                        heading,
                        names is aside,
                    )
    for name in sentence.names:
        if (name.start, name.end) not in seen:
            at = clause_number(clause_at(name.start, sentence), sentence)
            yield Mention(filled_by(name, sentence), sentence.block, name.start, number, at, False, heading=heading)


def _specific(names: Sequence[Linked], knowledge: Knowledge) -> list[Linked]:
    """Of "het fregat Zr.Ms. X" the ship alone."""
    concepts = knowledge.concepts
    own = [name for name in names if name.entity not in concepts or not concepts[name.entity].generic]
    return own or list(names)
