"""The gazetteer and the typing heads, read once from ``ontology/`` into plain frozen values.

The files are SKOS in Turtle; CONTRIBUTING shows how an entry looks. Ids are paths below the
base IRI (``country/NL``, ``mission/minusma``). A file with faults stops the build: all its
faults are told at once.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType
from typing import get_args

import pyoxigraph

from extract.reading import EntityKind

BASE = "https://w3id.org/bondgenoot/id/"
_BG = "https://w3id.org/bondgenoot/ontology#"
_SKOS = "http://www.w3.org/2004/02/skos/core#"
_ORG = "http://www.w3.org/ns/org#"
_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"

KINDS: tuple[EntityKind, ...] = get_args(EntityKind)
HEAD_CLASSES = (
    "LeadingHead", "ClosingHead", "HyphenHead", "CompoundHead", "UnitHead", "ForceNoun", "MaterialNoun", "PactNoun",
    "Gathering", "PersonTitle", "FunctionTitle", "SupplyWord", "SupplierVerb", "OutsideWord", "Direction", "Topic",
    "PlaceWord", "NotAName", "JoinedNoun", "CueBefore",
    "Abbreviation",
)  # fmt: skip


class KnowledgeError(ValueError):
    """The knowledge files contradict themselves; the message lists every fault with its way out."""


@dataclass(frozen=True, slots=True)
class Concept:
    """One thing of the gazetteer, with every name under which a letter may speak of it.

    ``names`` are safe to recognise and to show, ``hidden`` to recognise only; a ``risky``
    name counts only beside a safe one in the same letter or a ``context`` word in the same
    sentence. ``generic`` marks a class of things, whose names match in any case.
    """

    id: str
    kind: EntityKind
    label: str
    names: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    risky: tuple[str, ...] = ()
    context: tuple[str, ...] = ()
    generic: bool = False
    broader: tuple[str, ...] = ()
    parents: tuple[str, ...] = ()
    country: tuple[str, ...] = ()
    run_by: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    english: str | None = None
    definition: str | None = None


@dataclass(frozen=True, slots=True)
class Head:
    """A noun that says of what class a name beside it is; ``role`` is its class in ``heads.ttl``."""

    id: str
    role: str
    words: tuple[str, ...]
    kind: EntityKind | None = None
    in_name: bool = False
    slug: str | None = None
    alone: bool = False
    takes_country: bool = False
    loose: bool = False
    after_owner: bool = True


@dataclass(frozen=True, slots=True)
class Knowledge:
    """All concepts by id, and the typing heads; hashed by identity, so that it can key a cache."""

    concepts: Mapping[str, Concept]
    heads: tuple[Head, ...] = ()

    def __hash__(self) -> int:
        return id(self)

    def heads_of(self, role: str) -> tuple[Head, ...]:
        """The heads of one class of ``heads.ttl``; an unknown class is a ``KeyError``."""
        if role not in HEAD_CLASSES:
            raise KeyError(f"{role!r} is no class of heads; there are {', '.join(HEAD_CLASSES)}")
        return tuple(head for head in self.heads if head.role == role)


@cache
def load_knowledge(*gazetteers: Path) -> Knowledge:
    """Read ``ontology/names-*.ttl`` and ``heads.ttl`` of the installed package, and files of one's own, once.

    Args:
        gazetteers: further files in the same format, such as ``kg adopt`` writes.

    Raises:
        KnowledgeError: when a file is no Turtle or its entries contradict each other.
        OSError: when a file cannot be read.
    """
    sources = packaged_files() | {str(path): path.read_bytes() for path in gazetteers}
    knowledge, faults = read_knowledge(sources)
    if faults:
        where = ", ".join(["ontology/", *map(str, gazetteers)])
        raise KnowledgeError(f"{len(faults)} faults in {where}:\n" + "\n".join(faults))
    return knowledge


def packaged_files() -> dict[str, bytes]:
    """Name and bytes of the gazetteer and head files of the ``ontology`` package, by name."""
    found = (f for f in files("ontology").iterdir() if re.fullmatch(r"names-.*\.ttl|heads\.ttl", f.name))
    return {f.name: f.read_bytes() for f in sorted(found, key=lambda f: f.name)}


def read_knowledge(sources: Mapping[str, bytes]) -> tuple[Knowledge, list[str]]:
    """What the files say, and their faults, each as ``file: subject: what, and the way out``.

    >>> turtle = '''@base <https://w3id.org/bondgenoot/id/> .
    ... @prefix bg: <https://w3id.org/bondgenoot/ontology#> .
    ... @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
    ... <exercise/blue-heron> a bg:Exercise ; skos:prefLabel "Blue Heron"@nl .
    ... <exercise/heron> a bg:Excercise ; skos:altLabel "Heron"@nl .'''
    >>> knowledge, faults = read_knowledge({"names-a.ttl": turtle.encode()})
    >>> knowledge.concepts["exercise/blue-heron"].names
    ('Blue Heron',)
    >>> print(faults[0])
    names-a.ttl: exercise/heron: unknown class bg:Excercise; use one of Country, Organisation, Mission, Exercise, \
