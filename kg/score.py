"""How well a graph agrees with a gold file: precision, recall and F1 of entities, mentions, facts and roles.

- *entities*: distinct linked entities, matched by class and a shared name;
- *mentions*: spans of characters with the same entity that overlap by at least half of the longer;
- *core*: facts by type and core roles; a Cooperation counts once per pair of partners,
  DefenceSpending once per spender, year and measure;
- *slots*: each further role value of the facts whose core is right; *slots_all* those of all facts.

Facts that are considered or denied do not count.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rdflib import Literal

from kg.gold import SHAPES, GoldError, Item, counted, folded, gold_roles, items, read_gold, spelt
from kg.store import Store
from kg.vocab import BG, ENTITY_KINDS

__all__ = ["GoldError", "Matcher", "Measure", "Scores", "read_gold", "score", "verdicts"]


@dataclass(frozen=True, slots=True)
class Measure:
    """Counts of things right, given by the graph, and in the gold."""

    right: int
    given: int
    gold: int

    @property
    def precision(self) -> float:
        """The share of what was given that is right; 0 where nothing was given."""
        return self.right / self.given if self.given else 0.0

    @property
    def recall(self) -> float:
        """The share of the gold that was found; 0 where there is no gold."""
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall.

        >>> Measure(3, 4, 6).f1
        0.6
        """
        p, r = self.precision, self.recall
        return 2 * p * r / (p + r) if self.right else 0.0

    def line(self, name: str, width: int = 10, brief: bool = False) -> str:
        """The measure as a line of text."""
        counts = f"{self.right}/{self.given}/{self.gold}" if brief else (
            f"{self.right} right of {self.given} given, {self.gold} in gold"
        )  # fmt: skip
        return f"{name:{width}s} P {self.precision:.3f}  R {self.recall:.3f}  F1 {self.f1:.3f}   ({counts})"


@dataclass(frozen=True, slots=True)
class Scores:
    """The measures of one graph, by name and by type of fact, and every difference in words."""

    measures: Mapping[str, Measure]
    per_type: Mapping[str, Measure]
    errors: tuple[str, ...]

    def text(self, errors: bool = False) -> str:
        """The scores as a table, with the errors beneath where asked."""
        lines = [measure.line(name) for name, measure in self.measures.items()]
        lines += ["  " + measure.line(name, 16, brief=True) for name, measure in self.per_type.items()]
        return "\n".join([*lines, *(self.errors if errors else ())]) + "\n"

    def json(self) -> str:
        """The scores as JSON, rounded to three places."""
        both = {**_plain(self.measures), "per_type": _plain(self.per_type)}
        return json.dumps(both, indent=1) + "\n"

    def below(self, floors: Mapping[str, float]) -> list[str]:
        """The measures whose F1 stands below a floor, in words; empty where all is well."""
        return [
            f"{name} {self.measures[name].f1:.3f} < {floor:.3f}" if name in self.measures else f"{name} not measured"
            for name, floor in floors.items()
            if floor > 0 and (name not in self.measures or round(self.measures[name].f1, 3) < floor)
        ]


