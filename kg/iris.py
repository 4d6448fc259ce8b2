"""IRIs of everything the graph holds, made from what a thing is and never from when it was met.

The same letter always gives the same IRIs, whatever other letters stand beside it: no counters.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from decimal import Decimal
from urllib.parse import quote, urlsplit

from rdflib import URIRef

from extract.reading import Fact, Mention, Passage, Ref, Role, Value, When

DEFAULT_BASE = "https://w3id.org/bondgenoot/id/"
"""Where entities, facts and documents live unless a publisher names a place of their own."""

_KINDS = (
    "agreement", "country", "document", "exercise", "meeting", "mission",
    "organisation", "person", "place", "programme", "weapon",
)  # fmt: skip
_SAFE = "/-._~!$&'()*+,;=:@%"


@dataclass(frozen=True, slots=True)
class Iris:
    """The IRIs under one base.

    >>> Iris().entity("country/NL")
    rdflib.term.URIRef('https://w3id.org/bondgenoot/id/country/NL')
    >>> Iris("https://example.org/kennis/").graph("document/kst-1-2")
    rdflib.term.URIRef('https://example.org/kennis/graph/kst-1-2')
    >>> Iris("example")
    Traceback (most recent call last):
        ...
    ValueError: The base IRI must be absolute and end in / or #, such as https://example.org/id/; got 'example'.
    """

    base: str = DEFAULT_BASE

    def __post_init__(self) -> None:
        parts = urlsplit(self.base)
        unfit = any(c <= " " or c in '<>"{}|\\^`' for c in self.base)
        if unfit or not parts.scheme or not (parts.netloc or parts.path) or self.base[-1] not in "/#":
            raise ValueError(
                f"The base IRI must be absolute and end in / or #, such as https://example.org/id/; got {self.base!r}."
            )

    def entity(self, identifier: str) -> URIRef:
        """The entity with this id; characters that no IRI may hold are escaped."""
        return URIRef(self.base + quote(identifier, safe=_SAFE))

    def graph(self, letter: str) -> URIRef:
        """The named graph of the letter with this id."""
        return URIRef(f"{self.base}graph/{quote(letter.removeprefix('document/'), safe=_SAFE)}")

    @property
    def background(self) -> URIRef:
        """The named graph of the background knowledge that the letters use."""
        return URIRef(self.base + "background")

    def mention(self, letter: str, mention: Mention) -> URIRef:
        """A mention: its letter, its place and what it stands for."""
        span = mention.span
        return self._made("mention", letter, span.page, span.start, span.end, mention.entity)

    def passage(self, letter: str, passage: Passage) -> URIRef:
        """A passage: its letter and its place."""
        return self._made("passage", letter, passage.page, passage.start, passage.end)

    def gap(self, letter: str, passage: Passage) -> URIRef:
        """A sentence that gave no fact: its letter and its place."""
        return self._made("gap", letter, passage.page, passage.start, passage.end)

    def fact(self, letter: str, fact: Fact) -> URIRef:
        """A fact: its letter, class, modality and roles with the places they were read from.

        Two groups of three people in one sentence are two facts, as their spans differ.
        """
        roles = sorted("\t".join(_role_parts(role)) for role in fact.roles)
        return self._made("fact", letter, fact.kind, fact.modality, *roles)

    def span(self, fact: URIRef, role: Role) -> URIRef:
        """The characters from which one role value of a fact was read."""
        return self._made("span", fact, *_role_parts(role))

    def prefixes(self) -> dict[str, str]:
        """Prefixes for what lives under the base, so that a written graph reads easily."""
        kinds = (*_KINDS, "fact", "gap", "graph", "mention", "passage", "span")
        return {kind: f"{self.base}{kind}/" for kind in kinds}

    def _made(self, kind: str, *parts: object) -> URIRef:
        text = "\n".join(map(str, parts))
        return URIRef(f"{self.base}{kind}/{hashlib.blake2b(text.encode(), digest_size=10).hexdigest()}")


def _role_parts(role: Role) -> tuple[str, ...]:
    span = role.span
    return (role.name, text_of(role.value), str(span.page), str(span.start), str(span.end))


def text_of(value: Value) -> str:
    """A value as text that tells the kinds of value apart.

    >>> text_of(Ref("country/NL")), text_of(When("2020-11")), text_of(Decimal("1.10")), text_of("max")
    ('<country/NL>', '@2020-11', '1.1', '"max"')
    """
    match value:
        case Ref(identifier):
            return f"<{identifier}>"
        case When(iso):
            return f"@{iso}"
        case int():
            return str(value)
        case Decimal():
            return decimal_text(value)
        case str():
            return f'"{value}"'


def decimal_text(value: Decimal) -> str:
    """The canonical lexical form of an ``xsd:decimal``, as the triple store keeps it.

    >>> decimal_text(Decimal("0.50")), decimal_text(Decimal("3.2E+9")), decimal_text(Decimal("-0"))
    ('0.5', '3200000000', '0')
    """
    if not value.is_finite():
        raise ValueError(f"An xsd:decimal must be a finite number; got {value}.")
    text = f"{value:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text
