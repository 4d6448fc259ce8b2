"""A fact in the making: the sentence it is read from, the wording met, and the roles filled so far."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from extract.facts.clauses import Clause
from extract.facts.context import Filled
from extract.facts.dutch import DETERMINERS
from extract.facts.phrases import Phrase
from extract.facts.units import Unit
from extract.facts.wordings import Wording, load_lexicon
from extract.link import Linked


@dataclass(slots=True)
class Sentence:
    """One sentence of a block, cut into clauses by the order of its words and, a second time, by its tree."""

    block: int
    start: int
    end: int
    text: str
    units: list[Unit]
    clauses: list[Clause]
    names: list[Linked]
    by_tree: list[Clause] = field(default_factory=list)

    def words_in(self, start: int, end: int) -> list[Unit]:
        return [unit for unit in self.units if unit.start >= start and unit.end <= end]


@dataclass(slots=True)
class Draft:
    """A fact in the making; ``by_tree`` says that only the clauses of the tree gave it."""

    tells: str
    wording: Wording
    clause: Clause
    sentence: Sentence
    trigger: tuple[int, int]
    roles: dict[str, list[Filled]] = field(default_factory=dict)
    phrases: dict[str, list[Phrase]] = field(default_factory=dict)
    noun: Phrase | None = None
    paired: bool = False
    by_tree: bool = False

    def has(self, *roles: str) -> bool:
        return all(self.roles.get(role) for role in roles)


def family(phrase: Phrase, clause: Clause) -> list[Phrase]:
    """A phrase and all that are coordinated with it, in order."""
    root = phrase
    while root.kin is not None:
        root = root.kin

    def top(other: Phrase) -> Phrase:
        while other.kin is not None:
            other = other.kin
        return other

    members = [other for other in clause.phrases if top(other) is root]
    return members if any(member is phrase for member in members) else [phrase]


def distinct(found: Iterable[Filled]) -> list[Filled]:
    """The first filler of each value."""
    out: dict[object, Filled] = {}
    for filled in found:
        out.setdefault(filled.value, filled)
    return list(out.values())


def next_of(phrase: Phrase, clause: Clause) -> Phrase | None:
    """The genitive right behind a phrase: "aan de vergadering *van het verbond*"."""
    at = next((i for i, other in enumerate(clause.phrases) if other is phrase), -1)
    after = clause.phrases[at + 1] if 0 <= at < len(clause.phrases) - 1 else None
    return after if after is not None and after.prep == "van" else None


def has_genitive(phrase: Phrase, clause: Clause) -> bool:
    """ "de staf van Anemoon", "de staf van de missie": a noun that has its whole behind it points back at nothing."""
    after = next_of(phrase, clause)
    if after is None:
        return False
    named = any(name.kind in ("Mission", "Organisation", "Programme") for name in after.names)
    return named or bool(load_lexicon().anaphor(after.noun))


def fronted(phrases: Sequence[Phrase], noun: Phrase, clause: Clause) -> list[Phrase]:
    """ "Van de coalitie is Peru lid": what opens the clause belongs to the bare noun at its end."""
    bare = noun.prep is None and noun.words[0] not in DETERMINERS and not noun.owners
    return [p for p in phrases if bare and p is clause.phrases[0] and p.prep == "van" and p.end < noun.start]


def sent_from(clause: Clause, place: Filled) -> bool:
    """Whether a place tells where a part came from or stood ("met schepen in Kiel"), not where all of it was."""
    at = next((i for i, phrase in enumerate(clause.phrases) if phrase.start <= place.start < phrase.end), 0)
    before = clause.phrases[at - 1] if at else None
    return clause.phrases[at].prep in ("vanuit", "vanaf") or (before is not None and before.prep == "met")