def score(graph: Store | Path, gold: Mapping[str, Any]) -> Scores:
    """Compare a graph with the gold.

    Raises:
        kg.store.StoreError: the graph file cannot be read.
    """
    store = graph if isinstance(graph, Store) else Store.load(graph)
    keys = {entity["key"] for entity in gold["entities"]}
    match = Matcher(store, gold["entities"])
    told = [items(fact["type"], gold_roles(fact, keys), keys) for fact in gold["facts"]]
    read = [(node, *items(kind, roles, keys)) for node, kind, roles in _graph_roles(store, match)]
    gold_cores, cores = {core for c, _ in told for core in c}, {core for _, c, _ in read for core in c}
    gold_slots, slots = counted(s for _, ss in told for s in ss), counted(s for _, _, ss in read for s in ss)
    right = gold_cores & cores
    of_right = {s for s in slots if s[0] in right}, {s for s in gold_slots if s[0] in right}
    entities, gold_entities = match.linked(store), _gold_entities(gold)
    measures = {
        "entities": _compare(entities, gold_entities),
        "core": _compare(cores, gold_cores),
        "slots": _compare(*of_right),
        "slots_all": _compare(slots, gold_slots),
    }
    if gold.get("mentions"):
        measures["mentions"] = _mentions(store, match, gold["mentions"])
    per_type = {
        kind: _compare({c for c in cores if c[0] == kind}, {c for c in gold_cores if c[0] == kind}) for kind in SHAPES
    }
    where = {core: node for node, found, _ in reversed(read) for core in found}
    errors = [f"missed        {_said(core)}" for core in sorted(gold_cores - cores, key=str)]
    errors += [f"spurious      {_said(core)} {where[core]}" for core in sorted(cores - gold_cores, key=str)]
    errors += [f"slot missed   {_said(slot)}" for slot in sorted(of_right[1] - slots, key=str)]
    errors += [f"slot spurious {_said(slot)}" for slot in sorted(of_right[0] - gold_slots, key=str)]
    errors += [f"entity missed {kind} {key}" for kind, key in sorted(gold_entities - entities)]
    errors += [f"entity spurious {key}" for _, key in sorted(entities) if key.startswith("?")]
    return Scores(measures, per_type, tuple(errors))


def verdicts(store: Store, gold: Mapping[str, Any]) -> dict[str, tuple[bool, bool]]:
    """For each fact node that counts, whether all of it stands in the gold, and whether its core does."""
    keys = {entity["key"] for entity in gold["entities"]}
    told = [items(fact["type"], gold_roles(fact, keys), keys) for fact in gold["facts"]]
    cores, slots = {core for c, _ in told for core in c}, {slot for _, s in told for slot in s}
    read = [
        (node, *items(kind, roles, keys)) for node, kind, roles in _graph_roles(store, Matcher(store, gold["entities"]))
    ]
    return {node: (cores >= set(c) and slots >= set(s), cores >= set(c)) for node, c, s in read}


class Matcher:
    """Ties entities of the graph to keys of the gold, by class and shared names.

    Of several keys the one that shares most names wins; among equals the first by the alphabet.
    """

    def __init__(self, store: Store, entities: Iterable[Mapping[str, Any]]) -> None:
        self._types: defaultdict[str, set[str]] = defaultdict(set)
        self._names: defaultdict[str, set[str]] = defaultdict(set)
        classes = " ".join(f"bg:{kind}" for kind in ENTITY_KINDS)
        for row in store.select(f"SELECT ?x ?c WHERE {{ VALUES ?c {{ {classes} }} ?x a/rdfs:subClassOf* ?c }}"):
            self._types[row.text("x")].add(row.text("c").removeprefix(str(BG)))
        for row in store.select("SELECT ?x ?n { ?x skos:prefLabel|skos:altLabel|rdfs:label|skos:notation ?n }"):
            if row.text("x") in self._types:
                self._names[row.text("x")].add(folded(row.text("n")))
        self._kinds: dict[str, str] = {}
        index: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
        for entity in entities:
            self._kinds.setdefault(entity["key"], entity["type"])
            for name in (*entity["names"], entity["key"]):
                index[entity["type"], folded(name)].add(entity["key"])
        self._key: dict[str, str] = {}
        for node, types in self._types.items():
            votes = Counter(k for t in types for n in self._names[node] for k in index.get((t, n), ()))
            if votes:
                self._key[node] = min(key for key, count in votes.items() if count == max(votes.values()))

    def __call__(self, node: str) -> str:
        """The key of an entity; "?" and a name where it has none."""
        return self._key.get(node) or "?" + min(self._names.get(node) or {node})

    def linked(self, store: Store) -> set[Item]:
        """(class, key) of all entities mentioned or in a role, letters themselves apart."""
        roles = sorted({prop for shape in SHAPES.values() for prop in (*shape.core.values(), *shape.more.values())})
        used = {row.text("x") for row in store.select("SELECT DISTINCT ?x WHERE { ?m itsrdf:taIdentRef ?x }")}
        query = "SELECT DISTINCT ?x WHERE {{ VALUES ?p {{ {} }} ?f ?p ?x FILTER(isIRI(?x)) }}"
        used |= {row.text("x") for row in store.select(query.format(" ".join(f"bg:{role}" for role in roles)))}
        letters = {row.text("x") for row in store.select("SELECT DISTINCT ?x WHERE { ?m nif:referenceContext ?x }")}
        found = (used & self._types.keys() or set(self._types)) - letters
        keyed = ((min(self._types[node]), self(node)) for node in found)
        return {("" if key.startswith("?") else self._kinds.get(key, kind), key) for kind, key in keyed}


