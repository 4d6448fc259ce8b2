"""Measure how the names of a letter are read: by class, without the list, mixed up, and how fast.

1. Mentions and entities, class by class: precision, recall and F1. A mention is right where one
   tied to the same thing covers at least half of the longer of the two; an entity of the graph is
   the thing of the gold that has its class and most of its names.
2. Leave one letter out: every concept that the letter names is taken from the gazetteer, countries
   and classes of things ("fregat") excepted; then it is counted how many of the letter's mentions
   are still found and put in the right class, whatever they are tied to. Countries do not count.
   "Hidden" are the mentions of which a concept was hidden: only their surroundings can tell them.
3. Which class was taken for which, with all concepts and without those of the letter.
4. Seconds of processor time per 1,000 words.

Usage: python tests/bench/names.py GOLD.json LETTER.txt [--missed]
"""

from __future__ import annotations

import re
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from pathlib import Path
from typing import Any

from extract.anatomy import Anatomy, anatomy
from extract.knowledge import KINDS, Knowledge, load_knowledge
from extract.link import Links
from extract.pipeline import known_words, names_of
from extract.source import read_source
from kg.gold import folded, read_gold
from kg.score import Measure

NONE = "(none)"


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of the letter's text, its class and what it names."""

    start: int
    end: int
    kind: str
    key: str

    def meets(self, other: Mention) -> bool:
        """Do the two share at least half of the longer one?"""
        shared = min(self.end, other.end) - max(self.start, other.start)
        return shared >= 0.5 * max(self.end - self.start, other.end - other.start)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of the mentions of a letter when its concepts were hidden."""

    found: int
    total: int
    hidden_found: int
    hidden_total: int
    given: int
    confusion: Mapping[tuple[str, str], int]
    missed: tuple[tuple[Mention, str], ...]
    spurious: tuple[Mention, ...] = ()

    @property
    def recall(self) -> float:
        """The share of all mentions, countries excepted, that were found and put in their class."""
        return self.found / self.total if self.total else 0.0

    @property
    def hidden_recall(self) -> float:
        """The same of the mentions whose concept was hidden."""
        return self.hidden_found / self.hidden_total if self.hidden_total else 0.0


@dataclass(frozen=True, slots=True)
class Measured:
    """All measures of a letter: mentions and entities by class, outcomes with and without its concepts, speed."""

    classes: Mapping[str, tuple[Measure, Measure]]
    full: Outcome
    left_out: Outcome
    seconds: float


def named(gold: Mapping[str, Any], links: Links, knowledge: Knowledge) -> frozenset[str]:
    """The concepts that the letter names, by the gold or by the reader, without countries and classes of things."""
    by_name: dict[tuple[str, str], set[str]] = defaultdict(set)
    for concept in knowledge.concepts.values():
        for name in concept.names + concept.hidden + concept.risky:
            by_name[concept.kind, folded(name)].add(concept.id)
    ids = {entity.id for entity in links.entities}
    for entity in gold["entities"]:
        for name in entity["names"]:
            ids |= by_name.get((entity["type"], folded(name)), set())
    return frozenset(
        i
        for i in ids
        if i in knowledge.concepts and knowledge.concepts[i].kind != "Country" and not knowledge.concepts[i].generic
    )


def without(knowledge: Knowledge, hidden: frozenset[str]) -> Knowledge:
    """The knowledge less some concepts."""
    return Knowledge({i: c for i, c in knowledge.concepts.items() if i not in hidden}, knowledge.heads)


def mentions(parts: Anatomy, links: Links) -> list[Mention]:
    """The linked names as stretches of the input."""
    spans = (
        (block.span(name.start, name.end), name)
        for block, row in zip(parts.blocks, links.by_block, strict=True)
        for name in row
    )
    return [Mention(span.start, span.end, name.kind, name.entity) for span, name in spans]


def compare(gold: Sequence[Mention], given: Sequence[Mention], hidden: Iterable[str]) -> Outcome:
    """Count; ``hidden`` are the keys of the gold of which a concept was hidden.

    >>> gold = [Mention(0, 4, "Place", "A"), Mention(9, 20, "Mission", "B"), Mention(30, 33, "Country", "C")]
    >>> given = [Mention(0, 4, "Person", "x"), Mention(12, 20, "Mission", "y")]
    >>> outcome = compare(gold, given, {"B"})
    >>> outcome.recall, outcome.hidden_recall, dict(outcome.confusion)
    (0.5, 1.0, {('Place', 'Person'): 1, ('Mission', 'Mission'): 1})
    """
    keys = frozenset(hidden)
    used: set[int] = set()
    confusion: Counter[tuple[str, str]] = Counter()
    missed: list[tuple[Mention, str]] = []
    counts: Counter[str] = Counter()
    for mention in gold:
        if mention.kind == "Country":
            continue
        near = [i for i, m in enumerate(given) if i not in used and m.meets(mention)]
        best = next((i for i in near if given[i].kind == mention.kind), near[0] if near else None)
        kind = NONE if best is None else given[best].kind
        if best is not None:
            used.add(best)
        confusion[mention.kind, kind] += 1
        counts["total"] += 1
        counts["hidden total"] += mention.key in keys
        if kind == mention.kind:
            counts["found"] += 1
            counts["hidden found"] += mention.key in keys
        else:
            missed.append((mention, kind))
    spurious = tuple(m for number, m in enumerate(given) if number not in used and m.kind != "Country")
    confusion.update((NONE, mention.kind) for mention in spurious)
    return Outcome(
        found=counts["found"],
        total=counts["total"],
        hidden_found=counts["hidden found"],
        hidden_total=counts["hidden total"],
        given=sum(m.kind != "Country" for m in given),
        confusion=confusion,
        missed=tuple(missed),
        spurious=spurious,
    )


def tied(gold: Mapping[str, Any], parts: Anatomy, links: Links) -> dict[str, str]:
    """The key of the gold for each entity that has its class and most of its names, if there is one."""
    keys: dict[tuple[str, str], set[str]] = defaultdict(set)
    for entity in gold["entities"]:
        for name in (*entity["names"], entity["key"]):
            keys[entity["type"], folded(name)].add(entity["key"])
    letter = (parts.letter.id, "Document", (*parts.letter.identifiers, parts.letter.title or ""))
    things = [letter, *((e.id, e.kind, e.names) for e in links.entities)]
    found: dict[str, str] = {}
    for thing, kind, names in things:
        votes = Counter(key for name in {folded(n) for n in names} for key in keys.get((kind, name), ()))
        if votes:
            found[thing] = min(key for key, count in votes.items() if count == max(votes.values()))
    return found


def by_class(
    gold: Mapping[str, Any], given: Sequence[Mention], keys: Mapping[str, str], kinds: Mapping[str, str]
) -> dict[str, tuple[Measure, Measure]]:
    """Mentions and entities that are right, given and in the gold, by class, and ``all`` of them.

    Args:
        gold: the gold file.
        given: the mentions of the reader, their key an entity.
        keys: the key of the gold by entity.
        kinds: the class of every entity that the reader gives, the letter itself left out.

    >>> gold = {"entities": [{"key": "A", "type": "Place"}, {"key": "B", "type": "Mission"}],
    ...         "mentions": {"x": [[0, 4, "Place", "A"], [9, 20, "Mission", "B"]]}}
    >>> given = [Mention(0, 4, "Place", "p/a"), Mention(12, 20, "Mission", "m/c")]
    >>> told = by_class(gold, given, {"p/a": "A"}, {"p/a": "Place", "m/c": "Mission"})
    >>> told["all"], told["Mission"][0]
    ((Measure(right=1, given=2, gold=2), Measure(right=1, given=2, gold=2)), Measure(right=0, given=1, gold=1))
    """
    wanted = [Mention(*row) for row in next(iter(gold["mentions"].values()))]
    used: set[int] = set()
    right: Counter[str] = Counter()
    for mention in wanted:
        for number, other in enumerate(given):
            if number not in used and keys.get(other.key) == mention.key and other.meets(mention):
                used.add(number)
                right[mention.kind] += 1
                break
    things = {e["key"]: e["type"] for e in gold["entities"] if not e.get("letter")}
    # an entity without a key stands for itself; two that are one thing of the gold count once
    made = {keys.get(entity, entity): kind for entity, kind in kinds.items()}
    rows = [
        (right, Counter(m.kind for m in given), Counter(m.kind for m in wanted)),
        (Counter(k for i, k in made.items() if i in things), Counter(made.values()), Counter(things.values())),
    ]
    classes = [kind for kind in KINDS if any(row[2][kind] or row[1][kind] for row in rows)]

    def row_of(count: Callable[[Counter[str]], int]) -> tuple[Measure, Measure]:
        first, second = (Measure(*map(count, row)) for row in rows)
        return first, second

    told = {str(kind): row_of(itemgetter(kind)) for kind in classes}
    return told | {"all": row_of(Counter.total)}


def measure(gold_file: Path, letter: Path, knowledge: Knowledge) -> Measured:
    """Read the letter with all concepts and without its own, and compare both with the gold."""
    gold = read_gold(gold_file)
    parts = anatomy(read_source(letter), known_words(knowledge))
    words = sum(len(re.findall(r"\w+", block.text)) for block in parts.blocks)
    names_of(parts, knowledge)  # what is made once for all letters is no part of the time of one
    began = time.process_time()
    links = names_of(parts, knowledge)
    seconds = (time.process_time() - began) * 1000 / max(words, 1)
    hidden = named(gold, links, knowledge)
    fewer = names_of(parts, without(knowledge, hidden))
    wanted = [Mention(*row) for row in next(iter(gold["mentions"].values()))]
    names = {folded(n) for i in hidden for n in knowledge.concepts[i].names + knowledge.concepts[i].hidden}
    keys = {e["key"] for e in gold["entities"] if names & {folded(n) for n in e["names"]} and e["type"] != "Country"}
    given = (mentions(parts, each) for each in (links, fewer))
    full, left_out = (compare(wanted, each, keys) for each in given)
    kinds = {entity.id: entity.kind for entity in links.entities}
    classes = by_class(gold, mentions(parts, links), tied(gold, parts, links), kinds)
    return Measured(classes, full, left_out, seconds)


def table(confusion: Mapping[tuple[str, str], int]) -> str:
    """The confusion as a table: a row for each class of the gold, a column for each class given."""
    kinds = [*(k for k in KINDS if k != "Country"), NONE]
    rows = [k for k in kinds if any(confusion.get((k, other)) for other in kinds)]
    columns = [k for k in kinds if any(confusion.get((other, k)) for other in kinds)]
    lines = [f"{'gold / given':14s}" + "".join(f"{k[:9]:>10s}" for k in columns)]
    for row in rows:
        lines.append(f"{row:14s}" + "".join(f"{confusion.get((row, k), 0) or '':>10}" for k in columns))
    return "\n".join(lines)


def class_table(classes: Mapping[str, tuple[Measure, Measure]]) -> str:
    """Precision, recall and F1 of mentions and of entities, a row for each class."""
    names = ("", "mentions: P", "R", "F1", "gold", "entities: P", "R", "F1", "gold")
    lines = ["".join(f"{name:>{width}s}" for name, width in zip(names, (14, 12, 7, 7, 6, 14, 7, 7, 6), strict=True))]
    for kind, pair in classes.items():
        cells = (
            f"{m.precision:{width}.3f}{m.recall:7.3f}{m.f1:7.3f}{m.gold:6d}"
            for m, width in zip(pair, (12, 14), strict=True)
        )
        lines.append(f"{kind:14s}" + "".join(cells))
    return "\n".join(lines)


def main(arguments: Sequence[str]) -> None:
    """Measure one letter and print what was found."""
    files = [Path(a) for a in arguments if not a.startswith("--")]
    if len(files) != 2:
        raise SystemExit(__doc__)
    found = measure(files[0], files[1], load_knowledge())
    print(class_table(found.classes))
    for title, outcome in (("with all concepts", found.full), ("letter left out", found.left_out)):
        print(f"\n{title:22s} {outcome.found}/{outcome.total} found and in their class, recall {outcome.recall:.3f}")
        if outcome is found.left_out:
            hidden = f"{outcome.hidden_found}/{outcome.hidden_total}"
            print(f"  of hidden concepts   {hidden} found and in their class, recall {outcome.hidden_recall:.3f}")
        print(table(outcome.confusion))
    print(f"\nseconds per 1,000 words {found.seconds:.3f}")
    if "--missed" in arguments:
        text = read_source(files[1]).text
        missed, spurious = found.left_out.missed, found.left_out.spurious
        for mention, kind in (*missed, *((m, "not in the gold") for m in spurious)):
            around = f"{text[max(0, mention.start - 40) : mention.start]}[{text[mention.start : mention.end]}]"
            print(f"{mention.kind}, {kind}: {' '.join(around.split())}")


if __name__ == "__main__":
    main(sys.argv[1:])
