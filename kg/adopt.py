"""Names that were read but that no list holds, written as a gazetteer for a person to edit.

The file has the form of ``ontology/names-*.ttl``: class, label, the other spellings, and as a
comment where each name was seen. ``kg build --gazetteer FILE`` reads it beside the names that
come with the project. An entry that stands in the file already is never changed.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from rdflib import RDF, SKOS, Literal
from rdflib.term import Node

from kg.background import Concepts, read_concepts
from kg.iris import DEFAULT_BASE
from kg.store import Store
from kg.vocab import BG, ENTITY_KINDS

HEADER = """\
# Names that were read from letters and that no list holds, for a person to look through.
# Keep what is right, correct the class, label and spellings, and throw away the rest. Say with
# skos:broader, bg:runBy, bg:country or org:subOrganizationOf where a name belongs, if you know.
# Then read the letters anew: kg build LETTERS -o OUT --gazetteer THIS-FILE
@base <https://w3id.org/bondgenoot/id/> .
@prefix bg: <https://w3id.org/bondgenoot/ontology#> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""
_MOST_PLACES = 3

_NEW = """
SELECT DISTINCT ?entity ?kind ?label ?name WHERE {
    ?entity a ?kind ; skos:prefLabel ?label .
    OPTIONAL { ?entity skos:altLabel ?name }
    FILTER(CONTAINS(STR(?entity), "/x-"))
} ORDER BY ?entity ?label ?name
"""
_SEEN = """
SELECT ?entity ?title ?page ?anchor ?begin WHERE {
    ?mention itsrdf:taIdentRef ?entity ; nif:referenceContext ?letter ;
        bg:page ?page ; nif:anchorOf ?anchor ; nif:beginIndex ?begin .
    ?letter rdfs:label ?title .
    FILTER(CONTAINS(STR(?entity), "/x-"))
} ORDER BY ?entity ?title ?begin
"""


@dataclass(slots=True)
class Candidate:
    """A name that was read and not listed: its id below the base, its class, its spellings and where it was seen."""

    id: str
    kind: str
    label: str
    names: list[str] = field(default_factory=list)
    seen: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Adoption:
    """What was put into a file: how many names, and which were passed over and why."""

    written: int
    passed_over: tuple[str, ...]


def candidates(store: Store) -> list[Candidate]:
    """The entities of a graph that were read from a letter's own words, by class and label."""
    classes = {str(BG[kind]): kind for kind in ENTITY_KINDS}
    found: dict[str, Candidate] = {}
    for row in store.select(_NEW):
        kind = classes.get(row.text("kind"))
        if kind is None:
            continue
        iri = row.text("entity")
        one = found.setdefault(iri, Candidate("/".join(iri.rsplit("/", 2)[-2:]), kind, row.text("label")))
        one.names.extend(name for name in (row.text("label"), row.text("name")) if name and name not in one.names)
    for row in store.select(_SEEN):
        if row.text("entity") in found:
            anchor = " ".join(row.text("anchor").split())
            found[row.text("entity")].seen.append(f"{row.text('title')}, page {row.text('page')}: “{anchor}”")
    return sorted(found.values(), key=lambda c: (ENTITY_KINDS.index(c.kind), c.label, c.id))


def adopt(store: Store, path: Path) -> Adoption:
    """Write the unlisted names of a graph to a gazetteer; what the file holds already stays as it is.

    Raises:
        StoreError: the file that is there is not Turtle.
        OSError: it cannot be read or written.
    """
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    known = read_concepts(gazetteers=[path] if before else [])
    new, passed_over = _fitting(candidates(store), known)
    if new or not before:
        text = (before.rstrip("\n") if before else HEADER.rstrip("\n")) + "\n\n" + entries(new)
        beside = path.with_name(f".{path.name}.part")
        beside.write_text(text.rstrip("\n") + "\n", encoding="utf-8")
        beside.replace(path)
    return Adoption(len(new), tuple(passed_over))


def _fitting(found: Iterable[Candidate], known: Concepts) -> tuple[list[Candidate], list[str]]:
    """The candidates with the spellings that no other concept of their class has, and why others are left out."""
    ids = {str(concept).removeprefix(DEFAULT_BASE) for concept in known}
    holders = _holders(known)
    fitting, passed_over = [], []
    for one in found:
        if one.id in ids:
            continue
        spellings = list(_spellings(one))
        other = holders.get((one.kind, spellings[0]))
        if other is not None:
            passed_over.append(f"{one.kind} {one.label!r} is a name of {other} already")
            continue
        free = [name for name in spellings if (one.kind, name) not in holders]
        holders.update({(one.kind, name): one.id for name in free})
        fitting.append(Candidate(one.id, one.kind, free[0], free[1:], one.seen))
    return fitting, passed_over


def _holders(known: Concepts) -> dict[tuple[str, str], str]:
    """Which concept bears each sure name, by class and name."""
    classes: dict[Node, str] = {BG[kind]: kind for kind in ENTITY_KINDS}
    holders: dict[tuple[str, str], str] = {}
    for concept, statements in known.items():
        kind = next((classes[obj] for prop, obj in statements if prop == RDF.type and obj in classes), "")
        names = [str(obj) for prop, obj in statements if prop in (SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel)]
        holders.update({(kind, name): str(concept).removeprefix(DEFAULT_BASE) for name in names})
    return holders


def _spellings(one: Candidate) -> Iterator[str]:
    """Label and names, without those that the reader derives itself: a plural s, other hyphens, all capitals.

    >>> list(_spellings(Candidate("exercise/x-a", "Exercise", "Rode Raaf", ["RODE RAAF", "Rode-Raaf", "Raaf 31"])))
    ['Rode Raaf', 'Raaf 31']
    """
    told: set[str] = set()
    for name in (one.label, *one.names):
        plain = re.sub(r"['’]s$", "", name)
        key = re.sub(r"[\s‐‑–-]+", "", plain).casefold()
        if key not in told:
            told.add(key)
            yield plain


def entries(new: Iterable[Candidate]) -> str:
    """The candidates in Turtle, a comment above each that says where it was seen.

    >>> seen = ["Brief, page 1: “Raaf”"]
    >>> print(entries([Candidate("exercise/x-rode-raaf", "Exercise", "Rode Raaf", ["Raaf 31"], seen)]))
    # Exercise
    <BLANKLINE>
    # seen 1×: Brief, page 1: “Raaf”
    <exercise/x-rode-raaf> a bg:Exercise ;
        skos:prefLabel "Rode Raaf"@nl ;
        skos:altLabel "Raaf 31"@nl .
    <BLANKLINE>
    """
    by_kind: Mapping[str, list[Candidate]] = defaultdict(list)
    for one in new:
        by_kind[one.kind].append(one)
    lines: list[str] = []
    for kind, group in by_kind.items():
        lines += [f"# {kind}", ""]
        for one in group:
            lines += [f"# seen {len(one.seen)}×: {_line(place)}" if at == 0 else f"#   {_line(place)}"
                      for at, place in enumerate(one.seen[:_MOST_PLACES])]  # fmt: skip
            labels = [f"    skos:prefLabel {_quoted(one.label)}"]
            if one.names:
                labels.append("    skos:altLabel " + " , ".join(map(_quoted, one.names)))
            lines += [f"<{one.id}> a bg:{one.kind} ;", " ;\n".join(labels) + " .", ""]
    return "\n".join(lines)


def _quoted(name: str) -> str:
    return Literal(" ".join(name.split()), lang="nl").n3()


def _line(text: str) -> str:
    return " ".join(text.split())
