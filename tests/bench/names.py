"""Measure how names are read that no list holds: leave one letter out.

Every concept that a letter names is taken from the gazetteer, countries and classes of things
("fregat") excepted; then it is counted how many of the letter's mentions are still found and put
in the right class. A mention is found where a name of the same class covers at least half of the
longer of the two. Countries do not count. "Hidden" are the mentions of which a concept was hidden:
they can only be read by their surroundings.

Usage: python tests/bench/names.py GOLD.json LETTER.txt [--missed]
"""

from __future__ import annotations

import re
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extract.anatomy import Anatomy, anatomy
from extract.annotate.names import find_names, read_letter_names
from extract.knowledge import KINDS, Knowledge, load_knowledge
from extract.link import Links, link
from extract.pipeline import known_words
from extract.source import read_source
from kg.gold import folded, read_gold

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


def read_names(parts: Anatomy, knowledge: Knowledge) -> Links:
    """The names of a letter that has been taken apart."""
    texts = [block.text for block in parts.blocks]
    here = read_letter_names(texts, knowledge)
    return link(parts, [find_names(text, knowledge, here) for text in texts], knowledge)


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


def measure(gold_file: Path, letter: Path, knowledge: Knowledge) -> tuple[Outcome, Outcome, float]:
    """The outcome with all concepts, that without the letter's own, and seconds of processor time per 1,000 words."""
    gold = read_gold(gold_file)
    parts = anatomy(read_source(letter), known_words(knowledge))
    words = sum(len(re.findall(r"\w+", block.text)) for block in parts.blocks)
    read_names(parts, knowledge)  # what is made once for all letters is no part of the time of one
    began = time.process_time()
    links = read_names(parts, knowledge)
    seconds = (time.process_time() - began) * 1000 / max(words, 1)
    hidden = named(gold, links, knowledge)
    fewer = read_names(parts, without(knowledge, hidden))
    wanted = [Mention(*row) for row in next(iter(gold["mentions"].values()))]
    names = {folded(n) for i in hidden for n in knowledge.concepts[i].names + knowledge.concepts[i].hidden}
    keys = {e["key"] for e in gold["entities"] if names & {folded(n) for n in e["names"]} and e["type"] != "Country"}
    given = (mentions(parts, each) for each in (links, fewer))
    full, left_out = (compare(wanted, each, keys) for each in given)
    return full, left_out, seconds


def table(confusion: Mapping[tuple[str, str], int]) -> str:
    """The confusion as a table: a row for each class of the gold, a column for each class given."""
    kinds = [*(k for k in KINDS if k != "Country"), NONE]
    rows = [k for k in kinds if any(confusion.get((k, other)) for other in kinds)]
    columns = [k for k in kinds if any(confusion.get((other, k)) for other in kinds)]
    lines = [f"{'gold / given':14s}" + "".join(f"{k[:9]:>10s}" for k in columns)]
    for row in rows:
        lines.append(f"{row:14s}" + "".join(f"{confusion.get((row, k), 0) or '':>10}" for k in columns))
    return "\n".join(lines)


def main(arguments: Sequence[str]) -> None:
    """Measure one letter and print what was found."""
    files = [Path(a) for a in arguments if not a.startswith("--")]
    if len(files) != 2:
        raise SystemExit(__doc__)
    full, left_out, seconds = measure(files[0], files[1], load_knowledge())
    print(f"with all concepts      {full.found}/{full.total} found, recall {full.recall:.3f}")
    print(f"letter left out        {left_out.found}/{left_out.total} found, recall {left_out.recall:.3f}")
    print(
        f"  of hidden concepts   {left_out.hidden_found}/{left_out.hidden_total} found, "
        f"recall {left_out.hidden_recall:.3f}"
    )
    print(f"  names given          {left_out.given}")
    print(f"seconds per 1,000 words {seconds:.3f}")
    print(table(left_out.confusion))
    if "--missed" in arguments:
        text = read_source(files[1]).text
        for mention, kind in (*left_out.missed, *((m, "in gold") for m in left_out.spurious)):
            around = f"{text[max(0, mention.start - 40) : mention.start]}[{text[mention.start : mention.end]}]"
            print(f"{mention.kind}, {kind}: {' '.join(around.split())}")


if __name__ == "__main__":
    main(sys.argv[1:])
