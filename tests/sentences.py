"""Sentences of our own put through the whole way of a letter.

A sentence stands alone in a small letter of the Dutch ministry, so that no other sentence helps it.
The language pipeline is the shipped one, or that of the environment variable ``BONDGENOOT_MODEL``
where none is shipped; it is loaded once.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from spacy.language import Language

from extract.knowledge import load_knowledge
from extract.language import load
from extract.pipeline import read_text
from extract.reading import Fact, Reading, Ref, Value, When
from extract.source import source_of

HEAD = """Ministerie van Defensie

Aan de Voorzitter van de Tweede Kamer der Staten-Generaal
Datum 1 december 2020
Betreft Voorbeeld

"""
HEADING = "Inleiding"
READ = frozenset({"asserted", "planned", "ended"})
"""The modalities that count as read."""


@cache
def pipeline() -> Language:
    return load()


def letter_of(sentence: str, heading: str = HEADING) -> str:
    """The text of a letter with one paragraph under one heading."""
    return f"{HEAD}{heading}\n\n{sentence}\n"


@cache
def read(sentence: str, heading: str = HEADING) -> Reading:
    return read_text(source_of(letter_of(sentence, heading)), pipeline(), load_knowledge())


def plain(value: Value) -> str:
    """A role value as text: the last part of an entity's id, else the value itself."""
    if isinstance(value, Ref):
        return value.id.rpartition("/")[2]
    return value.iso if isinstance(value, When) else str(value)


def roles_of(fact: Fact) -> dict[str, str]:
    """Each role with its values, several in order of the alphabet with a comma between."""
    found: dict[str, list[str]] = {}
    for role in fact.roles:
        found.setdefault(role.name, []).append(plain(role.value))
    return {name: ",".join(sorted(values)) for name, values in found.items()}


def told(fact: Fact) -> str:
    """A fact on one line."""
    return f"{fact.kind} {fact.modality} " + " ".join(f"{name}={value}" for name, value in roles_of(fact).items())


def says(fact: Fact, kind: str, modality: str, roles: Mapping[str, str]) -> bool:
    """Whether a fact is of a class and modality and has at least these role values."""
    mine = roles_of(fact)
    return fact.kind == kind and fact.modality == modality and all(mine.get(n) == v for n, v in roles.items())
