"""How the proposed names agree with the mentions that readers marked in letters.

A gold file (``d1.gold.json`` beside ``d1.txt``) marks countries, organisations, missions and so on by their
characters in the input. Adjectives of countries, parliamentary papers and common nouns ("fregatten") are
no names in the sense of a name finder and do not count, on either side.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from spacy.language import Language

from extract.anatomy import anatomy
from extract.knowledge import Knowledge, load_knowledge
from extract.pipeline import known_words
from extract.source import read_source

TYPES = {
    "Country": "LOC",
    "Place": "LOC",
    "Person": "PER",
    "Organisation": "ORG",
    "Mission": "MISC",
    "Exercise": "MISC",
    "Programme": "MISC",
    "WeaponSystem": "MISC",
    "Agreement": "MISC",
    "Meeting": "MISC",
}
READ_IN = ("heading", "paragraph", "item", "footnote")

Span = tuple[int, int, str]


def counts(nlp: Language, folder: Path) -> dict[str, list[int]]:
    """Right, proposed and wanted by type, "all" and "all, whatever type"; all letters of the folder together.

    A proposal is right when it shares at least half of the longer of the two with a mention of its type.
    """
    tally: dict[str, list[int]] = {}
    for gold_file in sorted(folder.glob("*.gold.json")):
        letter = gold_file.with_name(gold_file.name.replace(".gold.json", ".txt"))
        wanted, skipped, given = _spans(nlp, letter, gold_file)
        given = [span for span in given if not any(_meets(span, other) for other in skipped)]
        for kind in [*sorted({span[2] for span in (*wanted, *given)}), "all", "all, whatever type"]:
            mine = [span for span in given if span[2] == kind or kind.startswith("all")]
            gold = [span for span in wanted if span[2] == kind or kind.startswith("all")]
            right = sum(
                any(_meets(span, other) and (span[2] == other[2] or "whatever" in kind) for span in mine)
                for other in gold
            )
            for at, number in enumerate((right, len(mine), len(gold))):
                tally.setdefault(kind, [0, 0, 0])[at] += number
    return tally


def _meets(one: Span, other: Span) -> bool:
    shared = min(one[1], other[1]) - max(one[0], other[0])
    return shared >= 0.5 * max(one[1] - one[0], other[1] - other[0])


def _spans(nlp: Language, letter: Path, gold_file: Path) -> tuple[list[Span], list[Span], list[Span]]:
    """Mentions that are names, mentions that are none, and proposals, all in characters of the input."""
    source = read_source(letter)
    knowledge = load_knowledge()
    gold = json.loads(gold_file.read_text(encoding="utf-8"))
    rows = next(iter(gold["mentions"].values()))
    adjectives = frozenset(_adjectives(knowledge))
    wanted: list[Span] = []
    skipped: list[Span] = []
    for start, end, kind, _ in rows:
        text = source.text[start:end]
        counted = kind in TYPES and text not in adjectives and any(c.isupper() or c.isdigit() for c in text)
        (wanted if counted else skipped).append((start, end, TYPES.get(kind, "")))
    blocks = [block for block in anatomy(source, known_words(knowledge)).blocks if block.kind in READ_IN]
    given = []
    for block, doc in zip(blocks, nlp.pipe(block.text for block in blocks), strict=True):
        for name in doc.ents:
            span = block.span(name.start_char, name.end_char)
            given.append((span.start, span.end, name.label_))
    read = [(block.span(0, len(block.text)).start, block.span(0, len(block.text)).end) for block in blocks]
    inside = [span for span in wanted if any(start <= span[0] and span[1] <= end for start, end in read)]
    return inside, skipped, given


def _adjectives(knowledge: Knowledge) -> Iterable[str]:
    for concept in knowledge.concepts.values():
        yield from concept.adjectives