def _gold_entities(gold: Mapping[str, Any]) -> set[Item]:
    return {(entity["type"], entity["key"]) for entity in gold["entities"] if not entity.get("letter")}


def _graph_roles(store: Store, match: Callable[[str], str]) -> Iterator[tuple[str, str, dict[str, set[str]]]]:
    """Fact node, gold type and roles of every fact that counts, sorted by node."""
    for kind, shape in SHAPES.items():
        props = {str(BG[prop]): role for role, prop in {**shape.core, **shape.more}.items()}
        facts: dict[str, dict[str, set[str]]] = {}
        rows = store.select(
            f"SELECT ?f ?p ?o WHERE {{ ?f a bg:{shape.kind} ; ?p ?o "
            'FILTER NOT EXISTS { ?f bg:modality ?m FILTER(STR(?m) IN ("denied", "considered")) } }'
        )
        for row in rows:
            roles = facts.setdefault(row.text("f"), {})
            if (role := props.get(row.text("p"))) is not None:
                value = spelt(row.text("o")) if isinstance(row["o"], Literal) else match(row.text("o"))
                roles.setdefault(role, set()).add(value)
        for node in sorted(facts):
            yield node, kind, facts[node]


def _mentions(store: Store, match: Callable[[str], str], gold: Mapping[str, Any]) -> Measure:
    """Each span of the gold takes the first free mention with its key that overlaps it enough."""
    names: defaultdict[str, set[str]] = defaultdict(set)
    for row in store.select("SELECT ?d ?n WHERE { ?d dcterms:source|dcterms:identifier|dcterms:title ?n }"):
        names[row.text("d")].add(row.text("n"))
    rows = store.select(
        "SELECT DISTINCT ?m ?d ?s ?e ?x WHERE { ?m a bg:Mention ; nif:referenceContext ?d ; nif:beginIndex ?s ;"
        " nif:endIndex ?e ; itsrdf:taIdentRef ?x }"
    )
    told = sorted((row.text("d"), int(row.text("s")), int(row.text("e")), row.text("m"), row.text("x")) for row in rows)
    found = [(d, start, end, match(x)) for d, start, end, _, x in told]
    used: set[int] = set()
    for doc, spans in gold.items():
        mine = [
            (i, mention)
            for i, mention in enumerate(found)
            if len(gold) == 1 or any(doc in name for name in names[mention[0]] | {mention[0]})
        ]
        for start, end, _, key in spans:
            for i, (_, begin, stop, linked) in mine:
                overlap = min(end, stop) - max(start, begin)
                if i not in used and linked == key and overlap >= 0.5 * max(end - start, stop - begin):
                    used.add(i)
                    break
    return Measure(len(used), len(found), sum(len(spans) for spans in gold.values()))


def _compare(given: set[Item], gold: set[Item]) -> Measure:
    return Measure(len(given & gold), len(given), len(gold))


def _plain(measures: Mapping[str, Measure]) -> dict[str, dict[str, float]]:
    return {
        name: {
            "P": round(m.precision, 3), "R": round(m.recall, 3), "F1": round(m.f1, 3),
            "right": m.right, "system": m.given, "gold": m.gold,
        }
        for name, m in measures.items()
    }  # fmt: skip


def _said(item: Item) -> str:
    return " ".join(f"[{_said(part)}]" if isinstance(part, tuple) else str(part) for part in item)
