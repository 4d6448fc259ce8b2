"""The graph as a network of entities: a networkx graph made from the shortcut triples.

A relation weighs as many facts as it was read from. Facts that are considered, denied or ended
have no shortcut and do not count.
"""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import networkx as nx

from kg.graph import SHORTCUT_MODALITIES, SHORTCUTS
from kg.store import Row, Store
from kg.vocab import BG, DCTERMS, ENTITY_KINDS

RELATIONS: tuple[str, ...] = (
    "contributesTo", "leads", "memberOf", "cooperatesWith", "acquires", "partyTo", "locatedIn", "partOf", "references",
)  # fmt: skip
"""The kinds of relation, by the local name of their property."""

UNDIRECTED = frozenset({"cooperatesWith"})
"""Relations without a direction: one edge for each pair."""

Spell = tuple[str | None, str | None]
"""First and last day (ISO 8601), both included; None where open."""


def network(store: Store, all_mentioned: bool = False) -> nx.MultiDiGraph:
    """Entities and the relations between them.

    Nodes are IRIs, in order, with ``label``, ``class`` (local name), ``mentions`` and ``letters``
    (numbers), ``source`` ("listed" in the background knowledge, or "read" from a letter) and
    ``spells``. Edges have their kind as key, and ``kind``, ``weight`` (number of facts), ``years``,
    ``letters`` (numbers or titles) and ``quote`` as text, ``spells``, and ``directed``.

    ``spells`` is a tuple of (first day, last day) in which the letters say it to hold; empty where
    they say nothing of time.

    Args:
        store: the graph.
        all_mentioned: also take entities that are mentioned but stand in no relation.
    """
    entities = _entities(store)
    graph = nx.MultiDiGraph()
    edges = _edges(store)
    chosen = {end for source, _, target in edges for end in (source, target)}
    if all_mentioned:
        chosen |= {iri for iri, node in entities.items() if node["mentions"]}
    for iri in sorted(chosen):
        graph.add_node(iri, **entities.get(iri, _node(iri.rsplit("/", 1)[-1], "Entity")))
    for (source, kind, target), told in sorted(edges.items()):
        graph.add_edge(source, target, key=kind, **told.attributes(kind))
    for iri in graph:
        times = [data["spells"] for _, _, data in (*graph.in_edges(iri, data=True), *graph.out_edges(iri, data=True))]
        always = not times or not all(times)
        graph.nodes[iri]["spells"] = () if always else merged(spell for spells in times for spell in spells)
    return graph


def spell(start: str = "", end: str = "", year: str = "", date: str = "") -> Spell | None:
    """The days that a fact's times span; None where it has none.

    A date is that of an act, such as a signature: what it brought about holds from then on.

    >>> spell(start="2029-02"), spell(year="2031"), spell(start="2020", end="2020-02"), spell(date="2031-02-02")
    (('2029-02-01', None), ('2031-01-01', '2031-12-31'), ('2020-01-01', '2020-02-29'), ('2031-02-02', None))
    """
    if start or end or date:
        return (_first(start or date) if start or date else None, _last(end) if end else None)
    return (_first(year), _last(year)) if year else None


def merged(spells: Iterable[Spell]) -> tuple[Spell, ...]:
    """Spells in order, those that overlap or follow on each other made one; none where together they are all time.

    >>> merged([("2031-01-01", None), ("2019-01-01", "2019-12-31"), ("2020-01-01", "2020-06-30")])
    (('2019-01-01', '2020-06-30'), ('2031-01-01', None))
    >>> merged([(None, "2030-06-30"), ("2029-01-01", None)])
    ()
    """
    result: list[Spell] = []
    for start, end in sorted(set(spells), key=lambda s: (s[0] or "", s[1] or "9999-12-31")):
        if result and _touch(result[-1][1], start):
            last = result[-1][1]
            result[-1] = (result[-1][0], None if last is None or end is None else max(last, end))
        else:
            result.append((start, end))
    return () if (None, None) in result else tuple(result)


@dataclass(slots=True)
class _Told:
    """What the facts behind one edge say."""

    facts: set[str] = field(default_factory=set)
    years: set[str] = field(default_factory=set)
    letters: set[str] = field(default_factory=set)
    spells: set[Spell] = field(default_factory=set)
    quotes: set[tuple[str, int, int, str]] = field(default_factory=set)

    def add(self, row: Row) -> None:
        times = {name: row.text(name) for name in ("start", "end", "year", "date")}
        self.facts.add(row.text("fact"))
        self.years |= {time[:4] for time in times.values() if time}
        letter = row.text("identifier") or row.text("title")
        self.letters.add(letter)
        self.quotes.add((letter, int(row.text("page", "0")), int(row.text("begin", "0")), row.text("quote")))
        if (found := spell(**times)) is not None:
            self.spells.add(found)

    def attributes(self, kind: str) -> dict[str, object]:
        return {
            "kind": kind,
            "weight": max(1, len(self.facts)),
            "years": ", ".join(sorted(self.years)),
            "letters": "; ".join(sorted(self.letters)),
            "quote": min(self.quotes)[3] if self.quotes else "",
            "spells": merged(self.spells),
            "directed": kind not in UNDIRECTED,
        }


