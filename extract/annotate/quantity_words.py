"""The wordings of ``ontology/quantities.ttl`` as plain values and as patterns.

What they say about numbers in a text is the business of :mod:`extract.annotate.quantities`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import pyoxigraph

from extract.annotate.numerals import WS

_BG = "https://w3id.org/bondgenoot/ontology#"
_NOTATION = "http://www.w3.org/2004/02/skos/core#notation"
_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"


@dataclass(frozen=True, slots=True)
class Wording:
    """One entry of ``ontology/quantities.ttl``; ``id`` is its name there."""

    id: str
    role: str
    notation: str
    order: int
    before: tuple[str, ...]
    after: tuple[str, ...]
    symbols: tuple[str, ...]
    not_before: tuple[str, ...]
    not_after: tuple[str, ...]
    acts: tuple[str, ...]
    refrains: tuple[str, ...]


@cache
def load_qualifiers() -> tuple[Wording, ...]:
    """The entries of ``ontology/quantities.ttl``, sorted by id; read once."""
    data = files("ontology").joinpath("quantities.ttl").read_bytes()
    found: dict[str, dict[str, list[str]]] = {}
    for quad in pyoxigraph.parse(data, format=pyoxigraph.RdfFormat.TURTLE):
        if isinstance(quad.subject, pyoxigraph.NamedNode) and isinstance(
            quad.object, pyoxigraph.NamedNode | pyoxigraph.Literal
        ):
            found.setdefault(quad.subject.value, {}).setdefault(quad.predicate.value, []).append(quad.object.value)

    def entry(iri: str, said: dict[str, list[str]]) -> Wording:
        def of(*names: str) -> tuple[str, ...]:
            return tuple(sorted(value for name in names for value in said.get(_BG + name, ())))

        return Wording(
            id=iri.rpartition("/")[2],
            role=said[_TYPE][0].removeprefix(_BG),
            notation=said.get(_NOTATION, [""])[0],
            order=int(said.get(_BG + "order", ["9"])[0]),
            before=of("wording", "form", "stem"),
            after=of("wordingAfter"),
            symbols=of("symbol"),
            not_before=of("notBefore"),
            not_after=of("notAfter"),
            acts=of("acts"),
            refrains=of("refrains"),
        )

    return tuple(sorted((entry(iri, said) for iri, said in found.items()), key=lambda wording: wording.id))


def _any(words: Iterable[str]) -> str:
    """An alternation of literal wordings, the longest first."""
    return (
        "|".join(
            re.escape(word).replace(r"\ ", WS).replace("'", "['’]")
            for word in sorted(words, key=lambda w: (-len(w), w))
        )
        or r"(?!)"
    )


@dataclass(frozen=True, slots=True)
class Grammar:
    """The wordings as patterns, and what each wording means (lower case, single spaces)."""

    before: re.Pattern[str]
    after: re.Pattern[str]
    vague: re.Pattern[str]
    unit_before: re.Pattern[str]
    unit_after: re.Pattern[str]
    label: re.Pattern[str]
    change: re.Pattern[str]
    meaning: dict[str, Wording]
    homonyms: dict[str, Wording]


@cache
def grammar() -> Grammar:
    """The patterns of ``ontology/quantities.ttl``; built once."""
    roles: dict[str, list[Wording]] = {}
    for wording in load_qualifiers():
        roles.setdefault(wording.role, []).append(wording)
    qualifiers, vague, labels = roles["Qualifier"], roles["VagueAmount"], roles["NumberLabel"]
    units = [*roles["Percentage"], *roles["Currency"]]
    codes = {w.notation: w for w in roles["Currency"] if w.notation != "XXX"}
    meaning = {key(word): w for w in [*qualifiers, *vague, *units] for word in (*w.before, *w.after, *w.symbols)}
    code = _any(codes)
    symbol = _any(s for w in units for s in w.symbols)
    phrase = _any(b for w in units for b in w.before)
    name = _any(a for w in units for a in w.after)
    return Grammar(
        before=re.compile(rf"(?<![\w-])(?:{_any(b for w in qualifiers for b in w.before)})(?!\w)", re.IGNORECASE),
        after=re.compile(
            rf"{WS}({_any(a for w in qualifiers for a in w.after)})(?!\w|{WS}(?:dan|als)(?!\w))", re.IGNORECASE
        ),
        vague=re.compile(rf"(?<![\w-])(?:{_any(b for w in vague for b in w.before)})(?![\w-])", re.IGNORECASE),
        unit_before=re.compile(rf"(?:(?i:({symbol}))|(?<!\w)(?:({code})|(?i:({phrase}))))(?:{WS})?$"),
        unit_after=re.compile(rf"(?:{WS})?(?:(?i:({name})(?![\w$]))|({symbol}|{code})(?![\w$]|(?:{WS})?\d))"),
        label=re.compile(rf"(?<!\w)(?:{_any(b for w in labels for b in w.before)})(?!\w):?", re.IGNORECASE),
        change=re.compile(rf"(?<!\w)(?:{_any(b for w in roles['ChangeWord'] for b in w.before)})", re.IGNORECASE),
        meaning={**meaning, **{key(c): w for c, w in codes.items()}},
        homonyms={form: w for w in roles["Homonym"] for form in w.before},
    )


def key(wording: str) -> str:
    """A wording as :attr:`Grammar.meaning` lists it.

    >>> key("Zo’n"), key("Ten  hoogste")
    ("zo'n", 'ten hoogste')
    """
    return " ".join(wording.lower().replace("’", "'").split())