Programme, WeaponSystem, Agreement, Document, Meeting, Place, Person
    """
    concepts: dict[str, Concept] = {}
    heads: list[Head] = []
    faults: list[str] = []
    for name, data in sources.items():
        try:
            quads = list(pyoxigraph.parse(data, format=pyoxigraph.RdfFormat.TURTLE, base_iri=BASE))
        except SyntaxError as error:
            faults.append(f"{name}: not Turtle: {error}")
            continue
        for subject, statements in _by_subject(quads).items():
            made = _made(subject, statements)
            if isinstance(made, str):
                faults.append(f"{name}: {subject}: {made}")
            elif isinstance(made, Head):
                heads.append(made)
            elif subject in concepts:
                faults.append(f"{name}: {subject}: described in two files; make the two entries one")
            else:
                concepts[subject] = made
    faults += _shared_labels(concepts.values()) + _dangling(concepts)
    return Knowledge(MappingProxyType(concepts), tuple(heads)), faults


Statements = dict[str, list[pyoxigraph.NamedNode | pyoxigraph.BlankNode | pyoxigraph.Literal | pyoxigraph.Triple]]


def _by_subject(quads: Iterable[pyoxigraph.Quad]) -> dict[str, Statements]:
    grouped: dict[str, Statements] = {}
    for quad in quads:
        if isinstance(quad.subject, pyoxigraph.NamedNode):
            statements = grouped.setdefault(quad.subject.value.removeprefix(BASE), defaultdict(list))
            statements[quad.predicate.value].append(quad.object)
    return grouped


def _made(subject: str, statements: Statements) -> Concept | Head | str:
    """The value described, or the fault that keeps it from being one."""

    def texts(*properties: str) -> tuple[str, ...]:
        found = (o.value for p in properties for o in statements.get(p, ()) if isinstance(o, pyoxigraph.Literal))
        return tuple(dict.fromkeys(found))

    def ids(*properties: str) -> tuple[str, ...]:
        nodes = (o for p in properties for o in statements.get(p, ()) if isinstance(o, pyoxigraph.NamedNode))
        return tuple(dict.fromkeys(node.value.removeprefix(BASE) for node in nodes))

    def first(values: tuple[str, ...]) -> str | None:
        return values[0] if values else None

    def flag(name: str, default: bool = False) -> bool:
        return (first(texts(_BG + name)) or str(default).lower()) == "true"

    labels: dict[str | None, str] = {}
    for o in statements.get(_SKOS + "prefLabel", ()):
        if isinstance(o, pyoxigraph.Literal):
            if o.language in labels:
                return f"two skos:prefLabel in {o.language!r}; keep one, make the other skos:altLabel"
            labels[o.language] = o.value
    classes = [c.removeprefix(_BG) for c in ids(_TYPE)]
    roles = [c for c in classes if c in HEAD_CLASSES]
    typed = [k for k in KINDS if k in [t.removeprefix(_BG) for t in ids(_BG + "types")]]
    if roles:
        words = tuple(labels.values()) + texts(_SKOS + "altLabel")
        if not words:
            return "a head without a word; add skos:prefLabel"
        return Head(
            id=subject, role=roles[0], words=words, kind=typed[0] if typed else None, in_name=flag("inName"),
            slug=first(texts(_BG + "slug")), alone=flag("alone"), takes_country=flag("takesCountry"),
            loose=flag("loose"),
            after_owner=flag("afterOwner", True),
        )  # fmt: skip
    kinds = [k for k in KINDS if k in classes]
    if not kinds:
        return f"unknown class {', '.join('bg:' + c for c in classes) or '(none)'}; use one of {', '.join(KINDS)}"
    if "nl" not in labels:
        return "no skos:prefLabel in Dutch; add one with @nl"
    names = dict.fromkeys([labels["nl"], *labels.values(), *texts(_SKOS + "altLabel")])
    risky = texts(_BG + "riskyLabel")
    sure = tuple(name for name in names if name not in risky)
    return Concept(
        id=subject, kind=kinds[0], label=labels["nl"], names=sure, hidden=texts(_SKOS + "hiddenLabel"), risky=risky,
        context=texts(_BG + "contextWord"), generic=flag("generic"), broader=ids(_SKOS + "broader"),
        parents=ids(_ORG + "subOrganizationOf"), country=ids(_BG + "country"), run_by=ids(_BG + "runBy"),
        place=ids(_BG + "takesPlaceIn"), adjectives=texts(_BG + "adjective"), demonyms=texts(_BG + "demonym"),
        codes=texts(_SKOS + "notation"), english=labels.get("en"), definition=first(texts(_SKOS + "definition")),
    )  # fmt: skip


def _shared_labels(concepts: Iterable[Concept]) -> list[str]:
    holders: dict[tuple[EntityKind, str], list[str]] = defaultdict(list)
    for concept in concepts:
        for name in dict.fromkeys(concept.names + concept.hidden):
            holders[concept.kind, name].append(concept.id)
    return [
        f"{kind} {name!r} names {len(ids)} concepts: {', '.join(ids)}; "
        "take the label from all but one, make it bg:riskyLabel there, or make the concepts one"
        for (kind, name), ids in holders.items()
        if len(ids) > 1
    ]


def _dangling(concepts: Mapping[str, Concept]) -> list[str]:
    return [
        f"{concept.id}: points at {target}, which no file describes; describe it or correct the id"
        for concept in concepts.values()
        for target in concept.broader + concept.parents + concept.country + concept.run_by + concept.place
        if target not in concepts
    ]
