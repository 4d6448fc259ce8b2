"""What a letter says and where it says it: the values that leave ``extract``.

Everything here is plain and frozen. Offsets are characters (Unicode code points) of the
input file's own text, end exclusive. Dates are ISO 8601, as precise as the text; amounts
are :class:`~decimal.Decimal`, currencies ISO 4217.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

EntityKind = Literal[
    "Country", "Organisation", "Mission", "Exercise", "Programme", "WeaponSystem",
    "Agreement", "Document", "Meeting", "Place", "Person",
]  # fmt: skip
FactKind = Literal[
    "Contribution", "Leadership", "Membership", "Cooperation", "Acquisition", "DefenceSpending",
    "AgreementStatus", "Establishment", "Location", "Parthood", "Holding", "Citation", "Stationing",
]  # fmt: skip
Modality = Literal["asserted", "planned", "considered", "denied", "ended"]
Sign = Literal["people", "money", "share", "number", "cooperation"]
"""What makes one expect a fact: people counted, an amount of money, a percentage, any other number, or a word
that tells of cooperation beside a name."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Characters of the input: ``source.text[start:end] == anchor``.

    ``page`` is 1-based, in the order in which the pages stand in the input. Where those were
    printed on top of each other, ``recovered`` says that the offsets count in the page as made whole.
    """

    start: int
    end: int
    page: int
    anchor: str
    recovered: bool = False


@dataclass(frozen=True, slots=True, order=True)
class Passage:
    """A stretch of the input that a fact was read from; ``quote`` is its clean text."""

    start: int
    end: int
    page: int
    quote: str
    recovered: bool = False


@dataclass(frozen=True, slots=True)
class Entity:
    """One thing in the world that the letter names.

    ``id`` is the path below the base IRI (``country/NL``, ``mission/minusma``). A listed
    entity stands in the gazetteer of ``ontology/``; another was read from the letter's own
    words and carries the names under which the letter knows it.
    """

    id: str
    kind: EntityKind
    label: str
    names: tuple[str, ...] = ()
    listed: bool = True


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in the letter, tied to an entity, with the reason for the tie."""

    entity: str
    span: Span
    score: float
    reason: str


@dataclass(frozen=True, slots=True, order=True)
class Ref:
    """A role filled by an entity, by its ``id``."""

    id: str


@dataclass(frozen=True, slots=True, order=True)
class When:
    """A day, month or year: ``2020-11-01``, ``2020-11`` or ``2020``."""

    iso: str


Value = Ref | When | int | Decimal | str


@dataclass(frozen=True, slots=True)
class Role:
    """One role of a fact: the property's local name, the value, and where it was read.

    ``inherited`` says that the value came from an earlier sentence, a heading or the head
    of the letter; the span then points there.
    """

    name: str
    value: Value
    span: Span
    inherited: bool = False


@dataclass(frozen=True, slots=True)
class Fact:
    """A state of affairs told by the letter, with all its roles and its evidence."""

    kind: FactKind
    roles: tuple[Role, ...]
    modality: Modality
    passages: tuple[Passage, ...]
    confidence: float
    rule: str
    cue: Span | None = None  # the words that make it planned, considered, denied or ended


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a person should know: what, where, the value in hand and the way out."""

    level: Literal["note", "warning", "error"]
    message: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Letter:
    """The letter as a document: its file and what its head says.

    ``id`` is the entity id under which mentions of the letter itself are linked;
    ``identifiers`` are its own reference and parliamentary numbers, as printed.
    """

    id: str
    name: str
    sha256: str
    pages: int
    title: str | None = None
    identifiers: tuple[str, ...] = ()
    issued: str | None = None
    sender: str | None = None
    addressee: str | None = None


@dataclass(frozen=True, slots=True)
class Gap:
    """A sentence that gave no fact though something in it makes one expect a fact."""

    passage: Passage
    signs: tuple[Sign, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was read from one letter, and the sentences that gave no fact though they seem to tell one."""

    letter: Letter
    entities: tuple[Entity, ...]
    mentions: tuple[Mention, ...]
    facts: tuple[Fact, ...]
    findings: tuple[Finding, ...] = ()
    gaps: tuple[Gap, ...] = ()