def _edges(store: Store) -> dict[tuple[str, str, str], _Told]:
    """Every shortcut, with what is told of it; a shortcut whose facts are not there still counts as one."""
    names = " ".join(f"<{_property(kind)}>" for kind in RELATIONS)
    found: dict[tuple[str, str, str], _Told] = {}
    rows = store.select(f"SELECT DISTINCT ?s ?p ?o WHERE {{ VALUES ?p {{ {names} }} ?s ?p ?o FILTER(isIRI(?o)) }}")
    kinds = {_property(kind): kind for kind in RELATIONS}
    for row in rows:
        if row.text("s") != row.text("o"):
            found[_key(row.text("s"), kinds[row.text("p")], row.text("o"))] = _Told()
    for pattern, kind in _patterns():
        for row in store.select(_TOLD.replace("PATTERN", pattern)):
            if (key := _key(row.text("s"), kind, row.text("o"))) in found:
                found[key].add(row)
    return found


_TOLD = f"""
SELECT ?s ?o ?fact ?year ?start ?end ?date ?quote ?page ?begin ?identifier ?title WHERE {{
  VALUES ?modality {{ {" ".join(f'"{modality}"' for modality in sorted(SHORTCUT_MODALITIES))} }}
  ?fact bg:modality ?modality ; bg:evidence ?passage .
  PATTERN
  ?passage bg:quote ?quote ; bg:page ?page ; nif:beginIndex ?begin ; nif:referenceContext ?document .
  OPTIONAL {{ ?fact bg:year ?year }}
  OPTIONAL {{ ?fact bg:start ?start }}
  OPTIONAL {{ ?fact bg:end ?end }}
  OPTIONAL {{ ?fact bg:date ?date }}
  OPTIONAL {{ ?document rdfs:label ?title }}
  OPTIONAL {{
    SELECT ?document (MIN(STR(?any)) AS ?identifier) WHERE {{ ?document dcterms:identifier ?any }} GROUP BY ?document
  }}
}}
"""


def _patterns() -> Iterator[tuple[str, str]]:
    """For each kind of relation the facts that tell it, as a pattern of ?fact, ?s and ?o."""
    for fact, shortcuts in SHORTCUTS.items():
        for one, shortcut, other in shortcuts:
            yield f"?fact a bg:{fact} ; bg:{one} ?s ; bg:{other} ?o .", str(shortcut).removeprefix(str(BG))
    yield "?fact a bg:Citation ; bg:cited ?o . ?passage nif:referenceContext ?s .", "references"


def _key(source: str, kind: str, target: str) -> tuple[str, str, str]:
    if kind in UNDIRECTED and target < source:
        source, target = target, source
    return source, kind, target


def _property(kind: str) -> str:
    return str(DCTERMS.references if kind == "references" else BG[kind])


def _entities(store: Store) -> dict[str, dict[str, object]]:
    kinds = " ".join(f"bg:{kind}" for kind in ENTITY_KINDS)
    nodes: dict[str, dict[str, object]] = {}
    rows = store.select(f"SELECT ?x ?kind ?label WHERE {{ VALUES ?kind {{ {kinds} }} ?x a ?kind ; rdfs:label ?label }}")
    order = {str(BG[kind]): number for number, kind in enumerate(ENTITY_KINDS)}
    for iri, _, label in sorted(((r.text("x"), order[r.text("kind")], r.text("label")) for r in rows), reverse=True):
        nodes[iri] = _node(label, "Entity")  # the last written, thus the first of several labels
    for row in store.select(f"SELECT ?x ?kind WHERE {{ VALUES ?kind {{ {kinds} }} ?x a ?kind }}"):
        node = nodes.setdefault(row.text("x"), _node(row.text("x").rsplit("/", 1)[-1], "Entity"))
        kind = row.text("kind").removeprefix(str(BG))
        node["class"] = min(str(node["class"]), kind, key=lambda k: order.get(str(BG[k]), len(order)))
    rows = store.select(
        "SELECT ?x (COUNT(DISTINCT ?m) AS ?mentions) (COUNT(DISTINCT ?d) AS ?letters) WHERE"
        " { ?m a bg:Mention ; itsrdf:taIdentRef ?x ; nif:referenceContext ?d } GROUP BY ?x"
    )
    for row in rows:
        if row.text("x") in nodes:
            nodes[row.text("x")] |= {"mentions": int(row.text("mentions")), "letters": int(row.text("letters"))}
    rows = store.select(
        'SELECT DISTINCT ?x WHERE { GRAPH ?g { ?x skos:prefLabel ?label } FILTER(STRENDS(STR(?g), "/background")) }'
    )
    for row in rows:
        if row.text("x") in nodes:
            nodes[row.text("x")]["source"] = "listed"
    return nodes


def _node(label: str, kind: str) -> dict[str, object]:
    return {"label": label, "class": kind, "mentions": 0, "letters": 0, "source": "read", "spells": ()}


def _first(time: str) -> str:
    return time[:10] + "-01" * (2 - time[:10].count("-"))


def _last(time: str) -> str:
    if len(time) == 4:
        return f"{time}-12-31"
    if len(time) == 7:
        year, month = map(int, time.split("-"))
        return f"{time}-{calendar.monthrange(year, month)[1]:02}"
    return time[:10]


def _touch(end: str | None, start: str | None) -> bool:
    """Whether a spell that starts then overlaps one that ends so, or starts on the day after."""
    if end is None or start is None:
        return True
    return start <= (datetime.date.fromisoformat(end) + datetime.timedelta(days=1)).isoformat()
